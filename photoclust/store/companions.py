"""Files that belong to a photo: RAW files beside a JPEG, the films of Live Photos."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from photoclust.core.photo import COMPANION_KINDS, Companion, CompanionKind, PhotoFile, PhotoId
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, range_below, to_blob

KINDS_OF_PHOTO = "(SELECT sum(DISTINCT kind) FROM companions WHERE main = photos.path)"
"""SQL: the kinds of all companions of a photo, as one number."""

PAGE = 500
_SELECT = "SELECT path, size, mtime_ns, main, kind FROM companions"


class Companions:
    """The table companions of one open cache database. Whoever writes opens a transaction around it.

    A row says that by its name a file belongs to another one, its main file. As long as that one is a photo,
    this one is none (`join` sees to it). Once the main file can't be read or is gone, a RAW file is a photo
    and stands for the shot; its row stays, so that albums find it by the main file's path.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def any(self) -> bool:
        """Whether there are any at all."""
        return bool(self._db.rows("SELECT 1 FROM companions LIMIT 1"))

    def at(self, path: str) -> Companion | None:
        """What is known of a path."""
        rows = self._db.rows(f"{_SELECT} WHERE path = ?", [to_blob(path)])
        return _companion(rows[0]) if rows else None

    def of(self, main: str) -> list[Companion]:
        """The files that belong to a main file, by path."""
        rows = self._db.rows(f"{_SELECT} WHERE main = ? ORDER BY path", [to_blob(main)])
        return [_companion(row) for row in rows]

    def photo_of(self, path: str) -> PhotoId | None:
        """The photo that a companion at a path belongs to; None if it is a photo itself, or unknown."""
        return self._id(
            "SELECT id FROM photos WHERE path = (SELECT main FROM companions WHERE path = ?)", path
        )

    def is_photo(self, main: str) -> bool:
        """Whether a main file is a photo, so that its companions are none."""
        return bool(self._db.rows("SELECT 1 FROM photos WHERE path = ?", [to_blob(main)]))

    def stand_in(self, main: str) -> PhotoId | None:
        """The photo that stands for a shot whose main file was at a path."""
        return self._id(
            "SELECT photos.id FROM companions JOIN photos USING (path) WHERE main = ? ORDER BY path", main
        )

    def mains(self) -> Iterator[tuple[str, str]]:
        """The path of every companion and that of its main file, by path."""
        for path, main in self._db.stream("SELECT path, main FROM companions ORDER BY path"):
            yield from_blob(path), from_blob(main)

    def stranded(self, folder: str) -> Iterator[Companion]:
        """RAW files below a folder whose main files could not be read, page by page."""
        low, high = range_below(folder)
        while True:
            rows = self._db.rows(
                "SELECT path FROM failures WHERE path >= ? AND path < ? AND EXISTS ("
                "SELECT 1 FROM companions WHERE main = failures.path AND kind = ?) ORDER BY path LIMIT ?",
                [low, high, int(CompanionKind.RAW), PAGE],
            )
            for (main,) in rows:
                yield from (one for one in self.of(from_blob(main)) if one.kind is CompanionKind.RAW)
            if len(rows) < PAGE:
                return
            low = rows[-1][0] + b"\0"

    def count(self) -> int:
        """How many belong to photos."""
        return int(
            self._db.rows("SELECT count(*) FROM companions WHERE main IN (SELECT path FROM photos)")[0][0]
        )

    def torn(self) -> int:
        """How many are in photos or failures although their main file is a photo: none, if all is well."""
        return int(
            self._db.rows(
                "SELECT count(*) FROM companions WHERE main IN (SELECT path FROM photos) "
                "AND (path IN (SELECT path FROM photos) OR path IN (SELECT path FROM failures))"
            )[0][0]
        )

    # -- writing

    def put(self, companion: Companion) -> None:
        """Says that a file belongs to another one."""
        (path, size, mtime_ns), main, kind = companion
        self._db.execute(
            "INSERT OR REPLACE INTO companions VALUES (?, ?, ?, ?, ?)",
            [to_blob(path), size, mtime_ns, to_blob(main), int(kind)],
        )

    def remove(self, path: str) -> None:
        """Forgets a file."""
        self._db.execute("DELETE FROM companions WHERE path = ?", [to_blob(path)])

    def join(self, main: str) -> None:
        """If the main file is a photo, its companions are none; whether they can be read does not matter."""
        # Asked of every new photo, most of which have none.
        any_here = self._db.rows("SELECT 1 FROM companions WHERE main = ? LIMIT 1", [to_blob(main)])
        for table in ("photos", "failures") if any_here and self.is_photo(main) else ():
            self._db.execute(
                f"DELETE FROM {table} WHERE path IN (SELECT path FROM companions WHERE main = ?)",
                [to_blob(main)],
            )

    def _id(self, statement: str, path: str) -> PhotoId | None:
        rows = self._db.rows(f"{statement} LIMIT 1", [to_blob(path)])
        return PhotoId(rows[0][0]) if rows else None


def _companion(row: Any) -> Companion:
    path, size, mtime_ns, main, kind = row
    return Companion(PhotoFile(from_blob(path), size, mtime_ns), from_blob(main), COMPANION_KINDS[kind])
