"""The window: lays out the panes and owns the controllers. `wiring` says who hears whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui import desktop, wiring
from photoclust.gui.action_spec import Needs
from photoclust.gui.actions import Actions
from photoclust.gui.album_editor import AlbumEditor
from photoclust.gui.browser import Browser, within_of
from photoclust.gui.changes import Changes
from photoclust.gui.compare.compare_view import FEWEST, MOST, CompareView
from photoclust.gui.dialogs import Dialogs
from photoclust.gui.duplicates.finder import Finder
from photoclust.gui.folder_drop import FolderDrop
from photoclust.gui.folder_removal import FolderRemoval
from photoclust.gui.folder_watch import FolderWatch
from photoclust.gui.folders import Folders
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.group_commands import GroupCommands
from photoclust.gui.group_editor import GroupEditor
from photoclust.gui.grouper import Grouper
from photoclust.gui.index_worker import Indexer
from photoclust.gui.look import Look
from photoclust.gui.mapper import Mapper
from photoclust.gui.openings import Openings
from photoclust.gui.panels.center import Center
from photoclust.gui.panels.inspector import Inspector
from photoclust.gui.panels.library_panel import LibraryPanel
from photoclust.gui.panels.photo_viewer import PhotoViewer
from photoclust.gui.panels.status_bar import StatusBar
from photoclust.gui.panels.top_bar import TopBar
from photoclust.gui.panes import Panes
from photoclust.gui.photo_commands import PhotoCommands
from photoclust.gui.picture_query import PictureQuery
from photoclust.gui.saved_clusterings import SavedClusterings
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import ThemeFollower
from photoclust.gui.window_state import WindowState

SMALLEST = (760, 520)


class MainWindow(QMainWindow):
    """objectName "mainWindow".

    Args:
        session: The library, not opened yet.
        state: The settings.
        look: Theme and icons.
        themes: Follows the system's colour scheme, or the person's choice.
    """

    def __init__(
        self, session: LibrarySession, state: WindowState, look: Look, themes: ThemeFollower
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("PhotoClust")
        self.setMinimumSize(*SMALLEST)
        self.session = session
        self.state = state
        self.look = look
        self.themes = themes
        for part in (session, state, look, themes):
            part.setParent(self)
        self.thumbnails: ThumbnailLoader | None = None
        self._make_controllers()
        self._lay_out()
        self.commands = PhotoCommands(
            self,
            session,
            self.albums,
            lambda: self.center.photo_view,
            self.center.photos,
            self.actions_by_name,
        )
        self.commands.viewWanted.connect(self.view_photo)
        self.groups = GroupCommands(
            self.center.grid, self.center.photos, self.group_editor, self.albums, self.commands
        )
        self.dialogs = Dialogs(self, session, self.folders, self.removal, state)
        wiring.connect(self)
        state.restore(self, self.panes, self.center)
        self.top_bar.show_thumbnail_size(self.center.grid.thumbnail_size())
        self.browser.show(state.place)

    def _make_controllers(self) -> None:
        self.grouper = Grouper(self.session, self)
        self.browser = Browser(self.session, self.grouper, self)
        self.mapper = Mapper(self.session, self)
        self.finder = Finder(self.session, lambda: self.state.keeper_rules, self)
        self.indexer = Indexer(self)
        self.changes = Changes(self.session, self)
        self.albums = AlbumEditor(self.changes, self)
        self.group_editor = GroupEditor(
            self.session, self.grouper, self.changes, lambda: within_of(self.browser.place)
        )
        self.saved = SavedClusterings(self, self.session, self.grouper, self.changes, self.group_editor)
        self.folders = Folders(
            self, self.session, self.indexer, self.browser, self.grouper, self.state.settings
        )
        self.removal = FolderRemoval(self, self.changes)
        self.watch = FolderWatch(self)
        self.queries = PictureQuery(self.session, self.browser, self)
        self.openings = Openings(self, self.session, self.folders, self.queries)
        self.drops = FolderDrop(self)
        self.actions_by_name = Actions(self)

    def _lay_out(self) -> None:
        self.top_bar = TopBar(self.look)
        self.library_panel = LibraryPanel(self.look)
        self.center = Center(self.look, self.session)
        self.inspector = Inspector(self.look, self.session)
        self.status = StatusBar()
        self.viewer = PhotoViewer(self.look, self.session)
        self.compare = CompareView(self.look, self.session)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("splitter")
        self.panes = Panes(splitter, self.library_panel, self.center, self.inspector)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(splitter, 1)
        column.addWidget(self.status)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page)
        self._pages.addWidget(self.viewer)
        self._pages.addWidget(self.compare)
        self.setCentralWidget(self._pages)
        self.actions_by_name.fill_menu_bar(self.menuBar())
        self.center.grid.setFocus()

    def start(self, paths: Sequence[str] = ()) -> None:
        """Opens the library, and folders and pictures in it. To be called when the window has been shown."""
        self.openings.open(paths)
        self.session.background.run(
            lambda _token: desktop.pictures_folder(), self.center.empty.offer_pictures, lane="pictures"
        )
        self.session.open()

    def library_opened(self) -> None:
        """The library is there: thumbnails can be had, and the window goes to where it was left."""
        self.thumbnails = ThumbnailLoader(self.session.open_thumbnails, self)
        views = (self.center.grid, self.center.map.canvas, self.center.duplicates.grid)
        for pane in (*views, self.library_panel, self.inspector):
            pane.set_loader(self.thumbnails)
        self.browser.go(self.state.place)
        library = self.session.library
        if library is not None:
            library.guard.time_limit = self.state.settings.time_limit
            if library.notices:
                self.folders.rescan()  # after damage: what the catalog lost comes back

    def forget_thumbnails(self) -> None:
        """Files were read anew: their pictures may have changed."""
        if self.thumbnails is not None:
            self.thumbnails.invalidate()

    def view_photo(self, ids: Sequence[PhotoId], photo_id: PhotoId) -> None:
        """Shows one photo as large as the window; the others are its neighbours."""
        self._pages.setCurrentWidget(self.viewer)
        self.viewer.show_photo(ids, photo_id)

    def leave_viewer(self, photo_id: PhotoId | None) -> None:
        """Back to the photos, at the one that was looked at last."""
        self._pages.setCurrentWidget(self._page)
        view = self.center.photo_view
        if photo_id is not None and view.shows(photo_id):
            view.set_current_id(photo_id)
        view.setFocus()

    def compare_photos(
        self,
        ids: Sequence[PhotoId],
        keep: PhotoId | None = None,
        *,
        drop: Collection[PhotoId] = (),
        group: object | None = None,
    ) -> None:
        """Shows some photos next to each other; see `CompareView.show_photos`."""
        self._pages.setCurrentWidget(self.compare)
        self.compare.show_photos(ids, keep, drop=drop, group=group)

    def leave_compare(self) -> None:
        """Back to where the photos were."""
        self._pages.setCurrentWidget(self._page)
        self.center.photo_view.setFocus()

    def selection_changed(self) -> None:
        """Other photos are selected, or another place is shown: in the grid, or on the map."""
        ids = self.center.photo_view.selected_ids()
        self.status.show_selected(len(ids))
        self.actions_by_name.have(Needs.SELECTION, bool(ids))
        self.actions_by_name.have(Needs.COMPARABLE, FEWEST <= len(ids) <= MOST)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stops everything, waits for it out of sight, and keeps what was done."""
        self.state.remember(self, self.panes, self.center, self.browser.home)
        self.hide()
        self.state.save()
        self.openings.close()
        self.center.map.canvas.close_threads()
        self.watch.close()
        if self.session.library is not None:
            self.session.library.guard.close()
        self.indexer.close()
        if self.thumbnails is not None:
            self.thumbnails.close()
        self.group_editor.keep()
        self.session.close()
        self.changes.close()
        self.queries.close()
        super().closeEvent(event)
