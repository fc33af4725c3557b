"""Array types and small helpers that every module here shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32 (n, d), one row a photo."""

Real = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]
Labels = NDArray[np.int32]
"""int32 (n,): the cluster of each row, numbered from 0 without gaps."""

Tree = NDArray[np.float64]
"""float64 (n - 1, 4), a dendrogram in the format of `scipy.cluster.hierarchy.linkage`."""

Checkpoint = Callable[[], None]
"""Called between pieces of work; raises to cancel it."""

Report = Callable[[int, int], None]
"""Told how many of how many steps are done."""

BLOCK_ELEMENTS = 1 << 21
"""Elements of a block of scores: 8 MB as float32, and still large enough for fast matrix products."""


_GROUP = 32


def no_checkpoint() -> None:
    """The checkpoint of work that nobody cancels."""


def no_report(_done: int, _total: int) -> None:
    """The report of work that nobody watches."""


def blocks(count: int, width: int, *, least: int = 64) -> Iterator[slice]:
    """Cuts `count` rows into slices of at most `BLOCK_ELEMENTS / width` rows, but at least `least`."""
    step = max(least, BLOCK_ELEMENTS // max(1, width))
    for start in range(0, count, step):
        yield slice(start, min(start + step, count))


def distinct_rows(vectors: Vectors) -> tuple[Ints, Ints]:
    """Finds equal rows.

    Args:
        vectors: float32 (n, d).

    Returns:
        The first row of each content in the order of their bytes, int64 (m,), and for every row the place of
        its content in that order, int64 (n,).
    """
    rows = np.ascontiguousarray(vectors)
    contents = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel()
    order = np.argsort(contents, kind="stable")
    new = np.ones(len(order), bool)
    for part in blocks(len(order) - 1, rows.shape[1]):  # np.unique would copy everything three times
        new[1:][part] = contents[order[1:][part]] != contents[order[:-1][part]]
    place = np.empty(len(order), np.int64)
    place[order] = np.cumsum(new) - 1
    return order[new], place


def renumbered(labels: NDArray[Any]) -> Labels:
    """The same partition with clusters numbered from 0 in order of their first member.

    Args:
        labels: Integers >= 0 (n,); may have gaps.
    """
    if not len(labels):
        return np.zeros(0, np.int32)
    first = np.full(int(labels.max()) + 1, len(labels), np.int64)
    first[labels[::-1]] = np.arange(len(labels) - 1, -1, -1)  # of equal targets the last write stays
    number = np.empty(len(first), np.int32)
    order = np.argsort(first, kind="stable")
    number[order] = np.arange(len(first), dtype=np.int32)
    result: Labels = number[labels]
    return result


def segment_sums(vectors: Vectors, order: Ints, starts: Ints) -> NDArray[np.float64]:
    """Sums of vectors over runs of an order.

    Args:
        vectors: float32 (n, d).
        order: Rows (n,).
        starts: Where in `order` the runs begin, ascending from 0, (k,).

    Returns:
        float64 (k, d).
    """
    sums = np.zeros((len(starts), vectors.shape[1]))
    run = np.zeros(len(order), np.int64)
    run[starts] = 1
    run = np.cumsum(run) - 1
    for part in blocks(len(order), vectors.shape[1]):
        first = run[part.start]
        inside = np.flatnonzero(np.diff(run[part], prepend=first - 1))
        partial = np.add.reduceat(vectors[order[part]], inside, axis=0, dtype=np.float64)
        sums[first : first + len(inside)] += partial
    return sums


def top_k(scores: Real, k: int) -> Ints:
    """Columns of the k largest scores of each row, best first, equal scores by column.

    Args:
        scores: (m, n).
        k: 1 to n.

    Returns:
        int64 (m, k).
    """
    width = scores.shape[1]
    if k >= width:
        return np.argsort(-scores, axis=1, kind="stable")
    # One more than asked for, to see where the last place is shared and the choice was arbitrary.
    best = _largest(scores, k + 1)
    values = np.take_along_axis(scores, best, axis=1)
    order = np.lexsort((best, -values), axis=-1)
    best, values = np.take_along_axis(best, order, axis=1), np.take_along_axis(values, order, axis=1)
    for row in np.flatnonzero(values[:, k - 1] == values[:, k]):
        tied = np.flatnonzero(scores[row] == values[row, k])
        above = int(np.count_nonzero(values[row] > values[row, k]))
        best[row, above:k] = tied[: k - above]
    return best[:, :k]


def _largest(scores: Real, count: int) -> Ints:
    """Columns of the largest scores of each row in no order, (m, count).

    Of wide rows only a part is looked through: columns are dealt out to groups, and the largest scores are in
    the groups whose maxima are the largest. Maxima are taken ten times as fast as rows are partitioned.
    """
    width = scores.shape[1]
    groups = width // _GROUP
    if groups < 4 * count:
        return np.argpartition(scores, width - count, axis=1)[:, width - count :]
    dealt = scores[:, : groups * _GROUP].reshape(len(scores), _GROUP, groups)
    chosen = _largest(dealt.max(axis=1), count)
    columns = (chosen[:, None, :] + groups * np.arange(_GROUP)[:, None]).reshape(len(scores), -1)
    rest = np.broadcast_to(np.arange(groups * _GROUP, width), (len(scores), width - groups * _GROUP))
    columns = np.concatenate([columns, rest], axis=1)
    some = np.take_along_axis(scores, columns, axis=1)
    best = np.argpartition(some, some.shape[1] - count, axis=1)[:, some.shape[1] - count :]
    return np.take_along_axis(columns, best, axis=1)
