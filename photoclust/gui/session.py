"""The open library as the window knows it: the handle, the model, the names and dates of photos.

Everything on disk is asked for through `background`; what comes back is kept here in memory, so that
painting, dragging and tool tips never wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from photoclust.config.paths import AppPaths
from photoclust.core.briefs import Span
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Album, CompanionKind, PhotoId
from photoclust.core.progress import Progress
from photoclust.gui.background import Background, WorkToken
from photoclust.gui.photo_book import PhotoBook
from photoclust.library import browse
from photoclust.library.browse import Overview
from photoclust.library.models import Model, find_model
from photoclust.library.places import Gazetteer
from photoclust.library.session import Library
from photoclust.library.thumbnails import ThumbnailSource

T = TypeVar("T")
ModelFinder = Callable[[], Model]


class LibrarySession(QObject):
    """One library, open for one window.

    Args:
        paths: Where models lie.
        directory: The library's folder; made if need be.
        model_name: "" for the default one.

    Attributes:
        gazetteer: Names places.

    Signals:
        opened: `library` is there now.
        openFailed(UserFacingError): It can't be opened; `open` may be tried again.
        overviewChanged(Overview): Counts, folders or albums changed.
        failed(UserFacingError): Something asked for could not be done.
        modelChanged: Another embedding model is in use.
    """

    opened = Signal()
    openFailed = Signal(object)
    overviewChanged = Signal(object)
    failed = Signal(object)
    modelChanged = Signal()

    def __init__(
        self, paths: AppPaths, directory: Path, model_name: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.paths = paths
        self.directory = directory
        self.background = Background(self)
        self.background.failed.connect(self.failed)
        self._model_name = model_name
        self._library: Library | None = None
        self._trouble: UserFacingError | None = None  # why there is none
        self._overview: Overview | None = None
        self._book = PhotoBook()
        self.gazetteer = Gazetteer(paths.places)

    def open(self) -> None:
        """Opens the library; `opened` follows, or `openFailed`."""
        directory = self.directory
        self.background.run(
            lambda _token: Library.open(directory), self._library_open, self._not_open, lane="open"
        )

    def _not_open(self, error: UserFacingError) -> None:
        self._trouble = error
        self.openFailed.emit(error)

    def _library_open(self, library: Library) -> None:
        self._library, self._trouble = library, None
        library.words.gazetteer = self.gazetteer
        self.opened.emit()
        for notice in library.notices:
            self.failed.emit(notice)
        self.refresh()

    @property
    def library(self) -> Library | None:
        """None until `opened`."""
        return self._library

    def explain(self) -> None:
        """Says why there is no library to do anything with, unless it is only a matter of time."""
        if self._trouble is not None:
            self.failed.emit(self._trouble)

    @property
    def model_name(self) -> str:
        """Empty for the default one."""
        return self._model_name

    def use_model(self, name: str) -> None:
        """Switches to another embedding model."""
        if name != self._model_name:
            self._model_name = name
            self.modelChanged.emit()

    def model_finder(self) -> ModelFinder:
        """Finds the model in use; to be called off the GUI thread, where it may raise `ModelError`."""
        folders, name = self.paths.models, self._model_name
        return lambda: find_model(folders, name)

    def refresh(self) -> None:
        """Reads counts, folders and albums anew; `overviewChanged` follows."""
        self.ask(lambda library, _token: browse.overview(library), self._overview_read, lane="overview")

    def _overview_read(self, overview: Overview) -> None:
        if overview != self._overview:
            self._overview = overview
            self.overviewChanged.emit(overview)

    @property
    def overview(self) -> Overview | None:
        """The last one read."""
        return self._overview

    def albums(self) -> Sequence[Album]:
        return self._overview.albums if self._overview is not None else ()

    def album(self, album_id: object) -> Album | None:
        """An album as it was when the overview was last read."""
        return next((album for album in self.albums() if album.id == album_id), None)

    def open_thumbnails(self) -> AbstractContextManager[ThumbnailSource]:
        """A source of thumbnails for the thread that calls.

        Raises:
            RuntimeError: If no library is open.
        """
        if self._library is None:
            raise RuntimeError("no library is open")
        return ThumbnailSource(self._library)

    def ask(
        self,
        work: Callable[[Library, WorkToken], T],
        on_answer: Callable[[T], None],
        on_error: Callable[[UserFacingError], None] | None = None,
        *,
        lane: str,
        shows: Callable[[T], Iterable[PhotoId]] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        """Asks the library something in the background. While no library is open, it `explain`s that.

        Args:
            work: Called off the GUI thread.
            on_answer: Called with what `work` returned, on the GUI thread.
            on_error: Instead of `failed`.
            lane: A newer question of a lane replaces the older one.
            shows: The photos that the answer will show: `paths_of` and `taken_of` know them by then.
            on_progress: What `work` reports with its token.
        """
        library, edition = self._library, self._book.edition
        if library is None:
            self.explain()
            return

        def answer(token: WorkToken) -> T:
            result = work(library, token)
            token.checkpoint()
            if shows is not None:
                self._book.learn(shows(result), lambda ids: browse.briefs(library, ids), edition)
            return result

        self.background.run(answer, on_answer, on_error, lane=lane, on_progress=on_progress)

    def paths_of(self, ids: Sequence[PhotoId]) -> list[str]:
        """Absolute paths of photos that were listed; "" for others. From memory."""
        return self._book.briefs.paths_of(ids)

    def taken_of(self, photo_id: PhotoId) -> datetime | None:
        """When a listed photo was taken. From memory."""
        brief = self._book.briefs.get(photo_id)
        return brief.taken if brief is not None else None

    def spans_of(self, groups: Sequence[Sequence[PhotoId]]) -> list[Span | None]:
        """The earliest and the latest date in each of some groups of listed photos. Any thread may ask."""
        return self._book.briefs.spans_of(groups)

    def companions_of(self, photo_id: PhotoId) -> CompanionKind:
        """What kinds of files belong to a listed photo. From memory."""
        brief = self._book.briefs.get(photo_id)
        return brief.companions if brief is not None else CompanionKind.NONE

    def forget_photos(self) -> None:
        """The catalog changed: paths and dates are read anew with the next listing, and kept until then."""
        self._book.forget()

    def close(self) -> None:
        """Stops what is under way and waits for it; nothing is answered afterwards. Idempotent."""
        self._library = None
        self.background.close()
