"""One window a library: a second start hands over what it was given to the window that is open, and ends.

A file in the library's folder is locked for as long as the window is open, and requests to the window lie
beside it (`mailbox`). That is about windows only: commands don't ask, and the databases have locks of their
own. Each account has a window of its own, since nobody sees what opens on another one's screen.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from photoclust.core.errors import LibraryError
from photoclust.core.locks import FileLock, try_lock
from photoclust.library import mailbox
from photoclust.library.mailbox import Request

log = logging.getLogger(__name__)

LOCK = "lock"
PATIENCE = 10.0  # seconds for an answer: the window may be on its way up, or on its way out
LOOK = 0.05  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Seat:
    """The right to be the library's window, until it is closed.

    Attributes:
        mailbox: The folder where requests lie; None where there can be no lock, and so no second start
            can tell that there is a window.
        lock: Of the seat.
    """

    mailbox: Path | None = None
    lock: FileLock | None = None

    def close(self) -> None:
        """Gives the seat back. Idempotent."""
        if self.lock is not None:
            self.lock.close()


def folder_of(directory: Path) -> Path:
    """Where the lock and the requests of this account's window lie in a library's folder."""
    account = f"-{os.getuid()}" if hasattr(os, "getuid") else ""
    return directory / f"window{account}"


def take_seat(directory: Path, request: Request, patience: float = PATIENCE) -> Seat | None:
    """Becomes the library's window, or hands the request over to the one that is open.

    Args:
        directory: The library's folder; made if need be.
        request: What this start was given.
        patience: Seconds to wait for an answer.

    Returns:
        The seat; None if the request was handed over.

    Raises:
        LibraryError: If there is a window that does not answer.
    """
    folder = folder_of(directory)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = try_lock(folder / LOCK)
    except OSError as error:  # a read-only library, or a file system without locks: as many windows as wanted
        log.info("no lock for the window: %s", error.strerror)
        return Seat()
    if lock is not None:
        return Seat(folder, lock)
    try:
        return _hand_over(folder, request, patience)
    except OSError as error:
        raise LibraryError("already-open") from error


def _hand_over(folder: Path, request: Request, patience: float) -> Seat | None:
    _let_others_come_to_the_front()
    letter = mailbox.post(folder, request)
    deadline = time.monotonic() + patience
    try:
        while time.monotonic() < deadline:
            if (lock := try_lock(folder / LOCK)) is not None:  # it was closed, perhaps without a look
                return Seat(folder, lock)
            if not letter.exists():
                return None
            time.sleep(LOOK)
    finally:
        letter.unlink(missing_ok=True)
    raise LibraryError("already-open")


def _let_others_come_to_the_front() -> None:
    """Windows lets only the program that was started last raise a window, unless it passes that on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
