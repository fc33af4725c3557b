"""Capture time and place as part of likeness: a longer vector, whose dot product is the mixture.

similarity = (1 - a - b) cosine + a exp(-|t - t'| / scale) + b exp(-|p - p'| / scale). The kernels are dot
products too (`kernel_features`), so K-means, dendrogram and search work on the mixture unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Vectors
from photoclust.analysis.kernel_features import FEATURES, place_features, time_features

SAME_OUTING = 6 * 3600.0
"""Seconds after which likeness in time has fallen to 37 %."""


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """What counts beside the content, and how much.

    Attributes:
        features: float32 (n, f), unit rows; zero rows where it is not known.
        weight: From 0 to 1.
    """

    features: Vectors
    weight: float


def mix(vectors: Vectors, shares: Sequence[Share]) -> Vectors:
    """Joins vectors with features of other things.

    What is not known of a photo, a date or a place, is made up for by its content, which counts that much
    more: the photo is as like others of its kind as before, and no outlier.

    Args:
        vectors: float32 (n, d), unit rows.
        shares: Their weights add up to 1 at most.

    Returns:
        float32 (n, d + the features of all shares), unit rows.

    Raises:
        ValueError: If a weight is negative, they add up to more than 1, or a share is not one row a vector.
    """
    weights = [share.weight for share in shares]
    if min(weights, default=0) < 0 or not sum(weights) <= 1 + 1e-9:
        raise ValueError(f"weights {weights}")
    if any(len(share.features) != len(vectors) for share in shares):
        raise ValueError("a share has not one row for each vector")
    content = np.ones(len(vectors))
    for share in shares:
        content[share.features.any(axis=1)] -= share.weight
    parts = [vectors * np.sqrt(np.maximum(0, content)).astype(np.float32)[:, None]]
    parts += [share.features * np.float32(np.sqrt(share.weight)) for share in shares]
    return np.ascontiguousarray(np.concatenate(parts, axis=1))


def mix_time(
    vectors: Vectors,
    timestamps: NDArray[np.float64],
    weight: float,
    *,
    scale_seconds: float = SAME_OUTING,
    features: int = FEATURES,
) -> Vectors:
    """Joins vectors with features of the capture time; see `mix` and `time_features`.

    Args:
        vectors: float32 (n, d), unit rows.
        timestamps: Seconds, float64 (n,); nan where there is no date.
        weight: From 0 (content only) to 1 (time only).
        scale_seconds: Distance in time at which likeness is 1/e.
        features: Number of frequencies.

    Returns:
        float32 (n, d + 2 * features), unit rows.

    Raises:
        ValueError: If the weight is not in [0, 1], the scale not positive, or there is not one time a vector.
    """
    return mix(vectors, [Share(time_features(timestamps, scale_seconds, features), weight)])


def mix_place(
    vectors: Vectors,
    latitudes: NDArray[np.float64],
    longitudes: NDArray[np.float64],
    weight: float,
    *,
    scale_metres: float,
) -> Vectors:
    """Joins vectors with features of the place; as `mix_time`, with `place_features`."""
    return mix(vectors, [Share(place_features(latitudes, longitudes, scale_metres), weight)])
