"""The nearest neighbours of every vector at once: exact for small sets, nearly so for large ones.

Comparing 100,000 vectors with each other is ten thousand million products, most of them between vectors that
have nothing to do with each other. So they are first put into cells around chosen centres, and each is
compared with those of the nearest cells only (an inverted file: Jégou, Douze, Schmid 2011, "Product
quantization for nearest neighbor search", section IV).
"""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import (
    Checkpoint,
    Ints,
    Report,
    Vectors,
    blocks,
    no_checkpoint,
    no_report,
    top_k,
)

EXACT_UP_TO = 20_000
"""Vectors up to which all are compared with all."""

PROBED = 32
"""Cells that a vector is compared with, its own included."""

_LLOYD = 3
"""Steps by which the centres are moved into the middle of their cells."""


def near_neighbours(
    points: Vectors,
    count: int,
    *,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
    on_progress: Report = no_report,
) -> Ints:
    """The rows nearest to each row by Euclidean distance, itself left out.

    Args:
        points: float32 (n, d); best with few dimensions.
        count: How many, less than n.
        seed: Chooses the centres of the cells.
        checkpoint: Called a few times a second.
        on_progress: Rows that are done.

    Returns:
        int64 (n, count), the nearest first.
    """
    squares = np.einsum("ij,ij->i", points, points)
    found = np.empty((len(points), count), np.int64)
    done = 0
    for rows, others in _comparisons(points, count, seed, checkpoint):
        for part in blocks(len(rows), len(others)):
            checkpoint()
            some = rows[part]
            scores = points[some] @ points[others].T
            scores *= 2
            scores -= squares[others]
            scores[np.arange(len(some)), np.searchsorted(others, some)] = -np.inf
            found[some] = others[top_k(scores, count)]
            done += len(some)
            on_progress(done, len(points))
    return found


def _comparisons(points: Vectors, count: int, seed: int, checkpoint: Checkpoint) -> list[tuple[Ints, Ints]]:
    """Which rows are to be compared with which, both ascending; each row occurs once on the left."""
    everything = np.arange(len(points))
    if len(points) <= EXACT_UP_TO:
        return [(everything, everything)]
    cells, centres = _cells(points, seed, checkpoint)
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], np.arange(len(centres) + 1))
    members = [order[starts[cell] : starts[cell + 1]] for cell in range(len(centres))]
    near = _nearest(centres, centres, PROBED)
    comparisons = []
    for cell, own in enumerate(members):
        others = np.sort(np.concatenate([members[other] for other in near[cell]]))
        if len(own):
            comparisons.append((own, others if len(others) > count else everything))
    return comparisons


def _cells(points: Vectors, seed: int, checkpoint: Checkpoint) -> tuple[Ints, Vectors]:
    """The cell of each row, int64 (n,), and the centres of the cells."""
    size = round(np.sqrt(len(points)))
    chosen = np.sort(np.random.default_rng(seed).choice(len(points), size, replace=False))
    centres = points[chosen]
    for step in range(_LLOYD + 1):
        cells = np.concatenate(
            [_nearest(points[part], centres, 1, checkpoint)[:, 0] for part in blocks(len(points), size)]
        )
        if step == _LLOYD:
            break
        sizes = np.bincount(cells, minlength=size)
        sums = np.column_stack([np.bincount(cells, column, size) for column in points.T])
        filled = sizes > 0
        centres[filled] = (sums[filled] / sizes[filled, None]).astype(np.float32)
    return cells, centres


def _nearest(points: Vectors, centres: Vectors, count: int, checkpoint: Checkpoint = no_checkpoint) -> Ints:
    checkpoint()
    scores = 2 * (points @ centres.T) - np.einsum("ij,ij->i", centres, centres)
    if count == 1:
        best: Ints = scores.argmax(axis=1)[:, None]
        return best
    return top_k(scores, min(count, len(centres)))
