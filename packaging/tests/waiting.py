"""The one way to wait: for something that can be seen from outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 60.0  # seconds; a busy machine of two cores under strace is slow
STEP = 0.05

Answer = TypeVar("Answer")


def comes(condition: Callable[[], Answer], patience: float) -> Answer:
    """Waits until a condition gives something true, or for `patience` seconds; returns what it gave last."""
    deadline = time.monotonic() + patience
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(STEP)
    return answer


def wait_until(condition: Callable[[], Answer], what: str, patience: float = PATIENCE) -> Answer:
    """Waits until a condition gives something true, and returns that.

    Raises:
        AssertionError: If it does not come; says `what` was waited for.
    """
    answer = comes(condition, patience)
    assert answer, f"waited {patience:.0f} s in vain until {what}"
    return answer
