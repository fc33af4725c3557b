"""Time and place as vectors whose dot products say how near two photos were taken.

The likeness of two moments or two places is exp(-distance / scale). That is a kernel, and a kernel is
(nearly) the dot product of Fourier features (Rahimi, Recht 2007, "Random features for large-scale kernel
machines", section 3), whose frequencies are distributed as its spectrum: Cauchy's distribution, in one
dimension for time and in three for places. The frequencies are the middles of equally likely ranges: so
spread they meet the kernel better than drawn at random (quasi-Monte Carlo features: Avron, Sindhwani, Yang,
Mahoney 2016), and there is no seed to choose.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Vectors

EARTH_RADIUS = 6_371_000.0
"""Metres."""

FEATURES = 256
"""Frequencies that are used; the kernel is met to within 0.7 / sqrt(features), mostly."""

_TURN = 2 * np.pi * (3 - 5**0.5) / 2  # the golden angle
_STEP = 2**0.5 - 1


def time_features(timestamps: NDArray[np.float64], scale_seconds: float, features: int = FEATURES) -> Vectors:
    """Features of capture times.

    Args:
        timestamps: Seconds, float64 (n,); nan where there is no date.
        scale_seconds: Distance in time at which likeness is 1/e.
        features: Number of frequencies.

    Returns:
        float32 (n, 2 * features), unit rows; zero rows where there is no date.

    Raises:
        ValueError: If the scale is not positive.
    """
    if not scale_seconds > 0:
        raise ValueError(f"scale {scale_seconds}")
    return _waves(timestamps[:, None] / scale_seconds, _cauchy_line(features))


def place_features(
    latitudes: NDArray[np.float64],
    longitudes: NDArray[np.float64],
    scale_metres: float,
    features: int = FEATURES,
) -> Vectors:
    """Features of the places where photos were taken.

    Args:
        latitudes: Degrees, float64 (n,); nan where there is none.
        longitudes: Likewise.
        scale_metres: Distance at which likeness is 1/e. It is measured straight through the earth, which at
            the distances that count makes no difference.
        features: Number of frequencies.

    Returns:
        float32 (n, 2 * features), unit rows; zero rows where there is no place.

    Raises:
        ValueError: If the scale is not positive.
    """
    if not scale_metres > 0:
        raise ValueError(f"scale {scale_metres}")
    points = on_sphere(latitudes, longitudes) * (EARTH_RADIUS / scale_metres)
    return _waves(points, _cauchy_space(features))


def on_sphere(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places in degrees, (n,) each, as unit vectors, float64 (n, 3)."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


def _waves(points: NDArray[np.float64], frequencies: NDArray[np.float64]) -> Vectors:
    """Cosines and sines of points (n, d) along frequencies (d, f), float32 (n, 2 f)."""
    count = frequencies.shape[1]
    waves = np.zeros((len(points), 2 * count), np.float32)
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    if len(known):
        # Differences count; near 0 the phases of the high frequencies keep their digits.
        phases = (points[known] - points[known].min(axis=0)) @ frequencies
        height = np.sqrt(1 / count)
        waves[known, :count] = height * np.cos(phases)
        waves[known, count:] = height * np.sin(phases)
    return waves


def _middles(count: int) -> NDArray[np.float64]:
    return (np.arange(count) + 0.5) / count


def _cauchy_line(count: int) -> NDArray[np.float64]:
    """Positive frequencies with a Cauchy distribution, (1, count)."""
    frequencies: NDArray[np.float64] = np.tan(_middles(count) * (np.pi / 2))[None, :]
    return frequencies


def _cauchy_space(count: int) -> NDArray[np.float64]:
    """Frequencies with Cauchy's distribution in three dimensions, (3, count).

    Its density falls with (1 + r^2)^-2. Radii are its quantiles, taken in an order that has nothing to do
    with that of the directions, which are the points of a Fibonacci lattice on the sphere.
    """
    radii = np.geomspace(1e-4, 1e6, 200_001)
    below = (2 / np.pi) * (np.arctan(radii) - radii / (1 + radii**2))
    length = np.interp((0.5 + np.arange(count) * _STEP) % 1, below, radii)
    height = 1 - 2 * _middles(count)
    turn = _TURN * np.arange(count)
    across = np.sqrt(1 - height**2)
    directions = np.stack([across * np.cos(turn), across * np.sin(turn), height])
    frequencies: NDArray[np.float64] = length * directions
    return frequencies
