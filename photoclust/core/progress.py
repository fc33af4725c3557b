"""Progress of long work, and the token that pauses or cancels it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from photoclust.core.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of long work has come.

    Attributes:
        done: Items finished.
        total: Items in all, None while it is not known yet.
        seconds_left: Estimate, None while there is nothing to base it on.
    """

    done: int
    total: int | None = None
    seconds_left: float | None = None

    @property
    def fraction(self) -> float | None:
        """Share that is done, in [0, 1]; None while the total is unknown."""
        if self.total is None:
            return None
        return min(1.0, self.done / self.total) if self.total else 1.0


ProgressCallback = Callable[[Progress], None]


def ignore_progress(_progress: Progress) -> None:
    """The callback of whoever does not want to know."""


class CancelToken:
    """Shared by the one who works and the one who may say pause, go on, or stop. Thread-safe.

    The worker calls `checkpoint()` between items; it blocks there while paused.
    """

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def cancel(self) -> None:
        self._cancelled.set()
        self._running.set()  # a paused worker must wake to notice

    def pause(self) -> None:
        self._running.clear()
        if self.cancelled:  # asked after, not before: a cancel that comes in between must not be lost
            self._running.set()

    def resume(self) -> None:
        self._running.set()

    def checkpoint(self) -> None:
        """Waits while paused.

        Raises:
            CancelledError: If the work is to stop.
        """
        if self.paused:  # asked for every photo: waiting takes a lock
            self._running.wait()
        if self.cancelled:
            raise CancelledError


class Throttle:
    """Lets a call through at most `per_second` times; throttling the signals, not the work."""

    def __init__(self, per_second: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = 1.0 / per_second
        self._clock = clock
        self._next = float("-inf")

    def ready(self) -> bool:
        now = self._clock()
        if now < self._next:
            return False
        self._next = now + self._interval
        return True
