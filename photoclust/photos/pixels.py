"""Any picture mode to upright, small, 8-bit RGB."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photoclust.photos.colour import lab_profile, to_srgb

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_REDUCIBLE = frozenset({"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr", "I", "F"})
"""Modes that `Image.reduce` takes; the others are indices, bits or 16-bit integers."""

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
LIGHT = 200  # mean level of what is visible, in its darkest colour, above which it would be lost on white


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turns and mirrors a picture as its EXIF orientation (1 to 8) says."""
    turn = _TURNS.get(orientation)
    return image.transpose(turn) if turn is not None else image


def thinned_out(image: Image.Image, factor: int) -> Image.Image:
    """A picture with each square of `factor` x `factor` pixels made one, in any mode that `to_rgb` takes."""
    if image.mode.startswith("I;16"):
        image = _upper_bytes(image)
    elif (
        image.mode not in _REDUCIBLE or "transparency" in image.info
    ):  # indices and key colours have no means
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.reduce(factor)


def to_rgb(image: Image.Image, profile: bytes | None = None) -> Image.Image:
    """Converts any mode that Pillow decodes to RGB, and its colours to sRGB.

    16-bit greys keep their upper byte (Pillow's own conversion would clip them to white). What is transparent
    becomes white, or black where what is visible is nearly white itself: a white drawing must be seen.

    Args:
        image: A small picture.
        profile: Its ICC profile; None for sRGB.
    """
    if image.mode.startswith("I;16"):
        image = _upper_bytes(image)
    elif image.mode in {"I", "F"}:
        image = Image.fromarray(_stretch(np.asarray(image)))
    if image.has_transparency_data:
        return _on_paper(image, profile)
    if image.mode == "LAB":  # is a profile of its own
        return to_srgb(image, lab_profile())
    if image.mode not in {"RGB", "L", "CMYK"}:
        image = image.convert("RGB")
    image = to_srgb(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_paper(image: Image.Image, profile: bytes | None) -> Image.Image:
    layer = image.convert("RGBA")
    alpha = layer.getchannel("A")
    picture = to_srgb(layer.convert("RGB"), profile)
    paper = Image.new("RGB", layer.size, _paper(picture, alpha))
    paper.paste(picture, mask=alpha)
    return paper


def _paper(picture: Image.Image, alpha: Image.Image) -> tuple[int, int, int]:
    levels = np.asarray(picture).min(axis=2).astype(np.float32)
    visible = np.asarray(alpha, dtype=np.float32)
    total = float(visible.sum())
    return BLACK if total > 0 and float((levels * visible).sum()) > LIGHT * total else WHITE


def _upper_bytes(image: Image.Image) -> Image.Image:
    return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))


def _stretch(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Greys of unknown range, 8, 16 or 32 bits or float, to 8 bits."""
    finite = np.nan_to_num(values.astype(np.float32), copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    top = float(finite.max(initial=0.0))
    scale = 255.0 if top <= 1.0 else 1.0 if top <= 255.0 else 255.0 / (65535.0 if top <= 65535.0 else top)
    np.clip(finite, 0, None, out=finite)  # first, or a large negative number overflows
    finite *= np.float32(scale)
    return np.minimum(finite, 255, out=finite).astype(np.uint8)


def fit_within(image: Image.Image, edge: int) -> Image.Image:
    """Scales a picture down so that its longer side is at most `edge` pixels.

    The filter is for the eye: as good as bicubic for this, and it looks at half as many pixels.
    """
    longest = max(image.size)
    if longest <= edge:
        return image
    size = (max(1, round(image.width * edge / longest)), max(1, round(image.height * edge / longest)))
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


def squash(image: Image.Image, edge: int) -> NDArray[np.uint8]:
    """The whole picture as a model expects it: uint8 (edge, edge, 3), antialiased, aspect ratio given up.

    MediaPipe must never resize: it does not antialias, and the same photo at two sizes would get two vectors.
    Filters that look at half as many pixels would save 0.2 ms; the same photo at two sizes would be up to a
    quarter further apart.
    """
    small = image.resize((edge, edge), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.ascontiguousarray(np.asarray(small, dtype=np.uint8))


def tiny_grey(image: Image.Image, edge: int) -> NDArray[np.uint8]:
    """The means of the parts of a picture, for its perceptual hash: uint8 (edge, edge), luminance."""
    tiny = image.resize((edge, edge), Image.Resampling.BOX, reducing_gap=1.0)
    return np.asarray(tiny.convert("L"), dtype=np.uint8)
