"""Paints what lies over the dots: thumbnails, names of groups, the preview under the mouse, the lasso."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from photoclust.gui import wording
from photoclust.gui.grid.painter import GridPainter, ItemState
from photoclust.gui.map.camera import Camera
from photoclust.gui.map.islands import Label
from photoclust.gui.theme import Measure, Theme, font

PREVIEW = 168
"""Edge of the preview's picture, in device-independent pixels."""

AWAY = 18  # from the mouse
MOST_LABELS = 24
LABEL_ABOVE = 26  # the middle of its group
FRAME = 2.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A thumbnail on the map.

    Attributes:
        cell: Where.
        pixmap: None while it has not come.
        missing: There is no picture.
        state: Selected, hovered.
        color: Of its group.
        count: Photos it stands for, itself included.
    """

    cell: QRect
    pixmap: QPixmap | None
    missing: bool
    state: ItemState
    color: QColor
    count: int


class MapPainter:
    """Paints with one QPainter, handed in for one paint event."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter = painter
        self._theme = theme
        self._photos = GridPainter(painter, theme)

    def thumbnail(self, shown: Shown) -> None:
        """A photo in a frame of its group's colour, and how many more are there."""
        painter = self._painter
        around = QRectF(shown.cell).adjusted(-FRAME, -FRAME, FRAME, FRAME)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color)
        painter.drawRoundedRect(around, Measure.RADIUS_ROW + FRAME, Measure.RADIUS_ROW + FRAME)
        self._photos.photo(shown.cell, shown.pixmap, shown.missing, shown.state & ItemState.SELECTED)
        if shown.count > 1:
            self._count(shown.cell, f"+{wording.number(shown.count - 1)}")

    def _count(self, cell: QRect, text: str) -> None:
        painter = self._painter
        painter.setFont(font(Measure.CAPTION - 1, tabular=True))
        width = painter.fontMetrics().horizontalAdvance(text) + 8
        pill = QRectF(cell.right() - width - 2, cell.bottom() - 17, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 165))
        painter.drawRoundedRect(pill, 7.5, 7.5)
        painter.setPen(QColor("white"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def labels(self, labels: Sequence[Label], camera: Camera) -> None:
        """Names of groups above their middles, the largest first; what would cover another is left out."""
        painter = self._painter
        painter.setFont(font(Measure.CAPTION, bold=True))
        metrics = painter.fontMetrics()
        screen = QRectF(0, 0, camera.width, camera.height)
        taken: list[QRectF] = []
        ground = QColor(self._theme.card)
        ground.setAlpha(222)
        for label in labels:
            x = (label.x - camera.x) * camera.scale + camera.width / 2
            y = (label.y - camera.y) * camera.scale + camera.height / 2
            width = metrics.horizontalAdvance(label.text) + 12
            box = QRectF(x - width / 2, y - LABEL_ABOVE, width, 18)
            if not screen.contains(box) or any(box.intersects(other) for other in taken):
                continue
            taken.append(box.adjusted(-6, -4, 6, 4))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 9, 9)
            painter.setPen(self._theme.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label.text)
            if len(taken) == MOST_LABELS:
                break

    def dot(self, middle: QPointF, radius: float, *, focus: bool = False) -> None:
        """A ring around the dot under the mouse, or the photo with the focus."""
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, color in (
            (4.5, self._theme.window),
            (2.0, self._theme.text if focus else self._theme.accent),
        ):
            painter.setPen(QPen(color, width))
            painter.drawEllipse(middle, radius + 4, radius + 4)

    def focus(self, cell: QRect) -> None:
        """A ring around the thumbnail of the photo with the focus."""
        self._photos.photo_focus(cell.adjusted(-3, -3, 3, 3))

    def lasso(self, polygon: QPolygonF) -> None:
        """The line drawn so far."""
        fill = QColor(self._theme.accent)
        fill.setAlpha(36)
        self._painter.setPen(QPen(self._theme.accent, 1.75, Qt.PenStyle.DashLine))
        self._painter.setBrush(fill)
        self._painter.drawPolygon(polygon, Qt.FillRule.WindingFill)

    def preview(self, card: QRect, pixmap: QPixmap | None, missing: bool, name: str) -> None:
        """A card with a photo and its name."""
        painter, theme = self._painter, self._theme
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.card)
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), Measure.RADIUS_FIELD, 8)
        picture = QRect(card.left() + Measure.SMALL, card.top() + Measure.SMALL, PREVIEW, PREVIEW)
        self._photos.photo(picture, pixmap, missing, ItemState.PLAIN)
        painter.setFont(font(Measure.CAPTION))
        painter.setPen(theme.text)
        room = QRect(picture.left(), picture.bottom() + 1, PREVIEW, card.bottom() - picture.bottom())
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, PREVIEW)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def preview_card(mouse: QPointF, screen: QSize) -> QRect:
    """Where the card goes: beside the mouse, inside the screen, and never under the mouse."""
    width, height = PREVIEW + 2 * Measure.SMALL, PREVIEW + Measure.SMALL + 28
    x = mouse.x() + AWAY
    if x + width > screen.width():
        x = mouse.x() - AWAY - width
    y = min(max(mouse.y() - height / 2, Measure.TINY), screen.height() - height - Measure.TINY)
    return QRect(round(max(x, 0.0)), round(max(y, 0.0)), width, height)
