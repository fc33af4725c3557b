"""What a person can ask for when photos are grouped."""

from __future__ import annotations

from dataclasses import dataclass

from photoclust.core.grouping import GroupOrder, Linkage, MemberOrder, Method, PlaceScale, TimeScale
from photoclust.library.blending import Blend


@dataclass(frozen=True, slots=True)
class GroupingRequest:
    """What to group and how.

    Attributes:
        method: `Method.AUTO` chooses a cut of the dendrogram by itself.
        k: Number of clusters; needed for K-means, possible for agglomerative.
        similarity: Mean cosine similarity inside a cluster, for agglomerative.
        time_weight: How much capture time counts, in [0, 1]; 0 is content only.
        time_scale: What is near in time.
        place_weight: How much the place counts, likewise; both weights add up to 1 at most.
        place_scale: What is near in space.
        min_size: Smaller clusters are left unclustered.
        within: Folders to limit the photos to; none means the whole library.
        seed: Of K-means.
        linkage: What the similarity of two clusters is, for the dendrogram.
        group_order: What comes first among clusters.
        member_order: What comes first in a cluster.
    """

    method: Method = Method.AUTO
    k: int | None = None
    similarity: float | None = None
    time_weight: float = 0.0
    time_scale: TimeScale = TimeScale.DAY
    place_weight: float = 0.0
    place_scale: PlaceScale = PlaceScale.TOWN
    min_size: int = 2
    within: tuple[str, ...] = ()
    seed: int = 0
    linkage: Linkage = Linkage.AVERAGE
    group_order: GroupOrder = GroupOrder.SIZE
    member_order: MemberOrder = MemberOrder.LIKENESS

    @property
    def blend(self) -> Blend:
        """How much time and place count."""
        return Blend(self.time_weight, self.time_scale, self.place_weight, self.place_scale)
