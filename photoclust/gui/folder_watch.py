"""Watches the library's folders for the window, as long as the person wants that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from photoclust.library.indexing import IndexSummary

if TYPE_CHECKING:
    from photoclust.library.watching import Timing, Watcher

START_MS = 1000  # the window is up by then, and folders that were just added are all known


class FolderWatch(QObject):
    """The hand on the GUI thread of a `Watcher`.

    Args:
        parent: Qt's parent.
        timing: How fast; None is the usual.

    Signals:
        changed(list[str]): These library folders should be looked through.
        presenceChanged: A folder went offline or came back.
    """

    changed = Signal(object)
    presenceChanged = Signal()
    _told = Signal(object)  # from the watcher's thread to the GUI thread
    _moved = Signal()

    def __init__(self, parent: QObject | None = None, timing: Timing | None = None) -> None:
        super().__init__(parent)
        self._timing = timing
        self._wanted = False
        self._folders: tuple[str, ...] = ()
        self._watched: tuple[str, ...] = ()
        self._watcher: Watcher | None = None
        self._closed = False
        self._later = QTimer(self, singleShot=True, interval=START_MS)
        self._later.timeout.connect(self._begin)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._tell_presence, Qt.ConnectionType.QueuedConnection)

    def want(self, wanted: bool) -> None:
        """Switches watching on or off."""
        self._wanted = wanted
        self._soon()

    def set_folders(self, folders: Sequence[str]) -> None:
        """These are the library's folders now."""
        self._folders = tuple(folders)
        self._soon()

    def looked_through(self, summary: IndexSummary) -> None:
        """A run is over: its time says how often folders can be looked at that tell nothing themselves."""
        if self._watcher is not None:
            self._watcher.took(summary.seconds)

    def close(self) -> None:
        """Ends the watcher's threads. Idempotent; nothing is told afterwards."""
        self._closed = True
        self._later.stop()
        if self._watcher is not None:
            self._watcher.close()

    def _soon(self) -> None:
        folders = self._folders if self._wanted else ()
        if folders != self._watched and not self._closed:
            self._later.start()

    def _begin(self) -> None:
        self._watched = self._folders if self._wanted else ()
        if self._watcher is None and self._watched:
            from photoclust.library.watching import make_watcher  # loads watchdog, 50 ms

            self._watcher = make_watcher(self._told.emit, self._moved.emit, self._timing)
        if self._watcher is not None:
            self._watcher.watch(self._watched)

    @Slot(object)
    def _tell(self, folders: tuple[str, ...]) -> None:
        wanted = [folder for folder in folders if folder in self._watched]
        if wanted and not self._closed:
            self.changed.emit(wanted)

    @Slot()
    def _tell_presence(self) -> None:
        if not self._closed:
            self.presenceChanged.emit()
