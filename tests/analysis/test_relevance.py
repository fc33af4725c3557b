"""Scores by examples and counterexamples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, photos, unit

from photoclust.analysis.relevance import MANY, mean_query, relevance
from photoclust.analysis.vector_index import VectorIndex

NONE = np.zeros((0, 2), np.float32)


def angles(*degrees: float) -> Vectors:
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


@given(photos())
def test_of_one_example_it_is_the_cosine(vectors: Vectors) -> None:
    none = vectors[:0]
    index = VectorIndex(vectors)
    np.testing.assert_allclose(relevance(index, vectors[:1], none), vectors @ vectors[0], atol=1e-6)
    half = vectors[:1] / 2  # a picture from outside, of which the library knows little
    np.testing.assert_allclose(relevance(index, half, none), vectors @ vectors[0] / 2, atol=1e-6)


def test_two_kinds_of_examples_do_not_lose_each_other() -> None:
    """What is like one of them is better than what is half like each: of the mean alone, it is worse."""
    examples = np.eye(3, dtype=np.float32)[:2]
    half_like_both, like_one = unit(np.array([[0.6, 0.6, 0.53], [1, 0, 0]]))
    index = VectorIndex(np.stack([half_like_both, like_one]))
    mean = index.scores(mean_query(examples, examples[:0]))
    assert mean[0] > mean[1]
    scores = relevance(index, examples, examples[:0])
    assert scores[0] < scores[1]


def test_what_is_like_a_counterexample_falls_behind() -> None:
    index = VectorIndex(angles(20, -20))
    before = relevance(index, angles(0), NONE)
    after = relevance(index, angles(0), angles(40))
    assert before[0] == pytest.approx(before[1], abs=1e-6)
    assert after[0] < after[1]


def test_a_counterexample_of_another_world_changes_little() -> None:
    index = VectorIndex(unit(np.random.default_rng(1).standard_normal((50, 64))))
    example = index.nearest(np.eye(64, dtype=np.float32)[:1])
    other = unit(np.eye(64)[5:6])
    after = relevance(index, unit(np.eye(64)[:1]), other)
    assert np.corrcoef(example, after)[0, 1] > 0.8


@given(photos(), st.integers(1, 5), st.integers(0, 5))
def test_scores_stay_about_cosines(vectors: Vectors, more: int, less: int) -> None:
    scores = relevance(VectorIndex(vectors), vectors[:more], vectors[more : more + less])
    assert scores.dtype == np.float32
    assert (np.abs(scores) <= 1.25 + 1e-5).all()
    assert (scores <= 1 + 1e-5).all()


def test_of_a_whole_album_the_mean_counts() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((MANY + 40, 32)))
    scores = relevance(VectorIndex(vectors), vectors[: MANY + 1], vectors[:0])
    np.testing.assert_allclose(scores, vectors @ mean_query(vectors[: MANY + 1], vectors[:0]), atol=1e-6)


def test_examples_that_cancel_each_other_point_nowhere() -> None:
    opposite = angles(0, 180)
    assert np.isfinite(relevance(VectorIndex(opposite), opposite, NONE)).all()
