"""A slider that says in words what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from photoclust.gui.panels.themed import styled
from photoclust.gui.theme import Measure, font

SETTLED_MS = 200
KNOB_HEIGHT = 46


def knob_field(title: str, widget: QWidget) -> QWidget:
    """A control under its caption, as high as a `WordSlider`."""
    field = QWidget()
    field.setFixedHeight(KNOB_HEIGHT)
    column = QVBoxLayout(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(styled(title, "caption"))
    column.addStretch(1)
    column.addWidget(widget)
    return field


class WordSlider(QWidget):
    """Values 0 to 100 with a caption above: what it is, and the value in words.

    Args:
        name: objectName of the slider itself.
        title: Accessible name.
        words: The caption's bold part for a value.
        low: Dim words at the left.
        high: Dim words at the right; "" puts the bold part there.
        width: Fixed width in pixels.

    Signals:
        settled(int): The value has not moved for a moment; what is costly hangs on this.
    """

    settled = Signal(int)

    def __init__(
        self,
        name: str,
        title: str,
        words: Callable[[int], str],
        *,
        low: str,
        high: str = "",
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.setFixedSize(width, KNOB_HEIGHT)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(name)
        self.slider.setAccessibleName(title)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.value_words = styled("")
        self.value_words.setFont(font(Measure.CAPTION, bold=True, tabular=True))
        captions = QHBoxLayout()
        captions.setSpacing(Measure.TINY)
        captions.addWidget(styled(low, "caption"))
        captions.addStretch(1)
        captions.addWidget(self.value_words)
        if high:
            captions.addStretch(1)
            captions.addWidget(styled(high, "caption"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(captions)
        column.addStretch(1)
        column.addWidget(self.slider)
        column.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(lambda: self.settled.emit(self.slider.value()))
        self.slider.valueChanged.connect(self._moved)
        self._show_words(self.slider.value())

    def show_value(self, value: int) -> None:
        """Sets the value without `settled`: nobody moved it."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._timer.stop()
        self._show_words(value)

    def _moved(self, value: int) -> None:
        self._show_words(value)
        self._timer.start()

    def _show_words(self, value: int) -> None:
        words = self._words(value)
        self.value_words.setText(words)
        self.slider.setAccessibleDescription(words)
