"""Which photos a filter lets through."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import PhotoId
from photoclust.core.queries import PhotoFilter
from photoclust.library import clusterings
from photoclust.library.albums import list_albums
from photoclust.library.session import Library
from photoclust.store.circumstances import ids_below, ids_taken
from photoclust.store.database import Database


def passing(
    library: Library, database: Database, limits: PhotoFilter, ids: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Those of some photos that a filter lets through.

    Args:
        library: Whose albums and groups are meant.
        database: Its open cache.
        limits: All of its conditions hold at once.
        ids: int64 (n,), ascending, none of them twice.

    Returns:
        int64 (m,), ascending.
    """
    if limits.folders:
        ids = _both(ids, ids_below(database, limits.folders))
    if limits.since is not None or limits.until is not None:
        ids = _both(ids, ids_taken(database, limits.since, limits.until))
    if limits.album is not None:
        album = (album for album in list_albums(library) if album.id == limits.album)
        ids = _both(ids, _ascending(next((found.photo_ids for found in album), [])))
    if limits.unclustered:
        ids = np.setdiff1d(ids, _ascending(_grouped(library)), assume_unique=True)
    return ids


def keep_passing(library: Library, ids: list[PhotoId], limits: PhotoFilter) -> list[PhotoId]:
    """Those of some photos that a filter lets through, in their order."""
    if not limits:
        return ids
    with library.cache() as database:
        let_through = passing(library, database, limits, _ascending(ids))
    inside = np.isin(np.asarray(ids, np.int64), let_through)
    return [photo for photo, passes in zip(ids, inside.tolist(), strict=True) if passes]


def _grouped(library: Library) -> list[PhotoId]:
    """Photos in a group of the clustering that is worked on; none where nothing was grouped yet."""
    clustering = clusterings.working(library)
    if clustering is None:
        return []
    return [photo for cluster in clustering.clusters for photo in cluster.photo_ids]


def _both(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.intersect1d(some, others, assume_unique=True)


def _ascending(ids: list[PhotoId]) -> NDArray[np.int64]:
    return np.unique(np.asarray(ids, np.int64))
