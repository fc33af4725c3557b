from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, lattices, photos, unit

from photoclust.analysis.vector_index import VectorIndex


@given(st.one_of(photos(), lattices()), st.integers(0, 70), st.data())
def test_search_is_sorting_all_scores(vectors: Vectors, top: int, data: st.DataObject) -> None:
    exclude = data.draw(st.lists(st.integers(0, len(vectors) - 1), max_size=5))
    queries = vectors[:3]
    rows, scores = VectorIndex(vectors).search(queries, top, exclude)
    assert rows.dtype == np.int64
    assert scores.dtype == np.float32
    assert rows.shape == scores.shape == (len(queries), min(top, len(vectors) - len(set(exclude))))
    for query, found, score in zip(queries, rows, scores, strict=True):
        exact = vectors @ query
        assert not set(found) & set(exclude)
        np.testing.assert_allclose(score, exact[found], atol=1e-6)
        others = [row for row in range(len(vectors)) if row not in set(found) | set(exclude)]
        if len(found):
            assert (exact[others] <= score[-1] + 1e-6).all()
        order = list(zip(-score, found, strict=True))
        assert order == sorted(order)


def test_ties_go_by_row() -> None:
    vectors = unit(np.array([[0, 1], [1, 0], [0, 1], [1, 0], [1, 0]]))
    rows, _ = VectorIndex(vectors).search(vectors[1:2], 4)
    assert rows.tolist() == [[1, 3, 4, 0]]


def test_scores() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((9, 4)))
    index = VectorIndex(vectors)
    assert len(index) == 9
    np.testing.assert_allclose(index.scores(vectors[3]), vectors @ vectors[3], atol=1e-6)


def test_nothing_to_search() -> None:
    rows, scores = VectorIndex(np.zeros((0, 4), np.float32)).search(np.ones((2, 4), np.float32), 5)
    assert rows.shape == scores.shape == (2, 0)


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        VectorIndex(np.ones((2, 2), np.float32)).search(np.ones((1, 2), np.float32), -1)


def test_many_queries_are_answered_in_blocks() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((8000, 8)))
    tracemalloc.start()
    try:
        VectorIndex(vectors).search(vectors, 5)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8000 * 8000  # a quarter of what all scores would take
