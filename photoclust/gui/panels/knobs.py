"""All knobs of grouping at once, those of other methods included: what the settings remember."""

from __future__ import annotations

from dataclasses import dataclass, field

from photoclust.core.grouping import GroupOrder, Linkage, MemberOrder
from photoclust.library.blending import Blend


@dataclass(frozen=True, slots=True)
class Knobs:
    """How the knobs of the cluster panel stand.

    Attributes:
        method: A value of `core.grouping.Method`.
        k: Number of groups, for K-means.
        similarity: Where the dendrogram is cut.
        min_size: The smallest group.
        blend: How much time and place count.
        linkage: What the similarity of two groups is.
        group_order: What comes first among groups.
        member_order: What comes first in a group.
    """

    method: str = "auto"
    k: int = 10
    similarity: float = 0.4
    min_size: int = 2
    blend: Blend = field(default_factory=Blend)
    linkage: Linkage = Linkage.AVERAGE
    group_order: GroupOrder = GroupOrder.SIZE
    member_order: MemberOrder = MemberOrder.LIKENESS
