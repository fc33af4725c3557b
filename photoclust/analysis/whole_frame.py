"""How one whole picture may lie on another: as it is, mirrored, or turned by quarters.

For pictures that show too little to find points in, or are too blurred: a guess that pixels have to confirm.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclust.analysis.local_features import Features
from photoclust.analysis.matching import Laid

_ALIKE = 0.85  # correlation of tiny pictures, at least
_STRETCH = 1.05  # how far the proportions of the two may differ


def lay_whole(first: Features, others: Sequence[Features]) -> list[Laid | None]:
    """The likeliest way in which a whole picture lies on each of some others, if any is likely."""
    ways = np.stack(
        [
            np.rot90(one, -quarters).ravel()
            for one in (first.tiny, first.tiny[:, ::-1])
            for quarters in range(4)
        ]
    ).astype(np.float32)
    theirs = np.stack([other.tiny.ravel() for other in others]).astype(np.float32)
    lengths = np.linalg.norm(theirs, axis=1) * np.linalg.norm(ways[0])
    likeness = ways @ theirs.T / np.maximum(lengths, 1)
    stretch = np.array([other.width / other.height for other in others])
    own = first.width / first.height
    proportions = np.where(np.arange(8)[:, None] % 2, 1 / own, own) / stretch
    likeness[np.maximum(proportions, 1 / proportions) > _STRETCH] = 0
    best = likeness.argmax(axis=0)
    return [
        _way(first, other, int(way)) if likeness[way, row] >= _ALIKE else None
        for row, (other, way) in enumerate(zip(others, best, strict=True))
    ]


def _way(first: Features, second: Features, way: int) -> Laid:
    quarters = way % 4
    width, height = (first.width, first.height) if quarters % 2 == 0 else (first.height, first.width)
    scale = (second.width / width * second.height / height) ** 0.5
    corner = (0j, first.height + 0j, first.width + 1j * first.height, 1j * first.width)[quarters]
    return Laid(way >= 4, scale * 1j**quarters, scale * corner, 0)
