from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.analysis.cutoff import MOST, SURE, alike_count


def scores(
    alike: list[float], unrelated: int, *, deviation: float = 0.07, seed: int = 0
) -> NDArray[np.float32]:
    noise = np.random.default_rng(seed).normal(0, deviation, unrelated)
    return np.sort(np.concatenate([alike, noise]))[::-1].astype(np.float32)


@pytest.mark.parametrize("unrelated", [60, 500, 5000, 50_000])
@pytest.mark.parametrize("seed", range(3))
def test_it_ends_where_likeness_ends(unrelated: int, seed: int) -> None:
    alike = np.linspace(0.75, 0.5, 12).tolist()
    assert alike_count(scores(alike, unrelated, seed=seed)) == 12


@pytest.mark.parametrize("unrelated", [500, 5000, 50_000])
def test_nothing_is_alike(unrelated: int) -> None:
    assert alike_count(scores([], unrelated)) <= 3


@pytest.mark.parametrize("deviation", [0.03, 0.07, 0.12])
def test_the_bar_follows_the_noise(deviation: float) -> None:
    """The same scores mean more under a model whose unrelated photos score lower."""
    alike = [8 * deviation] * 10
    assert alike_count(scores(alike, 2000, deviation=deviation)) == 10
    assert alike_count(scores([3 * deviation] * 10, 2000, deviation=deviation)) <= 3


@pytest.mark.parametrize("copies", [1, 2])
def test_copies_of_the_query_do_not_hide_its_look_alikes(copies: int) -> None:
    alike = [0.99] * copies + np.linspace(0.55, 0.45, 10).tolist()
    assert alike_count(scores(alike, 2000)) == copies + 10


def test_a_close_group_keeps_out_distant_relatives() -> None:
    assert alike_count(scores([0.9] * 10 + [0.35] * 10, 2000)) == 10


def test_a_folder_of_look_alikes() -> None:
    assert alike_count(np.linspace(0.97, 0.8, 40).astype(np.float32)) == 40
    assert alike_count(np.ones(5, np.float32)) == 5


def test_few_photos() -> None:
    assert alike_count(np.array([], np.float32)) == 0
    assert alike_count(np.array([0.9], np.float32)) == 1
    assert alike_count(np.array([0.05], np.float32)) == 0
    assert alike_count(np.array([0.7, 0.1, -0.2], np.float32)) == 1


def test_nobody_looks_through_more() -> None:
    assert alike_count(np.full(5000, 0.9, np.float32)) == MOST


@given(st.lists(st.floats(-1, 1, width=32), max_size=60))
def test_the_count_ends_at_no_tie_and_never_leaves_out_the_sure(values: list[float]) -> None:
    ordered = np.sort(np.array(values, np.float32))[::-1]
    count = alike_count(ordered)
    assert np.count_nonzero(ordered > SURE) <= count <= len(ordered)
    if 0 < count < len(ordered):
        assert ordered[count] < ordered[count - 1]
