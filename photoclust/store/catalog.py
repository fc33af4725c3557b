"""Folders, photos and failures: which files there are and what is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoclust.core.briefs import Briefs, ascending
from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Fingerprint, Photo, PhotoFile, PhotoId, PhotoMetadata, Unreadable
from photoclust.store.companions import KINDS_OF_PHOTO, Companions
from photoclust.store.database import Database
from photoclust.store.folder_marks import FolderMarks
from photoclust.store.known_files import KnownCursor, KnownFile, known_at, known_between, unreadable
from photoclust.store.paths import from_blob, range_below, to_blob, within_clause

PAGE = 2_000  # rows a query: bounds memory, and no read transaction stays open between batches


class PhotoOrder(StrEnum):
    """In which order photos are listed."""

    TAKEN_NEWEST = "taken-newest"
    TAKEN_OLDEST = "taken-oldest"
    NAME = "name"
    ADDED = "added"


# Photos without a date come last, whichever way the dates run.
_ORDER_SQL = {
    PhotoOrder.TAKEN_NEWEST: "taken IS NULL, taken DESC, path",
    PhotoOrder.TAKEN_OLDEST: "taken IS NULL, taken, path",
    PhotoOrder.NAME: "path",
    PhotoOrder.ADDED: "id DESC",
}


class Catalog:
    """The tables folders, contents, photos and failures of one open cache database.

    Whoever writes opens a transaction around it.

    Attributes:
        marks: Numbers kept of folders.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self.marks = FolderMarks(database)

    # -- folders

    def folders(self) -> list[str]:
        return [from_blob(row[0]) for row in self._db.rows("SELECT path FROM folders ORDER BY path")]

    def add_folder(self, path: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO folders VALUES (?)", [to_blob(path)])

    def remove_folder(self, path: str) -> None:
        self._db.execute("DELETE FROM folders WHERE path = ?", [to_blob(path)])
        self.marks.forget(path)

    # -- reading

    def known_below(self, folder: str, model_id: int) -> KnownCursor:
        """All photos, failures and companions below a folder, by the bytes of their paths, page by page."""
        return self.known_between(*range_below(folder), model_id)

    def known_between(self, low: bytes, high: bytes, model_id: int) -> KnownCursor:
        """All with low <= path < high, in the same way."""
        return known_between(self._db, low, high, model_id)

    def known_at(self, path: str, model_id: int) -> KnownFile | None:
        """What is known of one path, None for nothing."""
        return known_at(self._db, path, model_id)

    def photo_ids(
        self, within: Sequence[str] = (), order: PhotoOrder = PhotoOrder.TAKEN_NEWEST
    ) -> list[PhotoId]:
        clause, values = within_clause(within)
        return [
            PhotoId(row[0])
            for row in self._db.stream(
                f"SELECT id FROM photos JOIN contents USING (fingerprint) WHERE {clause} "
                f"ORDER BY {_ORDER_SQL[order]}",
                values,
            )
        ]

    def photos(self, ids: Sequence[PhotoId]) -> list[Photo]:
        """The photos with these ids, in this order; ids that are no more are left out."""
        found: dict[int, Photo] = {}
        for start in range(0, len(ids), PAGE):
            part = ids[start : start + PAGE]
            marks = ",".join("?" * len(part))
            for row in self._db.rows(f"{_SELECT_PHOTO} WHERE id IN ({marks})", part):
                found[row[0]] = _photo(row)
        return [found[photo_id] for photo_id in ids if photo_id in found]

    def briefs(self, ids: Sequence[PhotoId] | NDArray[np.int64]) -> Briefs:
        """Path and date of the photos with these ids; ids that are no more are left out.

        A tenth of the time that `photos` takes: a start waits for it.
        """
        kinds = f"coalesce({KINDS_OF_PHOTO}, 0)" if Companions(self._db).any() else "0"
        wanted = ascending(ids).tolist()
        parts = []
        for start in range(0, len(wanted), PAGE):
            part = wanted[start : start + PAGE]
            marks = ",".join("?" * len(part))
            rows = self._db.rows(
                f"SELECT id, path, taken, {kinds} "
                f"FROM photos JOIN contents USING (fingerprint) WHERE id IN ({marks})",
                part,
            )
            if rows:
                found, blobs, taken, companions = zip(*rows, strict=True)
                parts.append(Briefs.of(found, [from_blob(blob) for blob in blobs], taken, companions))
        return Briefs.joined(parts)

    def paths_below(self, folder: str, limit: int, *, spread: bool = False) -> list[str]:
        """Some of the photos below a folder: the first ones, or such as chance would take."""
        order = "fingerprint" if spread else "path"
        rows = self._db.rows(
            f"SELECT path FROM photos WHERE path >= ? AND path < ? ORDER BY {order} LIMIT ?",
            [*range_below(folder), limit],
        )
        return [from_blob(row[0]) for row in rows]

    def photo_at(self, path: str) -> Photo | None:
        rows = self._db.rows(f"{_SELECT_PHOTO} WHERE path = ?", [to_blob(path)])
        return _photo(rows[0]) if rows else None

    def files_of(
        self, fingerprint: Fingerprint, *, after: int = 0, limit: int = -1
    ) -> list[tuple[PhotoId, str]]:
        """Where a content lies, oldest entry first: those younger than a photo, and no more than `limit`."""
        rows = self._db.rows(
            "SELECT id, path FROM photos WHERE fingerprint = ? AND id > ? ORDER BY id LIMIT ?",
            [fingerprint, after, limit],
        )
        return [(PhotoId(row[0]), from_blob(row[1])) for row in rows]

    def lies_at(self, fingerprint: Fingerprint, path: str) -> bool:
        """Whether the photo at a path has this content."""
        statement = "SELECT 1 FROM photos WHERE path = ? AND fingerprint = ?"
        return bool(self._db.rows(statement, [to_blob(path), fingerprint]))

    def count(self, within: Sequence[str] = ()) -> int:
        clause, values = within_clause(within)
        return int(self._db.rows(f"SELECT count(*) FROM photos WHERE {clause}", values)[0][0])

    def unreadable(self, within: Sequence[str] = ()) -> list[Unreadable]:
        clause, values = within_clause(within)
        rows = self._db.rows(f"SELECT path, code, detail FROM failures WHERE {clause} ORDER BY path", values)
        return [unreadable(*row) for row in rows]

    def revision(self) -> int:
        """A number that grows with every change of the set of photos."""
        return int(self._db.rows("SELECT value FROM state WHERE name = 'revision'")[0][0])

    # -- writing

    def bump_revision(self) -> None:
        self._db.execute("UPDATE state SET value = value + 1 WHERE name = 'revision'")

    def add_content(self, fingerprint: Fingerprint, metadata: PhotoMetadata, perceptual_hash: int) -> None:
        taken = metadata.taken.isoformat(" ", "seconds") if metadata.taken is not None else None
        self._db.execute(
            "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(fingerprint, metadata.width, metadata.height, metadata.format, taken),
                *(metadata.camera, metadata.exposure, metadata.latitude, metadata.longitude),
                perceptual_hash,
            ],
        )

    def put_photo(self, file: PhotoFile, fingerprint: Fingerprint) -> None:
        """Says that a content lies at a path; a photo edited in place keeps its id."""
        self._db.execute(
            "INSERT INTO photos (path, size, mtime_ns, fingerprint) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, "
            "fingerprint = excluded.fingerprint",
            [to_blob(file.path), file.size, file.mtime_ns, fingerprint],
        )
        self.clear_failure(file.path)

    def move_photo(self, photo_id: PhotoId, file: PhotoFile) -> None:
        """A photo was moved or renamed: it stays the same photo at another path."""
        self._db.execute("DELETE FROM photos WHERE path = ? AND id <> ?", [to_blob(file.path), photo_id])
        self._db.execute(
            "UPDATE photos SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
            [to_blob(file.path), file.size, file.mtime_ns, photo_id],
        )
        self.clear_failure(file.path)

    def bring_back(self, photo_id: PhotoId, file: PhotoFile, fingerprint: Fingerprint) -> bool:
        """Says that a photo which was removed is there again, under the id it had if that is free.

        Returns:
            Whether its content is known; if it is not, nothing is written.
        """
        if not self._db.rows("SELECT 1 FROM contents WHERE fingerprint = ?", [fingerprint]):
            return False
        taken = self._db.rows("SELECT 1 FROM photos WHERE id = ? OR path = ?", [photo_id, to_blob(file.path)])
        if not taken:
            self._db.execute(
                "INSERT INTO photos (id, path, size, mtime_ns, fingerprint) VALUES (?, ?, ?, ?, ?)",
                [photo_id, to_blob(file.path), file.size, file.mtime_ns, fingerprint],
            )
            self.clear_failure(file.path)
        else:
            self.put_photo(file, fingerprint)
        return True

    def remove_photos(self, ids: Iterable[PhotoId]) -> None:
        self._db.execute_many("DELETE FROM photos WHERE id = ?", ((photo_id,) for photo_id in ids))

    def put_failure(self, file: PhotoFile, error: PhotoUnreadableError, decoder: str) -> None:
        """Remembers why a file can't be read, so that it is not tried again until it changes."""
        detail = {key: value for key, value in error.values.items() if key != "path"}
        self._db.execute(
            "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)",
            [
                *(to_blob(file.path), file.size, file.mtime_ns, error.code),
                *(json.dumps(detail, default=str), decoder),
            ],
        )

    def clear_failure(self, path: str) -> None:
        self._db.execute("DELETE FROM failures WHERE path = ?", [to_blob(path)])

    def remove_below(self, folder: str) -> int:
        """Forgets all photos, failures and companions below a folder; returns the number of photos."""
        bounds = range_below(folder)
        removed = self._db.execute("DELETE FROM photos WHERE path >= ? AND path < ?", bounds).rowcount
        for table in ("failures", "companions"):
            self._db.execute(f"DELETE FROM {table} WHERE path >= ? AND path < ?", bounds)
        return removed


_SELECT_PHOTO = """
    SELECT id, path, size, mtime_ns, fingerprint, width, height, format,
           taken, camera, exposure, latitude, longitude
        FROM photos JOIN contents USING (fingerprint)"""


def _photo(row: Any) -> Photo:
    photo_id, path, size, mtime_ns, fingerprint, width, height, kind, taken, camera, exposure, north, east = (
        row
    )
    return Photo(
        id=PhotoId(photo_id),
        file=PhotoFile(from_blob(path), size, mtime_ns),
        fingerprint=Fingerprint(fingerprint),
        metadata=PhotoMetadata(
            width=width,
            height=height,
            format=kind,
            taken=_date(taken),
            camera=camera,
            exposure=exposure,
            latitude=north,
            longitude=east,
        ),
    )


def _date(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored is not None else None
