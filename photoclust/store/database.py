"""Opens a database file safely: right program, right version, WAL, one transaction a change."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from photoclust.core.errors import LibraryError
from photoclust.store.schema import Schema

SQLITE_VERSION = sqlite3.sqlite_version
BUSY_MILLISECONDS = 5_000
GLANCE_MILLISECONDS = 100
CACHE_PAGES_KIB = 32 * 1024
ROOM = 1 << 16  # bytes; with less, an error of the disk is that it is full

_HINTS = {
    True: "Start PhotoClust again: it sets the file aside and puts its newest good copy in its place.",
    False: "Start PhotoClust again: it sets the file aside and makes it again from your photos.",
}
DAMAGE_NOTE = ".is-damaged"
"""Ending of the empty file that is laid beside a database which was found damaged while it was in use."""


class Database:
    """A connection to one file. Belongs to the thread that opened it.

    Args:
        folder: The library's folder.
        schema: Which of the two databases.
        create: Make the file if it is not there.

    Attributes:
        path: Of the file.
        schema: As given.
        while_waiting: Called now and then while another program holds the lock that a transaction needs; may
            raise.

    Raises:
        LibraryError: If the file is missing (and not to be made), foreign, newer, damaged, locked, or can't
            be written. A foreign or newer file is not touched.
    """

    def __init__(self, folder: Path, schema: Schema, *, create: bool = True) -> None:
        self.path = folder / schema.file
        self.schema = schema
        self.while_waiting: Callable[[], object] | None = None
        self._in_use = False
        if create:
            with self._mapped():
                folder.mkdir(parents=True, exist_ok=True)
        elif not self.path.is_file():
            raise LibraryError("no-library", path=str(folder))
        with self._mapped():
            self._connection = sqlite3.connect(
                self.path,
                isolation_level=None,  # transactions are ours, see `transaction`
                timeout=BUSY_MILLISECONDS / 1000,
            )
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise
        self._in_use = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Runs one statement.

        Raises:
            LibraryError: If the world said no: locked, full, damaged.
        """
        try:  # not `_mapped`, which takes as long as a statement: seven are run for each new photo
            return self._connection.execute(statement, values)
        except (sqlite3.Error, OSError) as error:
            raise self._told(error) from error

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for many rows. Raises as `execute`."""
        with self._mapped():
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query. Raises as `execute`."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise self._told(error) from error

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of a query one by one. Raises as `execute`."""
        with self._mapped():
            yield from self._connection.execute(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block, or nothing of it.

        Raises:
            LibraryError: As `execute`.
        """
        self._begin()
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have rolled it back already
                self._connection.rollback()
            raise

    def _begin(self) -> None:
        if self.while_waiting is None:
            self.execute("BEGIN IMMEDIATE")
            return
        deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
        self.execute(f"PRAGMA busy_timeout = {GLANCE_MILLISECONDS}")
        try:
            while True:
                try:
                    self.execute("BEGIN IMMEDIATE")
                except LibraryError as error:
                    if error.code != "database-locked" or time.monotonic() > deadline:
                        raise
                    self.while_waiting()
                else:
                    return
        finally:
            self.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; empty if nothing is."""
        found = [row[0] for row in self.rows("PRAGMA integrity_check")]
        broken = [
            f"row {row[1]} of {row[0]} refers to nothing" for row in self.rows("PRAGMA foreign_key_check")
        ]
        return [line for line in found if line != "ok"] + broken

    @property
    def version(self) -> int:
        """The schema version of the file."""
        return int(self._pragma("user_version"))

    @property
    def journal(self) -> str:
        """The journal mode in use: "wal", or another where the file system allows none."""
        return str(self._pragma("journal_mode"))

    def _pragma(self, name: str) -> Any:
        return self.execute(f"PRAGMA {name}").fetchone()[0]

    def _prepare(self) -> None:
        self._refuse_strangers()
        self._use_wal()
        self.execute(f"PRAGMA synchronous = {self.schema.synchronous}")
        self.execute("PRAGMA foreign_keys = ON")
        self.execute(f"PRAGMA cache_size = -{CACHE_PAGES_KIB}")
        if self.version < self.schema.version:
            self._migrate()

    def _refuse_strangers(self) -> None:
        self.execute("BEGIN")  # one look: another program may be making the file at this moment
        try:
            owner, version = int(self._pragma("application_id")), self.version
            blank = owner == 0 and version == 0 and not self.rows("SELECT 1 FROM sqlite_schema LIMIT 1")
        finally:
            self._connection.rollback()
        if not blank and owner != self.schema.application_id:
            raise LibraryError("database-foreign", path=str(self.path))
        if version > self.schema.version:
            raise LibraryError("database-newer", path=str(self.path))

    def _use_wal(self) -> None:
        deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
        while self.journal != "wal":
            try:
                self.execute("PRAGMA journal_mode = WAL")
            except LibraryError as error:
                # SQLite does not wait by itself when two programs change the mode at once.
                if error.code != "database-locked" or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return  # also where the file system allows no WAL: then SQLite stays with its journal

    def _migrate(self) -> None:
        if self.schema.precious and self.version > 0:
            self._copy_aside()
        with self.transaction():
            # Asked again: another program may have done it while this one waited for its turn.
            for number in range(self.version, self.schema.version):
                for statement in self.schema.migrations[number]:
                    self.execute(statement)
            self.execute(f"PRAGMA application_id = {self.schema.application_id}")
            self.execute(f"PRAGMA user_version = {self.schema.version}")

    def _copy_aside(self) -> None:
        target = self.path.with_name(f"{self.path.name}.before-v{self.schema.version}")
        part = target.with_name(target.name + ".part")
        self.copy_to(part)
        with self._mapped():
            os.replace(part, target)

    def copy_to(self, target: Path) -> None:
        """Copies the whole database, as it is at this moment, to a new file; one that is there is replaced.

        Raises:
            LibraryError: As `execute`.
        """
        with self._mapped():
            target.unlink(missing_ok=True)
            with closing(sqlite3.connect(target)) as copy:
                self._connection.backup(copy)

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error | OSError) -> Exception:
        """The world's faults as sentences; a mistake in our SQL stays what it is."""
        if isinstance(error, OSError):
            code = "disk-full" if error.errno == errno.ENOSPC else "library-unwritable"
            return LibraryError(code, path=str(self.path.parent))
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return LibraryError("database-locked", path=str(self.path.parent))
        if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            if self._in_use:
                with contextlib.suppress(OSError):  # then the next start has to find it out by itself
                    self.path.with_name(self.path.name + DAMAGE_NOTE).touch()
            return LibraryError("database-damaged", path=str(self.path), hint=_HINTS[self.schema.precious])
        if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and self._is_disk_full()):
            return LibraryError("disk-full", path=str(self.path))
        if primary == sqlite3.SQLITE_IOERR:
            return LibraryError("disk-error", path=str(self.path))
        if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            return LibraryError("library-unwritable", path=str(self.path.parent))
        return error

    def _is_disk_full(self) -> bool:
        try:
            return shutil.disk_usage(self.path.parent).free < ROOM
        except OSError:
            return False
