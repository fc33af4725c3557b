"""Dots as an image: 100,000 of them are stamped in a few milliseconds, where QPainter takes a second."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from photoclust.gui.map.camera import Points

SMALLEST, LARGEST = 1.4, 5.0
"""Radius of a dot, in device-independent pixels."""

LEVELS: Final = 4
"""Of how far a pixel at a dot's rim is covered."""

FADED: Final = 0.72
"""How much of the ground is in the colour of what is not selected while something is."""


def radius_for(photos: int, area: float) -> float:
    """The radius of dots: smaller, the more of them share the screen (device-independent pixels)."""
    return float(np.clip(0.22 * (area / max(1, photos)) ** 0.5, SMALLEST, LARGEST))


def dots_image(
    points: Points,
    colors: NDArray[np.uint8],
    vivid: NDArray[np.bool_] | None,
    palette: list[QColor],
    ground: QColor,
    size: tuple[int, int],
    radius: float,
) -> QImage:
    """Stamps dots into an image. Any thread.

    Args:
        points: float32 (n, 2), the middle of each in the image's pixels.
        colors: uint8 (n,), places in `palette`.
        vivid: Which ones stand out; the others are faded and lie below. None if all are alike.
        palette: The colours.
        ground: The colour between them.
        size: Of the image in pixels.
        radius: Of a dot in pixels.

    Returns:
        RGB32.
    """
    width, height = size
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(ground)
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, image.bytesPerLine() // 4)
    reach = int(np.ceil(radius + 0.5))
    middles = np.rint(points).astype(np.int64)
    inside = (middles >= reach).all(axis=1)
    inside &= (middles[:, 0] < width - reach) & (middles[:, 1] < height - reach)
    layers = [(inside, 0.0)] if vivid is None else [(inside & ~vivid, FADED), (inside & vivid, 0.0)]
    for which, faded in layers:
        at = middles[which, 1] * pixels.shape[1] + middles[which, 0]
        for covered, offsets in _stamp(radius, pixels.shape[1]):
            of_point = _mixed(palette, ground, 1 - covered * (1 - faded))[colors[which]]
            for offset in offsets:
                pixels.reshape(-1)[at + offset] = of_point
    return image


def _stamp(radius: float, stride: int) -> list[tuple[float, list[int]]]:
    """A disc around a pixel: offsets by how far the disc covers them, the least covered first.

    So that the rim of one dot never lies over the middle of another.
    """
    reach = int(np.ceil(radius + 0.5))
    steps = np.arange(-reach, reach + 1)
    x, y = np.meshgrid(steps, steps)
    away = np.hypot(x, y)
    offsets = y * stride + x
    covered = np.ceil(np.clip(radius + 0.5 - away, 0, 1) * LEVELS) / LEVELS
    return [(level / LEVELS, offsets[covered == level / LEVELS].tolist()) for level in range(1, LEVELS + 1)]


def _mixed(palette: list[QColor], ground: QColor, share: float) -> NDArray[np.uint32]:
    """The colours with a share of the ground in them, as pixels."""
    rgb = np.array([[color.red(), color.green(), color.blue()] for color in palette], np.float64)
    below = np.array([ground.red(), ground.green(), ground.blue()], np.float64)
    mixed = np.rint(rgb * (1 - share) + below * share).astype(np.uint32)
    pixels = 0xFF000000 | mixed[:, 0] << 16 | mixed[:, 1] << 8 | mixed[:, 2]
    return pixels.astype(np.uint32)
