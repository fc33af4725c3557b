"""Which part of the map is seen: from the map's units to the screen's and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

Points = NDArray[np.float32]

MARGIN: Final = 40.0
"""Free space around the whole map when it is fitted, in device-independent pixels."""

CLOSEST: Final = 400.0
"""How much larger than fitted the map can be seen, for each 1,000 photos' root; see `limits`."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the map.

    Attributes:
        x: The map's point in the middle of the screen.
        y: Likewise.
        scale: Device-independent pixels for one unit of the map.
        width: Of the screen, in device-independent pixels.
        height: Likewise.
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    width: float = 1.0
    height: float = 1.0

    def to_screen(self, points: Points) -> Points:
        """Where points of the map are on the screen, float32 (n, 2)."""
        middle = np.array([self.width / 2, self.height / 2], np.float32)
        on_screen: Points = (points - np.array([self.x, self.y], np.float32)) * np.float32(
            self.scale
        ) + middle
        return on_screen

    def to_map(self, point: QPointF) -> tuple[float, float]:
        """Which point of the map is at a point of the screen."""
        return (
            self.x + (point.x() - self.width / 2) / self.scale,
            self.y + (point.y() - self.height / 2) / self.scale,
        )

    def seen(self, margin: float = 0.0) -> QRectF:
        """The part of the map that is on the screen, and so many pixels around it."""
        width, height = (self.width + 2 * margin) / self.scale, (self.height + 2 * margin) / self.scale
        return QRectF(self.x - width / 2, self.y - height / 2, width, height)

    def resized(self, width: float, height: float) -> Camera:
        """The same middle on another screen."""
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    def panned(self, by: QPointF) -> Camera:
        """What is seen moves by so many pixels."""
        return replace(self, x=self.x - by.x() / self.scale, y=self.y - by.y() / self.scale)

    def zoomed(self, factor: float, at: QPointF, limits: tuple[float, float]) -> Camera:
        """Closer or further; what is at a point of the screen stays there."""
        scale = min(max(self.scale * factor, limits[0]), limits[1])
        x, y = self.to_map(at)
        return replace(
            self,
            scale=scale,
            x=x - (at.x() - self.width / 2) / scale,
            y=y - (at.y() - self.height / 2) / scale,
        )

    def fitted(self, bounds: QRectF) -> Camera:
        """The whole of some part of the map, as large as it can be seen."""
        room = QSizeF(max(1.0, self.width - 2 * MARGIN), max(1.0, self.height - 2 * MARGIN))
        scale = min(room.width() / max(bounds.width(), 1e-6), room.height() / max(bounds.height(), 1e-6))
        return replace(self, x=bounds.center().x(), y=bounds.center().y(), scale=scale)


def bounds_of(points: Points) -> QRectF:
    """The part of the map that has photos; never without a size."""
    if not len(points):
        return QRectF(-0.5, -0.5, 1, 1)
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    least = 1e-3
    width, height = max(high[0] - low[0], least), max(high[1] - low[1], least)
    middle = QPointF((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)


def limits(fitted: Camera, photos: int) -> tuple[float, float]:
    """The smallest and the largest scale: from half of all to a few photos on the whole screen."""
    return fitted.scale / 2, fitted.scale * max(20.0, CLOSEST * (photos / 1000) ** 0.5)
