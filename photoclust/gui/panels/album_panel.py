"""The list of albums: a drop target for photos, names changed in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import Album, AlbumId, PhotoId
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.drop_list import DropList
from photoclust.gui.panels.nav_model import NavItem
from photoclust.gui.places import Place, PlaceKind

NEW_ALBUM = "new-album"


class AlbumPanel(DropList):
    """Albums with cover and count, and "New album" below them. objectName "albumPanel".

    Signals:
        newAlbumRequested: "New album" was clicked.
        photosDropped(AlbumId | None, list[PhotoId]): Photos were dropped on an album; None is "New album".
        deleteRequested(AlbumId): Delete was pressed on an album.
    """

    newAlbumRequested = Signal()
    photosDropped = Signal(object, object)
    deleteRequested = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "albumPanel", "", parent)
        self.setAccessibleName(self.tr("Albums"))
        self._albums: dict[AlbumId, Album] = {}
        self.set_albums(())

    def set_albums(self, albums: Sequence[Album]) -> None:
        """Shows these albums, in this order."""
        self._albums = {album.id: album for album in albums}
        rows = [self._row(album) for album in albums]
        rows.append(NavItem(NEW_ALBUM, self.tr("New album"), icon="plus", link=True))
        self.set_items(rows)

    def _row(self, album: Album) -> NavItem:
        shown = album.photo_ids
        missing = len(album.members) - len(shown)
        return NavItem(
            Place(PlaceKind.ALBUM, album.id),
            album.name,
            wording.number(len(album.members)),
            icon="" if shown else "album",
            cover=shown[0] if shown else None,
            tip=wording.counted(missing, "missing") if missing else "",
            editable=True,
        )

    def current_album(self) -> AlbumId | None:
        index = self.currentIndex()
        return self._album_at(index.row()) if index.isValid() else None

    def _album_at(self, row: int) -> AlbumId | None:
        key = self.rows.item(row).key
        return AlbumId(key.key) if isinstance(key, Place) and isinstance(key.key, int) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        album = self.current_album()
        if event.key() == Qt.Key.Key_Delete and album is not None:
            self.deleteRequested.emit(album)
        else:
            super().keyPressEvent(event)

    def takes(self, row: int, ids: Sequence[PhotoId]) -> str:
        """What the drop would do: "+3", or that all of them are in the album already."""
        album = self._album_at(row)
        there = set(self._albums[album].photo_ids) if album is not None else set()
        added = len(set(ids) - there)
        return f"+{wording.number(added)}" if added else self.tr("already in")

    def take(self, row: int, ids: Sequence[PhotoId]) -> None:
        self.photosDropped.emit(self._album_at(row), ids)
