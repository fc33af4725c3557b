"""A stopwatch tells work from waiting, and a turn can be taken from one who hangs."""

from __future__ import annotations

import threading

import pytest

from photoclust.core import stopwatch as module
from photoclust.core.stopwatch import Stopwatch, Turn, lap, timed, waiting

PATIENCE = 20.0


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set by the test."""
    time = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: time[0])
    return time


def test_waiting_does_not_count(now: list[float]) -> None:
    watch = Stopwatch()
    with timed(watch):
        now[0] += 2
        assert watch.seconds == 2
        with waiting():
            now[0] += 50
            assert watch.seconds == 0
        now[0] += 3
        assert watch.seconds == 3
    assert (watch.seconds, watch.total) == (0, 5)


def test_progress_begins_anew_and_counts(now: list[float]) -> None:
    watch = Stopwatch()
    with timed(watch):
        now[0] += 2
        lap()
        assert watch.seconds == 0
        now[0] += 1
    assert watch.total == 3


def test_a_pause_counts_for_nothing(now: list[float]) -> None:
    watch = Stopwatch()
    with timed(watch):
        now[0] += 3600
        watch.forget()
        now[0] += 1
    assert watch.total == 1
    watch.forget()
    assert watch.seconds == 0


def test_without_a_stopwatch_nothing_happens() -> None:
    lap()
    with waiting():
        lap()


class TestTurn:
    def test_one_at_a_time(self) -> None:
        turn, order = Turn(), []
        with turn:
            thread = threading.Thread(target=lambda: self.take(turn, order))
            thread.start()
            order.append("first")
        thread.join(PATIENCE)
        assert order == ["first", "second"]

    def take(self, turn: Turn, order: list[str]) -> None:
        with turn:
            order.append("second")

    def test_it_is_taken_from_one_who_hangs_and_comes_back_later(self) -> None:
        turn, go, holds = Turn(), threading.Event(), threading.Event()

        def hang() -> None:
            with turn:
                holds.set()
                go.wait(PATIENCE)

        hanging = threading.Thread(target=hang)
        hanging.start()
        assert holds.wait(PATIENCE)
        turn.give_up(hanging.ident or 0)
        with turn:
            go.set()
            hanging.join(PATIENCE)  # it leaves what is not its own any more
            other = threading.Thread(target=lambda: self.take(turn, []))
            other.start()
            other.join(0.05)
            assert other.is_alive()
        other.join(PATIENCE)
        assert not other.is_alive()
