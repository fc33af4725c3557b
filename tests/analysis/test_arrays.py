from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, lattices, photos, same_partition

from photoclust.analysis import arrays
from photoclust.analysis.arrays import blocks, distinct_rows, renumbered, segment_sums, top_k


@given(st.integers(0, 500), st.integers(1, 5000), st.integers(1, 64))
def test_blocks_cover_everything_once(count: int, width: int, least: int) -> None:
    parts = list(blocks(count, width, least=least))
    assert [row for part in parts for row in range(part.start, part.stop)] == list(range(count))


def test_blocks_are_bounded() -> None:
    assert all((part.stop - part.start) * 5000 <= arrays.BLOCK_ELEMENTS for part in blocks(9999, 5000))
    assert next(blocks(9999, 10**9, least=3)) == slice(0, 3)


@given(st.lists(st.integers(0, 20), max_size=40))
def test_renumbering_keeps_the_partition(labels: list[int]) -> None:
    given_labels = np.array(labels, np.int64)
    result = renumbered(given_labels)
    assert result.dtype == np.int32
    assert same_partition(given_labels, result)
    firsts = [labels.index(value) for value in dict.fromkeys(labels)]
    assert [int(result[first]) for first in firsts] == list(range(len(firsts)))


@given(st.one_of(photos(), lattices()))
def test_distinct_rows_are_those_of_numpy(vectors: Vectors) -> None:
    first, place = distinct_rows(vectors)
    assert len(first) == len(np.unique(vectors, axis=0))
    assert (vectors[first][place] == vectors).all()
    assert (place[first] == np.arange(len(first))).all()
    assert all(row == np.flatnonzero(place == content)[0] for content, row in enumerate(first))


@given(
    st.integers(1, 8),
    st.integers(1, 40),
    st.integers(1, 45),
    st.integers(1, 6),
    st.integers(0, 2**32 - 1),
)
def test_top_k_is_the_head_of_a_stable_sort(rows: int, width: int, k: int, values: int, seed: int) -> None:
    scores = np.random.default_rng(seed).integers(0, values, (rows, width)).astype(np.float32)
    expected = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    assert (top_k(scores, k) == expected).all()


def test_top_k_ranks_minus_infinity_last() -> None:
    scores = np.array([[-np.inf, 2, -np.inf, 1]], np.float32)
    assert top_k(scores, 3).tolist() == [[1, 3, 0]]


@pytest.mark.parametrize("block_elements", [1, 1 << 21])
def test_segment_sums(block_elements: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "BLOCK_ELEMENTS", block_elements)  # 64 rows a block, the least
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((500, 3)).astype(np.float32)
    order = rng.permutation(500)
    starts = np.array([0, 1, 63, 64, 65, 300, 499])
    expected = [vectors[run].sum(axis=0, dtype=np.float64) for run in np.split(order, starts[1:])]
    np.testing.assert_allclose(segment_sums(vectors, order, starts), expected, atol=1e-12)
