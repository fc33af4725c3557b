"""How much of a picture is a plain frame that was laid around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EVEN = 12
"""Grey levels within which a line is of one colour; packing leaves traces beside an edge."""

ONE_COLOUR = 10
"""Grey levels by which the lines of a frame differ at most, on both sides of the picture."""


def inner_share(grey: NDArray[np.uint8]) -> tuple[float, float]:
    """The part of a picture's height and width that is within its frame; 1 and 1 where there is none.

    A frame is on two sides that face each other, of one colour: a sky is on one.

    Args:
        grey: uint8 (h, w).
    """
    height, width = grey.shape
    rows, columns = _frame(grey), _frame(grey.T)
    return 1 - rows / height, 1 - columns / width


def _frame(grey: NDArray[np.uint8]) -> int:
    """How many lines of a frame are above and below."""
    edges = _extremes(grey[[0, -1]])
    if (edges[1] - edges[0] > EVEN).any():
        return 0  # most photos have none, and looking at all lines takes long
    low, high = _extremes(grey)
    colour = (low[0] + high[0]) / 2
    plain = (high - low <= EVEN) & (np.abs((low + high) / 2 - colour) <= ONE_COLOUR)
    if plain.all():
        return 0
    above, below = int(np.argmin(plain)), int(np.argmin(plain[::-1]))
    return above + below if above and below else 0


def _extremes(lines: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The darkest and the brightest level of each line, (2, n), but for a few pixels of noise."""
    cut = lines.shape[1] // 50
    ordered = np.partition(lines, (cut, lines.shape[1] - 1 - cut), axis=1)
    return ordered[:, [cut, -1 - cut]].T.astype(np.int64)
