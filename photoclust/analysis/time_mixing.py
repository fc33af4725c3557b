"""Capture time as part of likeness: a longer vector, whose dot product is the mixture.

similarity = (1 - a) cosine + a exp(-|t - t'| / scale). The second term is a kernel, and a kernel is (nearly)
the dot product of Fourier features (Rahimi, Recht 2007, "Random features for large-scale kernel
machines", section 3); those of the Laplacian kernel have Cauchy frequencies. So K-means, dendrogram and
search work on the mixture unchanged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Vectors

SAME_OUTING = 6 * 3600.0
"""Seconds after which likeness in time has fallen to 37 %."""


def mix_time(
    vectors: Vectors,
    timestamps: NDArray[np.float64],
    weight: float,
    *,
    scale_seconds: float = SAME_OUTING,
    features: int = 256,
) -> Vectors:
    """Joins vectors with features of the capture time.

    A photo without a date has no time features, and its content counts in full: it is as like other undated
    photos as before, and no outlier among dated ones.

    Args:
        vectors: float32 (n, d), unit rows.
        timestamps: Seconds, float64 (n,); nan where there is no date.
        weight: a, from 0 (content only) to 1 (time only).
        scale_seconds: Distance in time at which likeness is 1/e.
        features: Frequencies used; the kernel is met to within 0.7 / sqrt(features), mostly.

    Returns:
        float32 (n, d + 2 * features), unit rows.

    Raises:
        ValueError: If the weight is not in [0, 1], the scale not positive, or there is not one time a vector.
    """
    if not 0 <= weight <= 1 or not scale_seconds > 0 or timestamps.shape != (len(vectors),):
        raise ValueError(
            f"weight {weight}, scale {scale_seconds}, {timestamps.shape} for {len(vectors)} vectors"
        )
    mixed = np.zeros((len(vectors), vectors.shape[1] + 2 * features), np.float32)
    mixed[:, : vectors.shape[1]] = vectors
    dated = np.flatnonzero(np.isfinite(timestamps))
    if len(dated):
        mixed[dated, : vectors.shape[1]] *= np.float32(np.sqrt(1 - weight))
        # Differences count; near 0 the phases of the high frequencies keep their digits.
        times = (timestamps[dated] - timestamps[dated].min()) / scale_seconds
        phases = times[:, None] * _cauchy(features)
        height = np.sqrt(weight / features)
        mixed[dated, vectors.shape[1] : vectors.shape[1] + features] = height * np.cos(phases)
        mixed[dated, vectors.shape[1] + features :] = height * np.sin(phases)
    return mixed


def _cauchy(count: int) -> NDArray[np.float64]:
    """Positive frequencies with a Cauchy distribution: the middles of `count` equally likely ranges.

    So spread they meet the kernel better than drawn at random (quasi-Monte Carlo features: Avron, Sindhwani,
    Yang, Mahoney 2016), and there is no seed to choose.
    """
    frequencies: NDArray[np.float64] = np.tan((np.arange(count) + 0.5) / count * (np.pi / 2))
    return frequencies
