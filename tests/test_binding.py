"""PySide counts its references right under this Python.

6.12.0 does not: its wheels are built as if None, True and False were immortal, which they are from Python
3.12 on. Under 3.11 each call that returns one of them takes a reference away; when the last one is gone,
Python aborts.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

CALLS = 500
NOISE = 50  # references that come and go with other things


class Sender(QObject):
    said = Signal(object)


def emit() -> None:
    sender = Sender()
    sender.said.connect(lambda _value: None)
    sender.said.emit(None)


def start_timer() -> None:
    timer = QTimer()
    timer.start(1000)
    timer.stop()


def make_widget() -> None:
    widget = QWidget()
    widget.setObjectName("widget")
    widget.update()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="they can't run out of references")
@pytest.mark.parametrize("work", [emit, start_timer, make_widget])
def test_none_true_and_false_keep_their_references(qapp, work) -> None:
    work()
    before = [sys.getrefcount(constant) for constant in (None, True, False)]
    for _ in range(CALLS):
        work()
    after = [sys.getrefcount(constant) for constant in (None, True, False)]
    lost = [old - new for old, new in zip(before, after, strict=True)]
    assert max(lost) < NOISE
