"""Shows that something may be dropped here, without hiding what is here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photoclust.gui.look import Look
from photoclust.gui.theme import Measure, font


class DropVeil(QWidget):
    """A dashed frame over a widget, and a few words in its middle. Drags and clicks go through it."""

    def __init__(self, look: Look, text: str, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._text = text
        self._over = over
        self.setObjectName("dropVeil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_target(self, shown: bool) -> None:
        """Shows or hides it, over the whole widget."""
        self.setGeometry(self._over.rect())
        self.raise_()
        self.setVisible(shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        painter.setPen(QPen(theme.accent, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, Measure.RADIUS_FIELD, Measure.RADIUS_FIELD)
        painter.setFont(font(Measure.TITLE, bold=True))
        words = QRectF(painter.fontMetrics().boundingRect(self._text))
        words.adjust(-Measure.HUGE, -Measure.LARGE, Measure.HUGE, Measure.LARGE)
        words.moveCenter(frame.center())
        painter.setBrush(theme.accent_soft)
        painter.drawRoundedRect(words, Measure.RADIUS_FIELD, Measure.RADIUS_FIELD)
        painter.setPen(theme.text)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._text)
