from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from vector_kinds import Vectors, unit

from photoclust.analysis.neighbours import (
    AVERAGED,
    LISTED,
    Neighbours,
    averaged,
    find_neighbours,
    updated_neighbours,
)


def random_rows(count: int, seed: int = 0) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((count, 12)))


def by_hand(vectors: Vectors) -> tuple[NDArray[np.int64], Vectors]:
    scores = vectors @ vectors.T
    np.fill_diagonal(scores, -np.inf)
    order = np.argsort(-scores, axis=1, kind="stable")[:, : min(LISTED, len(vectors) - 1)]
    return order, np.take_along_axis(scores, order, axis=1)


def listed(found: Neighbours, row: int) -> list[int]:
    return [int(near) for near in found.rows[row][np.isfinite(found.similarities[row])]]


@given(st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_they_are_the_nearest(count: int, seed: int) -> None:
    vectors = random_rows(count, seed)
    found = find_neighbours(vectors)
    rows, scores = by_hand(vectors)
    for row in range(count):
        assert listed(found, row) == rows[row].tolist()
        np.testing.assert_allclose(found.similarities[row][: rows.shape[1]], scores[row], atol=1e-6)


def test_nobody_outside_a_list_is_above_its_ceiling() -> None:
    vectors = random_rows(60)
    found, scores = find_neighbours(vectors), vectors @ vectors.T
    for row in range(60):
        others = np.setdiff1d(np.arange(60), [row, *listed(found, row)])
        assert scores[row, others].max() <= found.ceiling[row] + 1e-6


@given(
    st.integers(0, 80),
    st.floats(0, 1),
    st.integers(0, 60),
    st.integers(0, 2**32 - 1),
    st.integers(1, 4),
)
def test_brought_up_to_date_they_are_those_from_scratch(
    before: int, share: float, came: int, seed: int, rounds: int
) -> None:
    """Photos go, others come, again and again; the first five are always the true ones."""
    rng = np.random.default_rng(seed)
    vectors = random_rows(before, seed)
    lists = find_neighbours(vectors)
    for _ in range(rounds):
        stayed = np.flatnonzero(rng.random(len(vectors)) < share)
        order = rng.permutation(len(stayed) + came)
        came_from = np.concatenate([stayed, np.full(came, -1)])[order].astype(np.int64)
        vectors = np.concatenate([vectors[stayed], random_rows(came, int(rng.integers(2**32)))])[order]
        lists = updated_neighbours(vectors, lists, came_from)
        scratch = find_neighbours(vectors)
        assert lists.rows[:, :AVERAGED].tolist() == scratch.rows[:, :AVERAGED].tolist()
        np.testing.assert_allclose(averaged(vectors, lists), averaged(vectors, scratch), atol=1e-5)


def test_a_mean_counts_the_near_more() -> None:
    vectors = unit(np.array([[1.0, 0, 0], [0.9, 0.4, 0], [-1.0, 0, 0.1]]))
    means = averaged(vectors, find_neighbours(vectors))
    weight = float(vectors[0] @ vectors[1]) ** 3
    np.testing.assert_allclose(means[0], unit((vectors[0] + weight * vectors[1])[None])[0], atol=1e-6)
    np.testing.assert_allclose(means[2], vectors[2], atol=1e-6)  # what is opposite counts nothing


def test_alone_and_none() -> None:
    one = random_rows(1)
    assert (averaged(one, find_neighbours(one)) == one).all()
    assert averaged(one[:0], find_neighbours(one[:0])).shape == (0, 12)
