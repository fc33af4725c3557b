"""A part of a picture at a given size, as pixels: for looking closely without keeping all of it in memory."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photoclust.core.part import Part
from photoclust.photos.decode import shrunk
from photoclust.photos.opening import opened
from photoclust.photos.pixels import to_rgb, upright

BAND = 1 << 18  # pixels that are taken over at once: meanwhile no other thread can run Python
_DIRECT = frozenset({"RGB", "L", "CMYK"})
"""Modes that can be resized as they are."""


def pixels(path: str, data: bytes, part: Part, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Cuts a part out of a picture and scales it.

    The picture is decoded no larger than that needs, and only what is cut out is converted and turned: a
    photo of 24 megapixels takes 96 MB for the moment, not three times as much. The borders of the part are
    not rounded to pixels, so that the same part of two copies of different sizes shows the same.

    Args:
        path: For messages only.
        data: The whole file.
        part: Of the upright picture.
        size: Width and height of what is returned, pixels; may be more than the picture has.

    Returns:
        uint8 (height, width, 3), sRGB, upright.

    Raises:
        PhotoUnreadableError: If the bytes are no picture that can be decoded.
    """
    with opened(path, data) as source:
        turn = source.exif.orientation
        width, height = size[0] / part.width, size[1] / part.height  # the whole would have as many
        image = shrunk(source, math.ceil(max(width, height)), math.ceil(min(width, height)))
        box = stored(part, turn)
        inside = (
            box.left * image.width,
            box.top * image.height,
            min(image.width, box.right * image.width),
            min(image.height, box.bottom * image.height),
        )
        wanted = size if turn < 5 else size[::-1]
        if image.mode in _DIRECT and not image.has_transparency_data:
            cut = to_rgb(_resized(image, wanted, inside), source.profile)
        else:  # indices have no means, and what lies under transparency the whole picture decides
            cut = _resized(to_rgb(image, source.profile), wanted, inside)
        return _array(upright(cut, turn))


def _resized(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float]
) -> Image.Image:
    return image.resize(size, Image.Resampling.HAMMING, box=box, reducing_gap=2.0)


def _array(image: Image.Image) -> NDArray[np.uint8]:
    """The pixels of an RGB picture, taken over band by band."""
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    step = max(1, BAND // image.width)
    for top in range(0, image.height, step):
        band = image.crop((0, top, image.width, min(image.height, top + step)))
        pixels[top : top + band.height] = np.asarray(band)
    return pixels


def stored(part: Part, orientation: int) -> Part:
    """Where a part of the upright picture lies in the picture as it is stored, for an EXIF orientation."""
    left, top, right, bottom = part
    match orientation:
        case 2:
            return Part(1 - right, top, 1 - left, bottom)
        case 3:
            return Part(1 - right, 1 - bottom, 1 - left, 1 - top)
        case 4:
            return Part(left, 1 - bottom, right, 1 - top)
        case 5:
            return Part(top, left, bottom, right)
        case 6:
            return Part(top, 1 - right, bottom, 1 - left)
        case 7:
            return Part(1 - bottom, 1 - right, 1 - top, 1 - left)
        case 8:
            return Part(1 - bottom, left, 1 - top, right)
    return part
