"""Fixtures that fail a test which leaves something running, or logs what it did not announce."""

from __future__ import annotations

import gc
import logging
import sys
import threading
import time
import types
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

PATIENCE = 5.0  # seconds that a thread gets to end after it was told to
WINDOW_CODE = "photoclust.gui"  # the modules whose classes override methods of Qt


@pytest.fixture(autouse=True)
def log_is_quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which our loggers warn, unless it is marked `expect_log` or asks for `caplog`."""
    logger = logging.getLogger("photoclust")
    records: list[logging.LogRecord] = []
    catcher = logging.Handler(logging.WARNING)
    catcher.emit = records.append  # type: ignore[method-assign]
    before = logger.level, logger.propagate, list(logger.handlers)
    logger.addHandler(catcher)
    yield
    logger.level, logger.propagate, logger.handlers = before
    expected = "caplog" in request.fixturenames or request.node.get_closest_marker("expect_log")
    if records and not expected:
        lines = "\n".join(f"{record.levelname} {record.name}: {record.getMessage()}" for record in records)
        pytest.fail(f"unexpected log records:\n{lines}", pytrace=False)


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fails a test that leaves a Python thread running."""
    before = set(threading.enumerate())
    yield
    left: list[threading.Thread] = []

    def all_ended() -> bool:
        # Qt's threads appear here as dummies that never end; they are looked at below.
        left[:] = [
            thread
            for thread in threading.enumerate()
            if thread not in before and not isinstance(thread, threading._DummyThread)
        ]
        return not left

    if not _wait_for(all_ended):
        pytest.fail(f"threads left running: {left}", pytrace=False)


@pytest.fixture(autouse=True)
def nothing_of_qt_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test of the window that leaves a QThread, a pool job, a running QTimer or a widget.

    It fails, too, when an override of a Qt method raised and PySide lost a reference over it.
    """
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    _hold_overrides()
    with _watch_qt() as seen:
        yield
        robbed = _robbed_overrides()
        if robbed:
            pytest.fail(f"an override of Qt raised, and these lost a reference: {robbed}", pytrace=False)
        left: list[str] = []

        def all_gone() -> bool:
            left[:] = _qt_leftovers(seen)
            return not left

        if not _wait_for(all_gone):
            pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def _wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@dataclass
class _Seen:
    """What was there before the test, and what it started.

    Attributes:
        widgets: Addresses of the top-level widgets that were there before.
        started: The threads and timers whose `start` was called.
    """

    widgets: set[int]
    started: list[weakref.ref[Any]] = field(default_factory=list)


@contextmanager
def _watch_qt() -> Iterator[_Seen]:
    """Notes what is started while the block runs."""
    from PySide6.QtCore import QThread, QTimer

    seen = _Seen(widgets=set(_top_level_widgets()))
    with pytest.MonkeyPatch.context() as patch:
        for kind in (QThread, QTimer):
            patch.setattr(kind, "start", _noting(kind.start, seen.started))
        yield seen


def _qt_leftovers(seen: _Seen) -> list[str]:
    """Describes what is still alive of all that; deferred deletions and cyclic garbage don't count."""
    left = _alive(seen)
    if left:
        gc.collect()
        left = _alive(seen)
    return left


def _alive(seen: _Seen) -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = []
    for thing in {reference() for reference in seen.started}:
        if thing is None or not isValid(thing):
            continue
        if isinstance(thing, QThread):
            if thing.isRunning():
                left.append(f"running thread {thing}")
        elif thing.isActive():
            left.append(f"running timer {thing} of {thing.parent()}")
    if QThreadPool.globalInstance().activeThreadCount():
        left.append("jobs in the global thread pool")
    left += [f"widget {widget}" for key, widget in _top_level_widgets().items() if key not in seen.widgets]
    return left


def _top_level_widgets() -> dict[int, Any]:
    """Address -> widget, of those that nothing but themselves can delete."""
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    return {
        getCppPointer(widget)[0]: widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None
    }


def _noting(start: Callable[..., Any], started: list[weakref.ref[Any]]) -> Callable[..., Any]:
    def noted_start(self: Any, *arguments: Any) -> Any:
        started.append(weakref.ref(self))
        return start(self, *arguments)

    return noted_start


_overrides: dict[int, tuple[str, types.FunctionType]] = {}


def _hold_overrides() -> None:
    """Keeps every method of the window's classes alive.

    An exception in an override that Qt calls from within another call from Python goes unseen: PySide (6.9 to
    6.12) drops it when it looks up the next override, and takes a reference to that one with it. Some time
    later the garbage collector meets a freed function, and the program crashes.
    """
    for name, module in list(sys.modules.items()):
        if not name.startswith(WINDOW_CODE):
            continue
        for kind in list(vars(module).values()):
            if isinstance(kind, type) and kind.__module__ == name:
                for method in vars(kind).values():
                    if isinstance(method, types.FunctionType):
                        _overrides.setdefault(id(method), (f"{name}.{method.__qualname__}", method))


def _robbed_overrides() -> list[str]:
    """Names of the methods that have fewer references than there are holders; each is told once."""
    robbed = []
    for key, (name, method) in list(_overrides.items()):
        # The class, the tuple above, `method` and the argument; the loop's tuple is gone once unpacked.
        if sys.getrefcount(method) < 4:
            robbed.append(name)
            _kept_for_ever.append(_overrides.pop(key))
    return robbed


_kept_for_ever: list[object] = []
