"""The distortion curve of K-means over k, with the k that was chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from photoclust.core.grouping import ElbowPoint
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.themed import styled
from photoclust.gui.theme import Measure

HEIGHT = 190
HEADROOM = 1.08  # above the highest point, as a share of it
DOT = 3.0  # radius of a point
TICK_GAP = 56  # pixels between the numbers of the lower axis; half of it at the left


class ElbowPlot(QWidget):
    """objectName "elbowPlot". Hovering tells the value of the nearest k."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("elbowPlot")
        self.setAccessibleName(self.tr("Distortion by number of groups"))
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self._look = look
        self._points: tuple[ElbowPoint, ...] = ()
        self._chosen = 0
        self.hint = styled("", "caption")
        self.hint.setParent(self)
        self.hint.setObjectName("elbowHint")
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    @property
    def points(self) -> tuple[ElbowPoint, ...]:
        return self._points

    @property
    def chosen(self) -> int:
        """The marked number of groups."""
        return self._chosen

    def show_curve(self, points: Sequence[ElbowPoint], chosen: int) -> None:
        """Draws the curve and marks `chosen`."""
        self._points, self._chosen = tuple(points), chosen
        self._say(self._about_chosen())
        self.setAccessibleDescription(self.hint.text())
        self.update()

    def point_at(self, k: float, distortion: float) -> QPointF:
        """Where a value lies in the widget."""
        area, first, last = self._area(), self._points[0].k, self._points[-1].k
        x = area.left() + (k - first) / max(1, last - first) * area.width()
        return QPointF(x, area.bottom() - distortion / self._top() * area.height())

    def _top(self) -> float:
        return HEADROOM * max(point.distortion for point in self._points) or 1.0

    def _area(self) -> QRectF:
        """Of the curve: without the hint above it and the numbers and titles of the axes."""
        metrics = QFontMetricsF(self.font())
        numbers = max(metrics.horizontalAdvance(wording.number(round(self._top()))), 24.0)
        left = metrics.height() + numbers + 2 * Measure.TINY
        above = self.hint.sizeHint().height() + Measure.SMALL
        below = 2 * metrics.height() + Measure.SMALL
        return QRectF(self.rect()).adjusted(left, above, -Measure.MEDIUM, -below)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        curve = [self.point_at(point.k, point.distortion) for point in self._points]
        mark = self.point_at(self._chosen, 0).x()
        # Not before all is ready: a painter that an exception leaves open takes the program down.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        theme, area = self._look.theme, self._area()
        painter.setPen(QPen(theme.dim, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(mark, area.top()), QPointF(mark, area.bottom()))
        painter.setPen(QPen(theme.accent, 2))
        painter.drawPolyline(QPolygonF(curve))
        painter.setPen(QPen(theme.accent, 1))
        painter.setBrush(theme.window)
        for point in curve:
            painter.drawEllipse(point, DOT, DOT)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        theme, area, metrics = self._look.theme, self._area(), QFontMetricsF(self.font())
        painter.setPen(QPen(theme.line, 1))
        painter.drawPolyline(QPolygonF([area.topLeft(), area.bottomLeft(), area.bottomRight()]))
        painter.setPen(theme.dim)
        line = metrics.height()
        first, last = self._points[0].k, self._points[-1].k
        for k in ticks(first, last, area.width() / TICK_GAP):
            text = QRectF(
                self.point_at(k, 0).x() - TICK_GAP / 2, area.bottom() + Measure.TINY, TICK_GAP, line
            )
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter, wording.number(k))
        right = area.left() - Measure.TINY
        for value in ticks(0, self._top(), 2 * area.height() / TICK_GAP):
            text = QRectF(0, self.point_at(first, value).y() - line / 2, right, line)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(text, side, wording.number(value))
        below = QRectF(area.left(), self.height() - line, area.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("Number of groups (k)"))
        painter.save()
        painter.rotate(-90)
        beside = QRectF(-area.bottom(), 0, area.height(), line)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, self.tr("Distortion"))
        painter.restore()

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.adjustSize()

    def _about_chosen(self) -> str:
        return self.tr("The curve bends at {k}: more groups than that gain little.").format(k=self._chosen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self._points:
            return
        if not self._area().contains(event.position()):
            self._say(self._about_chosen())
            return
        x = event.position().x()
        nearest = min(self._points, key=lambda point: abs(self.point_at(point.k, 0).x() - x))
        self._say(
            self.tr("{k} groups: distortion {value}").format(
                k=nearest.k, value=wording.decimal(nearest.distortion, 1)
            )
        )

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._points:
            self._say(self._about_chosen())


def ticks(low: float, high: float, most: float) -> list[int]:
    """Round whole numbers from `low` to `high`, about `most` of them: in steps of 1, 2 or 5 times 10^n."""
    least = max(1.0, (high - low) / max(1.0, most))
    power = 10 ** math.floor(math.log10(least))
    step = next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= least)
    return list(range(math.ceil(low / step) * step, math.floor(high) + 1, step))
