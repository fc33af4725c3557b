from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, photos, unit

from photoclust.analysis.bursts import ALIKE, GAP, burst_leaders


def frames(*scenes: int) -> Vectors:
    """Photos of some scenes, those of one scene nearly the same."""
    rng = np.random.default_rng(0)
    pool = rng.standard_normal((max(scenes) + 1, 24))
    return unit(pool[list(scenes)] + 0.1 * rng.standard_normal((len(scenes), 24)))


def test_frames_seconds_apart_follow_the_first() -> None:
    times = np.array([101, 100, 103, 200, 201.0])
    assert burst_leaders(frames(0, 0, 0, 1, 1), times).tolist() == [1, 1, 1, 3, 3]


def test_frames_that_are_not_alike_stay_apart() -> None:
    times = np.array([100, 101, 102, 103.0])
    assert burst_leaders(frames(0, 1, 1, 0), times).tolist() == [0, 1, 1, 3]


def test_a_pause_ends_a_burst() -> None:
    times = np.array([100, 100 + GAP, 101 + 2 * GAP])
    assert burst_leaders(frames(0, 0, 0), times).tolist() == [0, 0, 2]


def test_photos_without_a_date_are_in_none() -> None:
    times = np.array([np.nan, 100, np.nan, 101])
    assert burst_leaders(frames(0, 0, 0, 0), times).tolist() == [0, 1, 2, 1]


def test_nothing_and_one() -> None:
    assert burst_leaders(frames(0)[:0], np.empty(0)).tolist() == []
    assert burst_leaders(frames(0), np.array([1.0])).tolist() == [0]


@given(photos(least=1, most=40), st.integers(0, 2**32 - 1))
def test_leaders_lead_themselves_and_the_order_does_not_matter(vectors: Vectors, seed: int) -> None:
    rng = np.random.default_rng(seed)
    times = np.where(rng.random(len(vectors)) < 0.2, np.nan, rng.integers(0, 40, len(vectors)))
    leaders = burst_leaders(vectors, times)
    assert (leaders[leaders] == leaders).all()
    followers = np.flatnonzero(leaders != np.arange(len(vectors)))
    assert (times[leaders[followers]] <= times[followers]).all()
    turned = rng.permutation(len(vectors))
    again = burst_leaders(vectors[turned], times[turned])
    groups = {frozenset(np.flatnonzero(leaders == leader).tolist()) for leader in leaders.tolist()}
    regrouped = {frozenset(turned[again == leader].tolist()) for leader in set(again.tolist())}
    assert _contents(groups, vectors, times) == _contents(regrouped, vectors, times)


def _contents(groups: set[frozenset[int]], vectors: Vectors, times: np.ndarray) -> list[list[bytes]]:
    """Bursts by what is in them: equal photos may change places."""
    return sorted(sorted(vectors[row].tobytes() + times[row].tobytes() for row in group) for group in groups)


def test_a_burst_may_drift() -> None:
    rng = np.random.default_rng(1)
    walk = np.cumsum(rng.standard_normal((30, 8)) * 0.25, axis=0) + 1
    vectors = unit(walk)
    assert (np.einsum("ij,ij->i", vectors[1:], vectors[:-1]) > ALIKE).all()
    assert set(burst_leaders(vectors, np.arange(30.0)).tolist()) == {0}
