"""Which contents decoders are at, written down where the end of the process can't take it away.

A decoder of hostile input may end the whole process, and then nobody is left to say which file it was. So
each thread notes the content it is about to decode in a small file, and strikes it out afterwards: two writes
of a few bytes into the system's cache, which survives the process. The file is locked while its process
lives; one that is not locked tells of a sudden end.
"""

from __future__ import annotations

import logging
import os
import re
import struct
import threading
from dataclasses import dataclass
from pathlib import Path

from photoclust.config import logs
from photoclust.core.locks import FileLock, try_lock
from photoclust.core.photo import Fingerprint

log = logging.getLogger(__name__)

PREFIX = "in-decoders-"
HEADER = 4096  # byte 0 is the lock's (on Windows a locked byte can't be read); the log folder's path follows
TOGETHER, ALONE = 1, 2  # what a slot in use begins with; 0 is free
SLOT = struct.Struct("<B7xQ16s")  # that, the thread, the content
SLOTS = (
    16  # room that is made at the start, so that a full disk does not matter later; more are added if need be
)
_DUMPED = re.compile(r"^Current thread 0x([0-9a-f]+)", re.MULTILINE)

_own: dict[Path, Journal] = {}
"""Journals of this process: where locks are per process, they seem to be nobody's."""


@dataclass(frozen=True, slots=True)
class Left:
    """A content that a decoder was at when its process ended.

    Attributes:
        fingerprint: Of the content.
        alone: Whether it had all decoders for itself.
        crashed: Whether the crash happened in the very thread that was decoding it.
    """

    fingerprint: Fingerprint
    alone: bool
    crashed: bool


class Journal:
    """The notes of one process. Any thread may write.

    Args:
        folder: The library's.

    Raises:
        OSError: If none can be kept there.
    """

    def __init__(self, folder: Path) -> None:
        number = 0
        while True:
            self.path = folder / f"{PREFIX}{os.getpid()}-{number}"
            lock = try_lock(self.path) if self.path not in _own and not self.path.exists() else None
            if lock is not None:
                break
            number += 1
        self._lock: FileLock = lock
        self._file = open(self.path, "r+b", buffering=0)  # noqa: SIM115 - open until `close`
        place = os.fsencode(native.parent) if (native := logs.native_crash_file()) is not None else b""
        self._write(1, place[: HEADER - 1].ljust(HEADER - 1 + SLOTS * SLOT.size, b"\0"))
        self._guard = threading.Lock()
        self._free = list(range(SLOTS))
        self._used = SLOTS
        _own[self.path] = self

    def enter(self, content: Fingerprint, *, alone: bool = False) -> int:
        """Notes that this thread is about to decode a content, and whether no other one may meanwhile.

        Returns:
            What `leave` wants.
        """
        state = ALONE if alone else TOGETHER
        with self._guard:
            if not self._free:
                self._free.append(self._used)
                self._used += 1
            slot = self._free.pop()
            self._write(HEADER + slot * SLOT.size, SLOT.pack(state, threading.get_ident(), content))
        return slot

    def leave(self, slot: int) -> None:
        """Strikes a note out."""
        with self._guard:
            self._write(HEADER + slot * SLOT.size, b"\0")
            self._free.append(slot)

    def close(self) -> None:
        """Deletes the file: this process came to no sudden end."""
        with self._guard:
            if self._file.closed:
                return
            self._file.close()
            self._lock.close()
            self.path.unlink(missing_ok=True)
            _own.pop(self.path, None)

    def _write(self, place: int, data: bytes) -> None:
        if not self._file.closed:  # a thread that was given up on comes back after the end
            if hasattr(os, "pwrite"):  # one call instead of two
                os.pwrite(self._file.fileno(), data, place)
            else:
                self._file.seek(place)
                self._file.write(data)


def close_all() -> None:
    """Deletes the journals of this process, which is about to end in its own time."""
    for journal in list(_own.values()):
        journal.close()


def take_leftovers(folder: Path) -> dict[Path, list[Left]]:
    """What processes that came to a sudden end were decoding, by the files that say so.

    The files are left for the caller to delete once it has written down what they say.
    """
    found: dict[Path, list[Left]] = {}
    for path in sorted(folder.glob(f"{PREFIX}*")):
        if path in _own:
            continue
        try:
            lock = try_lock(path)
            if lock is None:
                continue  # its process lives
            lock.close()
        except OSError as error:  # no locks here; then at worst an innocent content is tried alone
            log.debug("no lock on %s: %s", path.name, error)
        try:
            with open(path, "rb") as file:
                file.seek(1)
                content = b"\0" + file.read()
        except OSError as error:
            log.info("%s can't be read: %s", path.name, error)
            continue
        found[path] = _read(content)
    return found


def _read(content: bytes) -> list[Left]:
    slots = content[HEADER:]
    used = [
        (state, thread, Fingerprint(fingerprint))
        for state, thread, fingerprint in SLOT.iter_unpack(slots[: len(slots) // SLOT.size * SLOT.size])
        if state
    ]
    crashed = _crashed_threads(content[1:HEADER].rstrip(b"\0")) if used else set()
    return [Left(content, state == ALONE, thread in crashed) for state, thread, content in used]


def _crashed_threads(log_folder: bytes) -> set[int]:
    """Threads in which native code crashed, as Python wrote it down. Their numbers differ from run to run."""
    threads: set[int] = set()
    for name in (logs.NATIVE, logs.NATIVE_BEFORE) if log_folder else ():
        try:
            text = Path(os.fsdecode(log_folder), name).read_text("utf-8", "replace")
        except OSError:
            continue
        threads |= {int(number, 16) for number in _DUMPED.findall(text)}
    return threads
