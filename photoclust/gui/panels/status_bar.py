"""The bar below everything: what is being done, how long it takes, and what leaves the computer (nothing)."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from photoclust.core.progress import Progress
from photoclust.gui import wording
from photoclust.gui.index_worker import IndexState
from photoclust.gui.panels.themed import Hairline, button, styled
from photoclust.gui.theme import Measure, font
from photoclust.library.indexing import IndexSummary

BAR_WIDTH = 260
STEPS = 1000
QUIET_MS = 1500  # a run that nobody asked for is shown when it takes longer


class StatusBar(QWidget):
    """40 px high; progress of indexing at the left, the selection at the right.

    Signals:
        pauseToggled(bool): Pause (True) or go on (False).
        cancelled: Stop indexing.
    """

    pauseToggled = Signal(bool)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(Measure.STATUS_BAR)
        self._progress = Progress(0)
        self._paused = False
        self._last_words = ""
        self._rest_words = ""
        self._reveal = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._reveal.timeout.connect(self._show_busy)
        self.words = styled("", "dim")
        self.words.setObjectName("progressLabel")
        self.words.setFont(font(Measure.BODY, tabular=True))
        self.bar = QProgressBar()
        self.bar.setObjectName("indexProgress")
        self.bar.setAccessibleName(self.tr("Indexing"))
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(BAR_WIDTH)
        self.pause = button(self.tr("Pause"), "pauseButton")
        self.pause.setCheckable(True)
        self.pause.clicked.connect(self.pauseToggled)
        self.cancel = button(self.tr("Cancel"), "cancelButton")
        self.cancel.clicked.connect(self.cancelled)
        self.selection = styled("", "dim")
        self.selection.setObjectName("selectionLabel")
        privacy = styled(self.tr("Nothing leaves this computer"), "dim")
        privacy.setObjectName("privacyLabel")

        row = QHBoxLayout()
        row.setContentsMargins(Measure.LARGE, 0, Measure.LARGE, 0)
        row.setSpacing(Measure.MEDIUM)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.selection)
        row.addWidget(privacy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline(Qt.Orientation.Horizontal))
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.show_state(IndexState.IDLE)

    def show_state(self, state: IndexState, *, quiet: bool = False) -> None:
        """Indexing begins, is paused, goes on, or is over.

        Args:
            state: What it is at.
            quiet: Nobody asked for the run: it is shown only if it takes long.
        """
        busy, begins = state is not IndexState.IDLE, state is IndexState.RUNNING and not self._paused
        if not busy or begins:
            self._progress = Progress(0)  # of a new run, nothing is known yet
            self.bar.setRange(0, 0)
        self._paused = state is IndexState.PAUSED
        self.pause.setChecked(self._paused)
        self.pause.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        if not busy or (begins and quiet):
            self._show_rest()
        if begins and quiet:
            self._reveal.start()
        elif busy:
            self._rest_words = "" if begins else self._rest_words
            self._show_busy()

    def _show_busy(self) -> None:
        self._reveal.stop()
        self._show_controls(True)
        self._show_words()

    def _show_rest(self) -> None:
        self._reveal.stop()
        self._show_controls(False)
        if self.words.text() == self._last_words:
            self.words.setText(self._rest_words)  # it ended without a word of its own

    def _show_controls(self, shown: bool) -> None:
        for widget in (self.bar, self.pause, self.cancel):
            widget.setVisible(shown)

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        if self.bar.isVisibleTo(self):
            self._show_words()
        if progress.fraction is None:
            self.bar.setRange(0, 0)  # busy
        else:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(progress.fraction * STEPS))

    def show_finished(self, summary: IndexSummary, *, quiet: bool = False) -> None:
        """Indexing is over; one line of what came of it stays.

        Args:
            summary: What came of it.
            quiet: Nobody asked for the run: without news the line stays as it was.
        """
        if quiet and not (summary.embedded or summary.reused or summary.removed):
            return
        parts = [wording.counted(summary.photos, "photo")]
        if summary.embedded:
            parts.append(self.tr("{count} new").format(count=wording.number(summary.embedded)))
        if summary.removed:
            parts.append(self.tr("{count} gone").format(count=wording.number(summary.removed)))
        if summary.unreadable:
            parts.append(self.tr("{count} unreadable").format(count=wording.number(len(summary.unreadable))))
        self._rest(" · ".join(parts))

    def show_stopped(self) -> None:
        """Indexing was cancelled."""
        self._rest(self.tr("Indexing stopped. What was done is kept."))

    def _rest(self, words: str) -> None:
        self._rest_words = words
        if not self.bar.isVisibleTo(self):
            self.words.setText(words)

    def show_selected(self, count: int) -> None:
        text = self.tr("{count} selected").format(count=wording.number(count))
        self.selection.setText(f"{text}  ·" if count else "")

    def _show_words(self) -> None:
        done, total = wording.number(self._progress.done), self._progress.total
        if total is None:
            text = (
                self.tr("Looking for photos…")
                if not self._progress.done
                else self.tr("Looking for photos: {done}").format(done=done)
            )
        else:
            text = self.tr("Indexing {done} of {total}").format(done=done, total=wording.number(total))
        if self._paused:
            text += f" · {self.tr('paused')}"
        elif self._progress.seconds_left is not None:
            text += f" · {wording.time_left(self._progress.seconds_left)}"
        self._last_words = text
        self.words.setText(text)
