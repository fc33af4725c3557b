"""What an empty library shows: one sentence, one button, one place to drop a folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from photoclust.gui.look import Look
from photoclust.gui.panels.themed import IconLabel, button, styled
from photoclust.gui.theme import Measure


class EmptyPage(QWidget):
    """Drops are taken by the whole window; this is the place that says so.

    Signals:
        addFolderRequested: The button was pressed.
        samplesRequested: Somebody wants to look first.
    """

    addFolderRequested = Signal()
    samplesRequested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyPage")
        self.setProperty("content", True)
        place = QFrame()
        place.setObjectName("dropPlace")
        place.setProperty("dropTarget", False)
        place.setProperty("card", True)
        place.setFixedWidth(460)
        icon = IconLabel(look, "drop", 48)
        words = styled(
            self.tr("Drop a folder of photos here to see it grouped by what the photos show."), wrap=True
        )
        words.setProperty("title", True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        promise = styled(
            self.tr("Your photos stay where they are, untouched, and nothing leaves this computer."),
            "dim",
            wrap=True,
        )
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add = button(self.tr("Add folder…"), "addFolderButton", "primary")
        self.samples = button(self.tr("Try with sample photos"), "samplesButton", "link")
        self.add.clicked.connect(self.addFolderRequested)
        self.samples.clicked.connect(self.samplesRequested)
        inner = QVBoxLayout(place)
        inner.setContentsMargins(2 * Measure.HUGE, 2 * Measure.HUGE, 2 * Measure.HUGE, 2 * Measure.HUGE)
        inner.setSpacing(Measure.LARGE)
        inner.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(words)
        inner.addWidget(promise)
        inner.addSpacing(Measure.SMALL)
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self.samples, 0, Qt.AlignmentFlag.AlignHCenter)
        self._place = place
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(place)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_target(self, shown: bool) -> None:
        """Something that can be dropped is over the window."""
        self._place.setProperty("card", not shown)
        self._place.setProperty("dropTarget", shown)
        self._place.style().unpolish(self._place)
        self._place.style().polish(self._place)
