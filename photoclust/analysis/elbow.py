"""The number of clusters at the knee of the K-means distortion curve.

Kneedle (Satopää, Albrecht, Irwin, Raghavan 2011, "Finding a 'Kneedle' in a Haystack", section III): both axes
are scaled to [0, 1], and the knee is where the curve is farthest below the straight line between its ends.
K-means is run for a few k over the whole range first, then for more between the neighbours of the knee.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photoclust.analysis.arrays import Checkpoint, Report, Vectors, no_checkpoint, no_report
from photoclust.analysis.kmeans import KMeansResult, distortion_around, kmeans, plus_plus
from photoclust.analysis.silhouette import mean_silhouette
from photoclust.core.grouping import ElbowPoint

_COARSE = 12
_FINE = 3
_PASSES = 3
_MOST_CLUSTERS = 500
_SAMPLE = 4000
"""Photos the curve's centroids are fitted to, where there are more; distances are summed over all."""


@dataclass(frozen=True, slots=True, eq=False)
class ElbowResult:
    """What the distortion curve says.

    Attributes:
        k: The number of clusters at its knee.
        curve: All points computed, by k.
        silhouette: Of the partition into k clusters; None where it is not defined.
        clusters: That partition.
    """

    k: int
    curve: list[ElbowPoint]
    silhouette: float | None
    clusters: KMeansResult


def elbow(
    vectors: Vectors,
    *,
    k_max: int | None = None,
    seed: int = 0,
    checkpoint: Checkpoint | None = None,
    on_progress: Report | None = None,
) -> ElbowResult:
    """Chooses the number of clusters for K-means and makes them.

    Args:
        vectors: float32 (n, d), unit rows, n at least 1.
        k_max: Largest k to try, by default half of the photos or 4 times the square root of their number,
            whichever is less. The knee of a curve depends on how far the curve goes.
        seed: Of K-means.
        checkpoint: Called between runs of K-means; raises to cancel.
        on_progress: Told how many runs are done.

    Raises:
        ValueError: If there are no vectors, or `k_max` is not positive.
    """
    most = _default_k_max(len(vectors)) if k_max is None else min(k_max, len(vectors))
    if most < 1:
        raise ValueError(f"an elbow up to {most} clusters of {len(vectors)} vectors")
    report, total = on_progress or no_report, _COARSE + _PASSES * _FINE + 1
    sample = vectors
    if len(vectors) > _SAMPLE:
        sample = vectors[np.sort(np.random.default_rng(seed).choice(len(vectors), _SAMPLE, replace=False))]
    seeds = plus_plus(sample, min(most, len(sample)), np.random.RandomState(seed))
    distortions: dict[int, float] = {}
    new = _spread(1, most, _COARSE)
    for _ in range(1 + _PASSES):
        for k in new:
            (checkpoint or no_checkpoint)()
            fitted = kmeans(sample, min(k, len(sample)), seed=seed, init=seeds[:k])
            distortions[k] = distortion_around(vectors, fitted.centroids)
            report(len(distortions), total)
        ks = sorted(distortions)
        place = ks.index(knee(ks, [distortions[k] for k in ks]))
        new = _spread(ks[max(0, place - 1)], ks[min(len(ks) - 1, place + 1)], _FINE + 2)
        new = [k for k in new if k not in distortions]
    k = ks[place]
    clusters = kmeans(vectors, k, seed=seed, checkpoint=checkpoint)
    report(total, total)
    curve = [ElbowPoint(k, distortions[k]) for k in ks]
    return ElbowResult(k, curve, mean_silhouette(vectors, clusters.labels), clusters)


def knee(ks: Sequence[int], distortions: Sequence[float]) -> int:
    """The knee of a falling convex curve.

    Args:
        ks: Ascending.
        distortions: One for each k.

    Returns:
        One of `ks`; the first where the curve is flat or has no inner points.

    Raises:
        ValueError: If there is no point, or not one distortion for each k.
    """
    if not len(ks) or len(ks) != len(distortions):
        raise ValueError(f"a curve of {len(ks)} numbers of clusters and {len(distortions)} distortions")
    # K-means may be unlucky for one k and not for a smaller one; the true curve never rises.
    falling = np.minimum.accumulate(np.asarray(distortions, np.float64))
    x, drop = np.asarray(ks, np.float64) - ks[0], falling[0] - falling
    if len(ks) < 3 or drop[-1] <= 0:
        return ks[0]
    below = drop / drop[-1] - x / x[-1]
    return ks[int(below.argmax())]


def _default_k_max(count: int) -> int:
    return min(count, max(2, min(count // 2, round(4 * math.sqrt(count)), _MOST_CLUSTERS)))


def _spread(low: int, high: int, count: int) -> list[int]:
    """At most `count` whole numbers from `low` to `high`, evenly spaced by ratio."""
    spaced: list[int] = np.unique(np.round(np.geomspace(low, high, count))).astype(int).tolist()
    return spaced
