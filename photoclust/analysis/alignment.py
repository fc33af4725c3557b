"""Lays one picture exactly on another, starting from a rough idea.

Both are brought to a size at which things in them are equally large. The map from one to the other is
improved by the inverse compositional method (Baker, Matthews 2004, "Lucas-Kanade 20 years on", section 3.2)
on pictures whose local mean and contrast are taken out, with weights that leave out what does not fit:
captions, borders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.matching import Laid
from photoclust.analysis.resampling import Grey, Plane, blurred, fitted, resampled, sampled
from photoclust.analysis.scale_space import EDGE

FINE = 240
"""Pixels of the longer side at which pictures are compared."""

COARSE = 80
"""Pixels of it at which they are laid on each other at first."""

_LARGEST = 384  # nothing is looked at larger than thumbnails are
_BLUR = 0.7  # pixels, of both pictures
_STEPS_AN_OCTAVE = 4  # sizes are rounded, so that few different ones occur
_AROUND = 5.0  # pixels that are the surroundings of a pixel, when contrast is taken out
_NOISE = 3.0  # grey levels that are no contrast
_NARROWEST = 12  # pixels of overlap in which something can be laid on something
_ARM = 50.0  # pixels from the middle at which turning counts as much as moving

Map = NDArray[np.float64]
"""float64 (2, 3): x and y in the first picture of a pixel (x, y, 1) of the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Laying:
    """Two pictures at one scale, and how the one lies on the other.

    Attributes:
        first: Mirrored already, if it has to be.
        second: In whose pixels everything is compared.
        way: From the second to the first.
    """

    first: Plane
    second: Plane
    way: Map

    def window(self) -> tuple[int, int, int, int]:
        """The rectangle of the second picture that may lie on the first: left, top, right, bottom."""
        height, width = self.first.shape
        corners = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]], np.float64)
        there = (corners - self.way[:, 2]) @ np.linalg.inv(self.way[:, :2]).T
        left, top = np.maximum(0, np.floor(there.min(axis=0))).astype(int)
        right, bottom = np.ceil(there.max(axis=0)).astype(int) + 1
        return left, top, min(right, self.second.shape[1]), min(bottom, self.second.shape[0])

    def first_at(self, left: int, top: int, shape: tuple[int, int]) -> tuple[Plane, NDArray[np.bool_]]:
        """What of the first lies on a rectangle of the second, and where there is anything of it."""
        return _warped(self.first, self.way, left, top, shape)


def lay(first: Grey, second: Grey, laid: Laid, edge: float) -> Laying:
    """Brings two pictures to one scale.

    Args:
        first: uint8 (h, w).
        second: uint8 (h, w).
        laid: How the first lies on the second.
        edge: Pixels of the longer side of the one in which things are larger.
    """
    times = 2.0 ** (round(np.log2(abs(laid.turn)) * _STEPS_AN_OCTAVE) / _STEPS_AN_OCTAVE)
    apart = max(times, 1 / times)
    larger = min(edge * apart, _LARGEST * edge / FINE)  # of the one in which things are smaller
    edges = (larger, larger / apart) if times > 1 else (larger / apart, larger)
    shapes = (first.shape[0] * laid.stretch, first.shape[1]), second.shape
    sizes = [
        edge * max(shape) / max(grey.shape)
        for edge, shape, grey in zip(edges, shapes, (first, second), strict=True)
    ]
    planes = [
        resampled(grey.astype(np.float32), fitted(shape, size, least=2), _BLUR)
        for grey, shape, size in zip(
            (first[:, ::-1] if laid.mirrored else first, second), shapes, sizes, strict=True
        )
    ]
    units = [_unit(plane, grey) for plane, grey in zip(planes, (first, second), strict=True)]
    back = 1 / laid.turn
    turn = np.array([[back.real, -back.imag], [back.imag, back.real]])
    shift = -back * laid.shift
    way: Map = np.column_stack([turn, [shift.real, shift.imag]])
    way[1] /= laid.stretch
    return Laying(planes[0], planes[1], _from_units(way, *units))


def rescaled(way: Map, before: Laying, after: Laying) -> Map:
    """The same map between the same pictures at another size."""
    first, second = (
        np.array(now.shape[::-1]) / then.shape[::-1]
        for now, then in ((after.first, before.first), (after.second, before.second))
    )
    return _from_units(_to_units(way), first, second)


