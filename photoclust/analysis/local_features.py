"""Points of a picture that are found again in its copies, and what each one's surroundings look like.

Scale-invariant features (Lowe 2004, "Distinctive image features from scale-invariant keypoints", sections 5
and 6): each point has an orientation, and histograms of the gradients around it, taken relative to that. They
are compared by the square roots of their shares (Arandjelović, Zisserman 2012, "Three things everyone should
know to improve object retrieval", section 3). Points are spread over the picture, or a caption would get all.

The histogram of a mirrored picture is the same numbers in another order, so that one need not be looked at.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.resampling import Grey, Plane, resampled, sampled_among
from photoclust.analysis.scale_space import (
    EDGE,
    PER_OCTAVE,
    SIGMA,
    Extrema,
    ScaleSpace,
    find_extrema,
    make_scale_space,
)

POINTS = 256
"""Most points a picture has."""

WIDTH = 128
"""Numbers of a descriptor: 8 directions of 4 x 4 cells."""

TINY = 16
"""Pixels a side to which the whole picture is squashed."""

UNIT = 512
"""Length of a descriptor, but for rounding."""

_PARTS = 7  # the picture is cut into so many a side
_AROUND = 6  # pixels around a point that have a say in its orientation
_TURNS = 36
_DIRECTIONS = 8
_CELLS = 4
_CELL = 3 * SIGMA  # pixels of a level that a cell of the descriptor is wide
_SAMPLES = 16  # in a row of a descriptor
_SPACING = (_CELLS + 1) * _CELL / _SAMPLES
_PEAK = 0.2  # largest share of one direction, so that a single strong edge is not everything

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The points of a picture.

    Attributes:
        places: float32 (n, 2), x and y of each; the longer side of the picture is `EDGE`.
        scales: float32 (n,), how large what was found is, in the same unit.
        turns: float32 (n,), direction, radians from x towards y.
        descriptors: uint8 (n, 128), of length `UNIT` but for rounding: the product of two is a whole number
            below 2**24, and so are its parts. In single precision it is exact, however it is summed up.
        width: Of the picture, in the unit of `places`.
        height: Likewise.
        tiny: int8 (TINY, TINY), the picture as it looks from afar, contrast taken out.
    """

    places: NDArray[np.float32]
    scales: NDArray[np.float32]
    turns: NDArray[np.float32]
    descriptors: NDArray[np.uint8]
    width: float
    height: float
    tiny: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.scales)


def find_features(grey: Grey) -> Features:
    """The points of a picture, at most `POINTS`; none where there is nothing to see.

    Args:
        grey: uint8 (h, w), of any size; what is larger than `EDGE` is seen no sharper.
    """
    height, width = (side * EDGE / max(grey.shape) for side in grey.shape)
    picture = grey.astype(np.float32)
    space = make_scale_space(picture)
    points = _spread(find_extrema(space), space)
    down, across = height / space.shapes[0][points.levels], width / space.shapes[1][points.levels]
    places = np.column_stack([(points.columns + 0.5) * across, (points.rows + 0.5) * down])
    turns = _orientations(space, points)
    return Features(
        places.astype(np.float32),
        (SIGMA * np.sqrt(down * across)).astype(np.float32),
        turns,
        _descriptors(space, points, turns),
        width,
        height,
        _tiny(picture),
    )


def _tiny(picture: Plane) -> NDArray[np.int8]:
    small = resampled(picture, (TINY, TINY), 0.6)
    small -= small.mean()
    largest = float(np.abs(small).max())
    return np.rint(small * (127 / largest) if largest > 1 else small * 0).astype(np.int8)


def mirrored(features: Features) -> Features:
    """The points of the picture's mirror image, left for right."""
    places = features.places.copy()
    places[:, 0] = features.width - places[:, 0]
    return Features(
        places,
        features.scales,
        np.float32(np.pi) - features.turns,
        features.descriptors[:, _mirrored_order()],
        features.width,
        features.height,
        features.tiny[:, ::-1],
    )


@functools.cache
def _mirrored_order() -> Numbers:
    numbers = np.arange(WIDTH).reshape(_DIRECTIONS, _CELLS, _CELLS)
    return numbers[-np.arange(_DIRECTIONS) % _DIRECTIONS, ::-1].ravel()


def _spread(points: Extrema, space: ScaleSpace) -> Extrema:
    """The points that are kept: parts of the picture, by octave, take turns and give their strongest first.

    So a caption does not get all, and a drawing, most of whose points are as fine as its lines, has some that
    are found again in what was cut from it and is seen larger.
    """
    down = np.minimum((points.rows + 0.5) / space.shapes[0][points.levels] * _PARTS, _PARTS - 1)
    across = np.minimum((points.columns + 0.5) / space.shapes[1][points.levels] * _PARTS, _PARTS - 1)
    octave = points.levels // PER_OCTAVE
    part = (octave * _PARTS + down.astype(np.int64)) * _PARTS + across.astype(np.int64)
    order = np.lexsort((-points.strengths, part))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - np.searchsorted(part[order], part[order])
    chosen = np.lexsort((-points.strengths, rank))[:POINTS]
    return Extrema(
        points.levels[chosen], points.rows[chosen], points.columns[chosen], points.strengths[chosen]
    )


