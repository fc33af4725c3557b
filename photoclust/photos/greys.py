"""Small pictures out of thumbnails, for looking at pixels."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

GREY = 2.0
"""Mean distance of a picture's chroma from none, up to which it is grey: packing alone makes some."""


def thumbnail_grey(jpeg: bytes) -> NDArray[np.uint8] | None:
    """The luminance of a thumbnail: uint8 (h, w); None if it is damaged.

    Args:
        jpeg: As `decode` made it; only its grey part is decoded.
    """
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            image.draft("L", image.size)
            return np.asarray(image.convert("L"), dtype=np.uint8)
    except (OSError, ValueError, SyntaxError):
        return None


def is_in_colour(jpeg: bytes) -> bool | None:
    """Whether a thumbnail shows any colour; None if it is damaged.

    Args:
        jpeg: As `decode` made it; an eighth of its size is decoded.
    """
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            image.draft("YCbCr", (1, 1))
            chroma = np.asarray(image.convert("YCbCr"), dtype=np.float32)[..., 1:] - 128
    except (OSError, ValueError, SyntaxError):
        return None
    return bool(np.hypot(chroma[..., 0], chroma[..., 1]).mean() > GREY)
