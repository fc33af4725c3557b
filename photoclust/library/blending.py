"""Content, time and place as one likeness, in the proportions a person asks for."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from photoclust.analysis.arrays import Vectors
from photoclust.analysis.kernel_features import place_features, time_features
from photoclust.analysis.time_mixing import SAME_OUTING, Share, mix
from photoclust.core.errors import UsageError
from photoclust.core.grouping import PlaceScale, TimeScale
from photoclust.store.circumstances import Circumstances

SECONDS = MappingProxyType(
    {
        TimeScale.HOUR: 1_800.0,
        TimeScale.DAY: SAME_OUTING,
        TimeScale.WEEK: 2 * 86_400.0,
        TimeScale.SEASON: 30 * 86_400.0,
    }
)
"""Distance in time at which likeness is 1/e; at four times as far nothing is left of it."""

METRES = MappingProxyType({PlaceScale.SPOT: 200.0, PlaceScale.TOWN: 5_000.0, PlaceScale.REGION: 100_000.0})
"""Likewise in space."""


@dataclass(frozen=True, slots=True)
class Blend:
    """How much time and place count beside the content.

    Attributes:
        time_weight: From 0 (content only) to 1 (time only).
        time_scale: What is near in time.
        place_weight: From 0 to 1; both weights add up to 1 at most.
        place_scale: What is near in space.
    """

    time_weight: float = 0.0
    time_scale: TimeScale = TimeScale.DAY
    place_weight: float = 0.0
    place_scale: PlaceScale = PlaceScale.TOWN

    def check(self) -> None:
        """Refuses weights that can't be.

        Raises:
            UsageError: If one is negative, or they add up to more than 1.
        """
        if min(self.time_weight, self.place_weight) < 0 or not self.time_weight + self.place_weight <= 1:
            raise UsageError("bad-weights", time=self.time_weight, place=self.place_weight)

    @property
    def content_only(self) -> bool:
        return self.time_weight == self.place_weight == 0


def blended(vectors: Vectors, known: Circumstances, blend: Blend) -> Vectors:
    """Joins vectors with what is known of time and place.

    Args:
        vectors: float32 (n, d), unit rows.
        known: Of the same n photos.
        blend: How much what counts.

    Returns:
        float32 (n, d + 512 for each that counts), unit rows.

    Raises:
        UsageError: If the weights can't be.
    """
    blend.check()
    shares = []
    if blend.time_weight > 0:
        shares.append(Share(time_features(known.taken, SECONDS[blend.time_scale]), blend.time_weight))
    if blend.place_weight > 0:
        features = place_features(known.latitude, known.longitude, METRES[blend.place_scale])
        shares.append(Share(features, blend.place_weight))
    return mix(vectors, shares) if shares else vectors
