"""What the catalog says of the paths in a folder, for a scan to be held against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from photoclust.core.errors import SENTENCES
from photoclust.core.photo import PhotoFile, PhotoId, Unreadable
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, range_below, to_blob

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


def known_below(database: Database, folder: str, model_id: int) -> Iterator[KnownFile]:
    """See `Catalog.known_below`."""
    low, high = range_below(folder)
    # Without any, as in most libraries, looking for each photo's would take a fifth of the time. Those that
    # are written meanwhile lie behind what was read already.
    select = _SELECT if Companions(database).any() else _SELECT.replace(_MAIN_OF_PHOTO, "NULL")
    while True:
        page = database.rows(select, [model_id, *(low, high) * 3, PAGE])
        yield from map(_known_file, page)
        if len(page) < PAGE:
            return
        low = page[-1][0] + b"\0"  # the next possible path


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
