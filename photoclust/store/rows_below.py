"""All rows that belong to a folder, to be put back after they were removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from photoclust.store.database import Database
from photoclust.store.folder_marks import FolderMarks
from photoclust.store.paths import range_below

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class RowsBelow:
    """What `Catalog.remove_below` and `Catalog.remove_folder` forget.

    Attributes:
        photos: Of the table photos, with their ids.
        failures: Of the table failures.
        companions: Of the table companions.
        marks: Paths and numbers, see `FolderMarks`.
    """

    photos: Rows
    failures: Rows
    companions: Rows
    marks: tuple[tuple[str, int], ...]


def rows_below(database: Database, folder: str) -> RowsBelow:
    """Reads them."""
    bounds = range_below(folder)
    photos = database.rows(
        "SELECT id, path, size, mtime_ns, fingerprint FROM photos WHERE path >= ? AND path < ?", bounds
    )
    failures = database.rows("SELECT * FROM failures WHERE path >= ? AND path < ?", bounds)
    companions = database.rows("SELECT * FROM companions WHERE path >= ? AND path < ?", bounds)
    marks = FolderMarks(database)
    numbers = [(path, marks.get(path)) for path in (folder, *marks.below(folder))]
    return RowsBelow(
        tuple(map(tuple, photos)),
        tuple(map(tuple, failures)),
        tuple(map(tuple, companions)),
        tuple((path, number) for path, number in numbers if number is not None),
    )


def put_back(database: Database, rows: RowsBelow) -> None:
    """Writes them again, inside the caller's transaction. No id is given twice, so the old ones are free."""
    database.execute_many(
        "INSERT OR REPLACE INTO photos (id, path, size, mtime_ns, fingerprint) VALUES (?, ?, ?, ?, ?)",
        rows.photos,
    )
    database.execute_many("INSERT OR IGNORE INTO failures VALUES (?, ?, ?, ?, ?, ?)", rows.failures)
    database.execute_many("INSERT OR IGNORE INTO companions VALUES (?, ?, ?, ?, ?)", rows.companions)
    marks = FolderMarks(database)
    for path, number in rows.marks:
        marks.put(path, number)
