"""Where a list of look-alikes should end, told by the scores of the query itself."""

from __future__ import annotations

import math

import numpy as np

from photoclust.analysis.arrays import Vectors

MOST = 200
"""More results than this nobody looks through at once."""

SURE = 0.75
"""Similarity that not one in a thousand unrelated photos reaches, under any model that was tried."""

_FEW = 8
_NOISE_OF_FEW = 0.3
_SHARE_OF_BEST = 0.65
_SHARE_OF_NOISE = 0.6
_SAMPLE = 1 << 16


def alike_count(scores: Vectors) -> int:
    """How many of the best matches are really alike.

    Most photos are unrelated to the query, so the median and the median absolute deviation of all scores
    describe unrelated photos, and the best of n of these is expected at sqrt(2 ln n) standard deviations
    (Leadbetter, Lindgren, Rootzén 1983, section 1.5). If the third best match is not above that, only what
    is above it counts. Else there is something alike, and a match counts that does not fall far behind the
    third best and is not in the thick of the noise (the third best, since a copy or two of the query say
    nothing about its look-alikes). What is surely alike counts always: a folder may hold nothing else.

    `benchmarks/retrieval.py` compares it with the best single threshold of all, which is another for each set
    of photos and each model.

    Args:
        scores: Cosine similarities of one query to all other photos, float32 (n,), in any order.

    Returns:
        0 to 200.
    """
    count = len(scores)
    if not count:
        return 0
    some = scores[:: -(-count // _SAMPLE)]
    middle = float(np.median(some))
    deviation = 1.4826 * float(np.median(np.abs(some - middle)))  # of normal scores, the standard deviation
    reach = math.sqrt(2 * math.log(count)) * deviation if count >= _FEW else _NOISE_OF_FEW - middle
    place = min(2, (count - 1) // 10)
    best = float(np.partition(scores, count - 1 - place)[count - 1 - place])
    if best > middle + reach and count >= _FEW:
        reach *= _SHARE_OF_NOISE
    bar = min(SURE, middle + max(reach, _SHARE_OF_BEST * (best - middle)))
    return min(MOST, int(np.count_nonzero(scores > bar)))
