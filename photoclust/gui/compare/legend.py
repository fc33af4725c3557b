"""The keys of the comparison, as quiet buttons: what can be done, and with which key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from photoclust.gui.look import Look
from photoclust.gui.panels.flow_layout import FlowLayout
from photoclust.gui.theme import Measure, font
from photoclust.gui.wording import QT_TRANSLATE_NOOP

CAP = 16  # height of a key's picture
SIDE, GAP = 8, 6

COMMANDS: Final = (
    ("keep", "K", QT_TRANSLATE_NOOP("Compare", "Keep")),
    ("drop", "X", QT_TRANSLATE_NOOP("Compare", "Drop")),
    ("flip", "F", QT_TRANSLATE_NOOP("Compare", "Flip")),
    ("difference", "D", QT_TRANSLATE_NOOP("Compare", "Difference")),
    ("lock", "L", QT_TRANSLATE_NOOP("Compare", "Together")),
    ("fit", "0", QT_TRANSLATE_NOOP("Compare", "Whole")),
    ("pixels", "Z", QT_TRANSLATE_NOOP("Compare", "100 %")),
    ("captions", "I", QT_TRANSLATE_NOOP("Compare", "Facts")),
)
"""Name, key and text, in the order in which they stand."""

EXPLAINED: Final = {
    "keep": QT_TRANSLATE_NOOP("Compare", "Marks the selected photo to be kept, or takes that back."),
    "drop": QT_TRANSLATE_NOOP(
        "Compare", "Marks the selected photo as one that may go, or takes that back. No file is touched here."
    ),
    "flip": QT_TRANSLATE_NOOP(
        "Compare", "Shows two photos in one place, one after the other, so that differences jump."
    ),
    "difference": QT_TRANSLATE_NOOP("Compare", "Shows where two photos differ: black where they are equal."),
    "lock": QT_TRANSLATE_NOOP(
        "Compare", "All photos show the same part. Off, each is zoomed and moved by itself."
    ),
    "fit": QT_TRANSLATE_NOOP("Compare", "Shows the photos whole."),
    "pixels": QT_TRANSLATE_NOOP(
        "Compare",
        "Shows each pixel of the selected photo as one of the screen. Wheel, pinch, + and − zoom as well.",
    ),
    "captions": QT_TRANSLATE_NOOP("Compare", "Shows or hides what is said of the photos."),
}
"""What each of them does."""

CHECKABLE: Final = frozenset({"keep", "drop", "flip", "difference", "lock", "captions"})


class KeyButton(QPushButton):
    """A quiet button with the key that does the same."""

    def __init__(self, look: Look, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._look = look
        self._key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setProperty("quiet", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the photos
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _cap(self) -> float:
        return max(CAP, QFontMetricsF(font(Measure.CAPTION)).horizontalAdvance(self._key) + 8)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(round(words + self._cap()) + 2 * SIDE + GAP, super().sizeHint().height())

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, width = self._look.theme, self._cap()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # the style would put it in the middle
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        painter.setFont(self.font())
        painter.setPen(theme.accent_text if self.isChecked() else theme.text)
        words = self.rect().adjusted(SIDE, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        cap = QRectF(self.width() - width - SIDE, (self.height() - CAP) / 2, width, CAP)
        painter.setPen(theme.line)
        painter.setBrush(theme.card)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.dim)
        painter.setFont(font(Measure.CAPTION))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


class Legend(QWidget):
    """objectName "compareLegend".

    Signals:
        commanded(str): The name of a command that was clicked.
    """

    commanded = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareLegend")
        self.setAccessibleName(self.tr("What can be done, with its keys"))
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, KeyButton] = {}
        row = FlowLayout(self, gap=Measure.TINY, row_gap=2)
        row.setContentsMargins(Measure.SMALL, Measure.TINY, Measure.SMALL, Measure.TINY)
        for name, key, text in COMMANDS:
            button = KeyButton(look, QCoreApplication.translate("Compare", text), key)
            button.setObjectName(f"compare{name.capitalize()}Button")
            button.setToolTip(QCoreApplication.translate("Compare", EXPLAINED[name]))
            button.setAccessibleDescription(button.toolTip())
            button.setCheckable(name in CHECKABLE)
            button.clicked.connect(lambda _on=False, name=name: self.commanded.emit(name))
            row.addWidget(button)
            self._buttons[name] = button
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def button(self, name: str) -> KeyButton:
        return self._buttons[name]

    def check(self, on: Sequence[str]) -> None:
        """Which switches are on."""
        for name in CHECKABLE:
            self._buttons[name].setChecked(name in on)
