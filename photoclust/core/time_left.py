"""How much longer: from what the work that is left will cost, not from how many items there are."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MEGABYTE = 1e6
SIGHT = 4.0  # finished items that a guess weighs
ODD = 10.0  # times what was expected: more than that is not believed
SOONEST = 0.2  # seconds of work before anything is said


@dataclass(slots=True)
class _Kind:
    """Items of one kind: what there is of them, and the sums of a regression over those that are finished.

    Seconds are fitted by a straight line over megabytes, and the line is drawn towards the guess (ridge
    regression; the guess weighs `SIGHT` items). The variance of what an item takes is taken to grow as what
    was guessed: then what all items together take, which is what matters, is met without bias.
    """

    guess: tuple[float, float]  # seconds an item, seconds a megabyte
    items: int = 0  # left
    size: float = 0.0  # megabytes left
    seen: float = 0.0  # finished items
    guessed: float = 0.0  # seconds
    taken: float = 0.0  # seconds
    uu: float = 0.0
    uv: float = 0.0
    vv: float = 0.0
    uy: float = 0.0
    vy: float = 0.0
    last: float = 0.0  # when one was finished

    def learn(self, x: float, seconds: float, keep: float) -> None:
        """An item of `x` megabytes took so many seconds; what is known weighs `keep` of what it did."""
        u, v = self.guess[0], self.guess[1] * x
        guess = u + v
        self.seen = keep * self.seen + 1
        self.guessed = keep * self.guessed + guess
        self.taken = keep * self.taken + seconds
        self.uu = keep * self.uu + u * u / guess
        self.uv = keep * self.uv + u * v / guess
        self.vv = keep * self.vv + v * v / guess
        self.uy = keep * self.uy + u * seconds / guess
        self.vy = keep * self.vy + v * seconds / guess

    def line(self, ratio: float) -> tuple[float, float]:
        """Seconds an item and a megabyte.

        Args:
            ratio: What the guesses of all kinds have to be multiplied with so far.
        """
        sight = SIGHT * (self.guessed / self.seen if self.seen else 1.0)
        a, b, c = self.uu + sight, self.uv, self.vv + sight
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
    goes on. How much threads get done in a second is a forgetting average, at first what they would get done
    if they never had to wait: both follow the machine.

    Args:
        guesses: Kind -> (seconds an item, seconds a megabyte), where nothing is known yet; only their ratios
            matter once there is something to go by. "" is for all other kinds.
        threads: How many there are.
        clock: Seconds.
    """

    HALF_LIFE = 20.0  # seconds after which an observation of the pace weighs half
    LINES = 60.0  # and one of an item

    def __init__(
        self,
        guesses: Mapping[str, tuple[float, float]],
        threads: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._guesses = guesses
        self._threads = threads
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}
        self._last: float | None = None  # set when the first item is finished: what was before was a start
        self._said = 0.0  # seconds of work since then
        self._wall = 0.0
        self._work = 0.0

    def expect(self, kind: str, size: int) -> None:
        """There is one more item of a kind and a size in bytes."""
        entry = self._kind(kind)
        entry.items += 1
        entry.size += size / MEGABYTE

    def finished(self, kind: str, size: int, seconds: float) -> None:
        """An item took so many seconds in its thread."""
        entry, x, now = self._kind(kind), size / MEGABYTE, self._clock()
        each, more = entry.line(self._ratio())
        usual = min(seconds, ODD * (each + more * x) + SOONEST)  # one that hung says nothing of the others
        entry.items -= 1
        entry.size -= x
        entry.learn(x, usual, 0.5 ** ((now - entry.last) / self.LINES) if entry.seen else 0.0)
        entry.last = now
        if self._last is not None:
            passed = now - self._last
            keep = 0.5 ** (passed / self.HALF_LIFE)
            self._wall = self._wall * keep + passed
            self._work = self._work * keep + seconds
            self._said += seconds
        self._last = now

    def paused(self) -> None:
        """The time since an item was last finished was a pause."""
        if self._last is not None:
            self._last = self._clock()

    def seconds(self, under_way: float = 0.0) -> float | None:
        """The estimate; None while there is too little to go by.

        Args:
            under_way: Seconds that threads have spent on items that are not finished.
        """
        if self._said < SOONEST:
            return None
        left, ratio = 0.0, self._ratio()
        for kind in self._kinds.values():
            each, more = kind.line(ratio)
            left += each * max(0, kind.items) + more * max(0.0, kind.size)
        # A second's worth of threads that never wait, until there is more to go by.
        pace = (self._wall + 1.0) / (self._work + self._threads)
        return max(left - under_way, 0.0) * pace

    def _ratio(self) -> float:
        """What the guesses have to be multiplied with; 1 weighs `SIGHT` items."""
        seen = sum(kind.seen for kind in self._kinds.values())
        if not seen:
            return 1.0
        guessed = sum(kind.guessed for kind in self._kinds.values())
        sight = SIGHT * guessed / seen
        return (sum(kind.taken for kind in self._kinds.values()) + sight) / (guessed + sight)

    def _kind(self, kind: str) -> _Kind:
        if kind not in self._kinds:
            self._kinds[kind] = _Kind(self._guesses.get(kind, self._guesses[""]))
        return self._kinds[kind]
