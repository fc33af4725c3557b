"""Paints photos and headers. Knows colours and shapes, nothing of models and events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Flag, auto

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from photoclust.gui.grid.header import PILL_HEIGHT, HeaderParts
from photoclust.gui.theme import Measure, Theme, font

TICK = 18  # diameter of the mark of a selected photo
TICK_INSET = 7  # from the thumbnail's corner
BADGE_HEIGHT, BADGE_PADDING, BADGE_INSET, BADGE_TEXT = 16, 6, 6, 9.5
ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ItemState(Flag):
    """How a photo is shown."""

    PLAIN = 0
    SELECTED = auto()
    HOVERED = auto()


def tick_rect(cell: QRect) -> QRect:
    """Where the mark of a selected photo is."""
    return QRect(cell.right() + 1 - TICK_INSET - TICK, cell.top() + TICK_INSET, TICK, TICK)


def badge_rect(cell: QRect, width: int) -> QRect:
    """Where the badge of a photo is."""
    return QRect(
        cell.left() + BADGE_INSET, cell.bottom() + 1 - BADGE_INSET - BADGE_HEIGHT, width, BADGE_HEIGHT
    )


class GridPainter:
    """Paints with one QPainter, handed in for one paint event.

    Args:
        painter: Active, on the viewport.
        theme: The colours.
    """

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter = painter
        self._theme = theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # ---- photos

    def photo(self, cell: QRect, pixmap: QPixmap | None, missing: bool, state: ItemState) -> None:
        """Paints a thumbnail, its placeholder, or the sign that there is no picture; then its state."""
        painter = self._painter
        if pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.placeholder)
            painter.drawRoundedRect(cell, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
            if missing:
                self._no_picture(cell)
        elif pixmap.deviceIndependentSize() == cell.size().toSizeF():
            painter.drawPixmap(cell.topLeft(), pixmap)
        else:  # a stand-in until the right size has come
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(cell, pixmap)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        if state & ItemState.SELECTED:
            self._ring(cell)
            self._tick(tick_rect(cell))
        elif state & ItemState.HOVERED:
            self._hover(cell)

    def badge(self, cell: QRect, text: str, *, beside: int = 0) -> None:
        """Paints a word or two over the lower left corner of a photo, if it is wide enough.

        Args:
            cell: Of the photo.
            text: The words.
            beside: Width of what stands at the right already.
        """
        face = font(BADGE_TEXT, bold=True)
        width = QFontMetrics(face).horizontalAdvance(text) + 2 * BADGE_PADDING
        rect = badge_rect(cell, width)
        if rect.right() <= cell.right() - BADGE_INSET - beside:
            self._pill(rect, text, face)

    def score(self, cell: QRect, text: str) -> int:
        """Paints how alike a photo is over its lower right corner; returns the width that takes."""
        face = font(BADGE_TEXT, tabular=True)
        width = QFontMetrics(face).horizontalAdvance(text) + 2 * BADGE_PADDING
        self._pill(badge_rect(cell, width).translated(cell.width() - width - 2 * BADGE_INSET, 0), text, face)
        return width + BADGE_INSET

    def _pill(self, rect: QRect, text: str, face: QFont) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(0, 0, 0, 150))
        self._painter.drawRoundedRect(rect, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
        self._text(text, rect, face, QColor("white"), Qt.AlignmentFlag.AlignCenter)

    def photo_focus(self, cell: QRect) -> None:
        """Paints the ring of the keyboard around a photo."""
        self._focus(QRectF(cell).adjusted(-2, -2, 2, 2), Measure.RADIUS_ROW + 2)

    def _ring(self, cell: QRect) -> None:
        half = Measure.RING / 2
        inside = QRectF(cell).adjusted(half, half, -half, -half)
        self._outline(inside, self._theme.accent, Measure.RING, Measure.RADIUS_ROW - half)

    def _hover(self, cell: QRect) -> None:
        """A hollow mark: a click on it adds the photo to the selection."""
        shade = QColor(0, 0, 0, 70)
        self._painter.setPen(QPen(QColor(255, 255, 255, 230), 1.5))
        self._painter.setBrush(shade)
        self._painter.drawEllipse(QRectF(tick_rect(cell)).adjusted(1, 1, -1, -1))

    def _tick(self, circle: QRect) -> None:
        painter = self._painter
        painter.setPen(QPen(QColor("white"), 1.5))
        painter.setBrush(self._theme.accent)
        painter.drawEllipse(QRectF(circle).adjusted(0.75, 0.75, -0.75, -0.75))
        x, y = circle.x(), circle.y()
        mark = [QPointF(x + 5.4, y + 9.4), QPointF(x + 8.0, y + 12.0), QPointF(x + 12.6, y + 6.6)]
        painter.setPen(
            QPen(self._theme.on_accent, 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolyline(mark)

    def _focus(self, rect: QRectF, radius: float) -> None:
        self._outline(rect, self._theme.text, 1.5, radius)

    def _outline(self, rect: QRectF, color: QColor, width: float, radius: float) -> None:
        self._painter.setPen(QPen(color, width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect, radius, radius)

    def _no_picture(self, cell: QRect) -> None:
        """A frame with hills, struck through."""
        unit = max(16.0, min(32.0, cell.width() / 5)) / 16
        with self._placed(cell, unit):
            self._painter.setPen(
                QPen(self._theme.dim, 1.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
            )
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(QRectF(-7, -5.5, 14, 11), 2, 2)
            hills = QPainterPath(QPointF(-7, 3.5))
            for x, y in ((-2.5, -1.0), (1.0, 2.0), (3.5, 0.0), (7, 3.5)):
                hills.lineTo(x, y)
            self._painter.drawPath(hills)
            self._painter.drawLine(QPointF(-7.5, 7.5), QPointF(7.5, -7.5))

    # ---- headers

    def header(
        self, parts: HeaderParts, cover: QPixmap | None, hovered: int | None, *, stuck: bool = False
    ) -> None:
        """Paints a header over whatever scrolled below it.

        Args:
            parts: The header, arranged.
            cover: A round picture, None while it is not there.
            hovered: The number of the action under the mouse.
            stuck: Photos pass below it: a hairline parts them.
        """
        painter, theme = self._painter, self._theme
        painter.fillRect(parts.rect, theme.window)
        if stuck:
            painter.fillRect(QRect(0, parts.rect.bottom(), parts.rect.width(), 1), theme.line)
        if parts.cover is not None:
            if cover is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.placeholder)
                painter.drawEllipse(parts.cover)
            else:
                painter.drawPixmap(parts.cover.topLeft(), cover)
        self._text(parts.title.text, parts.title.rect, parts.title.font, theme.text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.pill)
        painter.drawRoundedRect(parts.count.rect, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        middle = Qt.AlignmentFlag.AlignCenter
        self._text(parts.count.text, parts.count.rect, parts.count.font, theme.dim, middle)
        if parts.subtitle is not None:
            self._text(parts.subtitle.text, parts.subtitle.rect, parts.subtitle.font, theme.dim)
        if parts.note is not None:
            self._text(parts.note.text, parts.note.rect, parts.note.font, theme.good_text)
        for number, part in parts.actions:
            font = part.font
            if number == hovered:
                font = QFont(font)
                font.setUnderline(True)
            self._text(part.text, part.rect, font, theme.accent_text)

    def header_focus(self, parts: HeaderParts, action: int | None) -> None:
        """Paints the ring of the keyboard around a header or one of its actions."""
        rect = parts.rect.adjusted(Measure.SMALL, 3, -Measure.SMALL, -3)
        if action is not None and (of_action := parts.action_rect(action)) is not None:
            rect = of_action.adjusted(-6, 8, 6, -8)
        self._focus(QRectF(rect), Measure.RADIUS_ROW)

    def _text(
        self, text: str, rect: QRect, font: QFont, color: QColor, align: Qt.AlignmentFlag = ALIGN
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(color)
        self._painter.drawText(rect, align | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine, text)

    # ---- the rest

    def rubber_band(self, rect: QRect) -> None:
        """Paints the rectangle that is drawn to select with."""
        fill = QColor(self._theme.accent)
        fill.setAlpha(36)
        self._painter.setPen(QPen(self._theme.accent, 1))
        self._painter.setBrush(fill)
        self._painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    @contextmanager
    def _placed(self, cell: QRect, unit: float) -> Iterator[None]:
        """Coordinates around the middle of a cell, in multiples of a unit."""
        self._painter.save()
        self._painter.translate(QRectF(cell).center())
        self._painter.scale(unit, unit)
        yield
        self._painter.restore()
