from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis.repulsion import Repulsion
from photoclust.analysis.tsne import attraction, tsne
from photoclust.core.errors import CancelledError


def exact_repulsion(points: np.ndarray) -> tuple[np.ndarray, float]:
    apart = points[:, None].astype(np.float64) - points[None]
    near = 1 / (1 + (apart**2).sum(axis=2))
    return (near[..., None] ** 2 * apart).sum(axis=1), float(near.sum() - len(points))


@pytest.mark.parametrize("spread", [1e-4, 0.1, 3.0, 40.0])
@pytest.mark.parametrize("count", [2, 50, 1500])
def test_the_grid_gives_the_forces_of_all_pairs(spread: float, count: int) -> None:
    points = (np.random.default_rng(count).normal(size=(count, 2)) * spread).astype(np.float32)
    forces, total = Repulsion().forces(points)
    expected, sum_of_q = exact_repulsion(points)
    error = np.abs(forces - expected)
    assert error.mean() <= 0.03 * np.abs(expected).mean()
    assert error.max() <= 0.08 * np.abs(expected).max()
    assert abs(total - sum_of_q) <= 0.01 * sum_of_q + 0.02


def test_the_kernels_follow_the_picture_as_it_grows() -> None:
    points = np.random.default_rng(0).normal(size=(300, 2)).astype(np.float32)
    kept = Repulsion()
    for scale in (1e-3, 1.0, 30.0, 31.0, 1.0):
        assert np.array_equal(kept.forces(points * scale)[0], Repulsion().forces(points * scale)[0])


@given(st.integers(0, 2**32 - 1), st.integers(5, 40))
def test_attraction_is_that_of_the_symmetrised_graph(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(size=(count, 2)).astype(np.float32)
    neighbours = np.stack([random.choice(np.delete(np.arange(count), row), 4, False) for row in range(count)])
    p = np.zeros((count, count))
    np.put_along_axis(p, neighbours, 1.0, axis=1)
    p = (p + p.T) / (2 * p.sum())
    apart = points[:, None].astype(np.float64) - points[None]
    near = 1 / (1 + (apart**2).sum(axis=2))
    expected = ((p * near)[..., None] * apart).sum(axis=1)
    assert np.allclose(attraction(points, neighbours), expected, atol=1e-6)


def ring_of_neighbours(count: int) -> np.ndarray:
    steps = np.array([-2, -1, 1, 2])
    return (np.arange(count)[:, None] + steps) % count


def test_neighbours_come_together_and_the_picture_stays_in_the_middle() -> None:
    start = np.random.default_rng(0).normal(size=(120, 2)).astype(np.float32)
    picture = tsne(start, ring_of_neighbours(120))
    assert np.isfinite(picture).all()
    assert np.abs(picture.mean(axis=0)).max() < 1e-3
    beside = np.linalg.norm(picture - np.roll(picture, 1, axis=0), axis=1)
    assert np.median(beside) < 0.1 * np.ptp(picture, axis=0).max()


def test_each_step_is_told_and_can_be_the_last() -> None:
    told: list[int] = []

    def checkpoint() -> None:
        if len(told) == 5:
            raise CancelledError

    start = np.random.default_rng(0).normal(size=(30, 2)).astype(np.float32)
    with pytest.raises(CancelledError):
        tsne(
            start,
            ring_of_neighbours(30),
            checkpoint=checkpoint,
            on_step=lambda done, _points: told.append(done),
        )
    assert told == [1, 2, 3, 4, 5]


def test_a_start_in_one_point_does_no_harm() -> None:
    assert np.isfinite(tsne(np.zeros((20, 2), np.float32), ring_of_neighbours(20), steps=30)).all()
