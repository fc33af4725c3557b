"""Progress, its throttle, and the estimate of the time that is left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.progress import Progress, Throttle, TimeLeft


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize(
    ("progress", "fraction"),
    [
        (Progress(3), None),
        (Progress(0, 4), 0.0),
        (Progress(3, 4), 0.75),
        (Progress(4, 4), 1.0),
        (Progress(5, 4), 1.0),  # the total was a guess
        (Progress(0, 0), 1.0),
    ],
)
def test_fraction(progress: Progress, fraction: float | None) -> None:
    assert progress.fraction == fraction


@given(steps=st.lists(st.floats(0, 0.2), min_size=1, max_size=200))
def test_a_throttle_keeps_its_rate_and_starves_nobody(steps: list[float]) -> None:
    clock = Clock()
    throttle = Throttle(per_second=10, clock=clock)
    passed = []
    for step in steps:
        clock.wait(step)
        if throttle.ready():
            passed.append(clock.now)
        else:
            assert clock.now - passed[-1] < 0.1 + 1e-9
    assert passed[0] == pytest.approx(1000.0 + steps[0])  # the first always passes
    gaps = [after - before for before, after in pairwise(passed)]
    assert all(gap >= 0.1 - 1e-9 for gap in gaps)


def test_a_steady_pace_is_extrapolated(clock: Clock) -> None:
    time_left = TimeLeft(clock)
    left = None
    for done in range(1, 21):
        clock.wait(0.5)
        left = time_left.update(done, 100)
    assert left == pytest.approx(80 * 0.5)


def test_nothing_is_said_before_there_is_something_to_go_by(clock: Clock) -> None:
    time_left = TimeLeft(clock)
    assert time_left.update(0, 100) is None
    clock.wait(0.1)
    assert time_left.update(10, 100) is None  # a tenth of a second says nothing
    clock.wait(5)
    assert time_left.update(20, None) is None  # how much there is in all is not known yet
    assert time_left.update(20, 100) is not None


def test_work_that_stands_still_is_not_divided_by(clock: Clock) -> None:
    time_left = TimeLeft(clock)
    clock.wait(60)
    assert time_left.update(0, 100) is None


def test_the_estimate_follows_a_change_of_pace(clock: Clock) -> None:
    time_left = TimeLeft(clock)
    for done in range(1, 1001):  # unchanged photos: 100 a second
        clock.wait(0.01)
        time_left.update(done, 2000)
    left = None
    for done in range(1001, 1301):  # new ones: 2 a second
        clock.wait(0.5)
        left = time_left.update(done, 2000)
    assert left == pytest.approx((2000 - 1300) * 0.5, rel=0.2)


def test_time_spent_paused_does_not_count(clock: Clock) -> None:
    time_left = TimeLeft(clock)
    for done in range(1, 11):
        clock.wait(0.5)
        time_left.update(done, 100)
    clock.wait(3600)
    time_left.paused()
    clock.wait(0.5)
    assert time_left.update(11, 100) == pytest.approx(89 * 0.5)


def test_more_than_was_counted_leaves_no_time(clock: Clock) -> None:
    time_left = TimeLeft(clock)
    clock.wait(1)
    assert time_left.update(10, 5) == 0
