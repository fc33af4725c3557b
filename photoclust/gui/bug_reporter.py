"""What becomes of our own mistakes: the log, and a dialog whose report stays on this computer."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from photoclust import version
from photoclust.core.system import system_name
from photoclust.gui.background import Background
from photoclust.gui.crash_dialog import CrashDialog

log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """What a bug report needs: versions and the traceback."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"PhotoClust {version()}, Python {platform.python_version()}, PySide6 {pyside_version}, "
        f"{system_name()}\n\n{trace}"
    )


class BugReporter(QObject):
    """Catches what nobody caught, in any thread, and shows it once in the GUI thread.

    Signals:
        caught: The report as text; emitted in the thread of the bug, received in the GUI thread.
    """

    caught = Signal(str)

    def __init__(self, window: QWidget, *, to_terminal: bool = False) -> None:
        super().__init__(window)
        self._window = window
        self._to_terminal = to_terminal
        self._dialog: CrashDialog | None = None
        self._background = Background(self, threads=1)
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._python_hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        self._background.close()

    def _python_hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QCoreApplication.exit(130)
            return
        self.report(error)

    def _thread_hook(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_value)

    def report(self, error: BaseException) -> None:
        """Logs a bug and shows it. Any thread."""
        log.critical("bug", exc_info=error)
        if self._to_terminal:
            traceback.print_exception(error)
        self.caught.emit(report_of(error))

    def _show(self, report: str) -> None:
        if self._dialog is None:  # one is enough to see that something is wrong; the rest is in the log
            self._dialog = CrashDialog(report, self._background, self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def show_fatal(error: BaseException) -> None:
    """Shows a bug that kept the window from coming up, and returns when its dialog was closed."""
    background = Background(threads=1)
    dialog = CrashDialog(report_of(error), background, fatal=True)
    dialog.exec()
    background.close()
