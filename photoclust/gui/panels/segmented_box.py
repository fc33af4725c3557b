"""A few choices side by side, one of them on: a combo box that shows all its items."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from photoclust.gui.look import Look
from photoclust.gui.theme import Measure, font

HEIGHT = 30


class SegmentedBox(QComboBox):
    """Looks like segments, behaves like a `QComboBox`: `currentData`, `activated`, arrow keys; not the wheel.

    To a screen reader it is the combo box it inherits from.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plain = font(Measure.BODY)
        self._bold = font(Measure.BODY, bold=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def choose(self, data: object) -> None:
        """Makes the item with this user data current, without `activated`."""
        self.setCurrentIndex(self.findData(data))

    def _widths(self) -> list[float]:
        """Widths of the segments: room for the bold text, whether it is bold now or not."""
        metrics = QFontMetricsF(self._bold)
        padding = 2 * Measure.MEDIUM
        return [metrics.horizontalAdvance(self.itemText(row)) + padding for row in range(self.count())]

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + 2, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _segments(self) -> list[QRectF]:
        rects: list[QRectF] = []
        x = 1.0
        for width in self._widths():
            rects.append(QRectF(x, 1, width, self.height() - 2))
            x += width
        if self.isRightToLeft():
            return [QRectF(self.width() - rect.right(), 1, rect.width(), rect.height()) for rect in rects]
        return rects

    def segment_at(self, point: QPointF) -> int:
        """The item under a point, -1 for none."""
        return next((row for row, rect in enumerate(self._segments()) if rect.contains(point)), -1)

    def segment_center(self, row: int) -> QPointF:
        return self._segments()[row].center()

    def _choose_by_hand(self, row: int) -> None:
        if 0 <= row < self.count():
            self.setCurrentIndex(row)
            self.activated.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_by_hand(self.segment_at(event.position()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            forward, backward = backward, forward
        if event.key() == forward:
            self._choose_by_hand(self.currentIndex() + 1)
        elif event.key() == backward:
            self._choose_by_hand(self.currentIndex() - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change anything

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(outline, Measure.RADIUS_FIELD, Measure.RADIUS_FIELD)
        painter.fillPath(shape, theme.card)
        for row, rect in enumerate(self._segments()):
            current = row == self.currentIndex()
            if current:
                painter.save()
                painter.setClipPath(shape)
                painter.fillRect(rect, theme.accent_soft)
                painter.restore()
            painter.setFont(self._bold if current else self._plain)
            color = theme.accent_text if current else theme.text
            painter.setPen(color if self.isEnabled() else theme.dim)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.itemText(row))
        focused = self.hasFocus()
        painter.setPen(QPen(theme.accent if focused else theme.line, 1.5 if focused else 1))
        painter.drawPath(shape)
