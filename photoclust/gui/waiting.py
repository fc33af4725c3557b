"""Waiting for the window from a program without a person: the demonstration and the self-test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

LOOK_MS = 50


def wait_until(condition: Callable[[], bool], patience_ms: int, look_ms: int = LOOK_MS) -> bool:
    """Runs the event loop until a condition holds, looking every few milliseconds.

    Args:
        condition: Called in the event loop.
        patience_ms: How long to wait, milliseconds.
        look_ms: The time between two looks, and before the first, milliseconds.

    Returns:
        False if the condition did not come true in time.
    """
    loop = QEventLoop()
    look = QTimer(loop, interval=look_ms)
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    late = QTimer(loop, singleShot=True, interval=patience_ms)
    late.timeout.connect(lambda: loop.exit(1))
    look.start()
    late.start()
    outcome = loop.exec()
    look.stop()
    late.stop()
    return outcome == 0
