"""Threads that can be left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from photoclust.core.errors import CancelledError
from photoclust.core.progress import CancelToken
from photoclust.library.crew import Crew, Job

PATIENCE = 20.0


class Work:
    """Squares numbers; hangs at zero until it is told to go on, fails at negative ones."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.hanging = threading.Semaphore(0)
        self.left = 0

    def __call__(self, number: int) -> int:
        if number == 0:
            self.hanging.release()
            self.go.wait(PATIENCE)
        if number < 0:
            raise ValueError(number)
        return number * number

    def leave(self) -> None:
        self.left += 1


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.go.set()


def all_over(crew: Crew[int, int], count: int) -> list[Job[int, int]]:
    jobs = []
    for _ in range(count):
        job = crew.next_over(PATIENCE)
        assert job is not None
        jobs.append(job)
    return jobs


def test_everything_is_done_and_the_threads_end(work: Work) -> None:
    crew = Crew(3, work, leave=work.leave)
    for number in range(1, 50):
        crew.submit(number, PATIENCE)
    assert len(crew) == 49
    assert sorted(job.result or 0 for job in all_over(crew, 49)) == [number**2 for number in range(1, 50)]
    assert (len(crew), crew.next_over(0)) == (0, None)
    crew.close(PATIENCE)
    assert work.left == 3


def test_a_fault_is_handed_on_and_the_thread_goes_on(work: Work) -> None:
    crew = Crew(1, work)
    crew.submit(-1, PATIENCE)
    crew.submit(3, PATIENCE)
    first, second = all_over(crew, 2)
    assert isinstance(first.error, ValueError)
    assert second.result == 9
    crew.close(PATIENCE)


def test_one_that_hangs_is_given_up_and_another_thread_goes_on(work: Work) -> None:
    crew = Crew(1, work, leave=work.leave)
    crew.submit(0, 0.0)
    crew.submit(5, PATIENCE)
    assert work.hanging.acquire(timeout=PATIENCE)
    assert crew.next_over(0) is None
    (late,) = crew.overdue()
    crew.give_up(late, -7)
    assert {(job.item, job.result) for job in all_over(crew, 2)} == {(0, -7), (5, 25)}
    assert crew.overdue() == []
    crew.close(PATIENCE)  # does not wait for the one that hangs
    assert work.left == 1
    work.go.set()


def test_what_comes_after_it_was_given_up_is_dropped(work: Work) -> None:
    crew = Crew(1, work)
    crew.submit(0, 0.0)
    assert work.hanging.acquire(timeout=PATIENCE)
    (late,) = crew.overdue()
    crew.give_up(late, -7)
    (job,) = all_over(crew, 1)
    work.go.set()
    crew.close(PATIENCE)
    assert (job.result, crew.next_over(0.05)) == (-7, None)


def test_one_that_was_over_just_now_is_not_given_up(work: Work) -> None:
    crew = Crew(1, work)
    crew.submit(4, 0.0)
    (job,) = all_over(crew, 1)
    crew.give_up(job, -7)
    assert (job.result, crew.next_over(0)) == (16, None)
    crew.close(PATIENCE)


def test_closing_drops_what_was_not_begun(work: Work) -> None:
    crew = Crew(1, work)
    crew.submit(0, PATIENCE)
    crew.submit(5, PATIENCE)
    assert work.hanging.acquire(timeout=PATIENCE)
    crew.close(0.0)
    work.go.set()
    (job,) = all_over(crew, 1)
    assert (job.item, crew.next_over(0.05)) == (0, None)
    crew.close(PATIENCE)


def test_a_pause_holds_before_the_next_item_and_a_cancel_drops_it(work: Work) -> None:
    token = CancelToken()
    crew = Crew(1, work, before=token.checkpoint)
    token.pause()
    crew.submit(2, PATIENCE)
    assert crew.next_over(0.05) is None
    assert crew.overdue() == []
    token.cancel()
    (job,) = all_over(crew, 1)
    assert isinstance(job.error, CancelledError)
    crew.close(PATIENCE)


def test_what_is_over_is_found_though_nobody_was_woken_for_it(work: Work) -> None:
    crew = Crew(1, work)
    for number in (7, 0, 1, 2, 3):
        crew.submit(number, PATIENCE)
    assert work.hanging.acquire(timeout=PATIENCE)
    job = crew.next_over(0.05)
    assert job is not None
    assert job.result == 49
    work.go.set()
    assert [job.result for job in all_over(crew, 4)] == [0, 1, 4, 9]
    crew.close(PATIENCE)


def test_time_spent_on_what_is_in_hand(work: Work) -> None:
    crew = Crew(2, work)
    assert crew.under_way() == 0
    crew.submit(0, PATIENCE)
    assert work.hanging.acquire(timeout=PATIENCE)
    before = crew.under_way()
    work.go.wait(0.01)
    assert crew.under_way() > before
    work.go.set()
    all_over(crew, 1)
    assert crew.under_way() == 0
    crew.close(PATIENCE)