def _unit(plane: Plane, grey: Grey) -> NDArray[np.float64]:
    """Pixels of a plane per unit of `Features.places`, in x and y."""
    size = np.array(grey.shape[::-1]) * EDGE / max(grey.shape)
    per_unit: NDArray[np.float64] = np.array(plane.shape[::-1]) / size
    return per_unit


def _to_units(way: Map) -> Map:
    """Of places instead of pixels: the middle of the first pixel is at 0.5."""
    return np.column_stack([way[:, :2], way[:, 2] + 0.5 - way[:, :2] @ [0.5, 0.5]])


def _from_units(way: Map, first: NDArray[np.float64], second: NDArray[np.float64]) -> Map:
    turn = first[:, None] * way[:, :2] / second
    turned: Map = np.column_stack([turn, first * way[:, 2] + turn @ [0.5, 0.5] - 0.5])
    return turned


def _warped(
    plane: Plane, way: Map, left: int, top: int, shape: tuple[int, int]
) -> tuple[Plane, NDArray[np.bool_]]:
    across = np.arange(left, left + shape[1], dtype=np.float32)
    down = np.arange(top, top + shape[0], dtype=np.float32)[:, None]
    (xx, xy, x0), (yx, yy, y0) = way.astype(np.float32)
    x, y = xx * across + (xy * down + x0), yx * across + (yy * down + y0)
    height, width = plane.shape
    inside = (x > -0.5) & (x < width - 0.5) & (y > -0.5) & (y < height - 0.5)
    return sampled(plane, x, y), inside


def refined(laying: Laying, rounds: int, *, affine: bool) -> tuple[Map | None, float]:
    """The map after some rounds of improvement, and how well the pictures correlated before the last.

    Args:
        laying: As it is known so far.
        rounds: Each about a millisecond at `FINE`.
        affine: Let it also shear and stretch; otherwise it stays a similarity.

    Returns:
        None and 0 where too little of the pictures overlaps.
    """
    left, top, right, bottom = laying.window()
    if right - left < _NARROWEST or bottom - top < _NARROWEST:
        return None, 0.0
    first = _flattened(laying.first)
    second = _flattened(laying.second)[top:bottom, left:right]
    down, across = np.gradient(second)
    x = ((np.arange(second.shape[1]) - second.shape[1] / 2) / _ARM).astype(np.float32)
    y = ((np.arange(second.shape[0]) - second.shape[0] / 2) / _ARM).astype(np.float32)[:, None]
    if affine:
        steepest = [across, down, across * x, across * y, down * x, down * y]
    else:
        steepest = [across, down, across * x + down * y, down * x - across * y]
    directions = np.stack(steepest).reshape(len(steepest), -1)
    middle = np.array([left + second.shape[1] / 2, top + second.shape[0] / 2])
    way, likeness = laying.way, 0.0
    for _ in range(rounds):
        there, inside = _warped(first, way, left, top, (second.shape[0], second.shape[1]))
        off = there - second
        weights = (inside / (1 + off * off) ** 2).ravel()
        weighted = directions * weights
        bends = (weighted @ directions.T).astype(np.float64)
        bends[np.diag_indices(len(bends))] += 1e-3 + 1e-3 * np.diag(bends)
        step = np.linalg.solve(bends, (weighted @ off.ravel()).astype(np.float64))
        way = _after(way, _step(step), middle)
        likeness = _correlation(there[inside], second[inside])
    return way, likeness


def _correlation(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    squares = float(first @ first) * float(second @ second)
    return float(first @ second) / float(np.sqrt(max(squares, 1e-12)))


def _flattened(plane: Plane) -> Plane:
    """With local mean and contrast taken out."""
    off = plane - blurred(plane, _AROUND)
    contrast = np.sqrt(blurred(off * off, _AROUND) + np.float32(_NOISE**2))
    flattened: Plane = off / contrast
    return flattened


def _step(step: NDArray[np.float64]) -> Map:
    """How the second picture seems to be moved about its middle."""
    if len(step) == 4:
        step = np.array([step[0], step[1], step[2], -step[3], step[3], step[2]])
    x, y, xx, xy, yx, yy = step
    return np.array([[1 + xx / _ARM, xy / _ARM, x], [yx / _ARM, 1 + yy / _ARM, y]])


def _after(way: Map, step: Map, middle: NDArray[np.float64]) -> Map:
    """The way after the step is undone."""
    undone = np.linalg.inv(step[:, :2])
    shift = middle - undone @ (middle + step[:, 2])
    return np.column_stack([way[:, :2] @ undone, way[:, :2] @ shift + way[:, 2]])
