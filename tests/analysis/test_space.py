from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, photos, unit

from photoclust.analysis.space import centre, normalised


def lengths(vectors: Vectors) -> Vectors:
    return np.linalg.norm(vectors, axis=1)


@given(photos(least=1))
def test_rows_are_unit_vectors(raw: Vectors) -> None:
    before = raw.copy()
    space = centre(raw)
    assert (raw == before).all()
    assert space.vectors.dtype == np.float32
    assert space.vectors.flags.c_contiguous
    np.testing.assert_allclose(lengths(space.vectors), 1, atol=1e-5)


@given(photos())
def test_a_query_comes_where_the_photo_is(raw: Vectors) -> None:
    space = centre(raw)
    np.testing.assert_allclose(space.project(raw), space.vectors, atol=1e-6)


def test_many_photos_are_centred_on_their_mean() -> None:
    rng = np.random.default_rng(0)
    raw = unit(rng.standard_normal((3000, 40)) + 2)
    assert np.linalg.norm(raw.mean(axis=0)) > 0.8
    space = centre(raw)
    np.testing.assert_allclose(space.mean, raw.mean(axis=0), rtol=0.01)
    assert np.linalg.norm(space.vectors.mean(axis=0)) < 0.02


def test_two_alike_photos_stay_alike() -> None:
    raw = unit(np.array([[1.0, 0.0, 0.1], [1.0, 0.1, 0.0]]))
    one, other = centre(raw).vectors
    assert one @ other > 0.95


@given(photos(), st.randoms(use_true_random=False))
def test_the_order_of_the_photos_does_not_matter(raw: Vectors, random: Random) -> None:
    shuffled = list(range(len(raw)))
    random.shuffle(shuffled)
    assert (centre(raw).vectors[shuffled] == centre(raw[shuffled]).vectors).all()


def test_an_empty_library_has_a_space() -> None:
    space = centre(np.zeros((0, 4), np.float32))
    assert space.vectors.shape == (0, 4)
    query = unit(np.array([[1.0, 2.0, 3.0, 4.0]]))
    np.testing.assert_allclose(space.project(query), query, atol=1e-7)


def test_zeros_stay_zeros() -> None:
    assert (normalised(np.zeros((2, 3), np.float32)) == 0).all()
