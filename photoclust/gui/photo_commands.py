"""What can be done with photos and albums: the menus, and what their entries do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.map.canvas import MapCanvas
from photoclust.gui.panels.nav_list import NavList
from photoclust.gui.places import Place, PlaceKind, similar_to
from photoclust.gui.session import LibrarySession
from photoclust.library.export import ExportFolder

PHOTO_MENU = (
    "open",
    "similar",
    "compare",
    "",
    "add-to-album",
    "new-album",
    "remove",
    "",
    "copy",
    "copy-path",
    "show-file",
)
FOUND_PART = ("more-like-this", "less-like-this", "")
"""What stands before it where look-alikes are shown."""

GROUP_PART = ("", "move-to-group", "new-group")
"""What is added to it where groups are shown."""


class PhotoCommands(QObject):
    """Acts on the selected photos, or on photos it is given.

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
        view: Callable[[], PhotoGrid | MapCanvas],
        photos: PhotoModel,
        actions: Actions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._albums = albums
        self._view = view
        self._photos = photos
        self._actions = actions
        self._export: ExportDialog | None = None

    # The selected photos

    def find_similar(self) -> None:
        """Shows what looks like the current photo."""
        photo_id = self._view().current_id() or next(iter(self._view().selected_ids()), None)
        if photo_id is not None:
            self.placeWanted.emit(similar_to(photo_id))

    def open(self) -> None:
        """Shows the first selected photo large; if several are selected, only those are its neighbours."""
        ids = self._view().selected_ids()
        if ids:
            self.viewWanted.emit(ids if len(ids) > 1 else self._view().neighbours(), ids[0])

    def view(self, photo_id: PhotoId) -> None:
        """Shows a photo large; those around it in the grid, or on the map, are its neighbours."""
        self.viewWanted.emit(self._view().neighbours(), photo_id)

    def select_all(self) -> None:
        self._view().selectAll()

    def add_to_album(self) -> None:
        """Asks for an album with a menu, in the middle of the grid."""
        area = self._view().viewport()
        point = area.mapToGlobal(QPoint(area.width() // 3, area.height() // 3))
        self.album_menu(self._view().selected_ids()).popup(point)

    def new_album(self) -> None:
        self._albums.create(ids=self._view().selected_ids())

    def remove_from(self, album: Album | None) -> None:
        ids = self._view().selected_ids()
        if album is not None and ids:
            self._albums.remove(album, ids)

    def copy(self) -> None:
        """The files, for pasting into a file manager."""
        paths_of, ids = self._session.paths_of, self._view().selected_ids()
        self._session.background.run(
            lambda _token: desktop.pasteable(path for path in paths_of(ids) if path),
            desktop.copy,
            lane="clipboard",
        )

    def show_file(self) -> None:
        paths = self._session.paths_of(self._view().selected_ids())
        if path := next(filter(None, paths), ""):
            desktop.show_in_file_manager(path)

    def photo_menu(self, _ids: object, point: QPoint) -> None:
        """The context menu of the selected photos."""
        more = GROUP_PART if self._actions["move-to-group"].isEnabled() else ()
        found = FOUND_PART if self._actions["more-like-this"].isEnabled() else ()
        self._actions.context_menu(self._window, (*found, *PHOTO_MENU, *more)).popup(point)

    def other_photo_menu(self, ids: Sequence[PhotoId], point: QPoint) -> None:
        """The context menu of photos outside the grid: the similar strip's."""
        menu = self.new_menu("similarMenu")
        similar = menu.addAction(self.tr("Find similar"))
        similar.triggered.connect(lambda: self.placeWanted.emit(similar_to(ids[0])))
        self.fill_with_albums(menu.addMenu(self.tr("Add to album")), ids, "")
        path = self._session.paths_of(ids)[0]
        menu.addAction(self.tr("Copy path")).triggered.connect(lambda: desktop.copy_paths([path]))
        menu.addAction(self.tr("Show in file manager")).triggered.connect(
            lambda: desktop.show_in_file_manager(path)
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
        menu = self.new_menu("albumMenu")
        place = Place(PlaceKind.ALBUM, album.id)
        self.entry(menu, "rename", self.tr("Rename")).triggered.connect(lambda: rename.edit_key(place))
        self.entry(menu, "export", self.tr("Export…")).triggered.connect(lambda: self.export_album(album))
        menu.addSeparator()
        self.entry(menu, "delete", self.tr("Delete album")).triggered.connect(
            lambda: self._albums.delete(album)
        )
        menu.popup(point)

    def album_menu(self, ids: Sequence[PhotoId], name: str = "") -> QMenu:
        """A menu of all albums, to add photos to one, or to a new one of some name."""
        menu = self.new_menu("addToAlbumMenu")
        self.fill_with_albums(menu, ids, name)
        return menu

    def fill_with_albums(self, menu: QMenu, ids: Sequence[PhotoId], name: str) -> None:
        """Puts the entries of `album_menu` into another menu."""
        photos = list(ids)
        for album in self._session.albums():
            entry = menu.addAction(album.name.replace("&", "&&"))
            entry.triggered.connect(lambda _on=False, to=album.id: self._albums.add(AlbumId(to), photos))
        if not menu.isEmpty():
            menu.addSeparator()
        self.entry(menu, "new", self.tr("New album")).triggered.connect(
            lambda: self._albums.create(name, photos)
        )

    def new_menu(self, name: str) -> QMenu:
        """An empty menu of that objectName, which deletes itself when it closes."""
        menu = QMenu(self._window)
        menu.setObjectName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    @staticmethod
    def entry(menu: QMenu, name: str, text: str) -> QAction:
        """Adds an entry; its objectName is `name` with "Entry" appended."""
        action = menu.addAction(text)
        action.setObjectName(f"{name}Entry")
        return action
