"""How one whole picture may lie on another: as it is, mirrored, or turned by quarters.

For pictures that show too little to find points in, or are too blurred: a guess that pixels have to confirm.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclust.analysis.local_features import Features
from photoclust.analysis.matching import Laid

_ALIKE = 0.85  # correlation of tiny pictures, at least
_NEARLY_EQUAL = 0.96  # likewise, where proportions differ: somebody squeezed it into another frame
_STRETCH = 1.04  # how far proportions differ by rounding
_MOST_STRETCH = 2.0  # and by squeezing


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
    theirs = np.array([other.width / other.height for other in others])
    own = first.width / first.height
    proportions = np.where(np.arange(8)[:, None] % 2, 1 / own, own) / theirs
    stretch = np.maximum(proportions, 1 / proportions)
    likeness[stretch > _MOST_STRETCH] = 0
    likeness[(stretch > _STRETCH) & (likeness < _NEARLY_EQUAL)] = 0
    best = likeness.argmax(axis=0)
    return [
        _way(first, other, int(way)) if likeness[way, row] >= _ALIKE else None
        for row, (other, way) in enumerate(zip(others, best, strict=True))
    ]


def _way(first: Features, second: Features, way: int) -> Laid:
    quarters = way % 4
    wide, high = (second.width, second.height) if quarters % 2 == 0 else (second.height, second.width)
    scale = wide / first.width
    stretch = high / (first.height * scale)
    corner = (0j, high + 0j, wide + 1j * high, 1j * wide)[quarters]
    return Laid(way >= 4, scale * 1j**quarters, corner, 0, stretch)
