from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.analysis.space import normalised
from photoclust.analysis.word_scores import FOUND, class_scores, seen_scores


def points(kinds: int, each: int, spread: float = 0.2, seed: int = 0) -> NDArray[np.float32]:
    """Groups of look-alikes, one after another."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(kinds, 24)) / np.sqrt(24)
    rows = np.repeat(centres, each, axis=0) + spread * chance.normal(size=(kinds * each, 24)) / np.sqrt(24)
    return normalised(rows.astype(np.float32))


def likely(count: int, **sure: float) -> NDArray[np.float32]:
    scores = np.full(count, 0.01, np.float32)
    for row, score in sure.items():
        scores[int(row[1:])] = score
    return scores


def test_probabilities_of_classes_add_up() -> None:
    ids = np.array([[5, 2], [2, 9], [7, 1]], np.uint16)
    shares = np.array([[0.5, 0.25], [0.9, 0.05], [0.6, 0.4]], np.float32)
    weights = np.zeros(1 << 16, np.float32)
    weights[5], weights[2] = 1, 0.5
    np.testing.assert_allclose(class_scores(ids, shares, weights), [0.625, 0.45, 0])


@given(st.integers(0, 40), st.integers(0, 6), st.integers(0, 99))
def test_they_are_the_plain_sum(photos: int, stored: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    ids = chance.integers(0, 12, (photos, stored)).astype(np.uint16)
    shares = (
        chance.dirichlet(np.ones(stored), photos).astype(np.float32)
        if stored
        else np.zeros((photos, 0), "f4")
    )
    weights = np.zeros(1 << 16, np.float32)
    weights[:12] = chance.random(12)
    plain = [sum(weights[c] * p for c, p in zip(*row, strict=True)) for row in zip(ids, shares, strict=True)]
    np.testing.assert_allclose(class_scores(ids, shares, weights), plain, atol=1e-6)


def test_what_looks_like_sure_photos_is_found_too() -> None:
    vectors = points(6, 20)
    scores = seen_scores(vectors, likely(120, _0=0.9, _1=0.8, _2=0.9, _3=0.7))
    assert (scores[:20] >= FOUND).all()
    assert (scores[20:] < FOUND).all()


def test_one_that_was_taken_for_it_draws_no_others() -> None:
    vectors = points(6, 20)
    sure = {f"_{row}": 0.9 for row in range(10)}
    scores = seen_scores(vectors, likely(120, **sure, _40=0.9))
    assert scores[:20].min() > scores[20:].max()
    assert scores[40] >= FOUND  # it is said to show it, and comes last
    assert (scores[41:60] < FOUND).all()


def test_a_single_sure_photo_is_found() -> None:
    scores = seen_scores(points(30, 4), likely(120, _17=0.8))
    assert scores.argmax() == 17
    assert scores[17] > 0.7


def test_nothing_sure_draws_nothing() -> None:
    weak = likely(120, _0=0.2, _1=0.29)
    scores = seen_scores(points(6, 20), weak)
    assert (scores < FOUND).all()
    assert scores.argmax() == 1
    assert not seen_scores(points(6, 20), np.zeros(120, np.float32)).any()


@pytest.mark.parametrize("photos", [0, 1, 2, 5])
def test_few_photos(photos: int) -> None:
    vectors = points(1, photos) if photos else np.zeros((0, 24), np.float32)
    scores = seen_scores(vectors, np.full(photos, 0.9, np.float32))
    assert scores.shape == (photos,)
    assert (scores > 0.8).all()


@given(st.integers(1, 60), st.integers(0, 999))
def test_scores_are_between_0_and_1(photos: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    vectors = normalised(chance.normal(size=(photos, 8)).astype(np.float32))
    scores = seen_scores(vectors, chance.random(photos).astype(np.float32))
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1 + 1e-6)).all()
