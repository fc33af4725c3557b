"""How long a piece of work has taken, apart from the time in which it only waited for others.

So that a thread that hangs is told from one that waits for its turn, and does not keep the turn for ever.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Runs while its thread works. Any thread may read it.

    Attributes:
        total: Seconds of work, once it stands still.
    """

    def __init__(self) -> None:
        self._since: float | None = None
        self.total = 0.0

    @property
    def seconds(self) -> float:
        """Since it began, or last showed progress; 0 while it stands still."""
        since = self._since
        return time.monotonic() - since if since is not None else 0.0

    def go(self) -> None:
        """Goes on; where it ran already, that was progress."""
        self.total += self.seconds
        self._since = time.monotonic()

    def stop(self) -> None:
        self.total += self.seconds
        self._since = None

    def forget(self) -> None:
        """What ran since it began or last showed progress counts for nothing."""
        if self._since is not None:
            self._since = time.monotonic()


_mine = threading.local()


@contextmanager
def timed(watch: Stopwatch) -> Iterator[None]:
    """Runs a stopwatch for this thread while the block runs."""
    _mine.watch = watch
    watch.go()
    try:
        yield
    finally:
        watch.stop()
        _mine.watch = None


def lap() -> None:
    """This thread came a step further: its stopwatch, if it has one, begins anew."""
    watch: Stopwatch | None = getattr(_mine, "watch", None)
    if watch is not None:
        watch.go()


@contextmanager
def waiting() -> Iterator[None]:
    """This thread waits for somebody else while the block runs: its stopwatch stands still meanwhile."""
    watch: Stopwatch | None = getattr(_mine, "watch", None)
    if watch is not None:
        watch.stop()
    try:
        yield
    finally:
        if watch is not None:
            watch.go()


class Turn:
    """A lock whose holder can be given up on; waiting for it stops the stopwatch. Not reentrant."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._holder: int | None = None

    def __enter__(self) -> None:
        with self._changed:
            if self._holder is not None:
                with waiting():
                    self._changed.wait_for(lambda: self._holder is None)
            self._holder = threading.get_ident()

    def __exit__(self, *_: object) -> None:
        self.give_up(threading.get_ident())

    def give_up(self, thread: int) -> None:
        """If that thread has the turn, it is the next one's."""
        with self._changed:
            if self._holder == thread:
                self._holder = None
                self._changed.notify()
