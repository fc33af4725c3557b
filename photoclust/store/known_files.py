"""What the catalog says of the paths in a folder, for a scan to be held against."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from photoclust.core.errors import SENTENCES
from photoclust.core.photo import PhotoFile, PhotoId, Unreadable
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, to_blob

PAGE = 2_000  # rows a query: bounds memory, and no read transaction stays open between batches


class KnownFile(NamedTuple):
    """What the catalog says of a path. A rescan makes one for every photo, so it is a tuple.

    Attributes:
        file: Path, size and time as they were when it was last read.
        photo_id: None if it could not be read then.
        failure: Why not, None for photos.
        decoder: The version of the decoders that failed, "" for photos.
        embedded: Whether its content has a vector under the model that was asked for.
        main: The photo that it is a companion of, or was; None for most. See `store.companions`.
    """

    file: PhotoFile
    photo_id: PhotoId | None
    failure: Unreadable | None
    decoder: str
    embedded: bool
    main: str | None = None


_MAIN_OF_PHOTO = "(SELECT main FROM companions WHERE companions.path = photos.path)"

_SELECT = f"""
    SELECT path, size, mtime_ns, id, NULL AS code, NULL AS detail, '' AS decoder, EXISTS (
            SELECT 1 FROM embeddings
                WHERE model_id = ? AND embeddings.fingerprint = photos.fingerprint) AS embedded,
            {_MAIN_OF_PHOTO} AS main
        FROM photos WHERE path >= ? AND path < ?
    UNION ALL
    SELECT path, size, mtime_ns, NULL, code, detail, decoder, 0,
            (SELECT main FROM companions WHERE companions.path = failures.path)
        FROM failures WHERE path >= ? AND path < ?
    UNION ALL
    SELECT path, size, mtime_ns, NULL, NULL, NULL, '', 0, main
        FROM companions WHERE path >= ? AND path < ?
            AND NOT EXISTS (SELECT 1 FROM photos WHERE photos.path = companions.path)
            AND NOT EXISTS (SELECT 1 FROM failures WHERE failures.path = companions.path)
    ORDER BY path LIMIT ?"""


class KnownCursor:
    """An iterator over the rows of a range of paths that can skip a part of them without reading it.

    Args:
        fetch: Gives the first rows with low <= path < high, `page` of them or all there are.
        low: The first path of the range, as bytes.
        high: The first path behind it.
        page: Rows a fetch: bounds memory, and no read transaction stays open between two.
    """

    def __init__(
        self, fetch: Callable[[bytes, bytes], list[KnownFile]], low: bytes, high: bytes, page: int = PAGE
    ) -> None:
        self._fetch, self._high, self._page = fetch, high, page
        self._next = low  # nothing before this is asked for any more
        self._rows: list[KnownFile] = []
        self._at = 0

    def __iter__(self) -> Iterator[KnownFile]:
        return self

    def __next__(self) -> KnownFile:
        if not self._ready(self._high):
            raise StopIteration
        self._at += 1
        return self._rows[self._at - 1]

    def take(self, path: str) -> KnownFile | None:
        """The next row, if it is of this path; else it stays the next one."""
        if self._ready(self._high) and self._rows[self._at].file.path == path:
            self._at += 1
            return self._rows[self._at - 1]
        return None

    def before(self, end: bytes) -> Iterator[KnownFile]:
        """All rows before a path."""
        while self._ready(self._high) and to_blob(self._rows[self._at].file.path) < end:
            yield next(self)

    def skip(self, low: bytes, high: bytes) -> Iterator[KnownFile]:
        """Passes over low <= path < high, and gives the rows before that; asks for nothing else."""
        while self._ready(min(low, self._high)) and to_blob(self._rows[self._at].file.path) < low:
            yield next(self)
        self._at = bisect_left(self._rows, high, self._at, key=lambda row: to_blob(row.file.path))
        self._next = max(self._next, high)

    def _ready(self, end: bytes) -> bool:
        """Whether there is a next row; if need be, a page is read, with nothing behind `end`."""
        if self._at < len(self._rows):
            return True
        if self._next >= end:
            return False
        self._rows, self._at = self._fetch(self._next, end), 0
        full = len(self._rows) >= self._page
        self._next = to_blob(self._rows[-1].file.path) + b"\0" if full else end  # the next possible path
        return bool(self._rows)


def known_between(database: Database, low: bytes, high: bytes, model_id: int) -> KnownCursor:
    """See `Catalog.known_between`."""
    # Without any, as in most libraries, looking for each photo's would take a fifth of the time. Those that
    # are written meanwhile lie behind what was read already.
    select = _SELECT if Companions(database).any() else _SELECT.replace(_MAIN_OF_PHOTO, "NULL")

    def fetch(low: bytes, high: bytes) -> list[KnownFile]:
        return list(map(_known_file, database.rows(select, [model_id, *(low, high) * 3, PAGE])))

    return KnownCursor(fetch, low, high)


def known_at(database: Database, path: str, model_id: int) -> KnownFile | None:
    """See `Catalog.known_at`."""
    low = to_blob(path)
    rows = database.rows(_SELECT, [model_id, *(low, low + b"\0") * 3, 1])
    return next(map(_known_file, rows), None)


def unreadable(path: bytes, code: str, detail: str) -> Unreadable:
    """A row of the table failures."""
    values = {"path": from_blob(path), **json.loads(detail)}
    return Unreadable(from_blob(path), SENTENCES[code].format(**values), code, values)


def _known_file(row: Any) -> KnownFile:
    path, size, mtime_ns, photo_id, code, detail, decoder, embedded, main = row
    return KnownFile(
        PhotoFile(from_blob(path), size, mtime_ns),
        photo_id,
        unreadable(path, code, detail) if code is not None else None,
        decoder,
        embedded == 1,
        from_blob(main) if main is not None else None,
    )
