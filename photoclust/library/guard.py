"""Stands between the library and the decoders: a picture that stops or hangs one must not do so for ever.

Whoever decodes says so with `Guard.decoding`; the journal then tells the next start what was being decoded
when the process ended. A crash in native code names its thread (`config.logs`), and with it the content;
otherwise every content that was in a decoder is a suspect. Suspects are decoded alone, after everything else;
one that was, at the end of a process, twice in a row, is not opened any more.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Fingerprint
from photoclust.core.stopwatch import Stopwatch, lap, timed, waiting
from photoclust.library.crew import THREAD_NAME
from photoclust.photos.formats import DECODER_VERSION
from photoclust.photos.turns import large_pictures
from photoclust.store.database import Database
from photoclust.store.journal import Journal, close_all, take_leftovers
from photoclust.store.quarantine import CRASHED, HUNG, Quarantine

T = TypeVar("T")

log = logging.getLogger(__name__)

TIME_LIMIT = 60.0  # seconds without a sign of life
MORE_TIME = 50e6  # bytes for which a file gets as much time once more
POLL = 0.1  # seconds


def patience_for(size: int, limit: float) -> float:
    """Seconds after which a file of so many bytes is given up on."""
    return limit * (1 + size / MORE_TIME)


def refusal(code: str, path: str, seconds: float = TIME_LIMIT) -> PhotoUnreadableError:
    """Why a content in quarantine is not opened."""
    if code == HUNG:
        return PhotoUnreadableError("decoder-hung", path=path, seconds=f"{seconds:.0f}")
    return PhotoUnreadableError("decoder-stopped", path=path)


def quarantine(database: Database) -> Quarantine:
    """The quarantine of an open cache database, for the decoders as they are now."""
    return Quarantine(database, DECODER_VERSION)


def take_in_leftovers(directory: Path, database: Database) -> None:
    """Draws the conclusions from journals that processes left behind by coming to a sudden end."""
    found = take_leftovers(directory)
    if not found:
        return
    table = quarantine(database)
    with database.transaction():
        for left in found.values():
            known = table.all()
            open_cases = [one for one in left if not known.get(one.fingerprint)]
            crashed = [one for one in open_cases if one.crashed]
            for one in crashed:
                table.convict(one.fingerprint, CRASHED)
            for one in open_cases if not crashed else ():
                table.suspect(one.fingerprint, alone=one.alone)
    for path, left in found.items():
        if left:
            log.info("PhotoClust came to a sudden end with %d contents in decoders", len(left))
        path.unlink(missing_ok=True)


def end_in_spite_of_threads(code: int) -> None:
    """Ends the process at once if threads of ours are still at work: Python would stumble over them.

    Args:
        code: The exit code.
    """
    if any(thread.name.startswith(THREAD_NAME) for thread in threading.enumerate()):
        close_all()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.flush()
        os._exit(code)


class _GaveUpError(Exception):
    """A thread was left behind."""


class Guard:
    """The decoding that this process does for one library. Any thread may use it.

    Args:
        directory: Of the library. The journal is made there with the first picture; where it can't be, there
            is none, and a crash remains a mystery.

    Attributes:
        time_limit: Seconds without a sign of life after which `open` gives a small file up.
    """

    def __init__(self, directory: Path) -> None:
        self.time_limit = TIME_LIMIT
        self._directory = directory
        self._turn = threading.Condition()
        self._inside: set[int] = set()
        self._alone: int | None = None  # the thread that has all decoders for itself
        self._journal: Journal | None = None
        self._tried = False
        self._closing = threading.Event()

    @contextmanager
    def decoding(self, content: Fingerprint, *, alone: bool = False) -> Iterator[None]:
        """Around every call of a decoder.

        Args:
            content: What is decoded.
            alone: Let no other decode meanwhile: this content is a suspect.
        """
        me = threading.get_ident()
        with self._turn:
            if self._alone is not None or (alone and self._inside):
                with waiting():
                    self._turn.wait_for(lambda: self._alone is None and not (alone and self._inside))
            self._inside.add(me)
            if alone:
                self._alone = me
            journal = self._open_journal()
        slot = journal.enter(content, alone=alone) if journal is not None else 0
        try:
            yield
        finally:
            if journal is not None:
                journal.leave(slot)
            self.give_up(me)

    def give_up(self, thread: int) -> None:
        """A thread left the decoders, or will never: nobody waits for it any more."""
        with self._turn:
            self._inside.discard(thread)
            if self._alone == thread:
                self._alone = None
            self._turn.notify_all()
        large_pictures.give_up(thread)

    def open(self, database: Database, path: str, work: Callable[[bytes], T]) -> T:
        """Reads a file and hands its bytes to a decoder, in a thread that can be left behind.

        Args:
            database: The open cache of this thread: says what is in quarantine, and is told.
            path: Of the file.
            work: The decoding.

        Raises:
            PhotoUnreadableError: If the file can't be read, or its content is in quarantine or was put there.
            BaseException: Whatever `work` raises.
        """
        table, limit = quarantine(database), self.time_limit
        try:
            data, content = self._in_time(lambda: _read(path), limit)
        except _GaveUpError:
            raise PhotoUnreadableError("no-answer", path=path, seconds=f"{limit:.0f}") from None
        held = table.code(content)
        if held:
            raise refusal(held, path)

        def decode() -> T:
            with self.decoding(content, alone=held is not None):
                return work(data)

        patience = patience_for(len(data), limit)
        try:
            return self._in_time(decode, patience)
        except _GaveUpError:
            held = None
            if not self._closing.is_set():
                with database.transaction():
                    table.convict(content, HUNG)
            raise refusal(HUNG, path, patience) from None
        finally:
            if held is not None:  # whatever came of it, the decoder came back
                with database.transaction():
                    table.acquit([content])

    def _in_time(self, work: Callable[[], T], patience: float) -> T:
        outcome: list[T] = []
        fault: list[BaseException] = []
        over = threading.Event()
        watch = Stopwatch()

        def run() -> None:
            try:
                with timed(watch):
                    outcome.append(work())
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                fault.append(error)
            finally:
                over.set()

        thread = threading.Thread(target=run, name=f"{THREAD_NAME}-picture", daemon=True)
        thread.start()
        while not over.wait(POLL):
            if watch.seconds > patience or self._closing.is_set():
                self.give_up(thread.ident or 0)
                raise _GaveUpError
        if fault:
            raise fault[0]
        return outcome[0]

    def close(self) -> None:
        """Waits for no picture any longer: the program ends."""
        self._closing.set()

    def _open_journal(self) -> Journal | None:
        if not self._tried:
            self._tried = True
            try:
                self._journal = journal = Journal(self._directory)
                weakref.finalize(self, journal.close)
            except OSError as error:
                log.info("no journal of decoding: %s", error)
        return self._journal


def _read(path: str) -> tuple[bytes, Fingerprint]:
    from photoclust.photos.decode import fingerprint, read_file  # loads the decoders: with the first picture

    data = read_file(path, lap)
    return data, fingerprint(data)
