"""Which photos are another shot of the same thing: the next frame of a burst, a re-take.

Vectors know of what kind a thing is rather than which one: two dalmatians, or two grand pianos before white,
have cosines of 0.95. Time knows what they don't. So the longer two photos lie apart, or if nobody knows when
they were taken, the more alike they have to be. Measured on photos of 100 classes, where different photos of
one class are no shots of one thing, and on outings with times; the figures are in docs/duplicates.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints

NEEDED = ((2.0, 0.60), (15.0, 0.85), (60.0, 0.92), (np.inf, 0.97))
"""Up to so many seconds apart, so high a cosine similarity is needed; of all times unknown, the last."""

DAY = 86_400.0
CROWD = 40
"""So many photos of one second are no burst: somebody set all their dates."""


def trusted_times(taken: NDArray[np.float64]) -> NDArray[np.float64]:
    """The times that say when a photo was taken to the second; nan in place of the others.

    Left out are full midnights, which stand for a date without a time, and seconds of a crowd.

    Args:
        taken: Seconds, float64 (n,); nan where there is none.
    """
    times = np.where(taken % DAY == 0, np.nan, taken)
    known = np.isfinite(times)
    _, places, counts = np.unique(times[known], return_inverse=True, return_counts=True)
    times[known] = np.where(counts[places] >= CROWD, np.nan, times[known])
    return times


def are_similar_shots(
    pairs: Ints, similarities: NDArray[np.float32], taken: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Says of pairs of photos whether they are shots of one thing.

    Args:
        pairs: Rows of `taken`, int64 (m, 2).
        similarities: Cosine of the vectors of each pair, centred, not averaged with others; float32 (m,).
        taken: When each photo was taken, as from `trusted_times`; float64 (n,).

    Returns:
        bool (m,).
    """
    apart = np.abs(taken[pairs[:, 0]] - taken[pairs[:, 1]])
    limits = np.array([seconds for seconds, _ in NEEDED])
    needed = np.array([similarity for _, similarity in NEEDED])
    # Where one time is unknown, apart is nan, which no limit exceeds.
    place = np.minimum((~(apart[:, None] <= limits)).sum(axis=1), len(NEEDED) - 1)
    enough: NDArray[np.bool_] = similarities >= needed[place]
    return enough
