"""What an image-and-text model says of a description, on the scale of other evidence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.cutoff import alike_count
from photoclust.library.words.word_index import WordIndex

LEAST = 0.3
"""The score of the last photo that a description still fits; the best one has 1."""


def described(found: tuple[NDArray[np.int64], NDArray[np.float32]], index: WordIndex) -> NDArray[np.float32]:
    """Turns cosine similarities into scores.

    They can't be taken as they are: between words and pictures they are small, and differ from model to
    model (CLIP: 0.15 for what is unrelated, 0.3 for what fits well). What fits stands out among all photos,
    as look-alikes do, so `analysis.cutoff` says how many fit, and the scale is that of their own.

    Args:
        found: Photo ids and similarities, see `library.phrases`.
        index: The library.

    Returns:
        float32 (n,), a row a photo of the index, in [0, 1]; 0 for photos that it does not fit.
    """
    ids, similarities = found
    scores = np.zeros(len(index), np.float32)
    best = np.argsort(-similarities, kind="stable")
    fitting = best[: alike_count(similarities[best])]
    if not len(fitting):
        return scores
    fits = similarities[fitting]
    span = float(fits[0] - fits[-1])
    worth = LEAST + (1 - LEAST) * (fits - fits[-1]) / span if span > 0 else np.ones(len(fits), np.float32)
    rows = np.searchsorted(index.ids, ids[fitting])
    there = rows < len(index)
    there[there] = index.ids[rows[there]] == ids[fitting][there]
    scores[rows[there]] = worth[there]
    return scores
