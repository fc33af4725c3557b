"""Asks for a first and a last day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from photoclust.gui.panels.themed import button_box
from photoclust.gui.theme import Measure

YEARS_BACK = 1
FIRST = QDate(1826, 1, 1)  # the oldest photograph that is left


class DateRangeDialog(QDialog):
    """objectName "dateRangeDialog".

    Args:
        since: The first day to begin with; None for a year ago.
        until: The last day to begin with; None for today.
        parent: Qt's parent.

    Signals:
        chosen(date, date): Both days are included; the first is not after the last.
    """

    chosen = Signal(object, object)

    def __init__(self, since: date | None, until: date | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dateRangeDialog")
        self.setWindowTitle(self.tr("Photos taken between two days"))
        today = QDate.currentDate()
        self.since = self._edit("sinceEdit", self.tr("First day"), since, today.addYears(-YEARS_BACK))
        self.until = self._edit("untilEdit", self.tr("Last day"), until, today)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Measure.MEDIUM)
        grid.setVerticalSpacing(Measure.SMALL)
        for row, (text, edit) in enumerate(
            ((self.tr("&From"), self.since), (self.tr("&To"), self.until)),
        ):
            label = QLabel(text)
            label.setBuddy(edit)
            grid.addWidget(label, row, 0)
            grid.addWidget(edit, row, 1)
        kinds = QDialogButtonBox.StandardButton
        buttons = button_box(kinds.Ok, kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.LARGE)
        column.addLayout(grid)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Days given the wrong way round are turned."""
        days = sorted((_date(self.since.date()), _date(self.until.date())))
        super().accept()
        self.chosen.emit(*days)

    @staticmethod
    def _edit(name: str, title: str, day: date | None, otherwise: QDate) -> QDateEdit:
        edit = QDateEdit(QDate(day.year, day.month, day.day) if day is not None else otherwise)
        edit.setObjectName(name)
        edit.setAccessibleName(title)
        edit.setMinimumDate(FIRST)
        edit.setCalendarPopup(True)
        return edit


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
