"""When and where photos were taken, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.store.database import Database


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
