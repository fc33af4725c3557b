"""Folders in, embeddings out: scan, recognise, decode, embed, commit."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from photoclust.core.courtesy import Courtesy, step_back
from photoclust.core.errors import CancelledError, PhotoUnreadableError
from photoclust.core.photo import PhotoFile, Unreadable
from photoclust.core.progress import CancelToken, Progress, Throttle, TimeLeft
from photoclust.embedding.models import Model
from photoclust.library.albums import follow_photos
from photoclust.library.analyzer import Analysis, Analyzer
from photoclust.library.changes import Bad, Change, Found, Gone, compare
from photoclust.library.folders import add_folders, forget_emptied_folders, known_folders
from photoclust.library.index_options import IndexOptions, default_jobs
from photoclust.library.presence import Look
from photoclust.library.recorder import TRANSIENT, Recorder
from photoclust.library.session import Library
from photoclust.photos.formats import DECODER_VERSION
from photoclust.photos.scan import scan, scan_names
from photoclust.store.catalog import Catalog, KnownFile
from photoclust.store.database import Database

LOOK_AHEAD = 4  # photos a thread that are in the pool's hands at once: bounds memory


@dataclass(frozen=True, slots=True)
class PhotosChanged:
    """The set of photos in the library changed; `count` photos were written since the last of these."""

    count: int


@dataclass(frozen=True, slots=True)
class PhotoFailed:
    """A file can't be read."""

    path: str
    reason: str


IndexEvent = Progress | PhotosChanged | PhotoFailed


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """The outcome of a run.

    Attributes:
        photos: Readable photos in the folders now.
        embedded: Contents that went through the model.
        reused: Files whose content was known: moved, renamed or copied.
        unchanged: Files that were not opened.
        removed: Photos forgotten because their files are gone.
        unreadable: What could not be read, with reasons.
        seconds: Duration.
    """

    photos: int
    embedded: int
    reused: int
    unchanged: int
    removed: int
    unreadable: tuple[Unreadable, ...]
    seconds: float


def index_folders(
    library: Library,
    folders: Sequence[str],
    model: Model,
    options: IndexOptions,
    *,
    on_event: Callable[[IndexEvent], None],
    cancel: CancelToken,
) -> IndexSummary:
    """Adds folders to the library and brings it up to date with what lies in them.

    A run that is cancelled or killed loses at most the batch in hand; the next one goes on there.

    Args:
        library: Written to.
        folders: Paths; none means all folders of the library.
        model: Makes the embeddings.
        options: How to work.
        on_event: Called in this thread, with progress at most 30 times a second.
        cancel: Pauses and stops the run within a photo's time.

    Raises:
        UserFacingError: If a folder does not exist, or the model or the database can't be used.
        CancelledError: If the person said stop; what was done by then is kept.
    """
    started = time.monotonic()
    with library.cache() as database:
        choose = known_folders if options.only_known else add_folders
        chosen = choose(Catalog(database), folders)
        run = _Run(library, database, model, on_event, cancel)
        courtesy = options.courtesy()
        removed = run.index(chosen, options.jobs or default_jobs(courtesy), courtesy)
        catalog = Catalog(database)
        forget_emptied_folders(database, run.recorder.moved_from)
        follow_photos(library, database)
        return IndexSummary(
            photos=catalog.count(chosen) if chosen else 0,
            embedded=run.recorder.embedded,
            reused=run.recorder.reused,
            unchanged=run.unchanged,
            removed=removed,
            unreadable=tuple(_all_unreadable(catalog, chosen, run.recorder)),
            seconds=time.monotonic() - started,
        )


def _all_unreadable(catalog: Catalog, folders: Sequence[str], recorder: Recorder) -> list[Unreadable]:
    remembered = catalog.unreadable(folders) if folders else []
    return sorted([*remembered, *recorder.unreadable], key=lambda item: item.path)


