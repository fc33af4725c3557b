"""How two pictures of one size differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

VISIBLE = 8  # levels of 255 from which a pixel counts as different: below, packing as JPEG is enough

Pixels = NDArray[np.uint8]
"""uint8 (h, w, 3)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two pictures laid over each other.

    Attributes:
        pixels: The absolute difference of each colour, uint8 (h, w, 3).
        mean: Its mean, in levels of 255.
        changed: Share of the pixels that differ by `VISIBLE` levels or more in some colour.
    """

    pixels: Pixels
    mean: float
    changed: float

    @property
    def none(self) -> bool:
        """Whether the two are equal to the last bit."""
        return self.mean == 0.0


def difference(first: Pixels, second: Pixels) -> Difference:
    """Compares two pictures pixel by pixel.

    Raises:
        ValueError: If they are not of one size.
    """
    if first.shape != second.shape:
        raise ValueError(f"{first.shape} and {second.shape}")
    pixels: Pixels = np.maximum(first, second) - np.minimum(first, second)
    most = np.maximum(np.maximum(pixels[..., 0], pixels[..., 1]), pixels[..., 2])  # max(axis=2) takes longer
    return Difference(pixels, float(pixels.mean()), float((most >= VISIBLE).mean()))


def amplified(pixels: Pixels, factor: int) -> Pixels:
    """Each level times a factor from 1 to 255, at most 255."""
    bright = pixels > 255 // factor
    result = pixels * np.uint8(factor)  # wraps around where it is bright
    result[bright] = 255
    return result
