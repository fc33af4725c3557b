"""What counts as another shot of the same thing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis.similar_shots import CROWD, DAY, are_similar_shots, trusted_times


def alike(similarity: float, first: float, second: float) -> bool:
    pairs = np.array([[0, 1]])
    return bool(are_similar_shots(pairs, np.array([similarity], np.float32), np.array([first, second]))[0])


@pytest.mark.parametrize(
    ("seconds", "enough", "too_little"),
    [
        (0, 0.61, 0.59),
        (2, 0.61, 0.59),
        (3, 0.86, 0.84),
        (60, 0.93, 0.91),
        (61, 0.98, 0.96),
        (1e9, 0.98, 0.96),
    ],
)
def test_the_further_apart_the_more_alike(seconds: float, enough: float, too_little: float) -> None:
    for first, second in ((100.0, 100.0 + seconds), (100.0 + seconds, 100.0)):
        assert alike(enough, first, second)
        assert not alike(too_little, first, second)


def test_without_a_time_they_have_to_be_very_alike() -> None:
    for times in ((np.nan, 100.0), (100.0, np.nan), (np.nan, np.nan)):
        assert alike(0.98, *times)
        assert not alike(0.96, *times)


def test_no_pairs() -> None:
    nothing = are_similar_shots(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(3))
    assert nothing.shape == (0,)


class TestTrustedTimes:
    def test_a_date_without_a_time_is_none(self) -> None:
        assert np.isnan(trusted_times(np.array([20 * DAY]))).all()
        assert trusted_times(np.array([20 * DAY + 1.0])).tolist() == [20 * DAY + 1.0]

    def test_a_crowd_of_one_second(self) -> None:
        times = np.array([7.0] * CROWD + [8.0] * (CROWD - 1) + [np.nan])
        trusted = trusted_times(times)
        assert np.isnan(trusted[:CROWD]).all()
        assert (trusted[CROWD:-1] == 8.0).all()
        assert np.isnan(trusted[-1])

    @given(st.lists(st.one_of(st.just(float("nan")), st.integers(0, 200_000).map(float)), max_size=60))
    def test_what_is_left_was_there(self, times: list[float]) -> None:
        given_times = np.array(times)
        trusted = trusted_times(given_times)
        known = np.isfinite(trusted)
        assert (trusted[known] == given_times[known]).all()
        assert given_times.tobytes() == np.array(times).tobytes()
