"""Hears what later starts of the program ask of this window, and brings it to the front."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from photoclust.gui.background import Background
from photoclust.library import mailbox
from photoclust.library.mailbox import Request

LANE = "doorbell"
LOOK_MS = 1000  # on some network file systems nothing tells that a file came


class Doorbell(QObject):
    """Watches a mailbox. Files are read and deleted off the GUI thread.

    Args:
        folder: The mailbox.
        parent: Qt's parent.

    Signals:
        rung(Request): Somebody started the program again. The request counts as done when this returns.
    """

    rung = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._done: set[str] = set()
        self._closed = False
        self._background = Background(self, threads=1)
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Looks for requests, unless it is at that already."""
        if not self._closed and not self._background.busy(LANE):
            folder, done = self._folder, frozenset(self._done)
            self._background.run(lambda _token: mailbox.empty(folder, done), self._answer, lane=LANE)

    def _answer(self, requests: list[tuple[str, Request]]) -> None:
        for name, request in requests:
            self.rung.emit(request)
            self._done.add(name)
        if requests:
            self.look()  # which deletes them, and so answers

    def close(self) -> None:
        """Hears no more. Idempotent."""
        self._closed = True
        self._timer.stop()
        self._background.close()


def bring_to_front(window: QWidget, token: str) -> None:
    """Shows a window before all others, as far as the desktop lets it.

    Args:
        window: Put back on the screen if it is minimised.
        token: What the desktop gave to whoever asks; without it, many let the window only draw attention.
    """
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it, under Wayland
    window.activateWindow()
    os.environ.pop("XDG_ACTIVATION_TOKEN", None)  # it is good for one use, and not for what we start
