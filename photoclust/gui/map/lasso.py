"""Which points lie inside a line drawn by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from photoclust.gui.map.camera import Points

CLOSE = 2.0
"""Pixels below which another point of the line says nothing new."""


class Lasso:
    """A closed line that grows with the mouse.

    Attributes:
        polygon: Its corners on the screen.
        adds: What it catches is added to what is selected.
    """

    def __init__(self, start: QPointF, *, adds: bool) -> None:
        self.polygon = QPolygonF([start])
        self.adds = adds

    def stretch(self, to: QPointF) -> None:
        """The mouse is here now."""
        if (to - self.polygon.at(self.polygon.size() - 1)).manhattanLength() >= CLOSE:
            self.polygon.append(to)

    @property
    def encloses(self) -> bool:
        """Whether there is anything that could be inside."""
        area = self.polygon.boundingRect()
        return self.polygon.size() > 2 and area.width() > CLOSE and area.height() > CLOSE

    def catches(self, on_screen: Points, width: int, height: int) -> NDArray[np.bool_]:
        """Which points are inside; those off the screen never are.

        The line is filled as a picture and looked up there, to a pixel: to test 100,000 points against a few
        hundred corners takes longer than a frame.

        Args:
            on_screen: float32 (n, 2).
            width: Of the screen in device-independent pixels.
            height: Likewise.

        Returns:
            bool (n,).
        """
        mask = QImage(max(1, width), max(1, height), QImage.Format.Format_Grayscale8)
        mask.fill(0)
        with QPainter(mask) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawPolygon(self.polygon, Qt.FillRule.WindingFill)
        pixels = np.frombuffer(mask.constBits(), np.uint8).reshape(mask.height(), mask.bytesPerLine())
        spots = np.floor(on_screen).astype(np.int64)
        seen = (spots >= 0).all(axis=1) & (spots[:, 0] < mask.width()) & (spots[:, 1] < mask.height())
        caught = np.zeros(len(on_screen), np.bool_)
        caught[seen] = pixels[spots[seen, 1], spots[seen, 0]] > 0
        return caught
