"""Whether two pictures, one laid on the other, are one picture edited, or two shots of the same thing.

The pictures are compared cell by cell. A copy correlates nearly everywhere, however it was packed or toned,
but for where a caption or a frame was put over it; and each cell lies exactly where it should. In another
shot some things have moved, near ones differently from far ones, so that cells would fit better a little off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.alignment import COARSE, FINE, Laying, lay, refined, rescaled
from photoclust.analysis.matching import Laid
from photoclust.analysis.resampling import Grey, Plane

CORRELATED = 0.7
"""Median correlation of the cells of two pictures that are one, at least."""

FITTING = 0.58
"""Share of cells that fit, less half of what they are off in pixels, at least; see `Agreement.fit`."""

_SMALLEST = 24  # pixels of a side, below which a picture says too little
_CELL = 16  # pixels
_TEXTURE = 4.0  # standard deviation, grey levels, from which on a cell shows anything
_LITTLE = 0.25  # share of cells that show something, below which a picture shows little
_FEWEST = 12  # cells that fit and have structure, see `Agreement.cells`
_FITS = 0.65  # correlation of a cell that fits
_OFF = 0.7  # pixels that it may be off
_LOCATED = 2.0  # gradient (mean square, weakest direction) from which on it can be said how far it is off
_COMMON = 0.6  # share of the smaller picture from which on the overlap is what is left of a cropped one
_SURE = 12  # matches that agree, from which on a picture can't but lie on the other
_UNLIKE = 0.5  # correlation at a small size below which a rough idea was none
_COARSE_ROUNDS = 5
_ROUNDS = 2
_HOPELESS = 0.4  # median correlation below which no improvement is tried any more


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two pictures agree where they overlap.

    Attributes:
        correlation: Median over the cells that show something.
        fitting: Share of them that fit.
        off: Median of how far the cells would have to be moved to fit better, pixels.
        overlap: Share of the smaller picture that lies on the other.
        cells: How many fit and show more than a shade or a straight edge, which would fit at many places.
    """

    correlation: float
    fitting: float
    off: float
    overlap: float
    cells: int

    @property
    def fit(self) -> float:
        """One number for all but the correlation; where less overlaps, more is asked for."""
        return self.fitting - self.off / 2 - max(0.0, _COMMON - self.overlap) / 2

    @property
    def same(self) -> bool:
        """Whether the two are one picture."""
        return self.cells >= _FEWEST and self.correlation >= CORRELATED and self.fit >= FITTING


NOTHING = Agreement(0.0, 0.0, 0.0, 0.0, 0)


def compare(first: Grey, second: Grey, laid: Laid) -> Agreement:
    """How well two pictures agree, one laid on the other as well as can be.

    Args:
        first: uint8 (h, w).
        second: uint8 (h, w).
        laid: Roughly how the first lies on the second.
    """
    if min(*first.shape, *second.shape) < _SMALLEST:
        return NOTHING
    coarse = lay(first, second, laid, COARSE)
    way = None
    if laid.support < _SURE:  # most likely it was chance: that is seen at a small size
        way, likeness = refined(coarse, _COARSE_ROUNDS, affine=False)
        if likeness < _UNLIKE:
            return NOTHING
    laying = lay(first, second, laid, FINE)
    best = agreement(laying)
    if best.same:
        return best
    if way is None:
        way, _ = refined(coarse, _COARSE_ROUNDS, affine=False)
    if way is not None:
        better = Laying(laying.first, laying.second, rescaled(way, coarse, laying))
        now = agreement(better)
        if _rank(now) > _rank(best):
            best, laying = now, better
    for _ in range(_ROUNDS):
        if best.same or best.correlation < _HOPELESS:
            break
        way, _ = refined(laying, 2, affine=True)
        if way is None:
            break
        laying = Laying(laying.first, laying.second, way)
        best = max(best, agreement(laying), key=_rank)
    return best


