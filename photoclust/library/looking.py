"""Looks at pairs of pictures, in threads: the work of the second look, without knowing what it is for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.local_features import Features, find_features
from photoclust.analysis.matching import Laid, lay_on
from photoclust.analysis.resampling import Grey
from photoclust.analysis.same_picture import compare
from photoclust.analysis.whole_frame import lay_whole
from photoclust.core.photo import Fingerprint
from photoclust.core.progress import CancelToken
from photoclust.library.crew import THREAD_NAME
from photoclust.library.index_options import default_jobs
from photoclust.photos.greys import thumbnail_grey

KEPT = 12_000
"""Pictures whose features stay in memory: 440 MB at most."""

_GREYS = 400  # pictures that stay in memory themselves: 40 MB
_ROW = 16  # others that one picture is compared with at a time: 10 ms
_LISTED = 10_000
_AT_ONCE = 300  # thumbnails read at a time

Pair = tuple[Fingerprint, Fingerprint]
Given = TypeVar("Given")
Made = TypeVar("Made")


def ways_on(first: Features, others: Sequence[Features]) -> list[list[Laid]]:
    """The ways in which a picture may lie on each of some others, the likeliest first."""
    both = zip(lay_on(first, others), lay_whole(first, others), strict=True)
    return [[way for way in ways if way is not None] for ways in both]


def correlation(first: Grey, second: Grey, ways: Sequence[Laid]) -> float:
    """How well two pictures correlate, if they are one; else 0."""
    for way in ways:
        found = compare(first, second, way)
        if found.same:
            return found.correlation
    return 0.0


class Looker:
    """Looks at pictures, and remembers some of those it has seen. To be closed by leaving its `with` block.

    Args:
        thumbnails: Gives those of some contents; called in the thread of the caller.
        cancel: Heard before every picture and pair.
    """

    def __init__(
        self,
        thumbnails: Callable[[Sequence[Fingerprint]], dict[Fingerprint, bytes]],
        cancel: CancelToken,
    ) -> None:
        self._thumbnails = thumbnails
        self._cancel = cancel
        self._features: OrderedDict[Fingerprint, Features | None] = OrderedDict()
        self._greys: OrderedDict[Fingerprint, Grey | None] = OrderedDict()

    def __enter__(self) -> Looker:
        from threadpoolctl import threadpool_limits

        # Each of our threads multiplies for itself; more threads a product would get in each other's way.
        self._limits = threadpool_limits(1, "blas")
        self._pool = ThreadPoolExecutor(default_jobs(), thread_name_prefix=THREAD_NAME)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._limits.restore_original_limits()

    def look(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, float | None]]:
        """How well the pictures of each pair correlate if they are one, else 0; None where one is missing.

        Args:
            pairs: Some hundred at a time, sorted.

        Raises:
            CancelledError: If the work is to stop.
        """
        self._see({content for pair in pairs for content in pair})
        rows: list[list[Pair]] = []
        for pair in pairs:
            if self._features[pair[0]] is None or self._features[pair[1]] is None:
                yield pair, None
            elif rows and rows[-1][0][0] == pair[0] and len(rows[-1]) < _ROW:
                rows[-1].append(pair)
            else:
                rows.append([pair])
        ways = [way for row in self._each(rows, self._ways) for way in row]
        worth = [(pair, found) for pair, found in ways if found]
        self._keep_greys({content for pair, _ in worth for content in pair})
        yield from ((pair, 0.0) for pair, found in ways if not found)
        yield from self._each(worth, self._correlation)
        self._forget()

    def features(self, contents: Sequence[Fingerprint]) -> list[Features | None]:
        """What is seen in some pictures; None of those that have no thumbnail."""
        self._see(set(contents))
        return [self._features[content] for content in contents]

    def greys(self, contents: Sequence[Fingerprint]) -> list[Grey | None]:
        """Some pictures themselves; None of those that have no thumbnail."""
        self._keep_greys(set(contents))
        return [self._greys[content] for content in contents]

    def _ways(self, row: Sequence[Pair]) -> list[tuple[Pair, list[Laid]]]:
        seen = [self._features[content] for content in (row[0][0], *(pair[1] for pair in row))]
        first, *others = (features for features in seen if features is not None)
        return list(zip(row, ways_on(first, others), strict=True))

    def _correlation(self, worth: tuple[Pair, list[Laid]]) -> tuple[Pair, float | None]:
        pair, ways = worth
        first, second = self._greys[pair[0]], self._greys[pair[1]]
        if first is None or second is None:
            return pair, None
        return pair, correlation(first, second, ways)

    def _see(self, contents: set[Fingerprint]) -> None:
        self._add(self._features, contents, _seen)

    def _keep_greys(self, contents: set[Fingerprint]) -> None:
        self._add(self._greys, contents, thumbnail_grey)

    def _add(
        self,
        memory: OrderedDict[Fingerprint, Made | None],
        contents: set[Fingerprint],
        make: Callable[[bytes], Made | None],
    ) -> None:
        """Makes what is not in memory, and says of the rest that it was used."""
        missing = []
        for content in sorted(contents):  # `contents & memory.keys()` would go through all of memory
            if content in memory:
                memory.move_to_end(content)
            else:
                missing.append(content)
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            jpegs = self._thumbnails(some)
            memory.update(dict.fromkeys(some))
            there = [content for content in some if content in jpegs]
            memory.update(zip(there, self._each([jpegs[content] for content in there], make), strict=True))

    def _each(self, given: Sequence[Given], work: Callable[[Given], Made]) -> Iterator[Made]:
        def one(item: Given) -> Made:
            self._cancel.checkpoint()
            return work(item)

        return self._pool.map(one, given)

    def _forget(self) -> None:
        while len(self._features) > KEPT:
            self._features.popitem(last=False)
        while len(self._greys) > _GREYS:
            self._greys.popitem(last=False)


def _seen(jpeg: bytes) -> Features | None:
    grey = thumbnail_grey(jpeg)
    return find_features(grey) if grey is not None else None


def in_parts(pairs: NDArray[np.int32], most_pairs: int, most_pictures: int) -> Iterator[NDArray[np.int64]]:
    """Cuts pairs into runs of at most so many pairs, and so many pictures that the last run did not have."""
    start, seen, before = 0, set[int](), set[int]()
    for row, pair in enumerate(_one_by_one(pairs)):
        seen.update(pair)
        if row + 1 - start >= most_pairs or len(seen - before) >= most_pictures:
            yield np.arange(start, row + 1)
            start, before, seen = row + 1, seen, set()
    if start < len(pairs):
        yield np.arange(start, len(pairs))


def _one_by_one(pairs: NDArray[np.int32]) -> Iterator[list[int]]:
    for start in range(0, len(pairs), _LISTED):  # millions of them as lists would be 300 MB
        yield from pairs[start : start + _LISTED].tolist()
