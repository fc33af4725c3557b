"""The menu that limits a search to some of the photos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from photoclust.core.photo import AlbumId
from photoclust.core.queries import PhotoFilter
from photoclust.gui import wording
from photoclust.gui.date_range_dialog import DateRangeDialog
from photoclust.gui.session import LibrarySession


class FilterMenu(QObject):
    """Opens the menu, and says what was chosen.

    Signals:
        limitsChosen(PhotoFilter): The photos are to be limited so.
    """

    limitsChosen = Signal(object)

    def __init__(self, window: QWidget, session: LibrarySession, limits: Callable[[], PhotoFilter]) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._limits = limits
        self.dates: DateRangeDialog | None = None
        self.folders: QFileDialog | None = None

    def open(self, below: QWidget) -> QMenu:
        """Opens the menu below a button; it deletes itself when it closes."""
        menu = QMenu(self._window)
        menu.setObjectName("filterMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_folders(menu.addMenu(self.tr("In folder")))
        self._fill_albums(menu.addMenu(self.tr("In album")))
        self._fill_dates(menu.addMenu(self.tr("Taken")))
        ungrouped = menu.addAction(self.tr("In no group"))
        ungrouped.setObjectName("filterUnclusteredEntry")
        ungrouped.setCheckable(True)
        ungrouped.setChecked(self._limits().unclustered)
        ungrouped.triggered.connect(lambda on: self._choose(replace(self._limits(), unclustered=on)))
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))
        return menu

    def _choose(self, limits: PhotoFilter) -> None:
        self.limitsChosen.emit(limits)

    def _fill_folders(self, menu: QMenu) -> None:
        menu.setObjectName("filterFolderMenu")
        overview = self._session.overview
        for folder in overview.folders if overview is not None else ():
            entry = menu.addAction(wording.name_of(folder.path).replace("&", "&&"))
            entry.setToolTip(wording.printable(folder.path))
            entry.triggered.connect(lambda _on=False, path=folder.path: self._add_folder(path))
        menu.addSeparator()
        menu.addAction(self.tr("Another folder…")).triggered.connect(self._ask_for_folder)

    def _add_folder(self, path: str) -> None:
        limits = self._limits()
        self._choose(replace(limits, folders=tuple(dict.fromkeys((*limits.folders, path)))))

    def _ask_for_folder(self) -> None:
        self.folders = QFileDialog(self._window, self.tr("Look among the photos of a folder"))
        self.folders.setObjectName("filterFolderDialog")
        self.folders.setFileMode(QFileDialog.FileMode.Directory)
        self.folders.setOption(QFileDialog.Option.ShowDirsOnly)
        self.folders.fileSelected.connect(self._add_folder)
        self.folders.finished.connect(self.folders.deleteLater)
        self.folders.open()

    def _fill_albums(self, menu: QMenu) -> None:
        menu.setObjectName("filterAlbumMenu")
        for album in self._session.albums():
            entry = menu.addAction(album.name.replace("&", "&&"))
            entry.triggered.connect(
                lambda _on=False, to=album.id: self._choose(replace(self._limits(), album=AlbumId(to)))
            )
        menu.setEnabled(not menu.isEmpty())

    def _fill_dates(self, menu: QMenu) -> None:
        menu.setObjectName("filterDateMenu")
        year = date.today().year
        for text, taken in (
            (self.tr("This year ({year})"), year),
            (self.tr("Last year ({year})"), year - 1),
        ):
            span = date(taken, 1, 1), date(taken, 12, 31)
            entry = menu.addAction(text.format(year=taken))
            entry.triggered.connect(lambda _on=False, span=span: self._choose_days(*span))
        menu.addAction(self.tr("Between two days…")).triggered.connect(self._ask_for_days)

    def _choose_days(self, since: date | None, until: date | None) -> None:
        self._choose(replace(self._limits(), since=since, until=until))

    def _ask_for_days(self) -> None:
        limits = self._limits()
        self.dates = DateRangeDialog(limits.since, limits.until, self._window)
        self.dates.chosen.connect(self._choose_days)
        self.dates.finished.connect(self.dates.deleteLater)
        self.dates.open()
