"""When and where photos were taken, and where they lie, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoclust.store.database import Database
from photoclust.store.paths import within_clause


@dataclass(frozen=True, slots=True, eq=False)
class Circumstances:
    """When and where photos were taken, row by row; nan where it is not known.

    Attributes:
        taken: Seconds since 1970 on the camera's clock, float64 (n,). As if it were UTC: it has no zone, and
            no hour twice or never in the nights of spring and autumn.
        latitude: Degrees, float64 (n,).
        longitude: Degrees, float64 (n,).
    """

    taken: NDArray[np.float64]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]


def circumstances(database: Database, ids: NDArray[np.int64]) -> Circumstances:
    """What the catalog knows of some photos.

    Args:
        database: An open cache database.
        ids: int64 (n,), photo ids, ascending.
    """
    known = np.full((3, len(ids)), np.nan)
    rows = {int(photo_id): row for row, photo_id in enumerate(ids)} if len(ids) else {}
    for photo_id, *values in database.stream(
        "SELECT id, CAST(strftime('%s', taken) AS INTEGER), latitude, longitude "
        "FROM photos JOIN contents USING (fingerprint) "
        "WHERE taken IS NOT NULL OR latitude IS NOT NULL"
    ):
        row = rows.get(photo_id)
        if row is not None:
            known[:, row] = [np.nan if value is None else value for value in values]
    return Circumstances(*known)


def has_places(database: Database) -> bool:
    """Whether any photo of the library knows where it was taken."""
    rows = database.rows(
        "SELECT EXISTS (SELECT 1 FROM photos JOIN contents USING (fingerprint) WHERE latitude IS NOT NULL)"
    )
    return bool(rows[0][0])


def ids_below(database: Database, folders: Sequence[str]) -> NDArray[np.int64]:
    """The photos below any of some folders, ascending."""
    clause, bounds = within_clause(folders)
    return _ascending(database.rows(f"SELECT id FROM photos WHERE {clause}", bounds))


def ids_taken(database: Database, since: date | None, until: date | None) -> NDArray[np.int64]:
    """The photos taken from one day to another, both included, either of which may be open; ascending."""
    clause, days = "taken IS NOT NULL", []
    if since is not None:
        clause, days = f"{clause} AND taken >= ?", [since.isoformat()]
    if until is not None:  # with the day's hours behind it; ":" comes after all digits
        clause, days = f"{clause} AND taken < ?", [*days, f"{until.isoformat()}:"]
    return _ascending(
        database.rows(
            f"SELECT id FROM photos WHERE fingerprint IN (SELECT fingerprint FROM contents WHERE {clause})",
            days,
        )
    )


def _ascending(rows: Sequence[Any]) -> NDArray[np.int64]:
    return np.sort(np.fromiter((row[0] for row in rows), np.int64, len(rows)))
