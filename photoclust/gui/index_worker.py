"""Indexing in a thread of its own: `IndexWorker` runs there, `Indexer` is its hand on the GUI thread."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from photoclust.core.errors import CancelledError, UserFacingError
from photoclust.core.progress import CancelToken, Progress
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import PhotoFailed, PhotosChanged, index_folders
from photoclust.library.models import Model
from photoclust.library.session import Library


@dataclass(frozen=True, slots=True)
class IndexTask:
    """Everything a run needs; it travels to the worker's thread as one value."""

    library: Library
    find_model: Callable[[], Model]
    folders: tuple[str, ...]
    options: IndexOptions
    cancel: CancelToken
    quiet: bool = False


class IndexWorker(QObject):
    """Lives in its thread. One task at a time; exactly one of the last four signals ends each.

    Signals:
        progressed(Progress): At most 30 a second.
        photosChanged(int): So many photos were committed.
        photoFailed(str path, str reason): A file could not be read.
        finished(IndexSummary): All is done.
        cancelled: The token said stop; what was committed stays.
        failed(UserFacingError): The world said no.
        crashed(BaseException): A bug.
    """

    progressed = Signal(object)
    photosChanged = Signal(int)
    photoFailed = Signal(object, str)
    finished = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    crashed = Signal(object)

    @Slot(object)
    def run(self, task: IndexTask) -> None:
        """Indexes; returns when that is over. Called through a queued signal, in the worker's thread."""
        try:
            task.cancel.checkpoint()
            summary = index_folders(
                task.library,
                task.folders,
                task.find_model(),
                task.options,
                on_event=self._tell,
                cancel=task.cancel,
            )
        except CancelledError:
            self.cancelled.emit()
        except UserFacingError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a bug must reach the person, and end the run
            self.crashed.emit(error)
        else:
            self.finished.emit(summary)

    def _tell(self, event: Progress | PhotosChanged | PhotoFailed) -> None:
        match event:
            case Progress():
                self.progressed.emit(event)
            case PhotosChanged(count=count):
                self.photosChanged.emit(count)
            case PhotoFailed(path=path, reason=reason):
                self.photoFailed.emit(path, reason)


class IndexState(Enum):
    """What the indexer is at."""

    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()


class Indexer(QObject):
    """Starts, pauses and stops indexing; lives on the GUI thread and never blocks it.

    Folders that come while a run is under way wait for its end.

    Signals:
        stateChanged(IndexState): It began, paused, went on, ended.
        finished, cancelled, failed, progressed, photosChanged, photoFailed: As in `IndexWorker`.
    """

    stateChanged = Signal(object)
    progressed = Signal(object)
    photosChanged = Signal(int)
    photoFailed = Signal(object, str)
    finished = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = IndexState.IDLE
        self._cancel = CancelToken()
        self._waiting: list[IndexTask] = []
        self._closed = False
        self._quiet = self._ended_quietly = False
        self._thread = QThread(self)
        self._thread.setObjectName("indexing")
        self._worker = IndexWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._worker.run, queued)
        self._worker.progressed.connect(self.progressed, queued)
        self._worker.photosChanged.connect(self.photosChanged, queued)
        self._worker.photoFailed.connect(self.photoFailed, queued)
        self._worker.finished.connect(self._finished, queued)
        self._worker.cancelled.connect(self._cancelled, queued)
        self._worker.failed.connect(self._failed, queued)
        self._worker.crashed.connect(self._crashed, queued)

    @property
    def state(self) -> IndexState:
        return self._state

    @property
    def quiet(self) -> bool:
        """Whether nobody asked for the run that is under way, or was last."""
        return self._quiet

    @property
    def ended_quietly(self) -> bool:
        """Whether nobody asked for the run that ended last; another one may be under way already."""
        return self._ended_quietly

    def start(
        self,
        library: Library,
        find_model: Callable[[], Model],
        folders: Sequence[str],
        options: IndexOptions = IndexOptions(),  # noqa: B008 - frozen
        *,
        quiet: bool = False,
    ) -> None:
        """Indexes these folders, or all folders of the library if there are none.

        Args:
            library: Written to.
            find_model: Called in the worker's thread.
            folders: Absolute paths.
            options: How to work.
            quiet: Nobody asked for it: worth a word only if something comes of it.
        """
        task = IndexTask(library, find_model, tuple(folders), options, CancelToken(), quiet)
        if self._state is not IndexState.IDLE:
            if not any((other.folders, other.options) == (task.folders, options) for other in self._waiting):
                self._waiting.append(task)
            return
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._run(task)

    def pause(self) -> None:
        if self._state is IndexState.RUNNING:
            self._cancel.pause()
            self._change(IndexState.PAUSED)

    def resume(self) -> None:
        if self._state is IndexState.PAUSED:
            self._cancel.resume()
            self._change(IndexState.RUNNING)

    def cancel(self) -> None:
        """Stops the run, and drops those that wait; `cancelled` follows."""
        self._waiting.clear()
        self._cancel.cancel()

    def close(self) -> None:
        """Stops and waits for the thread; what was committed stays. Idempotent."""
        self._closed = True
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    def _run(self, task: IndexTask) -> None:
        self._cancel = task.cancel
        self._quiet = task.quiet
        self._change(IndexState.RUNNING)
        self._wanted.emit(task)

    def _change(self, state: IndexState) -> None:
        if state is not self._state:
            self._state = state
            self.stateChanged.emit(state)

    def _over(self) -> None:
        """A run ended: the next one, or rest."""
        self._ended_quietly = self._quiet
        if self._waiting and not self._closed:
            self._state = IndexState.IDLE  # so that the new run is told as one
            self._run(self._waiting.pop(0))
        else:
            self._change(IndexState.IDLE)

    @Slot(object)
    def _finished(self, summary: object) -> None:
        self._over()
        self.finished.emit(summary)

    @Slot()
    def _cancelled(self) -> None:
        self._over()
        self.cancelled.emit()

    @Slot(object)
    def _failed(self, error: UserFacingError) -> None:
        self._waiting.clear()
        self._over()
        self.failed.emit(error)

    @Slot(object)
    def _crashed(self, error: BaseException) -> None:
        self._waiting.clear()
        self._over()
        sys.excepthook(type(error), error, error.__traceback__)
