"""Groups of things that were compared pair by pair, without chains.

The links are few and each says that two things are the same, so whatever is linked could be one group
(single linkage). But one wrong link then joins two groups, and a row of things each of which resembles the
next becomes a group whose ends have nothing in common. Average linkage (Sokal and Michener 1958), where pairs
without a link count as 0, does neither, but takes a picture from its own cuttings: two of these, from
different corners, have no link, though each has one to the whole picture.

So groups are merged by average linkage, the best first, as long as what comes of it is coherent: either the
two sides have half of all possible links, or the whole has a centre, a member that is linked to all others.
Which are the best, not the scores alone decide: a link counts as much as its two ends have neighbours in
common (as in Jarvis and Patrick 1973; here the share of them, Jaccard's index), so that a wrong one, however
strong, comes last, when the groups on both sides are complete.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints

ENOUGH = 0.5
"""The part of all links between two groups from which on they are one also without a centre."""


def coherent_groups(
    pairs: Ints, scores: NDArray[np.float64], apart: Mapping[int, frozenset[int]] | None = None
) -> list[list[int]]:
    """Groups of two and more.

    Things whose numbers are given in an order of their own (that of their contents) are in the same groups
    whatever else changes: equal averages are taken in the order of the numbers.

    Args:
        pairs: The links, (p, 2) int64 numbers of things; each pair once, in either order.
        scores: How strong each is, above 0; (p,) float64.
        apart: Marks of things; no two with a common mark come into one group.

    Returns:
        The groups, each ascending, by their first members.
    """
    merging = _Merging(map(int, np.unique(pairs)), apart or {})
    order = np.lexsort([pairs.max(axis=1), pairs.min(axis=1)])
    for place in order:
        merging.link(int(pairs[place].min()), int(pairs[place].max()), float(scores[place]))
    merging.run()
    return sorted(sorted(members) for members in merging.members.values() if len(members) > 1)


class _Merging:
    """Average linkage on a sparse graph: a heap of pairs of groups, some of which are no more."""

    def __init__(self, things: Iterable[int], apart: Mapping[int, frozenset[int]]) -> None:
        self.members: dict[int, list[int]] = {thing: [thing] for thing in things}
        self._first = {thing: thing for thing in self.members}  # of each group: settles ties
        self._marks = {thing: apart.get(thing, frozenset()) for thing in self.members}
        self._centres: dict[int, list[int]] = {thing: [thing] for thing in self.members}
        self._linked: dict[int, set[int]] = {}
        self._between: dict[int, dict[int, tuple[float, int]]] = {}  # their weight, their number
        self._scores: dict[tuple[int, int], float] = {}
        self._next = 1 + max(self.members, default=0)
        self._heap: list[tuple[float, int, int, int, int]] = []

    def link(self, low: int, high: int, score: float) -> None:
        self._scores[low, high] = score
        for one, other in ((low, high), (high, low)):
            self._linked.setdefault(one, {one}).add(
                other
            )  # to itself too: two that have only each other agree

    def run(self) -> None:
        for (low, high), score in self._scores.items():
            here, there = self._linked[low], self._linked[high]
            common = len(here & there)
            weight = score * common / (len(here) + len(there) - common)
            for one, other in ((low, high), (high, low)):
                self._between.setdefault(one, {})[other] = weight, 1
            self._offer(low, high)
        while self._heap:
            *_, one, other = heapq.heappop(self._heap)
            if one in self.members and other in self.members and self._coherent(one, other):
                self._merge(one, other)

    def _offer(self, one: int, other: int) -> None:
        total, _ = self._between[one][other]
        average = total / (len(self.members[one]) * len(self.members[other]))
        first, second = sorted((self._first[one], self._first[other]))
        heapq.heappush(self._heap, (-average, first, second, one, other))

    def _coherent(self, one: int, other: int) -> bool:
        if self._marks[one] & self._marks[other]:
            return False
        _, links = self._between[one][other]
        possible = len(self.members[one]) * len(self.members[other])
        return links >= ENOUGH * possible or bool(self._common_centres(one, other))

    def _common_centres(self, one: int, other: int) -> list[int]:
        return [
            centre
            for here, there in ((one, other), (other, one))
            for centre in self._centres[here]
            if self._linked[centre].issuperset(self.members[there])
        ]

    def _merge(self, one: int, other: int) -> None:
        new, self._next = self._next, self._next + 1
        self._centres[new] = self._common_centres(one, other)
        self.members[new] = self.members.pop(one) + self.members.pop(other)
        self._first[new] = min(self._first[one], self._first[other])
        self._marks[new] = self._marks[one] | self._marks[other]
        links: dict[int, tuple[float, int]] = {}
        for gone in (one, other):
            for third, (total, number) in self._between.pop(gone).items():
                if third not in (one, other):
                    before = links.get(third, (0.0, 0))
                    links[third] = before[0] + total, before[1] + number
                    del self._between[third][gone]
        self._between[new] = links
        for third, value in links.items():
            self._between[third][new] = value
            self._offer(new, third)
