"""Small grey pictures out of thumbnails, for looking at pixels."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image


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
