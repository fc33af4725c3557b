"""Looks ahead in folders, in threads: one that does not answer holds up neither pause nor cancel."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TypeVar

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoFile
from photoclust.core.time_left import TimeLeft
from photoclust.library.changes import Bad, Found, compare, is_unchanged
from photoclust.library.crew import THREAD_NAME
from photoclust.library.session import Library
from photoclust.library.settled import scan_library
from photoclust.photos.formats import RAW_SUFFIXES, suffix
from photoclust.photos.scan import Unchanged
from photoclust.store.catalog import Catalog

T = TypeVar("T")

log = logging.getLogger(__name__)

BATCH = 256
BATCH_SECONDS = 0.05
POLL = 0.1

# Seconds in a thread, of an item and a megabyte: reading, decoding, embedding. Soon only the ratios matter.
GUESSES = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), (0.008, 0.023)),
    **dict.fromkeys((".heic", ".heif"), (0.01, 0.3)),
    ".hif": (0.4, 0.1),  # of cameras, which make no small ones
    ".avif": (0.012, 0.15),
    **dict.fromkeys((".webp", ".jp2", ".j2k", ".jpx", ".jpf", ".gif"), (0.009, 0.1)),
    ".jxl": (0.012, 0.3),
    **dict.fromkeys(RAW_SUFFIXES, (0.015, 0.005)),  # the preview in a large file
    "": (0.008, 0.04),
}


def kind_of(file: PhotoFile) -> str:
    """What its cost depends on beside its size."""
    return suffix(file.path)


def in_thread(make: Callable[[], Iterator[T]], wait: Callable[[], object]) -> Generator[T, None, None]:
    """Iterates in a thread of its own; closing the iterator lets the thread end when it can.

    Args:
        make: Makes the iterator, in that thread.
        wait: Called now and then while there is nothing; may raise to stop.

    Raises:
        BaseException: What iterating raises.
    """
    batches: queue.Queue[list[T] | BaseException | None] = queue.Queue(2)
    stop = threading.Event()

    def put(what: list[T] | BaseException | None) -> None:
        while not stop.is_set():
            try:
                batches.put(what, timeout=POLL)
            except queue.Full:
                continue
            return

    def run() -> None:
        batch: list[T] = []
        due = time.monotonic() + BATCH_SECONDS
        try:
            for item in make():
                batch.append(item)
                if len(batch) >= BATCH or time.monotonic() >= due:
                    put(batch)
                    batch, due = [], time.monotonic() + BATCH_SECONDS
                    if stop.is_set():
                        return
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            put(batch)
            put(error)
        else:
            put(batch)
            put(None)

    threading.Thread(target=run, name=f"{THREAD_NAME}-scan", daemon=True).start()
    try:
        while True:
            try:
                batch = batches.get(timeout=POLL)
            except queue.Empty:
                wait()
                continue
            if batch is None:
                return
            if isinstance(batch, BaseException):
                raise batch
            yield from batch
    finally:
        stop.set()


class Survey:
    """Counts what there is to do, in a thread of its own, while the work goes on already.

    Args:
        library: Asked what is known.
        folders: As the run looks through them.
        model_id: Of the model.
        again: Whether what failed before is tried again.
        threads: How many will work.

    Attributes:
        total: Files in all; None until that is known.
        time_left: Knows what is expected once `total` is known.
    """

    def __init__(
        self, library: Library, folders: Sequence[str], model_id: int, *, again: bool, threads: int
    ) -> None:
        self._library, self._folders = library, folders
        self._model_id, self._again = model_id, again
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self.total: int | None = None
        self.time_left = TimeLeft(GUESSES, threads)

    def start(self) -> None:
        """Begins; a run that finds nothing to do does without it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"{THREAD_NAME}-survey", daemon=True)
            self._thread.start()

    def stop(self, patience: float) -> None:
        """Ends it, and waits for that no longer than some seconds."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(patience)

    def finished(self, file: PhotoFile, seconds: float) -> None:
        """A file took so many seconds in its thread."""
        with self._lock:
            self.time_left.finished(kind_of(file), file.size, seconds)

    def paused(self) -> None:
        with self._lock:
            self.time_left.paused()

    def seconds_left(self, under_way: float) -> float | None:
        """The estimate, None where there can be none yet.

        Args:
            under_way: Seconds that were spent on files that are not finished.
        """
        if self.total is None:
            return None
        with self._lock:
            return self.time_left.seconds(under_way)

    def _run(self) -> None:
        try:
            self.total = self._look()
        except UserFacingError as error:  # the run itself meets it too, and says it
            log.info("the survey was given up: %s", error)

    def _look(self) -> int | None:
        total = 0
        with self._library.cache() as database:
            catalog = Catalog(database)
            for folder in self._folders:
                found = scan_library(self._library, folder, self._model_id, again=self._again)
                for change in compare(found, catalog.known_below(folder, self._model_id)):
                    if self._stop.is_set():
                        return None
                    if isinstance(change, Unchanged):
                        total += change.photos
                        continue
                    total += isinstance(change, (Found, Bad))
                    if isinstance(change, Found) and not is_unchanged(change, again=self._again):
                        with self._lock:
                            self.time_left.expect(kind_of(change.file), change.file.size)
        return total
