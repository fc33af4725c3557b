"""Finds points of the map by where they are, without looking at all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Points = NDArray[np.float32]
Rows = NDArray[np.int64]

PER_CELL = 4


class SpatialGrid:
    """Points sorted into square cells, about four in each.

    They are sorted at the first question, which the thread that draws asks: 100,000 take 10 ms. Should two
    threads ask at once, both sort, and nothing is lost but that.

    Args:
        points: float32 (n, 2); kept, not copied.
    """

    def __init__(self, points: Points) -> None:
        self._points = points
        count = len(points)
        self._low = points.min(axis=0) if count else np.zeros(2, np.float32)
        span = float(np.ptp(points, axis=0).max()) if count else 0.0
        self._side = max(1, round((count / PER_CELL) ** 0.5))
        self._edge = max(span / self._side, 1e-9)
        self._sorted: tuple[Rows, Rows] | None = None

    def _index(self) -> tuple[Rows, Rows]:
        """All rows by their cells, int64 (n,), and where in that each cell begins."""
        if self._sorted is None:
            cells = ((self._points - self._low) / self._edge).astype(np.int64)
            cells.clip(0, self._side - 1, out=cells)
            number = cells[:, 1] * self._side + cells[:, 0]
            order = np.argsort(number, kind="stable")
            self._sorted = order, np.searchsorted(number[order], np.arange(self._side * self._side + 1))
        return self._sorted

    def inside(self, area: QRectF) -> Rows:
        """The rows of all points in a part of the map, ascending."""
        candidates = self._near(area)
        if not len(candidates):
            return candidates
        points = self._points[candidates]
        kept = (points[:, 0] >= area.left()) & (points[:, 0] <= area.right())
        kept &= (points[:, 1] >= area.top()) & (points[:, 1] <= area.bottom())
        return np.sort(candidates[kept])

    def nearest(self, x: float, y: float, radius: float) -> int | None:
        """The row of the point nearest to a place, None where there is none so near."""
        candidates = self._near(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        if not len(candidates):
            return None
        away = ((self._points[candidates] - np.array([x, y], np.float32)) ** 2).sum(axis=1)
        best = int(away.argmin())
        return int(candidates[best]) if away[best] <= radius * radius else None

    def _near(self, area: QRectF) -> Rows:
        """The rows in all cells that an area touches."""
        corners = np.array([[area.left(), area.top()], [area.right(), area.bottom()]], np.float64)
        cells = np.floor((corners - self._low) / self._edge)
        order, starts = self._index()
        if (cells[1] < 0).any() or (cells[0] > self._side).any() or not len(order):
            return np.zeros(0, np.int64)
        (left, top), (right, bottom) = cells.clip(0, self._side - 1).astype(int).tolist()
        pieces = [
            order[starts[row * self._side + left] : starts[row * self._side + right + 1]]
            for row in range(top, bottom + 1)
        ]
        return np.concatenate(pieces)
