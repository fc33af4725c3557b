"""One picture, as large as its place allows, with rounded corners."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoclust.gui.look import Look
from photoclust.gui.theme import Measure


class PictureView(QWidget):
    """Shows a picture whole; for a given width it is as high as the picture needs, up to `tallest`.

    Signals:
        activated: Double click.
    """

    activated = Signal()

    def __init__(
        self,
        look: Look,
        parent: QWidget | None = None,
        *,
        tallest: int | None = None,
        radius: int = Measure.RADIUS_ROW,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._image = QImage()
        self._scaled = QPixmap()
        self._aspect = 3 / 2
        self._tallest = tallest
        self._radius = radius
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if tallest is not None:
            policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    def show_shape(self, width: int, height: int) -> None:
        """A picture of this size is about to come: keeps its place free."""
        self._image = QImage()
        self._scaled = QPixmap()
        if width > 0 and height > 0:
            self._aspect = width / height
        self.updateGeometry()
        self.update()

    def show_image(self, image: QImage) -> None:
        """Shows a picture; a null image leaves the place empty."""
        self._image = image
        self._scaled = QPixmap()
        if not image.isNull():
            self._aspect = image.width() / image.height()
        self.updateGeometry()
        self.update()

    @property
    def image(self) -> QImage:
        return self._image

    def hasHeightForWidth(self) -> bool:
        return self._tallest is not None

    def heightForWidth(self, width: int) -> int:
        height = round(width / self._aspect)
        return min(height, self._tallest) if self._tallest is not None else height

    def sizeHint(self) -> QSize:
        width = Measure.RIGHT_PANE - 2 * Measure.LARGE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(32, 32)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.activated.emit()

    def place(self) -> QRectF:
        """Where the picture lies: centred and whole."""
        room = QRectF(self.rect())
        width = min(room.width(), room.height() * self._aspect)
        place = QRectF(0, 0, width, width / self._aspect)
        place.moveCenter(room.center())
        return place

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.place()
        shape = QPainterPath()
        shape.addRoundedRect(place, self._radius, self._radius)
        if self._image.isNull():
            painter.fillPath(shape, self._look.theme.placeholder)
            return
        ratio = self.devicePixelRatioF()
        wanted = (place.size() * ratio).toSize()
        if self._scaled.size() != wanted:
            scaled = self._image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled = QPixmap.fromImage(scaled)
        painter.setClipPath(shape)
        painter.drawPixmap(place, self._scaled, QRectF(self._scaled.rect()))
