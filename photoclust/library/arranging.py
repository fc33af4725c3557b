"""Partitions become clusters that can be shown: large enough ones, in an order, their photos in an order.

Moving the slider ends here, so it is arithmetic on arrays, and the photos of a node of the dendrogram are put
in order once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Labels, blocks
from photoclust.analysis.dendrogram import Cut
from photoclust.core.grouping import GroupOrder, MemberOrder
from photoclust.core.photo import PhotoId
from photoclust.library.trees import Linked, Material

_REMEMBERED = 20
"""Photos of nodes that are remembered, as a multiple of all photos."""


@dataclass(frozen=True, slots=True, eq=False)
class Sections:
    """A partition as it is shown.

    Attributes:
        order: int64 (n,), rows of the material, clusters side by side, all of them.
        shown: The places in `starts` of the clusters that are large enough, in the order they are shown.
        starts: int64 (k,), where in `order` the clusters begin.
        nodes: int64 (k,), what each is in the dendrogram, if it is a cut of one.
        members: The photos of each cluster shown, in order.
        unclustered: Photos of the others, by id.
    """

    order: Ints
    shown: Ints
    starts: Ints
    nodes: Ints
    members: tuple[tuple[PhotoId, ...], ...]
    unclustered: tuple[PhotoId, ...]

    def labels(self) -> Labels:
        """The cluster of each row, int32 (n,)."""
        return Cut(self.order, self.starts, self.nodes).labels()

    def rows(self) -> list[Ints]:
        """The rows of each cluster shown."""
        ends = np.append(self.starts[1:], len(self.order))
        return [self.order[self.starts[place] : ends[place]] for place in self.shown.tolist()]


def sections(
    material: Material,
    cut: Cut,
    linked: Linked | None,
    min_size: int,
    groups: GroupOrder,
    within: MemberOrder,
    least: int = 1,
) -> Sections:
    """Arranges a partition.

    Args:
        material: What is grouped.
        cut: The partition.
        linked: The dendrogram it is a cut of; None for another partition.
        min_size: Smaller clusters are not shown.
        groups: What comes first among them.
        within: What comes first in each.
        least: How many clusters the person asked for: bursts are torn apart rather than leaving fewer.
    """
    cut = _with_bursts_together(cut, material.leaders, least)
    sizes = cut.sizes
    shown = np.flatnonzero(sizes >= min_size)
    shown = shown[_order_of_groups(material, cut, groups)[shown].argsort(kind="stable")]
    members = _members(material, cut, shown, linked, within)
    loose = np.repeat(sizes < min_size, sizes)
    unclustered = np.sort(material.ids[cut.order[loose]])
    return Sections(cut.order, shown, cut.starts, cut.nodes, members, tuple(unclustered.tolist()))


def _with_bursts_together(cut: Cut, leaders: Ints, least: int) -> Cut:
    """Each photo where the first of its burst is. So a burst is not torn apart, and a cut stays one."""
    if np.array_equal(leaders, np.arange(len(leaders))):
        return cut
    place = np.empty(len(cut.order), np.int64)
    place[cut.order] = np.arange(len(cut.order))
    cluster = np.repeat(np.arange(len(cut.starts)), cut.sizes)[place[leaders]]
    order = np.lexsort([place, cluster])
    kept, starts = np.unique(cluster[order], return_index=True)
    if len(kept) < least:
        return cut
    return Cut(order, starts, cut.nodes[kept])


def _order_of_groups(material: Material, cut: Cut, groups: GroupOrder) -> NDArray[np.float64]:
    """What clusters are sorted by, ascending; equal ones stay as they lie in the dendrogram."""
    match groups:
        case GroupOrder.SIZE:
            return -cut.sizes.astype(np.float64)
        case GroupOrder.TIME:  # the latest first, as photos are; without a date last
            moments = np.nan_to_num(material.taken, nan=-np.inf)
            return -np.maximum.reduceat(moments[cut.order], cut.starts)
        case GroupOrder.LIKENESS:
            return cut.starts.astype(np.float64)


def _members(
    material: Material, cut: Cut, shown: Ints, linked: Linked | None, within: MemberOrder
) -> tuple[tuple[PhotoId, ...], ...]:
    if linked is None:
        return tuple(_in_order(material, cut, shown, within))
    known = linked.members
    keys = [(node, str(within)) for node in cut.nodes[shown].tolist()]
    new = np.array(
        [place for place, key in zip(shown.tolist(), keys, strict=True) if key not in known], np.int64
    )
    if len(new):
        if sum(map(len, known.values())) > _REMEMBERED * len(material):
            known.clear()
            new = shown
        nodes = cut.nodes[new].tolist()
        for node, photos in zip(nodes, _in_order(material, cut, new, within), strict=True):
            known[node, str(within)] = photos
    return tuple(known[key] for key in keys)


def _in_order(material: Material, cut: Cut, places: Ints, within: MemberOrder) -> list[tuple[PhotoId, ...]]:
    """The photos of some clusters."""
    ends = np.append(cut.starts[1:], len(cut.order))
    sizes = (ends - cut.starts)[places]
    cluster = np.repeat(np.arange(len(places)), sizes)
    first = np.cumsum(sizes) - sizes
    rows = cut.order[np.arange(len(cluster)) + np.repeat(cut.starts[places] - first, sizes)]
    if within is MemberOrder.TIME:
        key = np.nan_to_num(material.taken[rows], nan=np.inf)
    else:
        key = -_typical(material.content, rows, cluster, first)
    ids = material.ids[rows[np.lexsort([rows, key, cluster])]].tolist()
    return [
        tuple(ids[start : start + size]) for start, size in zip(first.tolist(), sizes.tolist(), strict=True)
    ]


def _typical(content: NDArray[np.float32], rows: Ints, cluster: Ints, first: Ints) -> NDArray[np.float32]:
    """How near each row is to the sum of its cluster."""
    near = np.empty(len(rows), np.float32)
    sums = np.zeros((len(first), content.shape[1]), np.float32)
    for part in blocks(len(rows), content.shape[1]):
        inside = np.flatnonzero(np.diff(cluster[part], prepend=-1))
        sums[cluster[part][inside]] += np.add.reduceat(content[rows[part]], inside, axis=0)
    for part in blocks(len(rows), content.shape[1]):
        near[part] = np.einsum("ij,ij->i", content[rows[part]], sums[cluster[part]])
    return near
