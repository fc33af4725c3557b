"""Average linkage under cosine similarity: the whole dendrogram, exactly, without a number for each pair.

Reciprocal nearest neighbours are merged round by round (Murtagh 1983, "A survey of recent advances in
hierarchical clustering algorithms", section 3), many pairs at a time; `nearest_clusters` says how neighbours
are found. The tree is that of `scipy.cluster.hierarchy.linkage(vectors, "average", "cosine")`. Where exact
ties leave several trees equally right (lattices, not photos), it is one of them, and always the same one:
rows are taken in the order of their content, so that the order of the photos does not matter. With SciPy it
does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import (
    Checkpoint,
    Ints,
    Labels,
    Real,
    Report,
    Tree,
    Vectors,
    blocks,
    distinct_rows,
    no_checkpoint,
    no_report,
    renumbered,
)
from photoclust.analysis.nearest_clusters import NearestClusters
from photoclust.analysis.tree_growth import TreeGrowth

DOUBLE_UP_TO = 1 << 21
"""Elements up to which everything is computed in double (16 MB); beyond, time and memory count for more."""

_UNIT_TOLERANCE = 1e-5
_COMPACT_BELOW = 0.75


def average_linkage(
    vectors: Vectors,
    *,
    checkpoint: Checkpoint | None = None,
    on_progress: Report | None = None,
    double_up_to: int = DOUBLE_UP_TO,
) -> Tree:
    """The dendrogram of some vectors.

    The height of a merge is 1 minus the mean dot product between the two clusters' members: for unit rows the
    mean cosine distance. Rows that are not of unit length are taken as they are.

    Args:
        vectors: float32 (n, d), unit rows.
        checkpoint: Called every few milliseconds; raises to cancel.
        on_progress: Told how many steps of how many are done: one search a row and the merges.
        double_up_to: Elements (n times d) up to which the work is done in double precision.

    Returns:
        float64 (n - 1, 4), SciPy's linkage format: two cluster numbers (the smaller first; below n they are
        rows, n + i is the cluster made by row i), height, number of members. Sorted by height, which is
        never negative. (0, 4) if there are fewer than two vectors.

    Raises:
        ValueError: If `vectors` is not a matrix, or not all of it is finite.
    """
    if vectors.ndim != 2 or not vectors.shape[1]:
        raise ValueError(f"vectors have the shape {vectors.shape}")
    if vectors.size and not np.isfinite([vectors.min(), vectors.max()]).all():
        raise ValueError("vectors contain numbers that are not finite")
    growth = TreeGrowth(len(vectors))
    if len(vectors) < 2:
        return growth.tree()
    distinct, copies = distinct_rows(vectors)
    sizes = np.bincount(copies).astype(np.float64)
    nodes = _join_copies(growth, vectors, copies)
    state = NearestClusters(_working_copy(vectors, distinct, double_up_to), sizes, nodes)
    _grow(growth, state, checkpoint or no_checkpoint, on_progress or no_report)
    return growth.tree()


def _join_copies(growth: TreeGrowth, vectors: Vectors, copies: Ints) -> Ints:
    """Merges equal rows first, one after another; returns the node of each content."""
    order = np.argsort(copies, kind="stable")
    starts = np.flatnonzero(np.diff(copies[order], prepend=-1))
    nodes = order[starts]
    for content, members in enumerate(np.split(order, starts[1:])):
        if len(members) > 1:
            row = vectors[members[0]].astype(np.float64)
            height = np.array([0.0 if _is_unit(row @ row) else _height(row @ row)])
            for size, member in enumerate(members[1:].tolist(), start=2):
                one, other = nodes[[content]], np.array([member])
                nodes[content] = growth.add(one, other, height, np.array([size]))[0]
    return nodes


def _height(similarity: Real | float) -> Real:
    """Cosine distance; of equal vectors rounding can make it -1e-7."""
    return np.maximum(0.0, 1.0 - np.asarray(similarity))


def _working_copy(vectors: Vectors, rows: Ints, double_up_to: int) -> Real:
    if vectors.size > double_up_to:
        return vectors[rows]
    means = vectors[rows].astype(np.float64)
    squares = np.einsum("ij,ij->i", means, means)
    # A length of 1 + 1e-8 is a unit row rounded; left in, it would be as large as the distance of two copies.
    unit = _is_unit(squares)
    means[unit] /= np.sqrt(squares[unit, None])
    return means


def _is_unit(squared_length: Real) -> NDArray[np.bool_]:
    return np.abs(squared_length - 1) < _UNIT_TOLERANCE


def _grow(growth: TreeGrowth, state: NearestClusters, checkpoint: Checkpoint, report: Report) -> None:
    """Merges until one cluster is left.

    Neighbours are followed upwards only from the newest unions (`frontier`) as long as that leads to a pair,
    like the nearest neighbour chain: where one large cluster takes in photo after photo, asking everybody for
    their neighbour each time would make the work cubic.
    """
    count = len(state.nodes)
    frontier = np.arange(count)
    _search(state, frontier, checkpoint, lambda done, _: report(done, 2 * count - 1))
    while state.left > 1:
        checkpoint()
        first, second = state.reciprocal_pairs()
        if not len(first):
            frontier = _advance(state, frontier, checkpoint)
            if len(frontier):
                continue
            first, second = state.best_pair()
        similarity = state.merge(first, second)
        frontier = first
        state.nodes[first] = growth.add(
            state.nodes[first], state.nodes[second], _height(similarity), state.sizes[first]
        )
        if state.left < _COMPACT_BELOW * len(state.nodes):
            frontier = state.compact()[frontier]
        report(2 * count - state.left, 2 * count - 1)


def _advance(state: NearestClusters, frontier: Ints, checkpoint: Checkpoint) -> Ints:
    """Makes more neighbours known, by the cheapest way that is left; returns whose (none: all are)."""
    targets = state.unknown_nearest(frontier)
    if not len(targets) and not state.uncertain.any():
        targets = state.unknown_nearest(np.arange(len(state.nodes)))
    if len(targets):
        state.review(targets)
        return targets
    rows = np.flatnonzero(state.uncertain)
    _search(state, rows, checkpoint)
    return rows


def _search(state: NearestClusters, rows: Ints, checkpoint: Checkpoint, report: Report = no_report) -> None:
    for part in blocks(len(rows), len(state.nodes)):
        checkpoint()
        state.search(rows[part])
        report(part.stop, len(rows))


def cut_into(tree: Tree, k: int) -> Labels:
    """The clusters that are left when merging stops at k of them.

    Args:
        tree: (n - 1, 4).
        k: 1 to n.

    Returns:
        int32 (n,), numbered in order of their first member.

    Raises:
        ValueError: If k is out of range.
    """
    _check_k(tree, k)
    return _after_merges(tree, len(tree) + 1 - k)


def cut_at_similarity(tree: Tree, similarity: float) -> Labels:
    """The clusters whose parts are at least so similar on average; a lower value only joins clusters.

    Args:
        tree: (n - 1, 4).
        similarity: Mean cosine similarity, at most 1.

    Returns:
        int32 (n,), numbered in order of their first member.
    """
    return _after_merges(tree, int(np.count_nonzero(1 - tree[:, 2] >= similarity)))


def similarity_for_k(tree: Tree, k: int) -> float:
    """A similarity that cuts the tree into k clusters, half way between the merges beside it.

    Where merges tie, no similarity gives exactly k; then it gives the next smaller number that can be had.

    Args:
        tree: (n - 1, 4).
        k: 1 to n.

    Raises:
        ValueError: If k is out of range.
    """
    _check_k(tree, k)
    steps = np.concatenate([[1.0], 1 - tree[:, 2]])  # of the last merge done, beginning with none
    done = len(tree) + 1 - k
    return float(steps[done] if k == 1 else (steps[done] + steps[done + 1]) / 2)


def leaf_order(tree: Tree) -> Ints:
    """The rows in the order in which a drawing of the tree has them: every cluster side by side.

    Args:
        tree: (n - 1, 4).

    Returns:
        int64 (n,).
    """
    n = len(tree) + 1
    start = [0] * (2 * n - 1)
    size = [1] * n + tree[:, 3].astype(int).tolist()
    left, right = tree[:, 0].astype(int).tolist(), tree[:, 1].astype(int).tolist()
    for row in range(n - 2, -1, -1):  # from the root down
        start[left[row]] = start[n + row]
        start[right[row]] = start[n + row] + size[left[row]]
    order = np.empty(n, np.int64)
    order[start[:n]] = np.arange(n)
    return order


def _check_k(tree: Tree, k: int) -> None:
    if not 1 <= k <= len(tree) + 1:
        raise ValueError(f"{k} clusters of {len(tree) + 1} rows")


def _after_merges(tree: Tree, merges: int) -> Labels:
    n = len(tree) + 1
    owner = np.arange(n + merges)
    owner[tree[:merges, :2].astype(np.int64)] = (n + np.arange(merges))[:, None]
    while True:  # doubling the step: as many rounds as the depth has binary digits
        further = owner[owner]
        if np.array_equal(further, owner):
            return renumbered(owner[:n])
        owner = further
