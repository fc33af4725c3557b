"""Which pairs of photos are worth a closer look, by their vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import (
    Checkpoint,
    Ints,
    Report,
    Vectors,
    blocks,
    no_checkpoint,
    no_report,
)

LEAST = 0.5
"""Cosine similarity, at least. Of 3,808 pairs of edited copies, 10 were less alike."""

MOST = 40
"""Of these, the nearest of each photo."""


def propose(
    vectors: Vectors, *, checkpoint: Checkpoint = no_checkpoint, on_progress: Report = no_report
) -> NDArray[np.int32]:
    """Pairs of which at least one has the other among its nearest.

    Args:
        vectors: float32 (n, d), unit rows.
        checkpoint: Called between blocks; raises to cancel.
        on_progress: Told how many rows are done.

    Returns:
        int32 (m, 2): rows, the smaller first, in ascending order.
    """
    count = len(vectors)
    names = [np.zeros(0, np.int64)]
    for part in blocks(count, count, least=16):
        checkpoint()
        scores = vectors[part] @ vectors.T
        scores[np.arange(len(scores)), np.arange(part.start, part.stop)] = -1
        rows, others = np.nonzero(scores > LEAST)
        rows, others = _nearest(rows, others, scores[rows, others])
        rows += part.start
        names.append(np.minimum(rows, others) * count + np.maximum(rows, others))
        on_progress(part.stop, count)
    pairs = np.unique(np.concatenate(names))
    return np.column_stack([pairs // max(1, count), pairs % max(1, count)]).astype(np.int32)


def _nearest(rows: Ints, others: Ints, scores: NDArray[np.float32]) -> tuple[Ints, Ints]:
    """The `MOST` best of each row; equally good ones by number."""
    order = np.lexsort((others, -scores, rows))
    rows, others = rows[order], others[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[rank < MOST], others[rank < MOST]
