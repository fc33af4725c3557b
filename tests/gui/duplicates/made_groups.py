"""Groups without photos."""

from __future__ import annotations

from photoclust.core.duplicates import Duplicate, DuplicateGroup, KeeperReason, KeeperRule, Tier
from photoclust.core.photo import PhotoId


def group(tier: Tier, *ids: int, scores: tuple[float, ...] = (), reopened: bool = False) -> DuplicateGroup:
    """The first photo is to be kept, since it has more pixels."""
    reason = KeeperReason(
        KeeperRule.PIXELS, {"width": 3000, "height": 2000, "other_width": 640, "other_height": 427}
    )
    likeness = scores or (1.0,) * (len(ids) - 1)
    others = tuple(Duplicate(PhotoId(one), tier, score) for one, score in zip(ids[1:], likeness, strict=True))
    return DuplicateGroup(tier, PhotoId(ids[0]), reason, others, reopened)
