"""The application object: what the system tells the program as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui import desktop


class Application(QApplication):
    """Says what the system opens with this program that is running already (macOS, in Finder and Dock).

    Signals:
        opened(list[str]): Paths, of folders or files.
    """

    opened = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            path = desktop.local_path(event.url())
            if path is not None:
                self.opened.emit([path])
                return True
        return super().event(event)
