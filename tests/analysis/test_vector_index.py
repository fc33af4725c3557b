from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, lattices, photos, unit

from photoclust.analysis.vector_index import VectorIndex, best_first


@given(st.one_of(photos(), lattices()), st.data())
def test_scores_of_some_are_those_of_all(vectors: Vectors, data: st.DataObject) -> None:
    index = VectorIndex(vectors)
    assert len(index) == len(vectors)
    rows = np.array(data.draw(st.lists(st.integers(0, len(vectors) - 1), max_size=9)), np.int64)
    scores = index.scores(vectors[0])
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, vectors.astype(float) @ vectors[0].astype(float), atol=1e-6)
    np.testing.assert_allclose(index.scores(vectors[0], rows), scores[rows], atol=1e-6)


@given(st.one_of(photos(), lattices()), st.integers(1, 4), st.data())
def test_the_nearest_of_several_queries_counts(vectors: Vectors, count: int, data: st.DataObject) -> None:
    queries = vectors[:count]
    exact = (vectors @ queries.T).max(axis=1)
    np.testing.assert_allclose(VectorIndex(vectors).nearest(queries), exact, atol=1e-6)
    rows = np.array(data.draw(st.lists(st.integers(0, len(vectors) - 1), max_size=9)), np.int64)
    np.testing.assert_allclose(VectorIndex(vectors).nearest(queries, rows), exact[rows], atol=1e-6)


@given(st.lists(st.sampled_from([-np.inf, -0.5, 0.0, 0.25, 1.0]), max_size=80), st.integers(0, 90))
def test_the_best_come_first_equal_ones_by_place(values: list[float], most: int) -> None:
    scores = np.array(values, np.float32)
    there = [place for place, score in enumerate(values) if score > -np.inf]
    wanted = sorted(there, key=lambda place: (-values[place], place))[:most]
    assert best_first(scores, most).tolist() == wanted


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        best_first(np.ones(2, np.float32), -1)


@pytest.mark.parametrize("share", [1, 2, 10, None])
def test_no_search_copies_the_vectors(share: int | None) -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((60_000, 192)))
    rows = None if share is None else np.arange(0, len(vectors), share)
    tracemalloc.start()
    try:
        VectorIndex(vectors).scores(vectors[0], rows)
        VectorIndex(vectors).nearest(vectors[:5], rows)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < vectors.nbytes / 2
