"""Which photos are shown as thumbnails when the map is seen from near: one a cell, never one over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoclust.gui.map.camera import Camera, Points

EDGE: Final = 72
"""Of a thumbnail on the map, in device-independent pixels."""

GAP: Final = 10
CROWD: Final = 6.0
"""Photos in sight for each cell that has any: with more of them, dots tell more than thumbnails."""

_STEP: Final = 2**0.5


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnails:
    """The chosen photos.

    Attributes:
        rows: int64 (m,), of the map.
        middles: float32 (m, 2), where on the map the middle of each thumbnail is: in its cell, as near to its
            point as the cell allows.
        counts: int64 (m,), photos in the cell, those without a thumbnail included.
    """

    rows: NDArray[np.int64]
    middles: Points
    counts: NDArray[np.int64]


NONE: Final = Thumbnails(np.zeros(0, np.int64), np.zeros((0, 2), np.float32), np.zeros(0, np.int64))


def cell_edge(scale: float) -> float:
    """The edge of a cell in the map's units: the screen's, rounded up to a power of the root of 2.

    So cells stay where they are while one pans, and change at a few steps of the zoom only.
    """
    steps = np.ceil(np.log((EDGE + GAP) / scale) / np.log(_STEP))
    return float(_STEP**steps)


def choose_thumbnails(
    points: Points, rows: NDArray[np.int64], rank: NDArray[np.int64], camera: Camera
) -> Thumbnails:
    """Chooses photos.

    Args:
        points: float32 (n, 2), all points of the map.
        rows: Those in sight, with whole cells at the edges.
        rank: int64 (n,), who comes before whom. What is chosen here stays chosen nearer by.
        camera: For its scale.

    Returns:
        `NONE` where there are too many photos in sight.
    """
    if not len(rows):
        return NONE
    edge = cell_edge(camera.scale)
    cells = np.floor(points[rows].astype(np.float64) / edge).astype(np.int64)
    number = (cells[:, 0] - cells[:, 0].min()) * (np.ptp(cells[:, 1]) + 1) + cells[:, 1] - cells[:, 1].min()
    order = np.lexsort((rank[rows], number))
    first = np.flatnonzero(np.diff(number[order], prepend=-1))
    if len(rows) > CROWD * len(first):
        return NONE
    counts = np.diff(first, append=len(order))
    chosen = order[first]
    low = cells[chosen] * edge
    half = (EDGE + GAP - 2) / 2 / camera.scale  # their frames do not touch either
    middles = np.clip(points[rows[chosen]], low + half, np.maximum(low + edge - half, low + half))
    return Thumbnails(rows[chosen], middles.astype(np.float32), counts)
