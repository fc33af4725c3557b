"""How to index: how many threads, and how far they step back."""

from __future__ import annotations

import os
from dataclasses import dataclass

from photoclust.core.courtesy import Courtesy, on_battery
from photoclust.library.guard import TIME_LIMIT


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """How to index.

    Attributes:
        jobs: Threads; None is one a core, or half of that where power is to be saved.
        courteous: Let other programs go first. On battery, power is saved as well.
        less_power: Save power in any case.
        again: Try files once more that could not be read, also those that PhotoClust stopped at.
        time_limit: Seconds without a sign of life after which a file is given up on; large ones get more.
        only_known: Add nothing to the library: a folder that is not in it (any more) is passed over.
    """

    jobs: int | None = None
    courteous: bool = False
    less_power: bool = False
    only_known: bool = False
    again: bool = False
    time_limit: float = TIME_LIMIT

    def courtesy(self) -> Courtesy:
        """How far to step back now."""
        if self.less_power or (self.courteous and on_battery()):
            return Courtesy.THRIFTY
        return Courtesy.POLITE if self.courteous else Courtesy.NONE


def default_jobs(courtesy: Courtesy = Courtesy.NONE) -> int:
    """One thread a core that this program may use; half of that where power is to be saved."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores // 2) if courtesy is Courtesy.THRIFTY else cores
