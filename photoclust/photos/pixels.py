"""Any picture mode to upright, small, 8-bit RGB."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

REDUCIBLE = frozenset({"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr", "I", "F"})
"""Modes that `Image.reduce` takes; the others are indices, bits or 16-bit integers."""

PAPER = (255, 255, 255)  # what transparent pictures are laid on


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turns and mirrors a picture as its EXIF orientation (1 to 8) says."""
    turn = _TURNS.get(orientation)
    return image.transpose(turn) if turn is not None else image


def to_rgb(image: Image.Image) -> Image.Image:
    """Converts any mode that Pillow decodes to RGB.

    16-bit greys keep their upper byte (Pillow's own conversion would clip them to white), transparent parts
    become paper.
    """
    if image.mode == "RGB" and not image.has_transparency_data:
        return image
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if image.mode in {"I", "F"}:
        return Image.fromarray(_stretch(np.asarray(image))).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, PAPER)
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _stretch(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Greys of unknown range, 8, 16 or 32 bits or float, to 8 bits."""
    finite = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    top = float(finite.max(initial=0.0))
    scale = 255.0 if top <= 1.0 else 1.0 if top <= 255.0 else 255.0 / (65535.0 if top <= 65535.0 else top)
    return np.clip(finite * scale, 0, 255).astype(np.uint8)


def fit_within(image: Image.Image, edge: int) -> Image.Image:
    """Scales a picture down so that its longer side is at most `edge` pixels."""
    longest = max(image.size)
    if longest <= edge:
        return image
    size = (max(1, round(image.width * edge / longest)), max(1, round(image.height * edge / longest)))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def squash(image: Image.Image, edge: int) -> NDArray[np.uint8]:
    """The whole picture as a model expects it: uint8 (edge, edge, 3), antialiased, aspect ratio given up.

    MediaPipe must never resize: it does not antialias, and the same photo at two sizes would get two vectors.
    """
    small = image.resize((edge, edge), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.ascontiguousarray(np.asarray(small, dtype=np.uint8))
