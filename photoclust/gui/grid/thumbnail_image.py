"""From a JPEG to a square with round corners. QImage only, so that it works in any thread."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter

from photoclust.gui.jpeg import image_of


class ThumbnailSpec(NamedTuple):
    """The shape of a thumbnail: a centre-cropped square.

    Attributes:
        edge: Device-independent pixels.
        radius: Of the corners, device-independent pixels; edge / 2 makes a circle.
        ratio: Device pixel ratio of the screen it is for.
    """

    edge: int
    radius: float = 6.0
    ratio: float = 1.0

    @property
    def pixels(self) -> int:
        """Edge in device pixels."""
        return max(1, round(self.edge * self.ratio))

    @property
    def is_circle(self) -> bool:
        return 2 * self.radius >= self.edge


class Square(NamedTuple):
    """A finished thumbnail.

    Attributes:
        image: `spec.pixels` square, ARGB32 premultiplied, with the device pixel ratio set.
        source_size: Size of the picture it was cut from, in pixels.
    """

    image: QImage
    source_size: QSize


def square_of(encoded: bytes, spec: ThumbnailSpec) -> Square | None:
    """Decodes a JPEG, crops and scales it; None if it can't be decoded.

    The crop comes before scaling, so that a panorama does not grow to thousands of times its size.
    """
    image = image_of(encoded)
    if image.isNull():
        return None
    square = image.copy(_centre(image.size())).scaled(
        QSize(spec.pixels, spec.pixels),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return Square(_rounded(square, spec), image.size())


def _centre(size: QSize) -> QRect:
    edge = min(size.width(), size.height())
    return QRect((size.width() - edge) // 2, (size.height() - edge) // 2, edge, edge)


def _rounded(image: QImage, spec: ThumbnailSpec) -> QImage:
    edge, radius = spec.pixels, spec.radius * spec.ratio
    result = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(image))
        painter.drawRoundedRect(QRectF(0, 0, edge, edge), radius, radius)
    result.setDevicePixelRatio(spec.ratio)
    return result
