"""Where a picture is shown, or a part of it: painting, and the mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QNativeGestureEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from photoclust.core.part import WHOLE, Part
from photoclust.gui.compare.gaze import Gaze, seen
from photoclust.gui.compare.supply import Sight
from photoclust.gui.look import Look

NOTCH: Final = 1.25  # zoom by a notch of the wheel
SMOOTHED: Final = 4_000_000  # device pixels that are smoothed in less than a frame
SHOWS_PIXELS: Final = 2.0  # device pixels for one of the picture, from where they are shown as squares


class PictureRoom(QWidget):
    """A picture under a `Gaze`. What is known of it is shown at once, however coarse.

    Attributes:
        whole: A copy of all of it.
        has_whole: Whether that was made from the original, not from a thumbnail.
        detail: A part of it.

    Signals:
        panned(QPointF): It was dragged by so much.
        zoomed(float, QPointF): By wheel or pinch, closer or further, at a point.
        pressed: By the mouse.
        activated(QPointF): Double click.
    """

    panned = Signal(QPointF)
    zoomed = Signal(float, QPointF)
    pressed = Signal()
    activated = Signal(QPointF)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._size = QSize(3, 2)
        self._gaze = Gaze()
        self._last: QPointF | None = None
        self.whole, self.has_whole = QImage(), False
        self.detail: Sight | None = None
        self.setMinimumSize(64, 48)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        look.changed.connect(self.update)

    # What is shown

    def show_picture(self, size: QSize, whole: QImage) -> None:
        """Another picture, of `size` pixels in all; `whole` is a thumbnail of it, or null."""
        self._size = size
        self.whole, self.has_whole = whole, False
        self.detail = None
        self.update()

    def show_whole(self, image: QImage) -> None:
        """All of it, from the original."""
        self.whole, self.has_whole = image, True
        self.update()

    def show_detail(self, sight: Sight | None) -> None:
        """A part of it, sharp."""
        self.detail = sight
        self.update()

    @property
    def picture_size(self) -> QSize:
        return self._size

    @property
    def gaze(self) -> Gaze:
        return self._gaze

    def set_gaze(self, gaze: Gaze) -> None:
        self._gaze = gaze
        self.update()

    @property
    def room(self) -> QSizeF:
        return QSizeF(self.size())

    def lies(self) -> QRectF:
        """Where the whole picture lies."""
        return self._gaze.placed(self._size, self.room)

    def scale(self) -> float:
        """Device pixels for one of the picture."""
        return self.lies().width() * self.devicePixelRatioF() / self._size.width()

    def detail_covers(self, part: Part) -> bool:
        """Whether a part can be shown sharp."""
        return self.detail is not None and self.detail.wish.part.holds(part)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        lies = self.lies()
        painter.setClipRect(lies.intersected(QRectF(self.rect())))
        if self.whole.isNull() and self.detail is None:
            painter.fillRect(lies, self._look.theme.placeholder)
            return
        fits = lies.width() * self.devicePixelRatioF() < self.whole.width() + 1
        if fits or not self.detail_covers(seen(lies, self.room)):
            self._draw(painter, lies, self.whole, WHOLE)
        if self.detail is not None and not fits:
            self._draw(painter, lies, self.detail.image, self.detail.wish.part)

    def _draw(self, painter: QPainter, lies: QRectF, image: QImage, part: Part) -> None:
        """Draws a part of the picture where it lies; pixel for pixel where it is as large as that."""
        place = QRectF(
            lies.x() + part.left * lies.width(),
            lies.y() + part.top * lies.height(),
            part.width * lies.width(),
            part.height * lies.height(),
        )
        if image.isNull():
            painter.fillRect(place, self._look.theme.placeholder)
            return
        ratio = self.devicePixelRatioF()
        size = place.size() * ratio
        if abs(size.width() - image.width()) < 1 and abs(size.height() - image.height()) < 1:
            left, top = round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio
            place = QRectF(left, top, image.width() / ratio, image.height() / ratio)
        stand_in = size.width() >= SHOWS_PIXELS * image.width()  # or a picture of few pixels
        seen_pixels = min(size.width(), self.width() * ratio) * min(size.height(), self.height() * ratio)
        smooth = not stand_in or (self.scale() < SHOWS_PIXELS and seen_pixels < SMOOTHED)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(place, image, QRectF(image.rect()))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._last = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            by = event.position() - self._last
            self._last = event.position()
            self.panned.emit(by)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._last = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.activated.emit(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoomed.emit(NOTCH**notches, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoomed.emit(1.0 + event.value(), event.position())
                event.accept()
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint())
                self.zoomed.emit(pinch.scaleFactor(), at)
                event.accept(pinch)
                return True
        return super().event(event)
