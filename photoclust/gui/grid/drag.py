"""Dragging photos out of the grid: the picture under the mouse, and the drag itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QDrag, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from photoclust.gui import wording
from photoclust.gui.theme import Measure, Theme, font

EDGE = 96  # of the photo on top
STEP = 6  # by which each photo below sticks out
DEPTH = 3  # photos in the stack
BADGE = 22
HOT_SPOT = QPoint(EDGE // 2, EDGE // 2)


def drag_picture(thumbnails: Sequence[QPixmap | None], count: int, theme: Theme, ratio: float) -> QPixmap:
    """A stack of photos with their number.

    Args:
        thumbnails: The first ones that are dragged, None where it is not loaded; up to three are used.
        count: How many photos are dragged.
        theme: The colours.
        ratio: Device pixel ratio of the screen.
    """
    stack = list(thumbnails[:DEPTH])
    reach = EDGE + STEP * (len(stack) - 1)
    side = reach + BADGE // 2
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for depth in reversed(range(len(stack))):
            cell = QRect(depth * STEP, BADGE // 2 + depth * STEP, EDGE, EDGE)
            painter.setPen(QPen(theme.card, 2))
            painter.setBrush(theme.placeholder)
            painter.drawRoundedRect(cell, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
            thumbnail = stack[depth]
            if thumbnail is not None:
                painter.drawPixmap(cell.adjusted(1, 1, -1, -1), thumbnail)
        if count > 1:
            _paint_badge(painter, wording.number(count), theme)
    return picture


def _paint_badge(painter: QPainter, text: str, theme: Theme) -> None:
    painter.setFont(font(Measure.CAPTION, bold=True, tabular=True))
    width = max(BADGE, painter.fontMetrics().horizontalAdvance(text) + 12)
    badge = QRectF(EDGE - width + BADGE / 2, 0, width, BADGE)
    painter.setPen(QPen(theme.card, 1.5))
    painter.setBrush(theme.accent)
    painter.drawRoundedRect(badge.adjusted(1, 1, -1, -1), BADGE / 2 - 1, BADGE / 2 - 1)
    painter.setPen(theme.on_accent)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def drag(source: QWidget, mime: QMimeData, picture: QPixmap) -> None:
    """Drags until the mouse is released; only ever offers a copy, so that no target removes the originals."""
    operation = QDrag(source)
    operation.setMimeData(mime)
    operation.setPixmap(picture)
    operation.setHotSpot(HOT_SPOT)
    operation.exec(Qt.DropAction.CopyAction)
