"""Progress and its throttle."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.progress import Progress, Throttle


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
