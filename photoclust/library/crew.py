"""Threads that work on files, and can be left behind.

One that hangs holds up neither the run nor the program's end.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from photoclust.core.stopwatch import Stopwatch, timed

THREAD_NAME = (
    "photoclust"  # what the names of our threads begin with, so that one left behind is known at the end
)
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(slots=True, eq=False)
class Job(Generic[Item, Result]):
    """One item, and what became of it.

    Attributes:
        item: What is to be worked on.
        patience: Seconds without a sign of life after which it is given up on.
        result: What the work returned, or what stands for it.
        error: What the work raised.
        thread: The number of the thread that has it.
        watch: Runs while it is worked on.
        over: Whether there is a result or an error.
    """

    item: Item
    patience: float
    result: Result | None = None
    error: BaseException | None = None
    thread: int = 0
    watch: Stopwatch = field(default_factory=Stopwatch)
    over: bool = False


class Crew(Generic[Item, Result]):
    """A number of threads at work. Everything but the work is called in the thread that made it.

    Threads are daemons: the program can end while one of them hangs. What is over is handed out in heaps, as
    long as there is enough to do: to wake the collecting thread for each small photo would slow them all.

    Args:
        size: Threads.
        work: Done to each item.
        arrive: Called in a thread at its beginning.
        before: Called in a thread before each item; may block (a pause) or raise (a cancel).
        leave: Called in a thread at its end.
    """

    def __init__(
        self,
        size: int,
        work: Callable[[Item], Result],
        *,
        arrive: Callable[[], object] = lambda: None,
        before: Callable[[], object] = lambda: None,
        leave: Callable[[], object] = lambda: None,
    ) -> None:
        self._size = size
        self._work, self._arrive, self._before, self._leave = work, arrive, before, leave
        self._wanted: queue.SimpleQueue[Job[Item, Result] | None] = queue.SimpleQueue()
        self._over: queue.SimpleQueue[Job[Item, Result]] = queue.SimpleQueue()
        self._worth_a_look = threading.Event()
        self._settling = threading.Lock()
        self._in_hand: set[Job[Item, Result]] = set()
        self._threads: list[threading.Thread] = []
        for _ in range(size):
            self._hire()

    def __len__(self) -> int:
        """Jobs that were submitted and not fetched yet."""
        return len(self._in_hand)

    def submit(self, item: Item, patience: float) -> None:
        job: Job[Item, Result] = Job(item, patience)
        self._in_hand.add(job)
        self._wanted.put(job)

    def next_over(self, timeout: float) -> Job[Item, Result] | None:
        """A job that is over, in the order in which they are; None if none is within the time.

        Where there is none yet, waits until threads run out of work, or for that time.
        """
        if self._over.empty():
            self._worth_a_look.wait(timeout)
            self._worth_a_look.clear()
        try:
            job = self._over.get_nowait()
        except queue.Empty:
            return None
        self._in_hand.discard(job)
        return job

    def under_way(self) -> float:
        """Seconds that threads have spent on what they have in hand."""
        return sum(job.watch.seconds for job in self._in_hand if not job.over)

    def overdue(self) -> list[Job[Item, Result]]:
        """Jobs whose thread gave no sign of life for too long."""
        return [job for job in self._in_hand if not job.over and job.watch.seconds > job.patience]

    def give_up(self, job: Job[Item, Result], result: Result) -> None:
        """Takes `result` for that of the job, and another thread for its thread.

        Nothing is done if the job was over just now.
        """
        if self._settle(job, result=result):
            self._threads = [thread for thread in self._threads if thread.ident != job.thread]
            self._hire()

    def forget_time(self) -> None:
        """The time until now counts for no job: it was a pause."""
        for job in self._in_hand:
            job.watch.forget()

    def close(self, patience: float) -> None:
        """Drops what no thread has begun, and waits for the threads, but not over `patience` seconds."""
        threads, self._threads = self._threads, []
        if not threads:
            return
        with contextlib.suppress(queue.Empty):
            while True:
                self._wanted.get_nowait()
        for _ in threads:
            self._wanted.put(None)
        deadline = time.monotonic() + patience
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _hire(self) -> None:
        thread = threading.Thread(target=self._run, name=f"{THREAD_NAME}-index", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _run(self) -> None:
        self._arrive()
        try:
            while (job := self._wanted.get()) is not None:
                if not self._do(job):
                    return  # it was given up on: another thread has its place
        finally:
            self._leave()

    def _do(self, job: Job[Item, Result]) -> bool:
        try:
            self._before()
            job.thread = threading.get_ident()
            with timed(job.watch):
                result = self._work(job.item)
        except BaseException as error:  # noqa: BLE001 - handed on
            return self._settle(job, error=error)
        return self._settle(job, result=result)

    def _settle(
        self, job: Job[Item, Result], *, result: Result | None = None, error: BaseException | None = None
    ) -> bool:
        with self._settling:
            if job.over:
                return False
            job.over, job.result, job.error = True, result, error
        self._over.put(job)
        if self._wanted.qsize() <= self._size:
            self._worth_a_look.set()
        return True
