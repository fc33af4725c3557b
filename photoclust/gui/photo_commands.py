"""What can be done with photos and groups: the menus, and what their entries do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QStandardPaths, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from photoclust.core.photo import Album, AlbumId, PhotoId
from photoclust.gui import desktop
from photoclust.gui.actions import Actions
from photoclust.gui.album_editor import AlbumEditor
from photoclust.gui.export_dialog import ExportDialog
from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.grid.photo_model import PhotoModel, Section
from photoclust.gui.panels.nav_list import NavList
from photoclust.gui.places import Place, PlaceKind
from photoclust.gui.sections import ADD, UNCLUSTERED_KEY
from photoclust.gui.session import LibrarySession
from photoclust.library.export import ExportFolder

PHOTO_MENU = (
    "open",
    "similar",
    "",
    "add-to-album",
    "new-album",
    "remove",
    "",
    "copy",
    "copy-path",
    "show-file",
)


class PhotoCommands(QObject):
    """Acts on the selected photos, on a group, or on photos it is given.

    Signals:
        placeWanted(Place): Something is to be shown elsewhere.
        viewWanted(list[PhotoId], PhotoId): A photo is to be seen large; the others are its neighbours.
    """

    placeWanted = Signal(object)
    viewWanted = Signal(object, object)

    def __init__(
        self,
        window: QWidget,
        session: LibrarySession,
        albums: AlbumEditor,
        grid: PhotoGrid,
        photos: PhotoModel,
        actions: Actions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._albums = albums
        self._grid = grid
        self._photos = photos
        self._actions = actions
        self._export: ExportDialog | None = None

    # The selected photos

    def find_similar(self) -> None:
        """Shows what looks like the current photo."""
        photo_id = self._grid.current_id() or next(iter(self._grid.selected_ids()), None)
        if photo_id is not None:
            self.placeWanted.emit(Place(PlaceKind.SIMILAR, int(photo_id)))

    def open(self) -> None:
        """Shows the first selected photo large; if several are selected, only those are its neighbours."""
        ids = self._grid.selected_ids()
        if ids:
            self.viewWanted.emit(ids if len(ids) > 1 else self._photos.ids(), ids[0])

    def add_to_album(self) -> None:
        """Asks for an album with a menu, in the middle of the grid."""
        area = self._grid.viewport()
        point = area.mapToGlobal(QPoint(area.width() // 3, area.height() // 3))
        self._album_menu(self._grid.selected_ids()).popup(point)

    def new_album(self) -> None:
        self._albums.create(ids=self._grid.selected_ids())

    def remove_from(self, album: Album | None) -> None:
        ids = self._grid.selected_ids()
        if album is not None and ids:
            self._albums.remove(album, ids)

    def copy(self) -> None:
        """The files, for pasting into a file manager."""
        desktop.copy_paths(self._selected_paths())

    def show_file(self) -> None:
        for path in self._selected_paths()[:1]:
            desktop.show_in_file_manager(path)

    def _selected_paths(self) -> list[str]:
        return [path for path in self._session.paths_of(self._grid.selected_ids()) if path]

    def photo_menu(self, _ids: object, point: QPoint) -> None:
        """The context menu of the selected photos."""
        self._actions.context_menu(self._window, PHOTO_MENU).popup(point)

    def other_photo_menu(self, ids: Sequence[PhotoId], point: QPoint) -> None:
        """The context menu of photos outside the grid: the similar strip's."""
        menu = self._menu("similarMenu")
        similar = menu.addAction(self.tr("Find similar"))
        similar.triggered.connect(lambda: self.placeWanted.emit(Place(PlaceKind.SIMILAR, int(ids[0]))))
        self._fill_with_albums(menu.addMenu(self.tr("Add to album")), ids, "")
        path = self._session.paths_of(ids)[0]
        menu.addAction(self.tr("Copy path")).triggered.connect(lambda: desktop.copy_paths([path]))
        menu.addAction(self.tr("Show in file manager")).triggered.connect(
            lambda: desktop.show_in_file_manager(path)
        )
        menu.popup(point)

    # Groups

    def section_action(self, key: int, action: str, point: QPoint) -> None:
        """A link in a group's header was pressed."""
        section = self._photos.section_by_key(key)
        if section is None:
            return
        if action == ADD:
            self._album_menu(section.photo_ids, name_for_album(section)).popup(point)
        else:
            self.section_menu(key, point)

    def section_menu(self, key: int, point: QPoint) -> None:
        """Everything that can be done with a group."""
        section = self._photos.section_by_key(key)
        if section is None:
            return
        ids, name = list(section.photo_ids), name_for_album(section)
        menu = self._menu("sectionMenu")
        self._entry(menu, "select-group", self.tr("Select all of it")).triggered.connect(
            lambda: self._grid.select_ids(ids)
        )
        self._entry(menu, "group-album", self.tr("New album of it")).triggered.connect(
            lambda: self._albums.create(name, ids)
        )
        self._fill_with_albums(menu.addMenu(self.tr("Add to album")), ids, name)
        menu.addSeparator()
        self._entry(menu, "export-group", self.tr("Export as folder…")).triggered.connect(
            lambda: self.export(section.title, [ExportFolder(section.title, ids)])
        )
        menu.popup(point)

    # Albums

    def export_album(self, album: Album | None) -> None:
        """Asks where to, and copies an album there."""
        if album is not None:
            missing = [member.path for member in album.members if member.missing]
            self.export(album.name, [ExportFolder(album.name, album.photo_ids, missing)])

    def export(self, title: str, folders: Sequence[ExportFolder]) -> None:
        """Opens the export dialog."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        target = str(Path(pictures or Path.home()) / "PhotoClust")
        self._export = ExportDialog(self._session, title, folders, target, self._window)
        self._export.finished.connect(self._export.deleteLater)
        self._export.open()

    def album_context_menu(self, album: Album | None, point: QPoint, rename: NavList) -> None:
        """The context menu of an album in the left pane; `rename` is the list that shows it."""
        if album is None:
            return
        menu = self._menu("albumMenu")
        place = Place(PlaceKind.ALBUM, album.id)
        self._entry(menu, "rename", self.tr("Rename")).triggered.connect(lambda: rename.edit_key(place))
        self._entry(menu, "export", self.tr("Export…")).triggered.connect(lambda: self.export_album(album))
        menu.addSeparator()
        self._entry(menu, "delete", self.tr("Delete album")).triggered.connect(
            lambda: self._albums.delete(album)
        )
        menu.popup(point)

    def _album_menu(self, ids: Sequence[PhotoId], name: str = "") -> QMenu:
        menu = self._menu("addToAlbumMenu")
        self._fill_with_albums(menu, ids, name)
        return menu

    def _fill_with_albums(self, menu: QMenu, ids: Sequence[PhotoId], name: str) -> None:
        photos = list(ids)
        for album in self._session.albums():
            entry = menu.addAction(album.name.replace("&", "&&"))
            entry.triggered.connect(lambda _on=False, to=album.id: self._albums.add(AlbumId(to), photos))
        if not menu.isEmpty():
            menu.addSeparator()
        self._entry(menu, "new", self.tr("New album")).triggered.connect(
            lambda: self._albums.create(name, photos)
        )

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    @staticmethod
    def _entry(menu: QMenu, name: str, text: str) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"{name}Entry")
        return action


def name_for_album(section: Section) -> str:
    """What an album made of a group is called: as the group, unless that is the rest."""
    return "" if section.key == UNCLUSTERED_KEY else section.title
