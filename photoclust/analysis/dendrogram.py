"""A dendrogram made ready for the slider: a cut is some arithmetic on arrays, however many photos there are.

Every cluster of every cut is a node of the tree, and its members lie side by side in the order of the leaves:
so a partition is a list of places where runs of that order begin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Labels, Tree, renumbered


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A partition: runs of an order.

    Attributes:
        order: int64 (n,), rows, the members of each cluster side by side.
        starts: int64 (k,), where in it the clusters begin, ascending from 0.
        nodes: int64 (k,), the node of the dendrogram that each cluster is.
    """

    order: Ints
    starts: Ints
    nodes: Ints

    @property
    def sizes(self) -> Ints:
        """Members of each, int64 (k,)."""
        return np.diff(self.starts, append=len(self.order))

    def labels(self) -> Labels:
        """int32 (n,), numbered in order of their first member."""
        labels = np.empty(len(self.order), np.int64)
        labels[self.order] = np.repeat(np.arange(len(self.starts)), self.sizes)
        return renumbered(labels)


@dataclass(frozen=True, slots=True, eq=False)
class CutCurve:
    """What every similarity gives, from one group of all to photos that are all alone.

    Attributes:
        similarities: float64 (m,), descending; a cut there has done all merges of at least that similarity.
        groups: int64 (m,), clusters that are large enough.
        unclustered: int64 (m,), photos in none of them.
    """

    similarities: NDArray[np.float64]
    groups: Ints
    unclustered: Ints

    def thinned(self, points: int) -> CutCurve:
        """At most so many points of it, evenly spaced by similarity; for a plot, or for people to read."""
        grid = np.linspace(self.similarities[0], self.similarities[-1], points)
        kept = np.unique(np.searchsorted(-self.similarities, -grid, side="right") - 1)
        return CutCurve(self.similarities[kept], self.groups[kept], self.unclustered[kept])


class Dendrogram:
    """A tree and what cuts need of it.

    Args:
        tree: float64 (n - 1, 4), SciPy's linkage format, sorted by height.

    Attributes:
        tree: As given.
        order: int64 (n,), rows in the order in which a drawing of the tree has them.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        count = len(tree) + 1
        children = tree[:, :2].astype(np.int64)
        self._sizes = np.concatenate([np.ones(count, np.int64), tree[:, 3].astype(np.int64)])
        self._parents = np.full(2 * count - 1, 2 * count - 1)
        self._parents[children] = (count + np.arange(count - 1))[:, None]
        self._starts = np.asarray(_starts(children, self._sizes))
        self.order = np.empty(count, np.int64)
        self.order[self._starts[:count]] = np.arange(count)

    def __len__(self) -> int:
        return len(self.order)

    def cut(self, k: int) -> Cut:
        """The partition into k clusters.

        Args:
            k: 1 to n.

        Raises:
            ValueError: If k is out of range.
        """
        if not 1 <= k <= len(self):
            raise ValueError(f"{k} clusters of {len(self)} rows")
        made = 2 * len(self) - k  # nodes that there are after so many merges
        nodes = np.flatnonzero(self._parents[:made] >= made)
        starts = self._starts[nodes]
        along = np.argsort(starts)
        return Cut(self.order, starts[along], nodes[along])

    def clusters_at(self, similarity: float) -> int:
        """How many clusters there are whose parts are at least so similar."""
        return len(self) - int(np.count_nonzero(1 - self.tree[:, 2] >= similarity))

    def curve(self, min_size: int) -> CutCurve:
        """Groups and photos in no group, after each merge.

        Args:
            min_size: Smaller clusters are no groups.
        """
        parts = self._sizes[self.tree[:, :2].astype(np.int64)]
        large, joint = parts >= min_size, self._sizes[len(self) :] >= min_size
        groups = np.cumsum(joint.astype(np.int64) - large.sum(axis=1))
        taken_in = np.where(joint, np.where(large, 0, parts).sum(axis=1), 0)
        alone = min_size > 1
        groups = np.concatenate([[0 if alone else len(self)], groups + (0 if alone else len(self))])
        unclustered = (len(self) if alone else 0) - np.concatenate([[0], np.cumsum(taken_in)])
        similarities = np.concatenate([[1.0], 1 - self.tree[:, 2]])
        last = np.append(np.flatnonzero(np.diff(similarities)), len(similarities) - 1)  # ties are one step
        return CutCurve(similarities[last], groups[last], unclustered[last])


def _starts(children: Ints, sizes: Ints) -> list[int]:
    """Where the members of each node begin in the order of the leaves, from the root down."""
    count = len(children) + 1
    starts, size = [0] * (2 * count - 1), sizes.tolist()
    for row, (left, right) in zip(range(2 * count - 2, count - 1, -1), children[::-1].tolist(), strict=True):
        starts[left] = starts[row]
        starts[right] = starts[row] + size[left]
    return starts
