"""A picture at many scales, and the points in which it differs most from its surroundings.

Extrema of differences of Gaussians in space and scale (Lowe 2004, "Distinctive image features from
scale-invariant keypoints", sections 3 and 4). Unlike there, each level is resampled to a size of its own, in
which it is always as blurred: so what lies around a point is the same number of pixels at every scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.resampling import SHARP, Plane, fitted, resampled

EDGE = 320
"""Pixels of a picture's longer side at the first level."""

SIGMA = 1.3
"""Blur of each level in its own pixels. One more by `_CHANGE` is SIGMA * STEP wide: the next scale."""

PER_OCTAVE = 3
LEVELS = 9
STEP = 2.0 ** (1 / PER_OCTAVE)

_BASE = 0.8  # blur of the picture at half, a quarter, ... of its size, from which the levels are made
_RIM = 4  # pixels along the edges of a level in which no point is looked for
_CUT = 2  # pixels that the differences of a level lose at each edge
_CONTRAST = 0.8  # grey levels by which a point has to differ
_ELONGATED = 10.0  # a point on an edge could be anywhere along it (Lowe 2004, section 4.1)


@dataclass(frozen=True, slots=True, eq=False)
class ScaleSpace:
    """The levels of a picture, the finest first, their pixels one after the other.

    Attributes:
        pixels: float32 (n,), grey levels.
        starts: int32 (levels,), where each begins.
        shapes: int32 (2, levels), rows and columns of each.
        planes: The levels themselves.
    """

    pixels: NDArray[np.float32]
    starts: NDArray[np.int32]
    shapes: NDArray[np.int32]
    planes: tuple[Plane, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Extrema:
    """Where a picture differs from its surroundings.

    Attributes:
        levels: int64 (n,).
        rows: float32 (n,), in pixels of the level.
        columns: float32 (n,), likewise.
        strengths: float32 (n,), grey levels.
    """

    levels: NDArray[np.int64]
    rows: NDArray[np.float32]
    columns: NDArray[np.float32]
    strengths: NDArray[np.float32]


def make_scale_space(picture: Plane) -> ScaleSpace:
    """The levels of a picture; none that would be too small to find anything in.

    Args:
        picture: float32 (h, w), grey levels.
    """
    base, blur, planes = picture, SHARP, []
    for level in range(LEVELS):
        octave = EDGE >> (level // PER_OCTAVE)
        if level and level % PER_OCTAVE == 0:
            base, blur = resampled(base, fitted(picture.shape, octave, least=2), _BASE, blur=blur), _BASE
        shape = fitted(picture.shape, octave / STEP ** (level % PER_OCTAVE))
        if min(shape) < 2 * _RIM + 2:
            break
        planes.append(resampled(base, shape, SIGMA, blur=blur))
    sizes = np.array([plane.size for plane in planes], np.int64)
    return ScaleSpace(
        np.concatenate([plane.ravel() for plane in planes]) if planes else np.zeros(0, np.float32),
        (np.cumsum(sizes) - sizes).astype(np.int32),
        np.array([plane.shape for plane in planes], np.int32).reshape(-1, 2).T,
        tuple(planes),
    )


def find_extrema(space: ScaleSpace) -> Extrema:
    """The points of a picture that differ most from what is around them, at their scale and the next ones."""
    contrasts = [np.abs(_smoothed(plane) - plane[_CUT:-_CUT, _CUT:-_CUT]) for plane in space.planes]
    peaks = [_largest_around(contrast) for contrast in contrasts]
    found = [_of_level(level, contrasts, peaks) for level in range(len(peaks))]
    none = np.zeros(0, np.float32)
    rows, columns, strengths = (
        np.concatenate([none, *(points[part] for points in found)]) for part in range(3)
    )
    return Extrema(
        np.repeat(np.arange(len(found)), [len(each[0]) for each in found]), rows, columns, strengths
    )


def _smoothed(plane: Plane) -> Plane:
    """Blurred by one pixel (the binomial 1 4 6 4 1), and `_CUT` pixels smaller at each edge."""
    for _ in range(4):
        plane = plane[1:] + plane[:-1]
    for _ in range(4):
        plane = plane[:, 1:] + plane[:, :-1]
    plane *= np.float32(1 / 256)
    return plane


def _largest_around(plane: Plane) -> Plane:
    """The largest of each pixel and its eight neighbours."""
    across = plane.copy()
    np.maximum(across[:, 1:], plane[:, :-1], out=across[:, 1:])
    np.maximum(across[:, :-1], plane[:, 1:], out=across[:, :-1])
    largest = across.copy()
    np.maximum(largest[1:], across[:-1], out=largest[1:])
    np.maximum(largest[:-1], across[1:], out=largest[:-1])
    return largest


def _of_level(level: int, contrasts: list[Plane], peaks: list[Plane]) -> tuple[Plane, Plane, Plane]:
    """Rows, columns and strengths of the points of one level."""
    plane, rim = contrasts[level], _RIM - _CUT
    core = (slice(rim, -rim), slice(rim, -rim))
    row, column = np.nonzero((plane[core] == peaks[level][core]) & (plane[core] > _CONTRAST))
    row, column = row + rim, column + rim
    strength = plane[row, column]
    highest = np.ones(len(row), bool)
    for beside in {max(0, level - 1), min(level + 1, len(peaks) - 1)} - {level}:
        other = peaks[beside]
        down = (np.array(other.shape) + 2 * _CUT) / (np.array(plane.shape) + 2 * _CUT)
        there = ((row + _CUT + 0.5) * down[0] - _CUT).astype(np.int64)
        across = ((column + _CUT + 0.5) * down[1] - _CUT).astype(np.int64)
        there, across = np.clip(there, 0, other.shape[0] - 1), np.clip(across, 0, other.shape[1] - 1)
        highest &= strength > other[there, across]
    row, column, strength = row[highest], column[highest], strength[highest]
    above, below = plane[row - 1, column], plane[row + 1, column]
    left, right = plane[row, column - 1], plane[row, column + 1]
    down, across = above + below - 2 * strength, left + right - 2 * strength
    corners = plane[row + 1, column + 1] + plane[row - 1, column - 1]
    skew = (corners - plane[row + 1, column - 1] - plane[row - 1, column + 1]) / 4
    trace, determinant = down + across, down * across - skew**2
    round_ = trace**2 * _ELONGATED < (_ELONGATED + 1) ** 2 * determinant
    row, column, strength = row[round_], column[round_], strength[round_]
    off_row = np.clip((below - above)[round_] / (-2 * np.minimum(down[round_], -1e-6)), -0.5, 0.5)
    off_column = np.clip((right - left)[round_] / (-2 * np.minimum(across[round_], -1e-6)), -0.5, 0.5)
    return (
        (row + _CUT + off_row).astype(np.float32),
        (column + _CUT + off_column).astype(np.float32),
        strength,
    )
