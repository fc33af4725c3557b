"""Photos that came later and may belong to a group that the person pinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photoclust.core.grouping import Cluster
from photoclust.core.photo import PhotoId
from photoclust.library.clustering import Clustering
from photoclust.library.comparison import Comparison

LEAST = 0.5
"""Cosine similarity below which nothing is suggested, however loose the group is.

With these three, of what is suggested to five pinned groups of 2 to 20 photos, with photos of 95 other kinds
coming in at the same time, four in five belong there, and two in three of those that belong are suggested
(labelled-caltech101).
"""

ALONE = 0.6
"""Cosine similarity from which a photo may belong to a group that has only one."""

TYPICAL = 0.25
"""Share of a group's own members that may be less like the others than a photo that is suggested."""


def with_suggestions(comparison: Comparison, clustering: Clustering) -> Clustering:
    """Takes photos that came and suggests each to the pinned cluster that it is most like, if it is like it.

    It is if its cosine similarity to the mean of the members is one that most members have to the mean of the
    others. Each member is left out of its own mean: in a group of three it would be a third of it.
    """
    pinned = [cluster for cluster in clustering.clusters if cluster.pinned]
    came = clustering.grouping.came
    row_of = {PhotoId(int(photo)): row for row, photo in enumerate(comparison.ids)}
    candidates = [photo for photo in came if photo in row_of]
    known = [[row_of[photo] for photo in cluster.photo_ids if photo in row_of] for cluster in pinned]
    groups = [(cluster, rows) for cluster, rows in zip(pinned, known, strict=True) if rows]
    if not groups or not candidates:
        return clustering
    vectors = comparison.space.vectors
    means, floors = zip(*(_mean_and_floor(vectors[rows]) for _cluster, rows in groups), strict=True)
    scores = vectors[[row_of[photo] for photo in candidates]] @ np.array(means).T
    scores[scores < np.array(floors)] = -np.inf
    for column, (cluster, _rows) in enumerate(groups):
        refused = np.isin(np.asarray(candidates, np.int64), np.asarray(cluster.refused, np.int64))
        scores[refused, column] = -np.inf
    nearest = scores.argmax(axis=1)
    offered: dict[int, list[PhotoId]] = {}
    for photo, column, best in zip(candidates, nearest, scores.max(axis=1), strict=True):
        if best > -np.inf:
            offered.setdefault(groups[column][0].key, []).append(photo)
    return _offer(clustering, offered)


def _mean_and_floor(members: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """The mean direction of some unit rows, and how like it a photo must be to be one of them."""
    total = members.sum(axis=0, dtype=np.float64)
    mean = (total / max(float(np.linalg.norm(total)), 1e-12)).astype(np.float32)
    if len(members) < 2:
        return mean, ALONE
    others = total - members
    lengths = np.maximum(np.linalg.norm(others, axis=1), 1e-12)
    own = np.einsum("ij,ij->i", others, members) / lengths
    return mean, max(LEAST, float(np.quantile(own, TYPICAL)))


def _offer(clustering: Clustering, offered: dict[int, list[PhotoId]]) -> Clustering:
    if not offered:
        return clustering

    def with_offer(cluster: Cluster) -> Cluster:
        more: Sequence[PhotoId] = offered.get(cluster.key, ())
        return replace(cluster, suggested=(*cluster.suggested, *more)) if more else cluster

    gone = {photo for photos in offered.values() for photo in photos}
    grouping = clustering.grouping
    return replace(
        clustering,
        grouping=replace(
            grouping,
            clusters=tuple(with_offer(cluster) for cluster in grouping.clusters),
            came=tuple(photo for photo in grouping.came if photo not in gone),
        ),
    )
