"""How much longer: from what the work that is left will cost, not from how many items there are."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MEGABYTE = 1e6
SIGHT = 4.0  # finished items that a guess weighs
ODD = 10.0  # times what was expected: more than that is not believed
SOONEST = 0.5  # seconds of work before anything is said


@dataclass(slots=True)
class _Kind:
    """Items of one kind: what there is of them, and the sums of a regression over those that are finished.

    Seconds are fitted by a straight line over megabytes; errors count in proportion to what was guessed, and
    the line is drawn towards the guess (ridge regression; the guess weighs `SIGHT` items).
    """

    guess: tuple[float, float]  # seconds an item, seconds a megabyte
    items: int = 0  # left
    size: float = 0.0  # megabytes left
    uu: float = 0.0
    uv: float = 0.0
    vv: float = 0.0
    uy: float = 0.0
    vy: float = 0.0

    def learn(self, x: float, seconds: float) -> None:
        """An item of `x` megabytes took so many seconds."""
        each, more = self.guess[0], self.guess[1] * x
        u, v, y = each / (each + more), more / (each + more), seconds / (each + more)
        self.uu += u * u
        self.uv += u * v
        self.vv += v * v
        self.uy += u * y
        self.vy += v * y

    def line(self, ratio: float) -> tuple[float, float]:
        """Seconds an item and a megabyte.

        Args:
            ratio: What the guesses of all kinds have to be multiplied with so far.
        """
        a, b, c = self.uu + SIGHT, self.uv, self.vv + SIGHT
        first = self.uy - ratio * (self.uu + self.uv)
        second = self.vy - ratio * (self.uv + self.vv)
        determinant = a * c - b * b
        each = ratio + (c * first - b * second) / determinant
        more = ratio + (a * second - b * first) / determinant
        if each < 0:
            each, more = 0.0, self.vy / self.vv
        elif more < 0:
            each, more = self.uy / self.uu, 0.0
        return self.guess[0] * each, self.guess[1] * more


class TimeLeft:
    """Estimates the seconds left of work that several threads share.

    Every kind of item has a straight line of its own from size to seconds in a thread, learned while the work
    goes on. How much threads get done in a second is a forgetting average: the estimate follows the machine.

    Args:
        guesses: Kind -> (seconds an item, seconds a megabyte), where nothing is known yet; only their ratios
            matter once there is something to go by. "" is for all other kinds.
        clock: Seconds.
    """

    HALF_LIFE = 20.0  # seconds after which an observation of the pace weighs half

    def __init__(
        self, guesses: Mapping[str, tuple[float, float]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._guesses = guesses
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}
        self._last: float | None = None  # set when the first item is finished: what was before was a start
        self._wall = 0.0
        self._work = 0.0
        self._logs = 0.0
        self._count = 0

    def expect(self, kind: str, size: int) -> None:
        """There is one more item of a kind and a size in bytes."""
        entry = self._kind(kind)
        entry.items += 1
        entry.size += size / MEGABYTE

    def finished(self, kind: str, size: int, seconds: float) -> None:
        """An item took so many seconds in its thread."""
        entry, x = self._kind(kind), size / MEGABYTE
        each, more = entry.line(self._ratio())
        usual = min(seconds, ODD * (each + more * x) + SOONEST)  # one that hung says nothing of the others
        entry.items -= 1
        entry.size -= x
        entry.learn(x, usual)
        self._logs += math.log(max(usual, 1e-6) / (entry.guess[0] + entry.guess[1] * x))
        self._count += 1
        now = self._clock()
        if self._last is not None:
            passed = now - self._last
            keep = 0.5 ** (passed / self.HALF_LIFE)
            self._wall = self._wall * keep + passed
            self._work = self._work * keep + seconds
        self._last = now

    def paused(self) -> None:
        """The time since an item was last finished was a pause."""
        if self._last is not None:
            self._last = self._clock()

    def seconds(self) -> float | None:
        """The estimate; None while there is too little to go by."""
        if self._wall < SOONEST or self._work <= 0:
            return None
        left = 0.0
        for kind in self._kinds.values():
            each, more = kind.line(self._ratio())
            left += each * max(0, kind.items) + more * max(0.0, kind.size)
        return left * self._wall / self._work

    def _ratio(self) -> float:
        """What the guesses have to be multiplied with: a geometric mean, in which odd items weigh little."""
        return math.exp(self._logs / (self._count + SIGHT))

    def _kind(self, kind: str) -> _Kind:
        if kind not in self._kinds:
            self._kinds[kind] = _Kind(self._guesses.get(kind, self._guesses[""]))
        return self._kinds[kind]
