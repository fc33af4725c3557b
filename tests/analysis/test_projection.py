from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import manifold
from vector_kinds import blobs, unit_rows

from photoclust.analysis.projection import FEWEST, place_between, project, trustworthiness
from photoclust.core.errors import CancelledError

STEPS = 120


def islands(groups: int = 6, each: int = 30) -> tuple[np.ndarray, np.ndarray]:
    return blobs(groups, each, dimensions=24)


def test_groups_become_islands() -> None:
    vectors, of = islands()
    picture = project(vectors)
    middles = np.stack([picture[of == group].mean(axis=0) for group in range(6)])
    nearest = np.linalg.norm(picture[:, None] - middles[None], axis=2).argmin(axis=1)
    assert (nearest == of).mean() > 0.98
    assert (trustworthiness(vectors, picture) or 0) > 0.9


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_photos_does_not_matter(seed: int) -> None:
    vectors, _ = islands(4, 8)
    order = np.random.default_rng(seed).permutation(len(vectors))
    assert np.array_equal(project(vectors[order], steps=STEPS), project(vectors, steps=STEPS)[order])


@settings(max_examples=20)
@given(st.integers(0, 40), st.integers(1, 12), st.booleans())
def test_every_photo_has_a_place_however_few_there_are(count: int, width: int, twice: bool) -> None:
    vectors = unit_rows(count, width)
    vectors = np.concatenate([vectors, vectors]) if twice else vectors
    picture = project(vectors, steps=20)
    assert picture.shape == (len(vectors), 2)
    assert picture.dtype == np.float32
    assert np.isfinite(picture).all()
    if twice:
        assert np.array_equal(picture[:count], picture[count:]), "copies lie in one point"


def test_the_principal_components_come_first_and_then_it_moves() -> None:
    vectors, _ = islands(3, 10)
    told: list[tuple[float, np.ndarray]] = []
    end = project(vectors, steps=STEPS, on_layout=lambda share, points: told.append((share, points.copy())))
    shares = [share for share, _ in told]
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert np.array_equal(told[-1][1], end)
    assert np.ptp(told[0][1], axis=0).min() > 0


def test_so_few_that_neighbours_mean_nothing_stay_at_their_components() -> None:
    told: list[float] = []
    project(unit_rows(FEWEST - 1, 8), on_layout=lambda share, _points: told.append(share))
    assert told == [0.0]


def test_it_can_be_stopped_at_any_time() -> None:
    vectors, _ = islands(3, 10)
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1

    project(vectors, steps=10, checkpoint=count)
    assert calls > 12
    for at in range(1, calls + 1, 3):
        left = at

        def stop() -> None:
            nonlocal left
            left -= 1
            if not left:
                raise CancelledError

        with pytest.raises(CancelledError):
            project(vectors, steps=10, checkpoint=stop)


@pytest.mark.parametrize("count", [12, 40, 300])
def test_trustworthiness_is_that_of_scikit_learn(count: int) -> None:
    vectors = unit_rows(count, 10)
    picture = np.random.default_rng(1).normal(size=(count, 2)).astype(np.float32)
    near = min(10, (count - 1) // 2)
    theirs = manifold.trustworthiness(vectors, picture, n_neighbors=near, metric="cosine")
    assert trustworthiness(vectors, picture) == pytest.approx(theirs, abs=1e-4)


def test_a_sample_tells_nearly_the_same() -> None:
    vectors, _ = islands(10, 60)
    picture = project(vectors, steps=STEPS)
    whole, part = trustworthiness(vectors, picture), trustworthiness(vectors, picture, sample=200)
    assert whole is not None
    assert part == pytest.approx(whole, abs=0.01)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_two_photos_nothing_can_be_said(count: int) -> None:
    assert trustworthiness(unit_rows(count, 4), np.zeros((count, 2), np.float32)) is None


def test_later_photos_go_where_their_like_is() -> None:
    vectors, of = islands()
    old = np.arange(len(of)) % 5 > 0
    picture = project(vectors[old])
    middles = np.stack([picture[of[old] == group].mean(axis=0) for group in range(6)])
    placed = place_between(vectors[~old], vectors[old], picture)
    nearest = np.linalg.norm(placed[:, None] - middles[None], axis=2).argmin(axis=1)
    assert (nearest == of[~old]).mean() > 0.95


def test_a_photo_that_is_there_already_goes_to_its_copy_or_beside_it() -> None:
    known = np.eye(3, dtype=np.float32)
    points = np.array([[0, 0], [100, 0], [0, 100]], np.float32)
    assert np.allclose(place_between(known[[1]], known, points), [[100, 0]], atol=1)
