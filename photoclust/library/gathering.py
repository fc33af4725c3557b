"""What a grouping is made of: the photos asked for, with all that makes them alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.bursts import burst_leaders
from photoclust.core.photo import PhotoId
from photoclust.library.blending import blended
from photoclust.library.comparison import Comparison
from photoclust.library.kept import digest
from photoclust.library.trees import Material, MaterialKey
from photoclust.store.catalog import Catalog
from photoclust.store.circumstances import circumstances
from photoclust.store.database import Database


def gather(database: Database, comparison: Comparison, key: MaterialKey) -> Material:
    """Gathers the material of a grouping.

    Args:
        database: An open cache database.
        comparison: The vectors of the whole library.
        key: Which photos, and what counts.
    """
    rows = _rows(comparison, database, key.within, key.without)
    known = circumstances(database, comparison.ids[rows])
    along = np.argsort(comparison.contents[rows], kind="stable")
    rows, taken = rows[along], known.taken[along]
    content, plain = comparison.space.vectors[rows], comparison.space.plain[rows]
    vectors = content
    beside: tuple[object, ...] = ()
    if not key.blend.content_only:
        known = type(known)(taken, known.latitude[along], known.longitude[along])
        vectors, plain = blended(content, known, key.blend), blended(plain, known, key.blend)
        beside = (key.blend, taken, known.latitude, known.longitude)
    contents = np.ascontiguousarray(comparison.fingerprints[comparison.contents[rows]])
    return Material(
        rows=rows,
        ids=comparison.ids[rows],
        content=content,
        vectors=vectors,
        plain=plain,
        taken=taken,
        leaders=burst_leaders(content, taken),
        inputs=digest(comparison.identity, contents, *beside),
    )


def _rows(
    comparison: Comparison, database: Database, within: Sequence[str], without: frozenset[PhotoId]
) -> NDArray[np.int64]:
    rows = np.arange(len(comparison), dtype=np.int64)
    if within:
        rows = comparison.rows_of(Catalog(database).photo_ids(within))
    if without:
        rows = rows[np.isin(comparison.ids[rows], list(without), invert=True)]
    return rows
