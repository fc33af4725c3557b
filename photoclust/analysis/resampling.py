"""Pictures at other sizes and between their pixels. Grey ones, in single precision.

A Gaussian blur and the change of size that follows are one product with a matrix on each side: on pictures of
a few hundred pixels that is quicker than going over them tap by tap, and any size can be asked for.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""uint8 (h, w), luminance."""

Plane = NDArray[np.float32]
"""float32 (h, w), any quantity of a picture's pixels."""

SHARP = 0.5
"""Blur of a picture as it comes, in its own pixels: they are as wide as that."""

_LEAST = 0.35  # blur that is still interpolation and no pattern of holes


def resampled(plane: Plane, shape: tuple[int, int], sigma: float, *, blur: float = SHARP) -> Plane:
    """A picture blurred and brought to another size.

    Args:
        plane: float32 (h, w).
        shape: Rows and columns of what is returned.
        sigma: How blurred that is to be, in its own pixels.
        blur: How blurred the picture is already, in its own pixels.
    """
    rows = _line(plane.shape[0], shape[0], sigma, blur)
    columns = _line(plane.shape[1], shape[1], sigma, blur)
    if shape[0] * plane.shape[1] <= plane.shape[0] * shape[1]:  # the smaller product first
        return np.ascontiguousarray((rows @ plane) @ columns.T)
    return np.ascontiguousarray(rows @ (plane @ columns.T))


def blurred(plane: Plane, sigma: float) -> Plane:
    """A picture blurred by so many pixels more."""
    return resampled(plane, (plane.shape[0], plane.shape[1]), sigma, blur=0.0)


@functools.lru_cache(maxsize=512)
def _line(before: int, after: int, sigma: float, blur: float) -> Plane:
    """What each pixel of a line gives to each of the new one: float32 (after, before)."""
    stretch = before / after
    centres = (np.arange(after) + 0.5) * stretch - 0.5
    spread = np.sqrt(max((sigma * stretch) ** 2 - blur**2, _LEAST**2))
    weights = np.exp(-0.5 * ((np.arange(before) - centres[:, None]) / spread) ** 2)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray(weights, np.float32)


def fitted(shape: tuple[float, ...], edge: float, *, least: int = 1) -> tuple[int, int]:
    """Rows and columns of a picture whose longer side is to have `edge` pixels."""
    scale = edge / max(shape)
    return max(least, round(shape[0] * scale)), max(least, round(shape[1] * scale))


def sampled(plane: Plane, x: Plane, y: Plane) -> Plane:
    """A picture between its pixels, by bilinear interpolation; beyond its edge as at its edge.

    Args:
        plane: float32 (h, w), at least 2 x 2.
        x: Columns, float32 of any shape.
        y: Rows, of the same shape.
    """
    height, width = plane.shape
    return sampled_among(plane.ravel(), np.zeros(1, np.int32), np.array([[height], [width]], np.int32), x, y)


def sampled_among(
    pixels: NDArray[np.float32], starts: NDArray[np.int32], shapes: NDArray[np.int32], x: Plane, y: Plane
) -> Plane:
    """As `sampled`, of several pictures at once, whose pixels lie one after the other.

    Args:
        pixels: float32 (n,).
        starts: int32, where the picture that is meant begins; of a shape that goes with that of x.
        shapes: int32 (2, ...), its rows and columns, likewise.
        x: Columns, float32.
        y: Rows, float32.
    """
    height, width = shapes
    x = np.minimum(np.maximum(x, 0), (width - 1).astype(np.float32))
    y = np.minimum(np.maximum(y, 0), (height - 1).astype(np.float32))
    left = np.minimum(x.astype(np.int32), width - 2)
    top = np.minimum(y.astype(np.int32), height - 2)
    x -= left
    y -= top
    spots = top * width
    spots += left
    spots += starts
    upper = pixels.take(spots)
    upper += x * (pixels.take(spots + 1) - upper)
    spots += width
    lower = pixels.take(spots)
    lower += x * (pixels.take(spots + 1) - lower)
    upper += y * (lower - upper)
    return np.asarray(upper, np.float32)
