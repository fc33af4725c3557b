"""Where to cut a dendrogram when nobody says how many groups there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photoclust.analysis.arrays import Checkpoint, Ints, Tree, Vectors
from photoclust.analysis.hierarchy import cut_into
from photoclust.analysis.silhouette import silhouette_over_cuts

ALL_ALIKE = 0.5
"""Mean similarity of the last merge from which on a library is one group: copies or frames of one scene."""

COMMON = 0.6
"""Mean cosine before centring from which on a library shows one thing; one of all sorts has 0.05 to 0.4."""

LONELINESS = 0.12
"""What leaving every photo alone or in a pair costs, as silhouette. Chosen on trash, outings among others and
parts of both: there the ARI is at least 0.9 of the best cut's, and 0.88 with any value from 0.1 to 0.25."""

UNSHOWN = 0.4
"""What it costs that a photo is in a group, and that is too small for the person to see it."""

_CUTS = 60
_ALONE = 3
_MOST_CLUSTERS = 5000
_SAMPLE = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A cut, and what speaks for it.

    Attributes:
        k: Number of clusters.
        silhouette: Of that cut; None where none was compared with others.
        alike: All photos show one thing.
    """

    k: int
    silhouette: float | None = None
    alike: bool = False


def choose_cut(
    vectors: Vectors,
    tree: Tree,
    min_size: int = 2,
    *,
    common: float = 0.0,
    checkpoint: Checkpoint | None = None,
) -> Choice:
    """The number of clusters at which a dendrogram is best cut.

    It maximises the mean silhouette minus a price for photos left alone or in pairs. The silhouette by itself
    counts a photo that is alone 0, more than one in a loose but sensible group gets; a library without clear
    groups would fall apart into pairs. Ties go to fewer clusters.

    Vectors that were averaged with their neighbours are no witnesses here: small groups are tight among them
    because averaging made them so. The tree may be made of those, and is judged by the others.

    Args:
        vectors: float32 (n, d), unit rows, centred; best not averaged with their neighbours.
        tree: A dendrogram of the same photos, (n - 1, 4).
        min_size: Smaller clusters will not be shown.
        common: Mean cosine of two photos before centring.
        checkpoint: Called between blocks; raises to cancel.

    Returns:
        k is 1 to n; 0 if there are no photos.
    """
    n = len(vectors)
    if n < 2 or 1 - tree[-1, 2] >= ALL_ALIKE or common >= COMMON:
        return Choice(min(1, n), alike=n > 1)
    if n == 2:
        return Choice(2)
    ks = _candidates(n)
    rows = None if n <= _SAMPLE else np.sort(np.random.default_rng(0).choice(n, _SAMPLE, replace=False))
    silhouettes = silhouette_over_cuts(vectors, tree, ks.tolist(), rows=rows, checkpoint=checkpoint)
    lonely = np.array([_share_below(tree, k, _ALONE) for k in ks.tolist()])
    unshown = np.array([_share_below(tree, k, max(_ALONE, min_size)) for k in ks.tolist()]) - lonely
    best = int(np.argmax(silhouettes - LONELINESS * lonely - UNSHOWN * unshown))
    return Choice(int(ks[best]), float(silhouettes[best]))


def _candidates(n: int) -> Ints:
    """Numbers of clusters to try: all where there are few, evenly spaced by ratio where there are many."""
    most = max(2, min(int(0.7 * n), _MOST_CLUSTERS))
    return np.unique(np.round(np.geomspace(2, most, _CUTS)).astype(np.int64))


def _share_below(tree: Tree, k: int, min_size: int) -> float:
    sizes = np.bincount(cut_into(tree, k))
    return float(sizes[sizes < min_size].sum() / (len(tree) + 1))
