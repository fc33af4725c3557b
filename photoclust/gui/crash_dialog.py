"""Shows a mistake of ours: the report can be read, copied and saved; nothing is ever sent."""

from __future__ import annotations

import os
from datetime import date

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photoclust.core.errors import UserFacingError
from photoclust.gui import messages, wording
from photoclust.gui.background import Background
from photoclust.gui.panels.themed import button_box, styled
from photoclust.gui.theme import Measure

LANE = "crash-report"


class CrashDialog(QDialog):
    """One report.

    Args:
        report: As text.
        background: Where the file is written.
        parent: Qt's parent.
        fatal: There is no window, and there will be none.
    """

    def __init__(
        self, report: str, background: Background, parent: QWidget | None = None, *, fatal: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self._report = report
        self._background = background
        if fatal:
            title = self.tr("PhotoClust can't start")
            then = self.tr("Your photos and albums are untouched.")
        else:
            title = self.tr("Something went wrong inside PhotoClust")
            then = self.tr("Your photos and albums are untouched, and you can go on working.")
        self.setWindowTitle(title)
        words = styled(
            " ".join(
                (
                    self.tr("This is a mistake in the program, not yours."),
                    then,
                    self.tr("The report below stays on this computer unless you send it to somebody."),
                )
            ),
            wrap=True,
        )
        text = QPlainTextEdit(report)
        text.setObjectName("crashReport")
        text.setAccessibleName(self.tr("Report"))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.outcome = styled("", "caption", wrap=True)
        self.outcome.setObjectName("crashOutcome")
        self.outcome.hide()
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        self._action(buttons, self.tr("Copy report"), "copyReportButton").clicked.connect(self._copy)
        self._action(buttons, self.tr("Save report…"), "saveReportButton").clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addWidget(words)
        column.addWidget(text, 1)
        column.addWidget(self.outcome)
        column.addWidget(buttons)
        self.resize(640, 400)

    @staticmethod
    def _action(buttons: QDialogButtonBox, text: str, name: str) -> QPushButton:
        made = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        made.setObjectName(name)
        return made

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._say(self.tr("The report is on the clipboard."))

    def _save(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Save report"), suggested_file(), self.tr("Text files (*.txt)")
        )
        if path:
            report = self._report
            self._background.run(
                lambda _token: write(path, report),
                lambda _nothing: self._say(
                    self.tr("The report is saved as {path}.").format(path=wording.printable(path))
                ),
                lambda error: self._say(messages.sentence(error)),
                lane=LANE,
                asker=self,
            )

    def _say(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.setAccessibleName(text)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.show()


def suggested_file() -> str:
    """Where a report would be saved: among the person's documents, with the day in its name."""
    places = QStandardPaths.StandardLocation
    folder = QStandardPaths.writableLocation(places.DocumentsLocation) or os.path.expanduser("~")
    return os.path.join(folder, f"photoclust-report-{date.today():%Y-%m-%d}.txt")


def write(path: str, report: str) -> None:
    """Writes a report. Off the GUI thread.

    Raises:
        UserFacingError: If it can't be written.
    """
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
    except OSError as error:
        raise UserFacingError("not-written", path=path, detail=error.strerror or str(error)) from error
