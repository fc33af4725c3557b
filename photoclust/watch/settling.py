"""When a folder that is being changed has come to rest, so that looking through it is worth while."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

YOUNG = 2.0  # seconds; a file that was written so lately may be written on after a pause
RECENT = 32  # files of a folder that are looked at to see whether they still grow
STORM = 8_000
"""Changes between two rests that may be too many for the system to tell all of them (Linux keeps 16,384)."""

Size = tuple[int, int] | None  # bytes and mtime_ns; None for a file that is not there


@dataclass(slots=True)
class _Unrest:
    first: float
    last: float
    recent: dict[str, Size] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)  # not looked at since they were touched
    unfinished: set[str] = field(default_factory=set)  # nobody said that they were closed


class Settling:
    """Collects changes by folder and gives a folder out when nothing in it changes any more.

    At rest is a folder in which for `settle` seconds nothing was told, and whose files touched last have the
    size and time that they had before that; those of which nobody said that they were closed must besides not
    be young. A folder that never rests is given out every `patience` seconds. Thread-safe.

    Args:
        settle: Seconds.
        patience: Seconds.
        clock: Seconds that only ever grow.
        now: Seconds since the epoch, as files have them.
    """

    def __init__(
        self,
        settle: float,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._settle = settle
        self._patience = patience
        self._clock = clock
        self._now = now
        self._lock = threading.Lock()
        self._unrest: dict[str, _Unrest] = {}
        self._told = 0

    def touch(self, folder: str, path: str | None = None, *, finished: bool = False) -> bool:
        """Something in a folder changed.

        Args:
            folder: A folder that is watched.
            path: The file, if it is one that may still be written.
            finished: Whether it was closed.

        Returns:
            Whether the folder was at rest before.
        """
        now = self._clock()
        with self._lock:
            self._told += 1
            unrest = self._unrest.get(folder)
            first = unrest is None
            if unrest is None:
                unrest = self._unrest[folder] = _Unrest(now, now)
            unrest.last = now
            if path is not None:
                unrest.recent.pop(path, None)
                unrest.recent[path] = None  # the latest comes last
                unrest.fresh.add(path)
                (unrest.unfinished.discard if finished else unrest.unfinished.add)(path)
                if len(unrest.recent) > RECENT:
                    oldest = next(iter(unrest.recent))
                    del unrest.recent[oldest]
                    unrest.fresh.discard(oldest)
                    unrest.unfinished.discard(oldest)
            return first

    def wait(self) -> float | None:
        """Seconds until a folder may be at rest; None while all are."""
        with self._lock:
            now = self._clock()
            return min((max(0.0, self._due(unrest) - now) for unrest in self._unrest.values()), default=None)

    def take(self) -> tuple[list[str], bool]:
        """Gives out the folders that have come to rest; they count as unchanged from now on.

        Returns:
            The folders, and whether there were so many changes that others may have been missed.
        """
        now = self._clock()
        with self._lock:
            due = {folder: unrest for folder, unrest in self._unrest.items() if self._due(unrest) <= now}
            ready = [folder for folder, unrest in due.items() if self._rests(unrest, now)]
            for folder in ready:
                del self._unrest[folder]
            storm = bool(ready) and self._told > STORM
            if not self._unrest:
                self._told = 0
            return ready, storm

    def forget(self, folder: str) -> None:
        """A folder is not watched any more."""
        with self._lock:
            self._unrest.pop(folder, None)

    def _due(self, unrest: _Unrest) -> float:
        return min(unrest.last + self._settle, unrest.first + self._patience)

    def _rests(self, unrest: _Unrest, now: float) -> bool:
        sizes = {path: _size(path) for path in unrest.recent}
        grew = bool(unrest.fresh) or sizes != unrest.recent
        unrest.recent = sizes
        unrest.fresh.clear()
        if (grew or self._any_young(unrest)) and now < unrest.first + self._patience:
            unrest.last = now
            return False
        return True

    def _any_young(self, unrest: _Unrest) -> bool:
        now = self._now()
        sizes = (unrest.recent[path] for path in unrest.unfinished)
        return any(size is not None and 0 <= now - size[1] / 1e9 < YOUNG for size in sizes)


def _size(path: str) -> Size:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
