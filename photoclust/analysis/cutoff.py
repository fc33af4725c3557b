"""Where a list of look-alikes should end, told by the scores of the query itself."""

from __future__ import annotations

import math

import numpy as np

from photoclust.analysis.arrays import Vectors

MOST = 200
"""More results than this nobody looks through."""

SURE = 0.75
"""Similarity that not one in a thousand unrelated photos reaches, under any model that was tried."""

_FEW = 8
_NOISE_OF_FEW = 0.3
_SHARE_OF_BEST = 0.65


def alike_count(scores: Vectors) -> int:
    """How many of the best matches are really alike.

    A match has to pass two bars. It must stand out of the noise: most photos are unrelated to the query, so
    the median and the median absolute deviation of all scores describe unrelated photos, and the best of n of
    these is expected at sqrt(2 ln n) standard deviations (Leadbetter, Lindgren, Rootzén 1983, section 1.5).
    And it must not fall far behind the best: the third best counts for that, since a copy or two of the query
    say nothing about its look-alikes. What is surely alike counts always: a folder may hold nothing else.

    Args:
        scores: Cosine similarities of one query to all other photos, float32 (n,), best first.

    Returns:
        0 to 200.
    """
    count = len(scores)
    if not count:
        return 0
    middle = float(np.median(scores))
    deviation = 1.4826 * float(np.median(np.abs(scores - middle)))  # of normal scores, the standard deviation
    noise = middle + math.sqrt(2 * math.log(count)) * deviation if count >= _FEW else _NOISE_OF_FEW
    best = float(scores[min(2, (count - 1) // 10)])
    bar = min(SURE, max(noise, middle + _SHARE_OF_BEST * (best - middle)))
    return min(MOST, int(np.count_nonzero(scores > bar)))
