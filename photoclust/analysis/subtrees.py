"""Splits a cluster by its own dendrogram into parts that are each worth being one.

Cutting an average linkage tree into two usually takes off a single photo: the most distant one is what joins
last. So the tree is followed from the root to the merges that join two substantial parts, and what hangs on
the way there goes to the part that it is most like.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Labels, Tree, Vectors, renumbered

SUBSTANTIAL = 4
"""A part counts as substantial from 1 / (SUBSTANTIAL * parts) of the members on, if that can be had."""


def split_tree(vectors: Vectors, tree: Tree, parts: int) -> Labels:
    """The parts of a cluster.

    Args:
        vectors: float32 (n, d), the members.
        tree: (n - 1, 4), their dendrogram.
        parts: 2 to n.

    Returns:
        int32 (n,), numbered in order of their first member.

    Raises:
        ValueError: If `parts` is out of range.
    """
    count = len(tree) + 1
    if not 2 <= parts <= count:
        raise ValueError(f"{parts} parts of {count} members")
    children = tree[:, :2].astype(np.int64)
    sizes = np.concatenate([np.ones(count, np.int64), tree[:, 3].astype(np.int64)])
    smaller = sizes[children].min(axis=1)
    least = max(1, count // (SUBSTANTIAL * parts))
    while np.count_nonzero(smaller >= least) < parts - 1:
        least //= 2  # with 1 every merge is one
    chosen = np.flatnonzero(smaller >= least)[::-1][: parts - 1]  # the highest: the last joined
    labels = _core_labels(children, count, chosen)
    _assign_the_rest(vectors, labels)
    return renumbered(labels)


def _core_labels(children: Ints, count: int, chosen: Ints) -> NDArray[np.int64]:
    """For each member the part it is in, -1 for what hangs beside the parts; from the root down."""
    mark = np.full(count + len(children), -1, np.int64)
    splits = np.zeros(count + len(children), bool)
    splits[count + chosen] = True
    inside = splits.copy()  # whether a chosen merge is at or below a node
    for row, (left, right) in enumerate(children.tolist()):
        inside[count + row] |= inside[left] | inside[right]
    number = 0
    for row in range(len(children) - 1, -1, -1):
        node = count + row
        for child in children[row].tolist():
            if splits[node] and not inside[child]:
                mark[child] = number
                number += 1
            else:
                mark[child] = mark[node]
    return mark[:count]


def _assign_the_rest(vectors: Vectors, labels: NDArray[np.int64]) -> None:
    rest = np.flatnonzero(labels < 0)
    if not len(rest):
        return
    means = np.array([vectors[labels == part].mean(axis=0) for part in range(labels.max() + 1)])
    labels[rest] = (vectors[rest] @ means.T).argmax(axis=1)
