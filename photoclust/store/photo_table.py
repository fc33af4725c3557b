"""Every photo's file, and what is known of it, as columns: for whoever looks at all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import Fingerprint, PhotoFile, PhotoId
from photoclust.store.companions import KINDS_OF_PHOTO, Companions
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, within_clause


@dataclass(frozen=True, slots=True, eq=False)
class PhotoTable:
    """Photos as columns: row i of everything belongs to `ids[i]`. Arrays, not an object for each photo.

    Attributes:
        ids: int64 (n,), ascending.
        paths: Absolute paths; (n,) str objects.
        sizes: Bytes, int64 (n,).
        mtimes: Nanoseconds since the epoch, int64 (n,).
        fingerprints: The contents, V16 (n,).
        shapes: Width and height in pixels, int64 (n, 2).
        taken: Seconds on the camera's clock, as if it were UTC; float64 (n,), nan where it is not known.
        cameras: Whether the camera is known; bool (n,).
        companions: The numbers of `CompanionKind`; uint8 (n,).
    """

    ids: NDArray[np.int64]
    paths: NDArray[np.object_]
    sizes: NDArray[np.int64]
    mtimes: NDArray[np.int64]
    fingerprints: NDArray[np.void]
    shapes: NDArray[np.int64]
    taken: NDArray[np.float64]
    cameras: NDArray[np.bool_]
    companions: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ids)

    def of(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> PhotoTable:
        """Some of the rows, in ascending order of ids if `rows` are."""
        return PhotoTable(*(getattr(self, name)[rows] for name in self.__slots__))

    def id(self, row: int) -> PhotoId:
        return PhotoId(int(self.ids[row]))

    def file(self, row: int) -> PhotoFile:
        return PhotoFile(self.paths[row], int(self.sizes[row]), int(self.mtimes[row]))

    def fingerprint(self, row: int) -> Fingerprint:
        return Fingerprint(self.fingerprints[row].tobytes())


def photo_table(database: Database, within: Sequence[str] = ()) -> PhotoTable:
    """Reads all photos, or those below some folders.

    Args:
        database: An open cache database.
        within: Absolute paths of folders; none for all.
    """
    clause, bounds = within_clause(within)
    kinds = f"coalesce({KINDS_OF_PHOTO}, 0)" if Companions(database).any() else "0"
    rows = database.rows(
        "SELECT id, path, size, mtime_ns, fingerprint, width, height, "
        f"taken, camera IS NOT NULL, {kinds} "
        f"FROM photos JOIN contents USING (fingerprint) WHERE {clause} ORDER BY id",
        bounds,
    )
    columns = list(zip(*rows, strict=True)) if rows else [()] * 10
    paths = np.empty(len(rows), np.object_)
    paths[:] = [from_blob(blob) for blob in columns[1]]
    return PhotoTable(
        ids=np.array(columns[0], np.int64),
        paths=paths,
        sizes=np.array(columns[2], np.int64),
        mtimes=np.array(columns[3], np.int64),
        fingerprints=np.frombuffer(b"".join(columns[4]), "V16"),
        shapes=np.array([columns[5], columns[6]], np.int64).T.reshape(-1, 2),
        taken=_seconds(columns[7]),
        cameras=np.array(columns[8], np.bool_),
        companions=np.array(columns[9], np.uint8),
    )


def _seconds(stored: Sequence[str | datetime | None]) -> NDArray[np.float64]:
    dates = np.array(stored, "datetime64[s]")
    return np.where(np.isnat(dates), np.nan, dates.astype(np.int64).astype(np.float64))
