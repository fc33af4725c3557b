"""The time that is left, right within a fifth after a tenth of the work."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.time_left import TimeLeft

GUESSES = {"jpg": (0.01, 0.01), "heic": (0.02, 0.1), "": (0.02, 0.03)}
MB = 1_000_000
Item = tuple[str, int]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def errors(
    items: Sequence[Item], cost: Callable[[Item], float], threads: int = 2, pause_at: int = -1
) -> list[float]:
    """Relative errors of the estimates after a tenth, a quarter, half of the work, by simulation."""
    clock = Clock()
    time_left = TimeLeft(GUESSES, threads, clock)
    for kind, size in items:
        time_left.expect(kind, size)
    costs = [cost(item) for item in items]
    total, done, found = sum(costs), 0.0, []
    marks = [0.1, 0.25, 0.5]
    for number, (item, seconds) in enumerate(zip(items, costs, strict=True)):
        if number == pause_at:
            clock.now += 3600
            time_left.paused()
        clock.now += seconds / threads
        done += seconds
        time_left.finished(*item, seconds)
        if marks and done >= marks[0] * total:
            marks.pop(0)
            left = time_left.seconds()
            assert left is not None
            truth = (total - done) / threads
            found.append((left - truth) / truth)
    return found


def photos(count: int, seed: int, kind: str = "jpg", low: float = 0.5, high: float = 8.0) -> list[Item]:
    chance = random.Random(seed)
    return [(kind, int(chance.uniform(low, high) * MB)) for _ in range(count)]


def noisy(each: float, more: float, seed: int = 1) -> Callable[[Item], float]:
    """A machine on which an item takes so much, half as much again or half as little."""
    chance = random.Random(seed)
    return lambda item: (each + more * item[1] / MB) * chance.uniform(0.5, 1.5)


def test_photos_of_one_kind() -> None:
    assert max(map(abs, errors(photos(1000, 1), noisy(0.01, 0.02)))) < 0.1


def test_small_ones_first_large_ones_last() -> None:
    """By count it would be wrong by a factor of five."""
    items = photos(1000, 2, low=0.1, high=0.6) + photos(1000, 3, low=4, high=12)
    assert max(map(abs, errors(items, noisy(0.01, 0.03)))) < 0.2


def test_large_ones_first_small_ones_last() -> None:
    """What small ones cost can only be guessed until one was there."""
    items = photos(300, 3, low=4, high=12) + photos(3000, 2, low=0.1, high=0.6)
    assert max(map(abs, errors(items, noisy(0.01, 0.015)))) < 0.2


def test_kinds_mixed() -> None:
    items = photos(800, 4) + photos(400, 5, "heic", 1, 4)
    random.Random(6).shuffle(items)

    def cost(item: Item) -> float:
        return noisy(0.01, 0.02)(item) if item[0] == "jpg" else noisy(0.1, 0.2)(item)

    assert max(map(abs, errors(items, cost))) < 0.2


def test_a_kind_that_comes_late_is_guessed_by_its_ratio_to_the_others() -> None:
    items = photos(500, 7) + photos(300, 8, "heic", 1, 4)

    def cost(item: Item) -> float:  # a machine three times as slow as the guesses say
        each, more = GUESSES[item[0]]
        return 3 * (each + more * item[1] / MB)

    assert max(map(abs, errors(items, cost))) < 0.2


def test_nothing_depends_on_size() -> None:
    """Moved photos: read and recognised."""
    assert max(map(abs, errors(photos(20_000, 9), noisy(0.002, 0)))) < 0.2


def test_a_pause_does_not_count() -> None:
    assert max(map(abs, errors(photos(1000, 1), noisy(0.01, 0.02), pause_at=90))) < 0.1


def test_the_estimate_follows_the_machine() -> None:
    """From the middle on, it does half as much in a second: a battery, another program."""
    clock = Clock()
    time_left = TimeLeft(GUESSES, 2, clock)
    items = photos(4000, 1)
    for item in items:
        time_left.expect(*item)
    for number, item in enumerate(items[:3000]):
        seconds = 0.01 + 0.02 * item[1] / MB
        clock.now += seconds / (2 if number < 1500 else 1)
        time_left.finished(*item, seconds)
    truth = sum(0.01 + 0.02 * size / MB for _, size in items[3000:])
    assert time_left.seconds() == pytest.approx(truth, rel=0.2)


def test_nothing_is_said_before_there_is_something_to_go_by() -> None:
    clock = Clock()
    time_left = TimeLeft(GUESSES, 2, clock)
    time_left.expect("jpg", MB)
    assert time_left.seconds() is None
    clock.now += 30  # a model is loaded
    time_left.finished("jpg", MB, 0.1)
    assert time_left.seconds() is None
    clock.now += 1
    time_left.finished("jpg", MB, 0.3)
    assert time_left.seconds() == 0  # more came than was expected


def test_one_that_took_minutes_spoils_little() -> None:
    items = photos(2000, 1)
    slow = iter([60.0])

    def cost(item: Item) -> float:
        return next(slow, 0.01 + 0.02 * item[1] / MB) if item is items[150] else 0.01 + 0.02 * item[1] / MB

    assert max(map(abs, errors(items, cost)[1:])) < 0.2


def test_files_that_are_refused_at_once_say_nothing_of_others() -> None:
    items = [(kind, MB) for _ in range(40) for kind in ("png", "gif", "raw")] + photos(200, 1)
    random.Random(2).shuffle(items)

    def cost(item: Item) -> float:
        return 0.0001 if item[0] != "jpg" else noisy(0.01, 0.01)(item)

    assert max(map(abs, errors(items, cost))) < 0.2


def test_what_is_under_way_is_not_left() -> None:
    clock = Clock()
    time_left = TimeLeft(GUESSES, 2, clock)
    for _ in range(30):
        time_left.expect("heic", 8 * MB)
    for _ in range(20):
        clock.now += 0.41
        time_left.finished("heic", 8 * MB, 0.82)
    assert time_left.seconds() == pytest.approx(4.1, rel=0.01)
    assert time_left.seconds(1.0) == pytest.approx(3.6, rel=0.01)
    assert time_left.seconds(100.0) == 0


SOME = st.tuples(st.sampled_from(["jpg", "heic", "bmp"]), st.integers(0, 20 * MB))


@given(st.integers(0, 2**32), st.floats(1, 2), st.integers(1, 8))
def test_any_mixture_on_any_machine(seed: int, slow: float, threads: int) -> None:
    """Where the guesses are right but for one factor, a tenth of the work tells it."""
    chance = random.Random(seed)
    shares = [chance.random() for _ in "abc"]
    kinds = chance.choices(["jpg", "heic", "bmp"], shares, k=400)
    items = [(kind, int(20 * MB * chance.random() ** 3)) for kind in kinds]

    def cost(item: Item) -> float:
        each, more = GUESSES.get(item[0], GUESSES[""])
        return slow * (each + more * item[1] / MB)

    assert max(map(abs, errors(items, cost, threads))) < 0.2


@given(
    st.lists(SOME, max_size=20),
    st.lists(st.tuples(SOME, st.floats(0, 1e4), st.floats(0, 1e4)), min_size=1, max_size=30),
)
def test_it_is_never_absurd(expected: list[Item], finished: list[tuple[Item, float, float]]) -> None:
    """Whatever comes, expected or not, however long it takes."""
    clock = Clock()
    time_left = TimeLeft(GUESSES, 2, clock)
    for item in expected:
        time_left.expect(*item)
    for item, seconds, passed in finished:
        clock.now += passed
        time_left.finished(*item, seconds)
        left = time_left.seconds()
        assert left is None or 0 <= left < 1e9
