"""A number kept of a folder, by which it can be told from another one at its place."""

from __future__ import annotations

from photoclust.store.database import Database
from photoclust.store.paths import from_blob, range_below, to_blob

PREFIX = "folder "
"""Begins the names of these rows in `state`; the path follows in hex, which has the order of the paths."""


class FolderMarks:
    """The rows of the table state that speak of folders. Whoever writes opens a transaction around it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, path: str) -> int | None:
        """The folder's number, None if there is none."""
        rows = self._db.rows("SELECT value FROM state WHERE name = ?", [_name(path)])
        return int(rows[0][0]) if rows else None

    def below(self, folder: str) -> list[str]:
        """The folders inside another one that have a number, by path."""
        low, high = (_name(from_blob(bound)) for bound in range_below(folder))
        rows = self._db.rows("SELECT name FROM state WHERE name >= ? AND name < ? ORDER BY name", [low, high])
        return [from_blob(bytes.fromhex(row[0].removeprefix(PREFIX))) for row in rows]

    def put(self, path: str, number: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", [_name(path), number])

    def forget(self, folder: str) -> None:
        """Forgets the numbers of a folder and of those inside."""
        for path in (folder, *self.below(folder)):
            self._db.execute("DELETE FROM state WHERE name = ?", [_name(path)])


def _name(path: str) -> str:
    return PREFIX + to_blob(path).hex()
