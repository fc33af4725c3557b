"""The left pane: library, folders, albums."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from photoclust.core.photo import AlbumId
from photoclust.gui import wording
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.look import Look
from photoclust.gui.panels.album_panel import NEW_ALBUM, AlbumPanel
from photoclust.gui.panels.library_list import LibraryList
from photoclust.gui.panels.nav_list import NavList
from photoclust.gui.panels.nav_model import NavItem
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, DUPLICATES, MAP, Place, PlaceKind
from photoclust.gui.theme import Measure
from photoclust.library.browse import FolderInfo, Overview

UNCLUSTERED = Place(PlaceKind.UNCLUSTERED)
UNREADABLE = Place(PlaceKind.UNREADABLE)


class LibraryPanel(QScrollArea):
    """Where one can go. Knows counts and names; what a place shows is no concern of it.

    Signals:
        placeChosen(Place): The person went somewhere.
        folderMenuRequested(str path, QPoint): Context menu of a folder.
        albumMenuRequested(AlbumId, QPoint): Context menu of an album.
        albumRenamed(AlbumId, str): A name was edited in place.
    """

    placeChosen = Signal(object)
    folderMenuRequested = Signal(object, object)
    albumMenuRequested = Signal(object, object)
    albumRenamed = Signal(object, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("libraryPanel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._overview: Overview | None = None
        self._clusters: int | None = None
        self._unclustered: int | None = None
        self._duplicates: int | None = None
        self._to_edit: AlbumId | None = None
        self.library = LibraryList(look)
        self.folders = NavList(look, "folderList", self.tr("Folders"))
        self.albums = AlbumPanel(look)
        self._folders_part = QWidget()
        folders = QVBoxLayout(self._folders_part)
        folders.setContentsMargins(0, 0, 0, Measure.LARGE)
        folders.setSpacing(0)
        folders.addWidget(self._title(self.tr("Folders")))
        folders.addWidget(self.folders)

        inside = QWidget()
        inside.setObjectName("libraryPanelInside")
        inside.setProperty("pane", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(Measure.SMALL, Measure.LARGE + 4, Measure.SMALL, Measure.LARGE)
        column.setSpacing(0)
        column.addWidget(self._title(self.tr("Library")))
        column.addWidget(self.library)
        column.addSpacing(Measure.LARGE)
        column.addWidget(self._folders_part)
        column.addWidget(self._title(self.tr("Albums")))
        column.addWidget(self.albums)
        column.addStretch(1)
        self.setWidget(inside)

        self.library.chosen.connect(self.placeChosen)
        self.folders.chosen.connect(self.placeChosen)
        self.albums.chosen.connect(self._album_chosen)
        self.folders.menuRequested.connect(
            lambda place, point: self.folderMenuRequested.emit(place.key, point)
        )
        self.albums.menuRequested.connect(self._album_menu)
        self.albums.renamed.connect(lambda place, name: self.albumRenamed.emit(place.key, name))
        self._show_library()
        self._show_folders(())

    def _title(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("section", True)
        label.setContentsMargins(Measure.SMALL, 0, 0, Measure.TINY)
        return label

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        self.albums.set_loader(loader)

    def set_overview(self, overview: Overview) -> None:
        """Shows counts, folders and albums."""
        self._overview = overview
        self._show_library()
        self._show_folders(overview.folders)
        self.albums.set_albums(overview.albums)
        self._edit_waiting()

    def edit_album(self, album_id: AlbumId) -> None:
        """Lets the person name a new album, as soon as it is shown."""
        self._to_edit = album_id
        self._edit_waiting()

    def _edit_waiting(self) -> None:
        place = Place(PlaceKind.ALBUM, self._to_edit)
        if self._to_edit is not None and self.albums.rows.row_of(place) >= 0:
            self._to_edit = None
            self.albums.edit_key(place)

    def set_group_counts(self, clusters: int | None, unclustered: int | None) -> None:
        """Shows how many groups and photos in none there are; None while nothing was grouped."""
        self._clusters, self._unclustered = clusters, unclustered
        self._show_library()

    def set_duplicate_count(self, groups: int | None) -> None:
        """Shows how many groups of duplicates there are to decide on; None while that is not known."""
        self._duplicates = groups
        self._show_library()

    def show_place(self, place: Place) -> None:
        """Marks the row of a place in whichever list has it, and no other."""
        row = CLUSTERS if place.kind is PlaceKind.CLUSTERS and place.key is None else place
        if place.kind is PlaceKind.CLUSTERS and place.key is not None:
            row = Place(PlaceKind.FOLDER, place.key)
        for rows in (self.library, self.folders, self.albums):
            rows.show_current(row)

    def _show_library(self) -> None:
        overview = self._overview
        photos = wording.number(overview.photos) if overview is not None else ""
        clusters = wording.number(self._clusters) if self._clusters is not None else ""
        rest = wording.number(self._unclustered) if self._unclustered is not None else ""
        duplicates = wording.number(self._duplicates) if self._duplicates is not None else ""
        rows = [
            NavItem(ALL_PHOTOS, self.tr("All photos"), photos, "photos"),
            NavItem(CLUSTERS, self.tr("Clusters"), clusters, "clusters"),
            NavItem(UNCLUSTERED, self.tr("Unclustered"), rest, "unclustered"),
            NavItem(MAP, self.tr("Map"), icon="map"),
            NavItem(DUPLICATES, self.tr("Duplicates"), duplicates, "duplicates"),
        ]
        if overview is not None and overview.unreadable:
            bad = wording.number(overview.unreadable)
            rows.append(NavItem(UNREADABLE, self.tr("Unreadable"), bad, "unreadable"))
        self.library.set_items(rows)

    def _show_folders(self, folders: Sequence[FolderInfo]) -> None:
        self._folders_part.setVisible(bool(folders))
        names = [wording.name_of(folder.path) for folder in folders]
        self.folders.set_items(
            [
                NavItem(
                    Place(PlaceKind.FOLDER, folder.path),
                    name if names.count(name) == 1 else self._longer_name(folder.path),
                    wording.number(folder.photos) if folder.online else self.tr("offline"),
                    "folder" if folder.online else "folder-offline",
                    dim=not folder.online,
                    tip=wording.printable(folder.path),
                )
                for folder, name in zip(folders, names, strict=True)
            ]
        )

    @staticmethod
    def _longer_name(path: str) -> str:
        """Name and parent, for two folders of one name."""
        parent, name = os.path.split(path.rstrip("/\\"))
        return f"{wording.printable(name)} – {wording.name_of(parent)}"

    def _album_chosen(self, key: object) -> None:
        if key == NEW_ALBUM:
            self.albums.newAlbumRequested.emit()
        else:
            self.placeChosen.emit(key)

    def _album_menu(self, key: object, point: object) -> None:
        if isinstance(key, Place):
            self.albumMenuRequested.emit(key.key, point)
