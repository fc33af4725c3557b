"""Moving and resizing a part of a picture: arithmetic in shares of its width and height."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from photoclust.core.part import Part
from photoclust.core.photo import Region

Size = tuple[float, float]
"""Width and height; of a part, in shares."""


class Grip(NamedTuple):
    """What of a frame is held: -1 the left or upper edge, 1 the right or lower one, 0 neither."""

    across: int
    down: int


GRIPS: Final = tuple(
    Grip(across, down) for down in (-1, 0, 1) for across in (-1, 0, 1) if (across, down) != (0, 0)
)
"""Corners and edges, row by row."""


def between(one: tuple[float, float], other: tuple[float, float], least: Size) -> Part:
    """The part from one point to another, inside the picture and at least of some size."""
    left, right = _span(one[0], other[0], least[0])
    top, bottom = _span(one[1], other[1], least[1])
    return Part(left, top, right, bottom)


def moved(part: Part, across: float, down: float) -> Part:
    """The same size elsewhere, as far as there is picture."""
    across = min(max(across, -part.left), 1 - part.right)
    down = min(max(down, -part.top), 1 - part.bottom)
    return Part(part.left + across, part.top + down, part.right + across, part.bottom + down)


def resized(part: Part, grip: Grip, across: float, down: float, least: Size) -> Part:
    """The held edges move; they stop at the borders and where the part would become too small."""
    left, right = _pulled(part.left, part.right, grip.across, across, least[0])
    top, bottom = _pulled(part.top, part.bottom, grip.down, down, least[1])
    return Part(left, top, right, bottom)


def held(part: Part, point: tuple[float, float], reach: Size) -> Grip | None:
    """Which grip is at a point; the inside is (0, 0), None is outside.

    Args:
        part: The frame.
        point: In shares.
        reach: How near counts as at it.
    """
    x, y = point
    if not (part.left - reach[0] <= x <= part.right + reach[0]):
        return None
    if not (part.top - reach[1] <= y <= part.bottom + reach[1]):
        return None
    return Grip(_side(x, part.left, part.right, reach[0]), _side(y, part.top, part.bottom, reach[1]))


def region_of(part: Part, width: int, height: int) -> Region:
    """A part in pixels of a picture, grown to whole ones; never empty, never outside."""
    left, right = _pixels(part.left, part.right, width)
    top, bottom = _pixels(part.top, part.bottom, height)
    return Region(left, top, right - left, bottom - top)


def _span(one: float, other: float, least: float) -> tuple[float, float]:
    least = min(1.0, least)
    one, other = (min(max(value, 0.0), 1.0) for value in (one, other))
    if abs(other - one) < least:
        other = one + least if other >= one else one - least
    low, high = min(one, other), max(one, other)
    if low < 0:
        return 0.0, high - low
    return (1.0 - (high - low), 1.0) if high > 1 else (low, high)


def _pulled(low: float, high: float, side: int, by: float, least: float) -> tuple[float, float]:
    least = min(least, high - low)
    if side < 0:
        return min(max(low + by, 0.0), high - least), high
    if side > 0:
        return low, max(min(high + by, 1.0), low + least)
    return low, high


def _side(value: float, low: float, high: float, reach: float) -> int:
    near_low, near_high = abs(value - low), abs(value - high)
    if min(near_low, near_high) > reach:
        return 0
    return -1 if near_low < near_high else 1


def _pixels(low: float, high: float, length: int) -> tuple[int, int]:
    start = min(max(0, math.floor(low * length + 1e-6)), length - 1)
    return start, min(length, max(start + 1, math.ceil(high * length - 1e-6)))
