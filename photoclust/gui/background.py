"""Work off the GUI thread, its answers on the GUI thread; late answers are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from photoclust.core.errors import UserFacingError
from photoclust.core.progress import CancelToken, Progress

T = TypeVar("T")


class WorkToken(CancelToken):
    """The cancel token that work is given, and its line back to the window."""

    def report(self, progress: Progress) -> None:
        """Thread-safe: passes progress to the request's `on_progress` (GUI thread, at most 30 a second)."""
        raise NotImplementedError


class Background(QObject):
    """Runs callables in a few threads and answers on the GUI thread.

    Requests on one lane supersede each other: a new one cancels the older (`CancelToken`), whose answer is
    dropped even if it was already under way to the GUI thread. Lanes do not wait for each other.

    A `UserFacingError` goes to `on_error`, or to `failed` where there is none; `CancelledError` is swallowed;
    anything else is a bug and goes to `sys.excepthook` on the GUI thread.

    Signals:
        failed(UserFacingError): For requests without an `on_error`.
        busyChanged(str, bool): A lane began or stopped having work under way.
    """

    failed = Signal(object)
    busyChanged = Signal(str, bool)

    def __init__(self, parent: QObject | None = None, *, threads: int = 4) -> None:
        super().__init__(parent)

    def run(
        self,
        work: Callable[[WorkToken], T],
        on_result: Callable[[T], None],
        on_error: Callable[[UserFacingError], None] | None = None,
        *,
        lane: str,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> int:
        """Starts `work(token)` in a thread; cancels what is under way on `lane`. Returns the request's number.

        `work` must not touch widgets, and gets everything it needs as arguments or closure values.
        """
        raise NotImplementedError

    def cancel(self, lane: str) -> None:
        """Cancels the lane's request; none of its callbacks is called any more."""
        raise NotImplementedError

    def busy(self, lane: str) -> bool:
        """Whether the lane has a request whose answer is still wanted."""
        raise NotImplementedError

    def close(self) -> None:
        """Cancels everything and waits for the threads; nothing is delivered afterwards. Idempotent."""
        raise NotImplementedError