def _orientations(space: ScaleSpace, points: Extrema) -> NDArray[np.float32]:
    """The main direction of the gradients around each point, radians (Lowe 2004, section 5)."""
    wide = np.arange(-_AROUND - 1, _AROUND + 2)
    height, width = space.shapes[:, points.levels]
    rows = np.clip(np.rint(points.rows).astype(np.int64)[:, None] + wide, 0, height[:, None] - 1)
    columns = np.clip(np.rint(points.columns).astype(np.int64)[:, None] + wide, 0, width[:, None] - 1)
    starts = rows * width[:, None] + space.starts[points.levels][:, None]
    patch = space.pixels.take(starts[:, :, None] + columns[:, None, :])
    dx = patch[:, 1:-1, 2:] - patch[:, 1:-1, :-2]
    dy = patch[:, 2:, 1:-1] - patch[:, :-2, 1:-1]
    weights = np.hypot(dx, dy)
    weights *= _window()
    bins = np.rint(np.arctan2(dy, dx) * np.float32(_TURNS / (2 * np.pi))).astype(np.int64)
    bins[bins < 0] += _TURNS
    bins += np.arange(len(rows))[:, None, None] * _TURNS
    votes = np.bincount(bins.ravel(), weights.ravel(), len(rows) * _TURNS).reshape(-1, _TURNS)
    for _ in range(2):
        votes = np.roll(votes, 1, axis=1) + 2 * votes + np.roll(votes, -1, axis=1)
    best, every = votes.argmax(axis=1), np.arange(len(votes))
    before, here, after = votes[every, best - 1], votes[every, best], votes[every, (best + 1) % _TURNS]
    shift = (before - after) / (2 * np.minimum(before + after - 2 * here, -1e-12))
    return np.asarray((best + shift) * (2 * np.pi / _TURNS), np.float32)


@functools.cache
def _window() -> Plane:
    squares = np.arange(-_AROUND, _AROUND + 1) ** 2
    weights = np.exp(-(squares[:, None] + squares) / (2 * (1.5 * SIGMA) ** 2))
    return weights.astype(np.float32)


@functools.cache
def _shares() -> Plane:
    """What each of 16 x 16 samples gives to each of 4 x 4 cells: float32 (256, 16)."""
    spots = (np.arange(_SAMPLES) - (_SAMPLES - 1) / 2) * _SPACING / _CELL  # in cells, from the middle
    centres = np.arange(_CELLS) - (_CELLS - 1) / 2
    line = np.maximum(0, 1 - np.abs(spots[:, None] - centres)) * np.exp(-0.5 * (spots / 2) ** 2)[:, None]
    both = line[:, None, :, None] * line[None, :, None, :]
    return np.asarray(both.reshape(_SAMPLES**2, _CELLS**2), np.float32)


def _descriptors(space: ScaleSpace, points: Extrema, turns: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Histograms of the gradients around each point, relative to its direction (Lowe 2004, section 6)."""
    count, cells = len(turns), _SAMPLES**2
    line = ((np.arange(_SAMPLES + 2) - (_SAMPLES + 1) / 2) * _SPACING).astype(np.float32)
    cos, sin = np.cos(turns)[:, None, None], np.sin(turns)[:, None, None]
    x = points.columns[:, None, None] + (line * cos - line[:, None] * sin)
    y = points.rows[:, None, None] + (line * sin + line[:, None] * cos)
    starts, shapes = space.starts[points.levels], space.shapes[:, points.levels]
    patch = sampled_among(space.pixels, starts[:, None, None], shapes[:, :, None, None], x, y)
    dx = patch[:, 1:-1, 2:] - patch[:, 1:-1, :-2]
    dy = patch[:, 2:, 1:-1] - patch[:, :-2, 1:-1]
    size = np.hypot(dx, dy).ravel()
    direction = (np.arctan2(dy, dx) * np.float32(_DIRECTIONS / (2 * np.pi))).ravel()
    lower = np.floor(direction)
    upper_share = size * (direction - lower)
    near = lower.astype(np.int64) % _DIRECTIONS
    first = (np.arange(count)[:, None] * (_DIRECTIONS * cells) + np.arange(cells)).ravel()
    votes = np.zeros(count * _DIRECTIONS * cells, np.float32)
    votes[first + near * cells] = size - upper_share
    votes[first + (near + 1) % _DIRECTIONS * cells] = upper_share
    histograms = (votes.reshape(-1, cells) @ _shares()).reshape(count, WIDTH)
    histograms /= np.maximum(np.sqrt(np.einsum("ij,ij->i", histograms, histograms)), 1e-6)[:, None]
    np.minimum(histograms, _PEAK, out=histograms)
    histograms /= np.maximum(histograms.sum(axis=1), 1e-6)[:, None]
    return np.asarray(np.minimum(np.rint(np.sqrt(histograms) * UNIT), 255), np.uint8)
