"""How the program speaks of trouble.

The world's trouble (`UserFacingError`) becomes one translated sentence in the message bar. Our own (anything
else that is raised) goes to the log and into a dialog whose report can be copied; nothing is ever sent.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Mapping
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from photoclust import version
from photoclust.core.errors import SENTENCES, UserFacingError
from photoclust.core.system import system_name
from photoclust.gui import wording
from photoclust.gui.panels.themed import button_box

log = logging.getLogger(__name__)


def sentence(error: UserFacingError) -> str:
    """The error's sentence in the person's language, with the file's name where the sentence has none."""
    text = said(error.code, error.values)
    if error.path is not None and "{path}" not in SENTENCES[error.code]:
        text = f"{wording.name_of(error.path)}: {text}"
    return text


def said(code: str, values: Mapping[str, object]) -> str:
    """A sentence of `core.errors.SENTENCES` in the person's language, filled in."""
    shown = {
        key: wording.printable(value) if isinstance(value, str) else value for key, value in values.items()
    }
    return QCoreApplication.translate("errors", SENTENCES[code]).format(**shown)


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
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._python_hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

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
        if self._dialog is not None and self._dialog.isVisible():
            return  # one dialog is enough to see that something is wrong; the rest is in the log
        self._dialog = CrashDialog(report, self._window)
        self._dialog.open()


class CrashDialog(QDialog):
    """A bug of ours, with a report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setWindowTitle(self.tr("Something went wrong inside PhotoClust"))
        words = QLabel(
            self.tr(
                "This is a mistake in the program, not yours. "
                "Your photos and albums are untouched, and you can go on working. "
                "The report below stays on this computer unless you send it to somebody."
            )
        )
        words.setWordWrap(True)
        text = QPlainTextEdit(report)
        text.setObjectName("crashReport")
        text.setAccessibleName(self.tr("Report"))
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copyReportButton")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(text, 1)
        layout.addWidget(buttons)
        self.resize(640, 400)
