"""Draws a frame around a part of the photo that is shown, to ask for photos with the same in them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from photoclust.core.part import Part
from photoclust.gui.look import Look
from photoclust.gui.panels import region_frame
from photoclust.gui.panels.picture_view import PictureView
from photoclust.gui.panels.region_frame import GRIPS, Grip
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure

FIRST: Final = Part(0.25, 0.25, 0.75, 0.75)
LEAST: Final = 32.0  # device-independent pixels, of each side
REACH: Final = 10.0  # how near the mouse must come to an edge
KNOB: Final = 9.0  # edge of the square that stands for a grip
STEP: Final = 0.02  # of the picture, by one press of an arrow key
SHADE: Final = QColor(0, 0, 0, 150)
INSIDE: Final = Grip(0, 0)

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    Grip(0, 0): Qt.CursorShape.SizeAllCursor,
    Grip(-1, 0): Qt.CursorShape.SizeHorCursor,
    Grip(1, 0): Qt.CursorShape.SizeHorCursor,
    Grip(0, -1): Qt.CursorShape.SizeVerCursor,
    Grip(0, 1): Qt.CursorShape.SizeVerCursor,
    Grip(-1, -1): Qt.CursorShape.SizeFDiagCursor,
    Grip(1, 1): Qt.CursorShape.SizeFDiagCursor,
    Grip(1, -1): Qt.CursorShape.SizeBDiagCursor,
    Grip(-1, 1): Qt.CursorShape.SizeBDiagCursor,
}


class RegionPicker(QWidget):
    """Lies over a picture while a part of it is being chosen. objectName "regionPicker".

    Mouse: a drag draws a frame, its edges and corners resize it, its inside moves it, a double click inside
    asks. Keyboard: arrows move, Shift and arrows resize, Enter asks, Escape leaves.

    Args:
        look: Theme and icons.
        picture: What it lies over.

    Signals:
        chosen(Part): The part to ask for.
        left: The person wants none.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, look: Look, picture: PictureView) -> None:
        super().__init__(picture)
        self.setObjectName("regionPicker")
        self.setAccessibleName(self.tr("Part of the photo to find"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._look = look
        self._picture = picture
        self._part = FIRST
        self._grip: Grip | None = None
        self._start: tuple[float, float] | None = None  # where a new frame begins
        self._last = (0.0, 0.0)
        self._card = QFrame(self)
        self._card.setProperty("card", True)
        self.ask = button(self.tr("Find this part"), "findPartButton", "primary")
        self.cancel = button(self.tr("Cancel"), "cancelPartButton", "quiet")
        hint = self.tr("Draw around a part. Arrow keys move it, with Shift they resize it.")
        row = QHBoxLayout(self._card)
        row.setContentsMargins(Measure.MEDIUM, Measure.SMALL, Measure.SMALL, Measure.SMALL)
        row.setSpacing(Measure.SMALL)
        row.addWidget(styled(hint, "dim"))
        row.addWidget(self.ask)
        row.addWidget(self.cancel)
        self._card.setCursor(Qt.CursorShape.ArrowCursor)
        self.ask.clicked.connect(lambda: self.chosen.emit(self._part))
        self.cancel.clicked.connect(self.left)
        look.changed.connect(self.update)
        picture.installEventFilter(self)
        self.hide()

    @property
    def part(self) -> Part:
        """What is framed."""
        return self._part

    def begin(self) -> None:
        """Shows a frame in the middle of the picture, ready to be changed."""
        self._grip = self._start = None
        self._set(FIRST)
        self.setGeometry(self._picture.rect())
        self.show()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._picture.rect())
        return super().eventFilter(watched, event)

    def frame(self) -> QRectF:
        """Where the frame lies."""
        place = self._picture.place()
        return QRectF(
            place.x() + self._part.left * place.width(),
            place.y() + self._part.top * place.height(),
            self._part.width * place.width(),
            self._part.height * place.height(),
        )

    def _set(self, part: Part) -> None:
        self._part = part
        self._place_card()
        self.setAccessibleDescription(
            self.tr("{left} to {right} % across, {top} to {bottom} % down").format(
                left=round(100 * part.left),
                right=round(100 * part.right),
                top=round(100 * part.top),
                bottom=round(100 * part.bottom),
            )
        )
        self.update()

    def _shares(self, pixels: float) -> tuple[float, float]:
        place = self._picture.place()
        return pixels / max(1.0, place.width()), pixels / max(1.0, place.height())

    def _point(self, at: QPointF) -> tuple[float, float]:
        place, one = self._picture.place(), self._shares(1.0)
        return (at.x() - place.x()) * one[0], (at.y() - place.y()) * one[1]

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._last = self._point(event.position())
        self._grip = region_frame.held(self._part, self._last, self._shares(REACH))
        if self._grip is None:
            self._start = self._last

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        across, down = point[0] - self._last[0], point[1] - self._last[1]
        if self._start is not None:
            self._set(region_frame.between(self._start, point, self._shares(LEAST)))
        elif self._grip == INSIDE:
            self._set(region_frame.moved(self._part, across, down))
        elif self._grip is not None:
            self._set(region_frame.resized(self._part, self._grip, across, down, self._shares(LEAST)))
        else:
            held = region_frame.held(self._part, point, self._shares(REACH))
            self.setCursor(_CURSORS[held] if held is not None else Qt.CursorShape.CrossCursor)
        self._last = point

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = self._start = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.frame().contains(event.position()):
            self.chosen.emit(self._part)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()  # the photo stays while a part of it is chosen

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ARROWS:
            across, down = (STEP * way for way in _ARROWS[Qt.Key(key)])
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                least = self._shares(LEAST)
                self._set(region_frame.resized(self._part, Grip(1, 1), across, down, least))
            else:
                self._set(region_frame.moved(self._part, across, down))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self._part)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_card()

    def _place_card(self) -> None:
        """At the lower edge, or at the upper one where it would hide what is framed."""
        self._card.adjustSize()
        width, height = min(self._card.width(), self.width()), self._card.height()
        x, below = (self.width() - width) // 2, self.height() - height - Measure.LARGE
        frame, above = self.frame(), Measure.LARGE
        hides = frame.bottom() > below and frame.top() > above + height
        self._card.setGeometry(x, above if hides else below, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame, theme = self.frame(), self._look.theme
        around = QPainterPath()
        around.addRect(self._picture.place())
        inside = QPainterPath()
        inside.addRect(frame)
        painter.fillPath(around.subtracted(inside), SHADE)
        painter.setPen(QPen(theme.accent, 2))
        painter.drawRect(frame)
        painter.setPen(QPen(theme.accent, 1.5))
        painter.setBrush(QColor("white"))
        for grip in GRIPS:
            middle = QPointF(
                frame.center().x() + grip.across * frame.width() / 2,
                frame.center().y() + grip.down * frame.height() / 2,
            )
            painter.drawRect(QRectF(middle.x() - KNOB / 2, middle.y() - KNOB / 2, KNOB, KNOB))
