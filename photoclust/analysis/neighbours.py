"""The nearest neighbours of every photo, and the mean of a photo with them.

Replacing each photo by the weighted mean of itself and its nearest draws look-alikes together: what they
share is kept, what one picture has by chance is averaged away (database-side feature augmentation:
Arandjelović, Zisserman 2012, "Three things everyone should know to improve object retrieval", section 5; the
weights, a power of the cosine: Radenović, Tolias, Chum 2018, "Fine-tuning CNN image retrieval with no human
annotation", section 3.5).

Finding the neighbours of all is a product of all with all. So lists are kept and brought up to date: each
photo has a few more neighbours than are used and a *ceiling*, a similarity that no photo outside its list
exceeds. New photos are compared with all, and only lists that lost too many are searched for anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import (
    Checkpoint,
    Ints,
    Real,
    Report,
    Vectors,
    blocks,
    no_checkpoint,
    no_report,
    top_k,
)
from photoclust.analysis.space import normalised

LISTED = 8
AVERAGED = 5
POWER = 3

_NONE = -np.inf


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The nearest of each photo, itself left out.

    Attributes:
        rows: int32 (n, 8), the nearest first; 0 where there is none.
        similarities: float32 (n, 8); -inf where there is none.
        ceiling: float32 (n,); no photo that is not listed is more similar. -inf if all are listed.
    """

    rows: NDArray[np.int32]
    similarities: Vectors
    ceiling: Vectors

    def __len__(self) -> int:
        return len(self.rows)


def find_neighbours(
    vectors: Vectors, *, checkpoint: Checkpoint = no_checkpoint, on_progress: Report = no_report
) -> Neighbours:
    """The neighbours of all.

    Args:
        vectors: float32 (n, d), unit rows.
        checkpoint: Called between blocks; raises to cancel.
        on_progress: Told how many rows are done.
    """
    found = _empty(len(vectors))
    _search(found, vectors, np.arange(len(vectors)), checkpoint, on_progress)
    return found


def updated_neighbours(
    vectors: Vectors,
    old: Neighbours,
    came_from: Ints,
    *,
    checkpoint: Checkpoint = no_checkpoint,
    on_progress: Report = no_report,
) -> Neighbours:
    """The neighbours of all after photos came and went, as `find_neighbours` would find them.

    They are the same but for photos that are equally near to within the rounding of a product (1e-6).

    Args:
        vectors: float32 (n, d), unit rows, those of photos that stayed unchanged.
        old: Of the photos before.
        came_from: int64 (n,), the row of each photo in `old`; -1 for new ones.
        checkpoint: Called between blocks; raises to cancel.
        on_progress: Told how many rows of those to be searched for are done.
    """
    stayed, new = np.flatnonzero(came_from >= 0), np.flatnonzero(came_from < 0)
    lists = _empty(len(vectors))
    now = np.full(len(old), -1, np.int64)
    now[came_from[stayed]] = stayed
    rows = now[old.rows[came_from[stayed]]]
    similarities = np.where(rows >= 0, old.similarities[came_from[stayed]], _NONE).astype(np.float32)
    _put(lists, stayed, np.maximum(rows, 0), similarities, old.ceiling[came_from[stayed]])
    _search(lists, vectors, new, checkpoint, no_report)
    for part in blocks(len(new), len(stayed), least=1):
        checkpoint()
        _take_in(lists, stayed, new[part], vectors[stayed] @ vectors[new[part]].T)
    sure = (lists.similarities[stayed] >= lists.ceiling[stayed, None]).sum(axis=1)
    unsure = stayed[(sure < AVERAGED) & (lists.ceiling[stayed] > _NONE)]
    _search(lists, vectors, unsure, checkpoint, on_progress)
    return lists


def averaged(vectors: Vectors, neighbours: Neighbours) -> Vectors:
    """Each row's mean with its five nearest, weighted by the third power of their similarity.

    Args:
        vectors: float32 (n, d), unit rows.
        neighbours: Of all of them.

    Returns:
        float32 (n, d), unit rows.
    """
    means = vectors.copy()
    rows = neighbours.rows[:, :AVERAGED]
    weights = np.clip(neighbours.similarities[:, :AVERAGED], 0, 1) ** POWER
    for part in blocks(len(vectors), vectors.shape[1] * 8):
        for place in range(rows.shape[1]):
            means[part] += weights[part, place, None] * vectors[rows[part, place]]
    return normalised(means)


def _empty(count: int) -> Neighbours:
    return Neighbours(
        np.zeros((count, LISTED), np.int32),
        np.full((count, LISTED), _NONE, np.float32),
        np.full(count, _NONE, np.float32),
    )


def _search(lists: Neighbours, vectors: Vectors, rows: Ints, checkpoint: Checkpoint, report: Report) -> None:
    for part in blocks(len(rows), len(vectors)):
        checkpoint()
        some = rows[part]
        scores = vectors[some] @ vectors.T
        scores[np.arange(len(some)), some] = _NONE
        near = top_k(scores, min(LISTED + 1, len(vectors)))
        _put(lists, some, near, np.take_along_axis(scores, near, axis=1), np.full(len(some), _NONE))
        report(part.stop, len(rows))


def _take_in(lists: Neighbours, rows: Ints, new: Ints, scores: Vectors) -> None:
    """Puts new photos where they belong in the lists of others; `scores` is (rows, new)."""
    better = np.flatnonzero(scores.max(axis=1) > lists.ceiling[rows])
    some, scores = rows[better], scores[better]
    best = top_k(scores, min(LISTED + 1, len(new)))
    near = np.concatenate([lists.rows[some], new[best]], axis=1)
    both = np.concatenate([lists.similarities[some], np.take_along_axis(scores, best, axis=1)], axis=1)
    order = np.argsort(-both, axis=1, kind="stable")
    near, both = np.take_along_axis(near, order, axis=1), np.take_along_axis(both, order, axis=1)
    _put(lists, some, near, both, lists.ceiling[some])


def _put(lists: Neighbours, rows: Ints, near: Ints, scores: Real, ceiling: Real) -> None:
    """Writes lists, best first; what finds no room raises the ceiling."""
    width = min(LISTED, near.shape[1])
    near = np.where(np.isfinite(scores), near, 0)
    order = np.argsort(-scores, axis=1, kind="stable")
    near, scores = np.take_along_axis(near, order, axis=1), np.take_along_axis(scores, order, axis=1)
    lists.rows[rows, :width], lists.similarities[rows, :width] = near[:, :width], scores[:, :width]
    beyond = scores[:, LISTED] if near.shape[1] > LISTED else np.full(len(rows), _NONE)
    lists.ceiling[rows] = np.maximum(ceiling, beyond)
