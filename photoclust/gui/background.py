"""Work off the GUI thread, its answers on the GUI thread; late answers are dropped."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from photoclust.core.errors import CancelledError, UserFacingError
from photoclust.core.progress import CancelToken, Progress, ProgressCallback, Throttle, ignore_progress

T = TypeVar("T")


class WorkToken(CancelToken):
    """The cancel token that work is given, and its line back to the window."""

    def __init__(self, send: ProgressCallback) -> None:
        super().__init__()
        self._send = send
        self._throttle = Throttle()

    def report(self, progress: Progress) -> None:
        """Passes progress to the request's `on_progress`, on the GUI thread, at most 30 times a second.

        The last one (all done) always passes. To be called from the thread of the work.
        """
        if self._throttle.ready() or progress.done == progress.total:
            self._send(progress)


@dataclass(eq=False, slots=True)
class _Request:
    number: int
    lane: str
    on_result: Callable[[Any], None] | None
    on_error: Callable[[UserFacingError], None] | None
    on_progress: ProgressCallback | None
    token: CancelToken
    asker: QObject | None

    def wanted(self) -> bool:
        """Whether whoever asked is still there."""
        return self.asker is None or isValid(self.asker)

    def let_go(self) -> None:
        """Drops the callbacks here, on the GUI thread.

        The thread of the work holds the request a moment longer, and must not be the one to drop the last
        reference to somebody of Qt.
        """
        self.on_result = self.on_error = self.on_progress = self.asker = None


class Background(QObject):
    """Runs callables in a few threads and answers on the GUI thread.

    Requests on one lane supersede each other: a new one cancels the older (`CancelToken`), whose answer is
    dropped even if it was already under way to the GUI thread. Lanes do not wait for each other.

    A `UserFacingError` goes to `on_error`, or to `failed` where there is none; `CancelledError` is swallowed;
    anything else is a bug and is raised on the GUI thread, where `sys.excepthook` sees it.

    Args:
        parent: Qt's parent.
        threads: How many requests run at once; more of them wait in order.

    Signals:
        failed(UserFacingError): For requests without an `on_error`.
        busyChanged(str, bool): A lane began or stopped having work under way.
    """

    failed = Signal(object)
    busyChanged = Signal(str, bool)
    _done = Signal(object, object)  # _Request, Future: from a worker to the GUI thread
    _progressed = Signal(object, object)  # _Request, Progress

    def __init__(self, parent: QObject | None = None, *, threads: int = 4) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._numbers = itertools.count(1)
        self._current: dict[str, _Request] = {}
        self._closed = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._deliver_progress, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[WorkToken], T],
        on_result: Callable[[T], None],
        on_error: Callable[[UserFacingError], None] | None = None,
        *,
        lane: str,
        on_progress: ProgressCallback | None = None,
        asker: QObject | None = None,
    ) -> int:
        """Starts `work(token)` in a thread and cancels what is under way on its lane.

        Args:
            work: Must not touch widgets; brings along everything it needs.
            on_result: Called on the GUI thread with what `work` returned.
            on_error: Called on the GUI thread with a `UserFacingError`.
            lane: What this request is about, for example "inspector".
            on_progress: Called on the GUI thread with what `work` gives to `token.report`.
            asker: Whose callbacks they are, where that is something shorter-lived than the window, such as a
                dialog: none of them is called once Qt has deleted it.

        Returns:
            The request's number, for logs and tests.

        Raises:
            RuntimeError: After `close`.
        """
        if self._closed:
            raise RuntimeError("this Background is closed")

        def send(progress: Progress) -> None:
            self._progressed.emit(request, progress)

        token = WorkToken(send if on_progress else ignore_progress)
        request = _Request(next(self._numbers), lane, on_result, on_error, on_progress, token, asker)
        older = self._current.get(lane)
        self._current[lane] = request
        if older is not None:
            older.token.cancel()
        else:
            self.busyChanged.emit(lane, True)
        future = self._pool.submit(_call, work, token)
        future.add_done_callback(lambda done: self._done.emit(request, done))
        return request.number

    def cancel(self, lane: str) -> None:
        """Cancels the lane's request; none of its callbacks is called any more."""
        request = self._current.pop(lane, None)
        if request is not None:
            request.token.cancel()
            self.busyChanged.emit(lane, False)

    def pause(self, lane: str, paused: bool) -> None:
        """Holds the lane's request at its next checkpoint, or lets it go on."""
        request = self._current.get(lane)
        if request is not None:
            (request.token.pause if paused else request.token.resume)()

    def busy(self, lane: str | None = None) -> bool:
        """Whether the lane, or any of them, has a request whose answer is still wanted."""
        return bool(self._current) if lane is None else lane in self._current

    def close(self) -> None:
        """Cancels everything and waits for the threads; nothing is delivered afterwards. Idempotent."""
        self._closed = True
        for request in self._current.values():
            request.token.cancel()
        self._current.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object)
    def _deliver(self, request: _Request, done: Future[Any]) -> None:
        on_result, on_error, asker = request.on_result, request.on_error, request.asker
        request.let_go()
        if self._current.get(request.lane) is not request:
            return  # superseded, cancelled or closed: too late
        del self._current[request.lane]
        self.busyChanged.emit(request.lane, False)
        if on_result is None or (asker is not None and not isValid(asker)):
            return
        try:
            result = done.result()
        except CancelledError:
            return
        except UserFacingError as error:
            (on_error or self.failed.emit)(error)
            return
        on_result(result)

    @Slot(object, object)
    def _deliver_progress(self, request: _Request, progress: Progress) -> None:
        current = self._current.get(request.lane) is request
        if current and request.on_progress is not None and request.wanted():
            request.on_progress(progress)


def _call(work: Callable[[WorkToken], T], token: WorkToken) -> T:
    token.checkpoint()  # superseded while it waited for a thread
    return work(token)
