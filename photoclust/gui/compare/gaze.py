"""Which part of a picture is seen, and how large; relative to the picture, so that several can share it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from photoclust.core.part import Part

CLOSEST: Final = 8.0
"""Device pixels that a pixel of the picture may be shown as, along each side."""


@dataclass(frozen=True, slots=True)
class Gaze:
    """Two pictures of different resolutions with one gaze show the same part at the same size.

    Attributes:
        x: The point of the picture in the middle of the room, as a share of its width.
        y: Likewise, of its height.
        zoom: How much larger than whole in its room the picture is shown.
    """

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0

    def placed(self, picture: QSize, room: QSizeF) -> QRectF:
        """Where the whole picture lies in its room, and beyond. No more room is empty than must be."""
        size = fitted(picture, room) * self.zoom
        return QRectF(
            _start(size.width(), room.width(), self.x),
            _start(size.height(), room.height(), self.y),
            size.width(),
            size.height(),
        )

    def zoomed(self, factor: float, at: QPointF, picture: QSize, room: QSizeF, limits: Limits) -> Gaze:
        """Closer or further; what is at a point of the room stays there as far as the borders allow."""
        zoom = min(max(self.zoom * factor, limits[0]), limits[1])
        before = self.placed(picture, room)
        size = fitted(picture, room) * zoom
        left = at.x() - (at.x() - before.x()) * size.width() / before.width()
        top = at.y() - (at.y() - before.y()) * size.height() / before.height()
        there = Gaze(
            (room.width() / 2 - left) / size.width(), (room.height() / 2 - top) / size.height(), zoom
        )
        return there.settled(picture, room)

    def panned(self, by: QPointF, picture: QSize, room: QSizeF) -> Gaze:
        """What is seen moves by so many pixels, as far as the borders allow."""
        size = fitted(picture, room) * self.zoom
        there = replace(self, x=self.x - by.x() / size.width(), y=self.y - by.y() / size.height())
        return there.settled(picture, room)

    def settled(self, picture: QSize, room: QSizeF) -> Gaze:
        """The same view, with its true middle: not one that the borders don't allow."""
        lies = self.placed(picture, room)
        x = (room.width() / 2 - lies.x()) / lies.width()
        y = (room.height() / 2 - lies.y()) / lies.height()
        return Gaze(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0), self.zoom)


Limits = tuple[float, float]
"""The least and the greatest zoom."""


def fitted(picture: QSize, room: QSizeF) -> QSizeF:
    """The size at which a picture is whole in a room, as large as can be; small ones are enlarged."""
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    return QSizeF(picture) * scale


def native(picture: QSize, room: QSizeF, ratio: float) -> float:
    """The zoom at which each pixel of the picture is one of the screen, of `ratio` device pixels a unit."""
    return picture.width() / (fitted(picture, room).width() * ratio)


def limits(pictures: list[QSize], room: QSizeF, ratio: float) -> Limits:
    """From whole, or all pixels of the smallest, to the pixels of the largest enlarged `CLOSEST` times."""
    natural = [native(picture, room, ratio) for picture in pictures]
    return min(1.0, *natural), max(1.0, *(CLOSEST * zoom for zoom in natural))


def seen(lies: QRectF, room: QSizeF, margin: float = 0.0) -> Part:
    """The part of a picture that is seen where it lies, with a margin around it in shares of the room."""
    across, down = margin * room.width(), margin * room.height()
    left, right = -across - lies.x(), room.width() + across - lies.x()
    top, bottom = -down - lies.y(), room.height() + down - lies.y()
    return Part(
        max(0.0, left / lies.width()),
        max(0.0, top / lies.height()),
        min(1.0, right / lies.width()),
        min(1.0, bottom / lies.height()),
    )


def _start(length: float, room: float, middle: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - middle * length))
