"""Ward's, complete and single linkage, exactly, with a number for each pair.

The nearest neighbour chain (Murtagh 1983, "A survey of recent advances in hierarchical clustering
algorithms", section 3) finds the tree in about three looks at a row of distances for each photo; distances to
a union follow from those to its parts (Lance, Williams 1967, "A general theory of classificatory sorting
strategies"). Average linkage has a way without all these numbers, see `hierarchy`.
"""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import (
    Checkpoint,
    Real,
    Report,
    Tree,
    Vectors,
    blocks,
    no_checkpoint,
    no_report,
)
from photoclust.analysis.tree_growth import TreeGrowth
from photoclust.core.grouping import Linkage

MOST = 10_000
"""Rows up to which it is done: their distances take 400 MB."""

_REPORT_EVERY = 64


def linkage_of_pairs(
    vectors: Vectors,
    linkage: Linkage,
    *,
    checkpoint: Checkpoint = no_checkpoint,
    on_progress: Report = no_report,
) -> Tree:
    """The dendrogram of some vectors, by Ward's, complete or single linkage.

    Heights are cosine distances: of the farthest pair for complete, of the nearest for single linkage. For
    Ward's they are half the squares of SciPy's, so that those of two photos are their cosine distance, too;
    those of large clusters exceed any distance.

    Args:
        vectors: float32 (n, d), unit rows; n is at most `MOST`. Where distances tie, their order counts.
        linkage: Not average.
        checkpoint: Called every few milliseconds; raises to cancel.
        on_progress: Told how many merges are done.

    Returns:
        float64 (n - 1, 4), SciPy's linkage format.

    Raises:
        ValueError: If there are too many vectors, or the linkage is not one of these.
    """
    count = len(vectors)
    if count > MOST or linkage is Linkage.AVERAGE:
        raise ValueError(f"{linkage} linkage of {count} vectors")
    growth = TreeGrowth(count)
    distances = _distances(vectors, checkpoint)
    nodes, sizes = np.arange(count), np.ones(count)
    chain: list[int] = []
    while growth.merges < count - 1:
        if growth.merges % _REPORT_EVERY == 0:
            checkpoint()
            on_progress(growth.merges, count - 1)
        if not chain:
            chain.append(int(np.flatnonzero(sizes)[0]))
        row = distances[chain[-1]]
        nearest = int(row.argmin())
        # Of equals the one it came from, or the chain would go on in a circle.
        if len(chain) > 1 and row[chain[-2]] <= row[nearest]:
            second, first = sorted((chain.pop(), chain.pop()), reverse=True)
            height = np.maximum(0, row[[nearest]])
            _merge(distances, sizes, first, second, linkage)
            nodes[first] = growth.add(nodes[[first]], nodes[[second]], height, sizes[[first]])[0]
        else:
            chain.append(nearest)
    on_progress(count - 1, count - 1)
    return growth.tree()


def _distances(vectors: Vectors, checkpoint: Checkpoint) -> Vectors:
    distances = np.empty((len(vectors), len(vectors)), np.float32)
    for part in blocks(len(vectors), len(vectors)):
        checkpoint()
        np.matmul(vectors[part], -vectors.T, out=distances[part])
    distances += 1
    np.fill_diagonal(distances, np.inf)
    return distances


def _merge(distances: Vectors, sizes: Real, first: int, second: int, linkage: Linkage) -> None:
    """Puts the union where the first was; nothing is near to the second any more."""
    between = distances[first, second]
    one, other = distances[first], distances[second]
    match linkage:
        case Linkage.COMPLETE:
            union = np.maximum(one, other)
        case Linkage.SINGLE:
            union = np.minimum(one, other)
        case _:
            total = sizes[first] + sizes[second] + sizes
            with np.errstate(invalid="ignore"):  # what is gone is infinitely far, and stays so below
                union = ((sizes[first] + sizes) * one + (sizes[second] + sizes) * other) / total
                union -= sizes / total * between
    sizes[first] += sizes[second]
    sizes[second] = 0
    union[sizes == 0] = np.inf
    union[first] = np.inf
    distances[first], distances[:, first] = union, union
    distances[second], distances[:, second] = np.inf, np.inf
