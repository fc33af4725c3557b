"""Keeps Python's search for cycles of garbage from holding the window up."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

INTERVAL_MS = 10_000
YOUNG_ROUNDS = 10  # collections of the middle generation before the oldest is worth a look, as Python has it
NEVER = min(sys.maxsize, 2**31 - 1)  # the threshold is a C int


class GarbageCollector(QObject):
    """Looks through old objects now and then in the window's own thread, and through few of them.

    A look at all generations visits every object that can hold others, with the interpreter's lock held: 15
    to 60 ms in this program, more while 100,000 photos are worked on, at any moment and in any thread that
    makes many objects. So the oldest generation is left to a timer here, which looks when nothing is under
    way; what the start made and what survived a look is set aside (`gc.freeze`), and looked through again
    while another window has the person's attention; and what is kept of every photo lies in arrays
    (`core.briefs`). Young objects are collected as always: there are never many.

    Args:
        busy: Whether threads are at work for the window, which may hold very many objects for a moment.
        parent: Qt's parent.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._before: tuple[int, int, int] | None = None
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Takes over. To be called when the window has been made."""
        self._before = gc.get_threshold()
        gc.set_threshold(*self._before[:2], NEVER)
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Leaves it to Python again. Idempotent."""
        if self._before is None:
            return
        self._timer.stop()
        gc.unfreeze()
        gc.set_threshold(*self._before)
        self._before = None

    def _look(self) -> None:
        if gc.get_count()[2] <= YOUNG_ROUNDS or self._busy():
            return
        if QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
