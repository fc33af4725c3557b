"""The window over a small library: opens, shows its photos, closes, and leaves nothing behind."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from photoclust.config.paths import AppPaths
from photoclust.config.settings import Settings
from photoclust.core.photo import PhotoId
from photoclust.gui.main_window import MainWindow
from photoclust.gui.run import make_window
from photoclust.gui.selftest.drawing import pixels
from photoclust.gui.waiting import wait_until
from photoclust.library.doctor import Check
from photoclust.library.selftest.attempt import SelfTestError, attempt

PATIENCE_MS = 60_000
SIZE = (1200, 800)
COLOURS = 1000  # photos have many, an empty window has few


def window_check(app: QApplication, paths: AppPaths) -> Check:
    """Opens the window over the library in `paths.library`, which has photos, and closes it again."""
    return attempt("window", lambda: _opens_and_closes(app, paths))


def _opens_and_closes(app: QApplication, paths: AppPaths) -> str:
    started = time.monotonic()
    threads = set(threading.enumerate())
    with _catching() as caught:
        window = make_window(app, paths, paths.library, Settings(theme="light"))
        try:
            shown = _show(window, caught)
            seconds = time.monotonic() - started
        finally:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        if caught:
            raise caught[0]
    left = [thread.name for thread in threading.enumerate() if thread not in threads and not thread.daemon]
    if left:
        raise SelfTestError(f"closed, but these threads are still running: {', '.join(left)}")
    return f"{shown} photos shown after {seconds:.1f} s, closed cleanly"


def _show(window: MainWindow, trouble: list[BaseException]) -> int:
    """Shows the library's photos and looks at them; returns how many are seen."""
    session, grid = window.session, window.center.grid
    loaded: set[PhotoId] = set()

    def follow_thumbnails() -> None:
        assert window.thumbnails is not None  # made when the library was opened
        window.thumbnails.loaded.connect(loaded.add)

    def all_shown() -> bool:
        empty = session.overview is not None and not session.overview.photos
        visible = {grid.photos.id_at(row) for row in grid.scene.visible_items().tolist()}
        return bool(trouble) or empty or (bool(visible) and visible <= loaded)

    session.failed.connect(trouble.append)
    session.openFailed.connect(trouble.append)
    session.opened.connect(follow_thumbnails)
    window.resize(*SIZE)
    window.show()
    window.start()
    in_time = wait_until(all_shown, PATIENCE_MS)
    if trouble:
        raise trouble[0]
    if not in_time:
        raise SelfTestError(f"{len(loaded)} photos were shown after {PATIENCE_MS // 1000} s, not all")
    if not grid.photos.ids():
        raise SelfTestError("there were no photos to show")
    picture = pixels(grid.viewport().grab().toImage())[..., :3]
    colours = len(np.unique(picture.reshape(-1, 3), axis=0))
    if colours < COLOURS:
        raise SelfTestError(f"the photos were loaded, but the window shows {colours} colours only")
    return len(loaded)


@contextmanager
def _catching() -> Iterator[list[BaseException]]:
    """Collects what is raised in slots and in threads, where nobody else catches it."""
    caught: list[BaseException] = []

    def in_slot(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        caught.append(error)

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        caught.extend([arguments.exc_value] if arguments.exc_value is not None else [])

    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = in_slot, in_thread
    try:
        yield caught
    finally:
        sys.excepthook, threading.excepthook = before