def _rank(agreement: Agreement) -> tuple[bool, float, float]:
    return agreement.same, min(agreement.correlation, CORRELATED), agreement.fit


def agreement(laying: Laying) -> Agreement:
    """How well two pictures agree as they lie."""
    left, top, right, bottom = laying.window()
    across, down = (right - left) // _CELL, (bottom - top) // _CELL
    if across < 2 or down < 2:
        return NOTHING
    left, top = left + (right - left) % _CELL // 2, top + (bottom - top) % _CELL // 2
    shape = down * _CELL, across * _CELL
    first, inside = laying.first_at(left, top, shape)
    second = laying.second[top : top + shape[0], left : left + shape[1]]
    whole = _cells(inside).all(axis=1)
    if not whole.any():
        return NOTHING
    planes = first, second, *np.gradient(second), *np.gradient(first)
    values = np.stack([_cells(plane)[whole] for plane in planes], axis=1)
    values = values.reshape(*values.shape[:2], _CELL, _CELL)
    values -= values.mean(axis=3, keepdims=True)
    values -= values.mean(axis=2, keepdims=True)
    values = values.reshape(*values.shape[:2], _CELL**2)
    moments = (values @ values.transpose(0, 2, 1)).astype(np.float64) / _CELL**2
    deviations = np.sqrt(moments[:, 0, 0]), np.sqrt(moments[:, 1, 1])
    structure = _weakest(moments[:, 2:4, 2:4]), _weakest(moments[:, 4:, 4:])
    shows, least = _showing(np.maximum(*deviations))
    correlations = moments[:, 0, 1] / np.maximum(deviations[0] * deviations[1], 1e-3)
    off, located = _moves(moments), structure[0] > least
    fits = shows & (correlations > _FITS) & (~located | (off < _OFF))
    telling = shows & located & (correlations > _FITS / 2)
    if not shows.any():
        return NOTHING
    stretch = abs(np.linalg.det(laying.way[:, :2]))
    smaller = min(laying.second.size, laying.first.size / max(stretch, 1e-6))
    return Agreement(
        float(np.median(correlations[shows])),
        float(fits.sum() / shows.sum()),
        float(np.median(off[telling])) if telling.any() else 0.0,
        float(whole.sum() * _CELL**2 / smaller),
        int((fits & (np.maximum(*structure) > least)).sum()),
    )


def _cells(plane: Plane | NDArray[np.bool_]) -> NDArray[np.generic]:
    """One row a cell."""
    down, across = plane.shape[0] // _CELL, plane.shape[1] // _CELL
    return plane.reshape(down, _CELL, across, _CELL).swapaxes(1, 2).reshape(-1, _CELL**2)


def _showing(deviations: NDArray[np.float64]) -> tuple[NDArray[np.bool_], float]:
    """Which cells show something, and the gradient from which on one has structure.

    In a picture that shows little, what else would be taken for noise counts as well.
    """
    texture = _TEXTURE if (deviations > _TEXTURE).mean() > _LITTLE else _TEXTURE / 2
    return deviations > texture, _LOCATED * (texture / _TEXTURE) ** 2


def _moves(moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each cell of the first would have to be moved to fit better, pixels.

    The first is the second, brighter by a factor and moved: first = a second + b slope_y + c slope_x.
    """
    system = moments[:, 1:4, 1:4] + np.diag([1e-3, 0.05, 0.05])
    solved = np.linalg.solve(system, moments[:, 1:4, :1])[:, :, 0]
    off: NDArray[np.float64] = np.hypot(solved[:, 1], solved[:, 2]) / np.maximum(np.abs(solved[:, 0]), 0.2)
    return off


def _weakest(gradients: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean square of the gradients of each cell in the direction in which there is least."""
    yy, xx, xy = gradients[:, 0, 0], gradients[:, 1, 1], gradients[:, 0, 1]
    weakest: NDArray[np.float64] = (yy + xx) / 2 - np.sqrt((yy - xx) ** 2 / 4 + xy**2)
    return weakest
