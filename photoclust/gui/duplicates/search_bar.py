"""The foot of the page of duplicates: how far a search is, or what was decided and removed before."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from photoclust.core.progress import Progress
from photoclust.gui import wording
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure, font

STEPS = 1000
BAR_WIDTH = 200
LATER_MS = 300  # a search that takes less makes no fuss


class SearchBar(QWidget):
    """objectName "duplicateFoot".

    Signals:
        pauseToggled(bool): Hold the search, or go on.
        cancelled: Stop it.
        decidedRequested: What was decided is to be seen.
        bringBackRequested: Removed files are to be brought back.
    """

    pauseToggled = Signal(bool)
    cancelled = Signal()
    decidedRequested = Signal()
    bringBackRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicateFoot")
        self.notes = styled("", "dim")
        self.notes.setObjectName("duplicateNotes")
        self.words = styled("", "dim")
        self.words.setObjectName("duplicateProgressLabel")
        self.words.setFont(font(Measure.BODY, tabular=True))
        self.bar = QProgressBar()
        self.bar.setObjectName("duplicateProgress")
        self.bar.setAccessibleName(self.tr("Finding duplicates"))
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(BAR_WIDTH)
        self.pause = button(self.tr("Pause"), "duplicatePauseButton")
        self.pause.setCheckable(True)
        self.cancel = button(self.tr("Cancel"), "duplicateCancelButton")
        self.bring_back = button(self.tr("Bring back removed files…"), "bringBackButton", "link")
        self.decided = button("", "decidedButton", "link")
        self.decided.setToolTip(self.tr("Shows what you decided, to take it back"))
        self._said = ""
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(lambda: self._show_running(True))
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.LARGE, Measure.SMALL, Measure.LARGE, Measure.SMALL)
        row.setSpacing(Measure.SMALL)
        for part in (self.words, self.bar, self.pause, self.cancel, self.decided, self.notes):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.bring_back)
        self.pause.clicked.connect(self._pause_clicked)
        self.cancel.clicked.connect(self.cancelled)
        self.decided.clicked.connect(self.decidedRequested)
        self.bring_back.clicked.connect(self.bringBackRequested)
        self.show_idle()

    def show_started(self) -> None:
        """A search begins."""
        self.pause.setChecked(False)
        self.pause.setText(self.tr("Pause"))
        self.bar.setRange(0, 0)
        self._said = self.tr("Comparing photos")
        self.words.setText(self._said)
        self._later.start()

    def show_progress(self, progress: Progress) -> None:
        """How far the search is."""
        fraction = progress.fraction
        if fraction is None:
            return
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(fraction * STEPS))
        parts = [self.tr("Comparing photos"), self.tr("{percent} %").format(percent=int(fraction * 100))]
        if progress.seconds_left is not None:
            parts.append(wording.time_left(progress.seconds_left))
        self._said = " · ".join(parts)
        self._say()

    def show_idle(self) -> None:
        """No search is under way."""
        self._later.stop()
        self._show_running(False)

    def show_notes(self, decided: int, missing: int) -> None:
        """What was decided, and what could not be compared."""
        groups = wording.counted(decided, "group")
        self.decided.setText(self.tr("{groups} decided").format(groups=groups) if decided else "")
        photos = wording.counted(missing, "photo")
        text = self.tr("{photos} not indexed yet, so not compared").format(photos=photos)
        self.notes.setText(text if missing else "")
        self._show_running(self.bar.isVisibleTo(self))

    def _show_running(self, running: bool) -> None:
        for part in (self.words, self.bar, self.pause, self.cancel):
            part.setVisible(running)
        self.notes.setVisible(not running and bool(self.notes.text()))
        self.decided.setVisible(not running and bool(self.decided.text()))

    def _say(self) -> None:
        paused = self.pause.isChecked()
        self.words.setText(f"{self._said} · {self.tr('paused')}" if paused else self._said)

    def _pause_clicked(self, paused: bool) -> None:
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._say()
        self.pauseToggled.emit(paused)
