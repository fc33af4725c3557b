"""The dialogs that hang on the window as a whole: settings, shortcuts, about, and the folders' menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from photoclust.gui import desktop
from photoclust.gui.folder_removal import FolderRemoval
from photoclust.gui.folders import Folders
from photoclust.gui.session import LibrarySession
from photoclust.gui.settings_dialog import SettingsDialog
from photoclust.gui.window_state import WindowState


class Dialogs(QObject):
    """Opens them without stopping anything; they delete themselves when they are closed.

    Signals:
        watchChosen(bool): Watching was switched on or off in the settings.
    """

    watchChosen = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        session: LibrarySession,
        folders: Folders,
        removal: FolderRemoval,
        state: WindowState,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._folders = folders
        self._removal = removal
        self._state = state

    def open_settings(self) -> None:
        """Model, threads, colours, and where things lie."""
        dialog = SettingsDialog(self._session, self._state.settings, self._window)
        dialog.themeChosen.connect(self._state.set_theme)
        dialog.modelChosen.connect(self._session.use_model)
        dialog.watchChosen.connect(self.watchChosen)
        self._open(dialog)

    def open_about(self) -> None:
        """Versions and licences."""
        from photoclust.gui.about import AboutDialog  # reads versions; loading it takes 15 ms of a start

        self._open(AboutDialog(self._session, self._window))

    def open_shortcuts(self) -> None:
        """All keys."""
        from photoclust.gui.about import ShortcutsDialog

        self._open(ShortcutsDialog(self._window))

    def folder_menu(self, folder: str, point: QPoint) -> None:
        """What can be done with a folder of the library."""
        menu = QMenu(self._window)
        menu.setObjectName("folderMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Rescan")).triggered.connect(lambda: self._folders.add([folder]))
        menu.addAction(self.tr("Show in file manager")).triggered.connect(lambda: desktop.open_folder(folder))
        menu.addSeparator()
        remove = menu.addAction(self.tr("Remove from library…"))
        remove.setObjectName("removeFolderEntry")
        remove.triggered.connect(lambda: self._removal.ask(folder))
        menu.popup(point)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
