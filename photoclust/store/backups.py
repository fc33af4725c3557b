"""Damaged databases are set aside, never deleted; precious ones have copies that are known to be good."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from photoclust.store.database import DAMAGE_NOTE, Database
from photoclust.store.schema import Schema

log = logging.getLogger(__name__)

KEPT = 5
ENDING = ".backup-"
_COMPANIONS = ("-wal", "-shm")


def copies(folder: Path, schema: Schema) -> list[Path]:
    """The copies of a database, newest first. They are numbered: a clock may go backwards."""
    found = []
    for path in folder.glob(f"{schema.file}{ENDING}*"):
        number = re.fullmatch(r"\d+", path.name.removeprefix(schema.file + ENDING))
        if number is not None:
            found.append((int(number[0]), path))
    return [path for _, path in sorted(found, reverse=True)]


def back_up(database: Database) -> Path | None:
    """Copies a database, unless it is as it was when it was last copied, and drops the oldest copies.

    A copy that SQLite finds anything wrong with is not kept: damage must not drive out good copies. The copy
    has the time at which the original was last changed.

    Returns:
        The new copy, if there is one.

    Raises:
        LibraryError: If it can't be written.
    """
    folder, schema = database.path.parent, database.schema
    present, changed = copies(folder, schema), last_change(database.path)
    if present and present[0].stat().st_mtime_ns == changed:
        return None
    part = folder / f"{schema.file}{ENDING}part"
    database.copy_to(part)
    if not is_sound(part, schema):
        log.warning("a copy of %s was not kept: it is damaged", schema.file)
        part.unlink()
        return None
    os.utime(part, ns=(changed, changed))
    number = int(present[0].name.rpartition("-")[2]) + 1 if present else 1
    target = folder / f"{schema.file}{ENDING}{number}"
    os.replace(part, target)
    for old in present[KEPT - 1 :]:
        old.unlink(missing_ok=True)
    return target


def last_change(path: Path) -> int:
    """When a database was last written to, nanoseconds since the epoch. Its log may be newer than itself."""
    times = [
        file.stat().st_mtime_ns
        for file in (path, path.with_name(path.name + "-wal"))
        if file.exists() and file.stat().st_size
    ]
    return max(times, default=0)


def is_sound(path: Path, schema: Schema) -> bool:
    """Whether a file is a database of this kind, no newer than the program, with which nothing is wrong."""
    try:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            faults = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error:
        return False
    return owner == schema.application_id and 0 < version <= schema.version and faults == [("ok",)]


def set_aside(folder: Path, schema: Schema) -> Path:
    """Gives a damaged database another name, with all that belongs to it.

    Raises:
        OSError: If it can't be renamed.
    """
    path = folder / schema.file
    stem = f"{schema.file}.damaged-{datetime.now():%Y%m%d-%H%M%S}"
    kept, number = path.with_name(stem), 2
    while kept.exists():
        kept, number = path.with_name(f"{stem}-{number}"), number + 1
    path.rename(kept)
    for ending in _COMPANIONS:  # a log that stayed would be taken for that of the next database
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(kept.with_name(kept.name + ending))
    path.with_name(path.name + DAMAGE_NOTE).unlink(missing_ok=True)
    return kept


def restore(folder: Path, schema: Schema) -> Path | None:
    """Puts the newest good copy in the place of a database that was set aside; returns it, if there is one.

    Raises:
        OSError: If it can't be written.
    """
    before_migrations = sorted(folder.glob(f"{schema.file}.before-v*"), reverse=True)
    for copy in [*copies(folder, schema), *before_migrations]:
        if is_sound(copy, schema):
            part = folder / f"{schema.file}{ENDING}part"
            shutil.copyfile(copy, part)
            os.replace(part, folder / schema.file)
            return copy
    return None
