"""The library's folders: added and rescanned; and what the window does while photos come in."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from photoclust.config.settings import Settings
from photoclust.core.errors import UserFacingError
from photoclust.gui.background import WorkToken
from photoclust.gui.browser import Browser
from photoclust.gui.grouper import Grouper
from photoclust.gui.index_worker import Indexer, IndexState
from photoclust.gui.places import PlaceKind
from photoclust.gui.session import LibrarySession
from photoclust.library import failures
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexSummary
from photoclust.library.session import Library

OVERVIEW_MS = 1000


class Folders(QObject):
    """Drives the indexer, and keeps counts, grid and groups in step with it.

    Signals:
        said(str): Something deserves a sentence.
        thumbnailsChanged: Files were read anew; pictures of them may be out of date.
        firstPhotosCame(int): The library was empty and has photos now.
    """

    said = Signal(str)
    thumbnailsChanged = Signal()
    firstPhotosCame = Signal(int)

    def __init__(
        self,
        window: QWidget,
        session: LibrarySession,
        indexer: Indexer,
        browser: Browser,
        grouper: Grouper,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._indexer = indexer
        self._browser = browser
        self._grouper = grouper
        self._settings = settings
        self._dirty = False
        self._was_empty = False
        self._overview_later = QTimer(self, singleShot=True, interval=OVERVIEW_MS)
        self._overview_later.timeout.connect(session.refresh)

    def ask_for_folder(self) -> None:
        """Lets the person choose a folder and adds it."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder of photos"))
        if chosen:
            self.add([chosen])

    def add(self, folders: Sequence[str]) -> None:
        """Adds folders to the library and indexes them."""
        library, overview = self._session.library, self._session.overview
        if library is None:
            self._session.explain()
        elif folders:
            self._was_empty = overview is not None and not overview.photos
            self._start(library, folders)

    def add_dropped(self, paths: Sequence[str]) -> None:
        """Adds what of these paths is a folder; says so if nothing is."""

        def work(_library: Library, _token: WorkToken) -> list[str]:
            return [path for path in paths if os.path.isdir(path)]

        def looked(folders: list[str]) -> None:
            if folders:
                self.add(folders)
            else:
                self.said.emit(
                    self.tr(
                        "Drop a folder to add its photos, or a picture onto the search field to find its like"
                    )
                )

        self._session.ask(work, looked, lane="drop")

    def add_samples(self) -> None:
        """Adds the photos that come with the program."""
        self.add([str(self._session.paths.samples)])

    def rescan(self) -> None:
        """Looks through all folders for what is new, changed or gone."""
        library = self._session.library
        if library is None:
            self._session.explain()
        else:
            self._start(library, [])

    def look_through(self, folders: Sequence[str]) -> None:
        """Something changed in these folders of the library, or may have."""
        self._start_known(folders, quiet=True)

    def try_again(self, paths: Sequence[str]) -> None:
        """Reads once more what could not be read."""
        self._session.ask(
            lambda library, _token: failures.try_again(library, paths),
            lambda folders: self._start_known(folders, quiet=False),
            lane="try-again",
        )

    def _start_known(self, folders: Sequence[str], *, quiet: bool) -> None:
        library = self._session.library
        if library is not None:
            self._start(library, folders, only_known=True, quiet=quiet)

    def _start(
        self, library: Library, folders: Sequence[str], *, only_known: bool = False, quiet: bool = False
    ) -> None:
        options = IndexOptions(
            self._settings.jobs or None,
            courteous=True,
            less_power=self._settings.less_power,
            only_known=only_known,
            time_limit=self._settings.time_limit,
        )
        self._indexer.start(library, self._session.model_finder(), folders, options, quiet=quiet)

    def removed(self, _folder: str) -> None:
        """A folder left the library: a run that is under way begins anew without it."""
        self._catalog_changed()
        if self._indexer.state is not IndexState.IDLE:
            self._indexer.cancel()
            self.rescan()

    def restored(self, _folder: str) -> None:
        """A folder is back in the library; what happened to it meanwhile is looked for."""
        self._catalog_changed()
        self.rescan()

    def files_moved(self) -> None:
        """Files went to the trash, or came back, and the catalog knows; all pictures are as they were."""
        self._catalog_changed(read_anew=False)

    def photos_changed(self, _count: int) -> None:
        """The indexer committed photos."""
        self._dirty = True
        if not self._overview_later.isActive():
            self._overview_later.start()
        if self._browser.place.kind in {PlaceKind.ALL, PlaceKind.FOLDER}:
            self._browser.refresh_later()

    def finished(self, summary: IndexSummary) -> None:
        """The indexer is done."""
        if self._dirty or summary.removed:
            self._catalog_changed()
            if self._was_empty and summary.photos:
                self._was_empty = False
                self.firstPhotosCame.emit(summary.photos)
        else:
            self._session.refresh()

    def stopped(self) -> None:
        """The indexer was stopped; what it committed stays."""
        if self._dirty:
            self._catalog_changed()

    def failed(self, error: UserFacingError) -> None:
        """The indexer could not go on."""
        self._session.failed.emit(error)
        self.stopped()

    def _catalog_changed(self, *, read_anew: bool = True) -> None:
        """Photos came, changed or went: what was kept in memory of them does not hold any more."""
        self._dirty = False
        self._overview_later.stop()
        self._session.forget_photos()
        self._grouper.forget()
        if read_anew:
            self.thumbnailsChanged.emit()
        self._session.refresh()
        self._browser.refresh()