@dataclass(slots=True)
class _Run:
    """One run of `index_folders`: the state its steps share."""

    library: Library
    database: Database
    model: Model
    on_event: Callable[[IndexEvent], None]
    cancel: CancelToken
    unchanged: int = 0
    done: int = 0
    total: int | None = None
    gone: list[KnownFile] = field(default_factory=list)
    waiting: deque[tuple[Future[Analysis], KnownFile | None]] = field(default_factory=deque)
    throttle: Throttle = field(default_factory=Throttle)
    time_left: TimeLeft = field(default_factory=TimeLeft)
    recorder: Recorder = field(init=False)
    written: int = 0

    def index(self, folders: Sequence[str], jobs: int, courtesy: Courtesy) -> int:
        analyzer = Analyzer(self.library, self.model)
        self.recorder = Recorder(self.database, self.model.key, analyzer.committed)
        stop_counting = threading.Event()
        counter = threading.Thread(
            target=self._count, args=(folders, stop_counting), name="photoclust-count", daemon=True
        )
        counter.start()
        pool = ThreadPoolExecutor(jobs, "photoclust-index", initializer=step_back, initargs=(courtesy,))
        try:
            self._work(folders, pool, analyzer, look_ahead=LOOK_AHEAD * jobs)
        except (CancelledError, KeyboardInterrupt):
            self._save_what_is_in_hand()
            raise
        finally:
            stop_counting.set()
            pool.shutdown(cancel_futures=True)
            counter.join()
            analyzer.close()
        removed = self.recorder.remove(self.gone)
        self._report(force=True)
        if removed or self.written:
            self.on_event(PhotosChanged(self.written))
        return removed

    def _work(
        self, folders: Sequence[str], pool: ThreadPoolExecutor, analyzer: Analyzer, look_ahead: int
    ) -> None:
        catalog = Catalog(self.database)
        for folder in folders:
            look, gone_before = Look(catalog, folder), len(self.gone)
            self._tell_offline(look.offline)
            if not look.here:
                continue
            found = scan(folder, skip=look.offline, on_drive=look.drives.append)
            known = catalog.known_below(folder, self.recorder.model_id)
            for change in compare(found, known, look.offline):
                self._checkpoint()
                self._take(change, pool, analyzer)
                if len(self.waiting) >= look_ahead:
                    self._collect()
            if not look.finish():
                del self.gone[gone_before:]
        while self.waiting:
            self._checkpoint()
            self._collect()
        self._flush()

    def _tell_offline(self, folders: Iterable[str]) -> None:
        """In these, nothing is looked for, and nothing is gone."""
        for folder in folders:
            path = os.path.join(folder, "")
            error = PhotoUnreadableError("folder-offline", path=path)
            self.recorder.unreadable.append(Unreadable(path, error.message, error.code, error.values))
            self.on_event(PhotoFailed(path, error.message))

    def _checkpoint(self) -> None:
        if self.cancel.paused:
            self._flush()
            self.cancel.checkpoint()
            self.time_left.paused()
        self.cancel.checkpoint()

    def _take(self, change: Change, pool: ThreadPoolExecutor, analyzer: Analyzer) -> None:
        if isinstance(change, Gone):
            self.gone.append(change.known)
            return
        if isinstance(change, Bad):
            entry = change.entry
            self.on_event(PhotoFailed(entry.path, entry.error.message))
            self.recorder.fail(PhotoFile(entry.path, 0, 0), entry.error, change.known)
        elif _is_unchanged(change):
            known = change.known
            if known is not None and known.failure is not None:
                self.on_event(PhotoFailed(known.failure.path, known.failure.reason))
            else:
                self.unchanged += 1
        else:
            self.waiting.append((pool.submit(analyzer.analyse, change.file), change.known))
            return
        self.done += 1
        self._report()

    def _collect(self) -> None:
        future, known = self.waiting.popleft()
        analysis = future.result()
        if analysis.error is not None:
            self.on_event(PhotoFailed(analysis.file.path, analysis.error.message))
        self.written += 1
        if self.recorder.add(analysis, known):
            self._tell_written()
        self.done += 1
        self._report()

    def _flush(self) -> None:
        if self.recorder.flush():
            self._tell_written()

    def _tell_written(self) -> None:
        self.on_event(PhotosChanged(self.written))
        self.written = 0

    def _report(self, *, force: bool = False) -> None:
        if force or self.throttle.ready():
            left = self.time_left.update(self.done, self.total)
            self.on_event(Progress(self.done, self.done if force else self.total, left))

    def _save_what_is_in_hand(self) -> None:
        """After a cancel: photos whose work is finished, or will be in a moment, are not thrown away."""
        for future, known in self.waiting:
            if not future.cancel():
                self.recorder.add(future.result(), known)
                self.written += 1
        self._flush()

    def _count(self, folders: Sequence[str], stop: threading.Event) -> None:
        total = 0
        for folder in folders:
            for _ in scan_names(folder):
                total += 1
                if stop.is_set():
                    return
        self.total = total


def _is_unchanged(change: Found) -> bool:
    known = change.known
    if known is None or known.file != change.file:
        return False
    if known.failure is None:
        return known.embedded  # under this model: with another one, it has to be opened again
    return known.decoder == DECODER_VERSION and known.failure.code not in TRANSIENT
