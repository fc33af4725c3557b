"""Exact search for the nearest vectors: a product with all of them, without a copy of any.

At 100,000 x 192 that takes 5 ms on two cores, at a million 40 ms, so nothing approximate is needed.
`benchmarks/search_latency.py` has the figures, also of half precision and of whole numbers of 8 bits: both
take less memory and more time, since neither has matrix products of its own in NumPy.
"""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import Ints, Vectors, top_k

_FEW = 4
"""Up to one row in so many, only those are multiplied."""

_BLOCK = 2048
"""Rows that stay in the processor's cache while one query after another is multiplied with them."""


class VectorIndex:
    """Answers how similar vectors are to a query. Keeps a reference to the vectors, not a copy.

    Args:
        vectors: float32 (n, d), unit rows.
    """

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._vectors)

    def scores(self, query: Vectors, rows: Ints | None = None) -> Vectors:
        """Cosine similarity of all or some vectors to one query.

        Args:
            query: float32 (d,), of length 1.
            rows: Row numbers int64 (k,); None for all.

        Returns:
            float32 (n,), or (k,) for some.
        """
        if rows is None:
            return self._vectors @ query
        if len(rows) * _FEW > len(self):
            return (self._vectors @ query)[rows]
        return self.nearest(query[None], rows)

    def nearest(self, queries: Vectors, rows: Ints | None = None) -> Vectors:
        """Cosine similarity of all or some vectors to whichever of several queries is nearest.

        Args:
            queries: float32 (m, d), of length 1; m is at least 1.
            rows: As for `scores`.

        Returns:
            float32 (n,), or (k,) for some.
        """
        scores = np.empty(len(self) if rows is None else len(rows), np.float32)
        for start in range(0, len(scores), _BLOCK):
            part = slice(start, start + _BLOCK)
            some, best = self._vectors[part] if rows is None else self._vectors[rows[part]], scores[part]
            np.matmul(some, queries[0], out=best)
            for query in queries[1:]:
                np.maximum(best, some @ query, out=best)
        return scores


def best_first(scores: Vectors, most: int) -> Ints:
    """Places of the highest scores, best first, equal ones by place.

    Args:
        scores: float32 (n,); those of -inf are left out.
        most: No more than so many.

    Returns:
        int64 (m,).

    Raises:
        ValueError: If `most` is negative.
    """
    if most < 0:
        raise ValueError(f"most is {most}")
    most = min(most, int(np.count_nonzero(scores > -np.inf)))
    return top_k(scores[None], most)[0] if most else np.zeros(0, np.int64)
