"""The token between the one who works and the one who may say pause, go on or stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from photoclust.core.errors import CancelledError
from photoclust.core.progress import CancelToken

SOON = 0.05  # long enough to see that a thread stands still
PATIENCE = 10.0


@dataclass
class Worker:
    """Counts as fast as the token lets it."""

    token: CancelToken
    count: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    stepped: threading.Condition = field(default_factory=threading.Condition)

    def run(self) -> None:
        try:
            while True:
                self.token.checkpoint()
                with self.stepped:
                    self.count += 1
                    self.stepped.notify_all()
        except CancelledError:
            self.stopped.set()

    def wait_for_steps(self, more: int = 3) -> None:
        with self.stepped:
            goal = self.count + more
            assert self.stepped.wait_for(lambda: self.count >= goal, PATIENCE), "the worker stands still"

    def stands_still(self) -> bool:
        with self.stepped:
            self.stepped.wait(SOON)  # the step that was being made when the pause came
            before = self.count
            return not self.stepped.wait_for(lambda: self.count > before, SOON)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(CancelToken())
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    yield worker
    worker.token.cancel()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_fresh_token_lets_work_go_on() -> None:
    token = CancelToken()
    token.checkpoint()
    assert (token.cancelled, token.paused) == (False, False)


def test_a_cancelled_token_stops_at_the_next_checkpoint() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        token.checkpoint()
    assert token.cancelled


def test_cancel_is_final() -> None:
    token = CancelToken()
    token.cancel()
    token.pause()
    assert not token.paused
    token.resume()
    assert token.cancelled


def test_a_paused_worker_waits_until_it_may_go_on(worker: Worker) -> None:
    worker.wait_for_steps()
    worker.token.pause()
    assert worker.token.paused
    assert worker.stands_still()
    worker.token.resume()
    assert not worker.token.paused
    worker.wait_for_steps()


def test_cancel_wakes_a_paused_worker(worker: Worker) -> None:
    worker.wait_for_steps()
    worker.token.pause()
    assert worker.stands_still()
    worker.token.cancel()
    assert worker.stopped.wait(PATIENCE)


def test_pausing_twice_needs_one_resume(worker: Worker) -> None:
    worker.token.pause()
    worker.token.pause()
    worker.token.resume()
    worker.wait_for_steps()


@contextmanager
def in_thread(work: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join(PATIENCE)


def test_a_cancel_in_the_middle_of_a_pause_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between `pause` looking whether it was cancelled and it acting on that: the worker must not hang."""
    token = CancelToken()
    clear = token._running.clear

    def cancelled_just_before() -> None:
        with in_thread(token.cancel):
            pass
        clear()

    monkeypatch.setattr(token._running, "clear", cancelled_just_before)
    token.pause()
    assert not token.paused
