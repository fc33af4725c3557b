"""A dendrogram that is being built: merges as they are found become SciPy's linkage format at the end."""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import Ints, Real, Tree


class TreeGrowth:
    """The merges so far, in the order in which they were found.

    Nodes are numbered like SciPy's clusters, but in that order: rows are 0 to n - 1, the first merge makes n.

    Args:
        leaves: n, the number of rows.
    """

    def __init__(self, leaves: int) -> None:
        self._leaves = leaves
        self.merges = 0
        self._pairs = np.empty((max(0, leaves - 1), 2), np.int64)
        self._heights = np.zeros(2 * leaves)  # by node; leaves are at 0
        self._sizes = np.empty(max(0, leaves - 1))

    def add(self, first: Ints, second: Ints, heights: Real, sizes: Real) -> Ints:
        """Notes merges of nodes that exist; returns the numbers of the new nodes."""
        rows = self.merges + np.arange(len(first))
        self._pairs[rows, 0], self._pairs[rows, 1] = first, second
        # In exact arithmetic a parent is never below its children; rounding must not undo that.
        floor = np.maximum(self._heights[first], self._heights[second])
        self._heights[self._leaves + rows] = np.maximum(heights, floor)
        self._sizes[rows] = sizes
        self.merges += len(rows)
        return self._leaves + rows

    def tree(self) -> Tree:
        """SciPy's format: merges sorted by height (equal ones as found: children first) and renumbered."""
        n, heights = self._leaves, self._heights[self._leaves : self._leaves + len(self._pairs)]
        order = np.argsort(heights, kind="stable")
        number = np.arange(n + len(order))
        number[n + order] = n + np.arange(len(order))
        pairs = np.sort(number[self._pairs[order]], axis=1)
        return np.column_stack([pairs, heights[order], self._sizes[order]]).astype(np.float64)
