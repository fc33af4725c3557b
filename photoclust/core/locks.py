"""A lock on a file that dies with its process, so that a file left behind by a crash never blocks anybody."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the systems say when another one has the lock."""


class FileLock:
    """A lock that is held until it is closed, or the process ends. See `try_lock`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        """Gives the lock back; the file stays. Idempotent."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()


def try_lock(path: Path) -> FileLock | None:
    """Locks a file if nobody else has it locked, this process included. Never waits.

    Args:
        path: Made if need be; its folder must be there.

    Returns:
        The lock, None if it is held.

    Raises:
        OSError: If there can be no lock: the folder can't be written, or its file system knows no locks.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in HELD:
            return None
        raise
    return FileLock(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
