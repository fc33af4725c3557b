"""Clusters that merge, and for each of them the few others it is most like.

This is the working state of `hierarchy.average_linkage`. Two facts make it possible without a number for
each pair. The mean similarity of two clusters is the dot product of their *mean vectors* (unnormalised). And
average linkage is reducible (Bruynooghe 1978): a union is never more similar to a third cluster than the more
similar of its parts was. So the first search, one matrix product in blocks, is nearly all that is ever
searched: each cluster keeps a short list of its nearest and a *ceiling*, a similarity that no cluster outside
the list exceeds. Merges only lower similarities, so the best of the list, looked at again, is the true
nearest neighbour as long as it reaches the ceiling.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Real, blocks, top_k

LIST_LENGTH = 16

_CHUNK_ELEMENTS = 1 << 20
"""Elements of gathered rows: small enough to stay in the processor's cache."""


class NearestClusters:
    """The clusters that are still apart.

    Clusters are named by their position. A position dies when its cluster joins another one, and positions
    change in `compact`. A cluster is *known* while its nearest neighbour is. It is *uncertain* when even its
    list, brought up to date, does not tell.

    Args:
        means: (m, d), float32 or float64, the mean vector of each cluster. Overwritten.
        sizes: float64 (m,), members of each.
        nodes: int64 (m,), their numbers in the dendrogram; the owner's to change.
    """

    def __init__(self, means: Real, sizes: NDArray[np.float64], nodes: Ints) -> None:
        count = len(means)
        self.means, self.sizes, self.nodes = means, sizes, nodes
        self.left = count
        self.alive = np.ones(count, bool)
        self.known = np.zeros(count, bool)
        self.uncertain = np.zeros(count, bool)
        self.nearest = np.zeros(count, np.int64)
        self._near = np.zeros((count, LIST_LENGTH), np.int64)
        self._similarity = np.full((count, LIST_LENGTH), -np.inf, means.dtype)  # -inf: no entry
        self._ceiling = np.full(count, -np.inf, means.dtype)
        # Closer similarities are told apart in double: a tie must be one in whatever block it was computed.
        self._tie = 1e-6 if means.dtype == np.float32 else 1e-13

    def search(self, rows: Ints) -> None:
        """Finds the nearest of all clusters for some, by one matrix product."""
        scores = self.means[rows] @ self.means.T
        beside = np.arange(len(rows))
        scores[beside, rows] = -np.inf
        scores[:, np.flatnonzero(~self.alive)] = -np.inf
        near = top_k(scores, min(LIST_LENGTH + 1, scores.shape[1]))
        self._list(rows, near, np.take_along_axis(scores, near, axis=1))
        complete = near.shape[1] <= LIST_LENGTH
        self._ceiling[rows] = -np.inf if complete else scores[beside, near[:, -1]]
        self._choose(rows)

    def review(self, rows: Ints) -> None:
        """Brings the lists of some clusters up to date; makes each of them known or uncertain."""
        listed = np.isfinite(self._similarity[rows])
        self._similarity[rows] = np.where(listed, self._products(rows, self._near[rows]), -np.inf)
        self._choose_if_certain(rows)

    def reciprocal_pairs(self) -> tuple[Ints, Ints]:
        """Clusters that are each other's nearest: any of them may be merged at once."""
        first = np.flatnonzero(self.known)
        second = self.nearest[first]
        mutual = self.known[second] & (self.nearest[second] == first) & (first < second)
        return first[mutual], second[mutual]

    def unknown_nearest(self, origin: Ints) -> Ints:
        """The nearest of some known clusters, as far as a look at their own lists may make them known."""
        targets = self.nearest[origin[self.known[origin]]]
        return np.unique(targets[~self.known[targets] & ~self.uncertain[targets]])

    def best_pair(self) -> tuple[Ints, Ints]:
        """The most similar pair with a known end.

        Only needed when rounding has made three equally near clusters point at each other in a circle.
        """
        known = np.flatnonzero(self.known)
        first = known[[int(np.argmax(self._similarity[known].max(axis=1)))]]
        return first, self.nearest[first]

    def merge(self, first: Ints, second: Ints) -> NDArray[np.float64]:
        """Merges pairs; each union takes the position of its first part.

        Args:
            first: Positions (p,).
            second: Positions (p,); no position occurs twice in the two.

        Returns:
            The mean similarity of the parts, float64 (p,).
        """
        joint = self.sizes[first] + self.sizes[second]
        share = self.sizes[first] / joint
        similarity = self._join_means(first, second, share)
        self.sizes[first] = joint
        self.alive[second] = self.uncertain[second] = False
        self.left -= len(first)
        ceiling = share * self._ceiling[first] + (1 - share) * self._ceiling[second]

        touched = np.zeros(len(self.means), bool)
        touched[first] = touched[second] = True
        self.known &= ~touched[self.nearest] & ~touched
        position = np.arange(len(self.means))
        position[second] = first
        self._near = position[self._near]
        self._inherit(first, second, ceiling)
        return similarity

    def compact(self) -> Ints:
        """Drops dead positions; returns the new position of each old one (without meaning for dead ones)."""
        kept = np.flatnonzero(self.alive)
        moved = np.cumsum(self.alive) - 1
        for part in blocks(len(kept), self.means.shape[1]):  # forwards, never onto what is still needed
            self.means[part] = self.means[kept[part]]
        self.means = self.means[: len(kept)]
        self.nearest = moved[self.nearest[kept]]
        self._near = moved[self._near[kept]]
        self._similarity, self._ceiling = self._similarity[kept], self._ceiling[kept]
        self.sizes, self.nodes = self.sizes[kept], self.nodes[kept]
        self.known, self.uncertain = self.known[kept], self.uncertain[kept]
        self.alive = np.ones(len(kept), bool)
        return moved

    def _join_means(self, first: Ints, second: Ints, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Puts the weighted mean where the first part was; returns the products of the old means."""
        similarity = np.empty(len(first))
        for part in blocks(len(first), self.means.shape[1] * 8):
            one = self.means[first[part]].astype(np.float64)
            other = self.means[second[part]].astype(np.float64)
            similarity[part] = np.einsum("ij,ij->i", one, other)
            one *= share[part, None]
            other *= 1 - share[part, None]
            one += other
            self.means[first[part]] = one
        return similarity

    def _inherit(self, first: Ints, second: Ints, ceiling: Real) -> None:
        """Makes the list of a union from those of its parts."""
        near = np.concatenate([self._near[first], self._near[second]], axis=1)
        listed = np.isfinite(np.concatenate([self._similarity[first], self._similarity[second]], axis=1))
        near = np.where(listed, near, first[:, None])  # itself stands for "none"
        near.sort(axis=1)
        none = near == first[:, None]
        none[:, 1:] |= near[:, 1:] == near[:, :-1]
        scores = np.where(none, -np.inf, self._products(first, near)).astype(self.means.dtype)
        best = top_k(scores, LIST_LENGTH + 1)
        near, scores = np.take_along_axis(near, best, axis=1), np.take_along_axis(scores, best, axis=1)
        self._list(first, near, scores)
        self._ceiling[first] = np.maximum(ceiling, scores[:, -1])
        self._choose_if_certain(first)

    def _list(self, rows: Ints, near: Ints, scores: Real) -> None:
        width = min(LIST_LENGTH, near.shape[1])
        self._near[rows, width:], self._similarity[rows, width:] = 0, -np.inf
        self._near[rows, :width], self._similarity[rows, :width] = near[:, :width], scores[:, :width]

    def _choose_if_certain(self, rows: Ints) -> None:
        certain = self._similarity[rows].max(axis=1) >= self._ceiling[rows]
        self._choose(rows[certain])
        self.uncertain[rows[~certain]] = True

    def _choose(self, rows: Ints) -> None:
        """Picks the nearest from the list, which is up to date."""
        near, scores = self._near[rows], self._similarity[rows]
        best = near[np.arange(len(rows)), scores.argmax(axis=1)]
        self.nearest[rows] = best
        # The same cluster may be listed twice, since two that were may have merged.
        rivals = (scores >= scores.max(axis=1, keepdims=True) - self._tie) & (near != best[:, None])
        tied = np.flatnonzero(rivals.any(axis=1))
        if len(tied):
            near, rivals = near[tied], rivals[tied] | (near[tied] == best[tied, None])
            exact = np.where(rivals, self._products(rows[tied], near, np.float64), -np.inf)
            winners = np.where(exact == exact.max(axis=1, keepdims=True), near, len(self.means))
            self.nearest[rows[tied]] = winners.min(axis=1)
        self.known[rows] = True
        self.uncertain[rows] = False

    def _products(self, rows: Ints, near: Ints, dtype: type[np.floating[Any]] | None = None) -> Real:
        """Similarity of each row to the clusters beside it, (r, k) for positions (r,) and (r, k)."""
        out = np.empty(near.shape, dtype or self.means.dtype)
        step = max(1, _CHUNK_ELEMENTS // (near.shape[1] * self.means.shape[1]))
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            one = self.means[rows[part]].astype(out.dtype, copy=False)
            others = self.means[near[part]].astype(out.dtype, copy=False)
            out[part] = np.einsum("rd,rkd->rk", one, others) if dtype else (others @ one[:, :, None])[:, :, 0]
        return out
