"""What something takes: by the clock and of the processors, since a busy machine stretches the first more."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds.

    Attributes:
        wall: By the clock.
        processor: Of all threads together.
    """

    wall: float
    processor: float

    def __truediv__(self, count: int) -> Spent:
        return self * (1 / count)

    def __mul__(self, count: float) -> Spent:
        return Spent(self.wall * count, self.processor * count)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.processor - other.processor)

    def times(self, other: Spent) -> Spent:
        """How many times the other this is."""
        return Spent(self.wall / other.wall, self.processor / other.processor)


def median(values: Iterable[Spent]) -> Spent:
    """The medians of the two, each for itself."""
    both = list(values)
    return Spent(
        statistics.median(one.wall for one in both), statistics.median(one.processor for one in both)
    )


def timed(work: Callable[[], T]) -> tuple[T, Spent]:
    """Calls something; returns what it returned and what this process spent."""
    began, before = time.perf_counter(), time.process_time()
    result = work()
    return result, Spent(time.perf_counter() - began, time.process_time() - before)
