"""Where to cut a dendrogram when nobody says how many groups there are."""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import Checkpoint, Ints, Tree, Vectors
from photoclust.analysis.hierarchy import cut_into
from photoclust.analysis.silhouette import silhouette_over_cuts

ALL_ALIKE = 0.5
"""Mean similarity of the last merge from which on a library is one group: copies or frames of one scene."""

LONELINESS = 0.4
"""What leaving every photo alone or in a pair costs, as silhouette. From 0.3 to 0.5 it hardly matters."""

_CUTS = 60
_MOST_CLUSTERS = 5000
_SAMPLE = 10_000


def choose_cut(
    vectors: Vectors, tree: Tree, min_size: int = 2, *, checkpoint: Checkpoint | None = None
) -> int:
    """The number of clusters at which a dendrogram is best cut.

    It maximises the mean silhouette minus a price for photos left alone or in pairs. The silhouette by itself
    counts a photo that is alone 0, more than one in a loose but sensible group gets; a library without clear
    groups would fall apart into pairs. Ties go to fewer clusters.

    Args:
        vectors: float32 (n, d), unit rows, centred.
        tree: Their dendrogram, (n - 1, 4).
        min_size: Clusters below this size, or below 3, count as alone.
        checkpoint: Called between blocks; raises to cancel.

    Returns:
        1 to n; 0 if there are no photos.
    """
    n = len(vectors)
    if n < 2 or 1 - tree[-1, 2] >= ALL_ALIKE:
        return min(1, n)
    if n == 2:
        return 2
    ks = _candidates(n)
    rows = None if n <= _SAMPLE else np.sort(np.random.default_rng(0).choice(n, _SAMPLE, replace=False))
    silhouettes = silhouette_over_cuts(vectors, tree, ks.tolist(), rows=rows, checkpoint=checkpoint)
    lonely = np.array([_lonely_share(tree, k, max(3, min_size)) for k in ks.tolist()])
    return int(ks[np.argmax(silhouettes - LONELINESS * lonely)])


def _candidates(n: int) -> Ints:
    """Numbers of clusters to try: all where there are few, evenly spaced by ratio where there are many."""
    most = max(2, min(int(0.7 * n), _MOST_CLUSTERS))
    return np.unique(np.round(np.geomspace(2, most, _CUTS)).astype(np.int64))


def _lonely_share(tree: Tree, k: int, min_size: int) -> float:
    sizes = np.bincount(cut_into(tree, k))
    return float(sizes[sizes < min_size].sum() / (len(tree) + 1))
