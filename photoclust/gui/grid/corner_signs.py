"""Two small buttons in the corner of a photo that was found: more like this, less like this."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from photoclust.gui.wording import QT_TRANSLATE_NOOP

EDGE, INSET, GAP = 20, 6, 4
NARROWEST = 92  # of a photo that has room for them beside the mark for selecting
ARM = 4.5  # of the plus


class Sign(StrEnum):
    """What is said of a photo."""

    MORE = "more"
    LESS = "less"


_WORDS = {
    Sign.MORE: QT_TRANSLATE_NOOP("grid", "More like this (+)"),
    Sign.LESS: QT_TRANSLATE_NOOP("grid", "Less like this (-)"),
}


def words_of(sign: Sign) -> str:
    """What a button does, for its tool tip."""
    return QCoreApplication.translate("grid", _WORDS[sign])


def sign_rect(cell: QRect, sign: Sign) -> QRect:
    """Where a button is."""
    right = 0 if sign is Sign.MORE else EDGE + GAP
    return QRect(cell.left() + INSET + right, cell.top() + INSET, EDGE, EDGE)


def sign_at(cell: QRect, point: QPoint) -> Sign | None:
    """The button at a point, if any."""
    if cell.width() < NARROWEST:
        return None
    return next((sign for sign in Sign if sign_rect(cell, sign).contains(point)), None)


def paint_signs(painter: QPainter, cell: QRect) -> None:
    """Paints both, over the photo."""
    if cell.width() < NARROWEST:
        return
    for sign in Sign:
        circle = QRectF(sign_rect(cell, sign))
        painter.setPen(QPen(QColor(255, 255, 255, 190), 1))
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(QColor("white"), 1.6, c=Qt.PenCapStyle.RoundCap))
        centre = circle.center()
        painter.drawLine(centre - QPointF(ARM, 0), centre + QPointF(ARM, 0))
        if sign is Sign.MORE:
            painter.drawLine(centre - QPointF(0, ARM), centre + QPointF(0, ARM))
