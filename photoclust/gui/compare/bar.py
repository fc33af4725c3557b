"""The line above the comparison: what is compared, what there is to say of it, and the way on and out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from photoclust.gui.compare.difference_room import GAINS
from photoclust.gui.compare.legend import KeyButton
from photoclust.gui.look import Look
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.panels.themed import styled
from photoclust.gui.theme import Measure

HEIGHT = 44


class CompareBar(QWidget):
    """objectName "compareBar".

    Signals:
        gainChosen(int): Differences are to be multiplied by so much.
    """

    gainChosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareBar")
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.title = styled("", "title")
        self.title.setObjectName("compareTitle")
        self.note = ElidedLabel("dim")
        self.note.setObjectName("compareNote")
        self.brighter = KeyButton(look, "", "A")
        self.brighter.setObjectName("compareBrighterButton")
        self.brighter.setToolTip(self.tr("Makes small differences visible; with Shift, less so"))
        self.gain = QSlider(Qt.Orientation.Horizontal)
        self.gain.setObjectName("compareGain")
        self.gain.setAccessibleName(self.tr("Amplify"))
        self.gain.setToolTip(self.brighter.toolTip())
        self.gain.setRange(0, len(GAINS) - 1)
        self.gain.setPageStep(1)
        self.gain.setFixedWidth(96)
        self.gain.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.previous = KeyButton(look, self.tr("Previous"), "P")
        self.previous.setObjectName("comparePreviousButton")
        self.previous.setToolTip(self.tr("The group before this one"))
        self.following = KeyButton(look, self.tr("Next"), "N")
        self.following.setObjectName("compareNextButton")
        self.following.setToolTip(self.tr("The group after this one"))
        self.leave = KeyButton(look, self.tr("Close"), "Esc")
        self.leave.setObjectName("compareCloseButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.LARGE, 0, Measure.SMALL, 0)
        row.setSpacing(Measure.SMALL)
        row.addWidget(self.title)
        row.addWidget(self.note, 1)
        for widget in (self.brighter, self.gain, self.previous, self.following, self.leave):
            row.addWidget(widget)
        self.gain.valueChanged.connect(self._gain_moved)
        self.brighter.clicked.connect(lambda: self.step_gain(1))
        self.show_gain(False)
        self._gain_moved(0)

    def show_note(self, title: str, text: str) -> None:
        """What is shown, and what there is to say of it."""
        self.title.setText(title)
        self.note.setText(text)
        self.note.setAccessibleName(text)

    def show_gain(self, shown: bool) -> None:
        """The slider is of use for differences only."""
        self.brighter.setVisible(shown)
        self.gain.setVisible(shown)

    def show_steps(self, previous: bool, following: bool, *, groups: bool) -> None:
        """Whether there is a group before and after, if groups are compared at all."""
        self.previous.setVisible(groups)
        self.following.setVisible(groups)
        self.previous.setEnabled(previous)
        self.following.setEnabled(following)

    def step_gain(self, by: int) -> None:
        """More, or less; after the most comes the least."""
        self.gain.setValue((self.gain.value() + by) % len(GAINS))

    def _gain_moved(self, step: int) -> None:
        self.brighter.setText(self.tr("Amplified ×{gain}").format(gain=GAINS[step]))
        self.gainChosen.emit(GAINS[step])
