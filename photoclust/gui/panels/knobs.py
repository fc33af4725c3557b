"""All knobs of grouping at once, those of other methods included: what the settings remember."""

from __future__ import annotations

from dataclasses import dataclass, field

from photoclust.library.blending import Blend


@dataclass(frozen=True, slots=True)
class Knobs:
    """How the knobs of the cluster panel stand.

    Attributes:
        method: A value of `core.photo.Method`.
        k: Number of groups, for K-means.
        similarity: Where the dendrogram is cut.
        min_size: The smallest group.
        blend: How much time and place count.
    """

    method: str = "auto"
    k: int = 10
    similarity: float = 0.4
    min_size: int = 2
    blend: Blend = field(default_factory=Blend)
