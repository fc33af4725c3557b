"""How many groups each similarity makes: a small drawing to move the cut in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.themed import styled
from photoclust.library.grouping import CutCurve

HEIGHT = 92
WORDS = 18  # pixels at the top, for what a similarity gives
POINTS = 400
MARGIN = 6.0


class CutPlot(QWidget):
    """objectName "cutPlot". Groups as a line, photos in none as a shade; the slider is its keyboard.

    Signals:
        moved(float): The person points at a similarity with the button down.
    """

    moved = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cutPlot")
        self.setAccessibleName(self.tr("Number of groups by similarity"))
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._look = look
        self._curve: CutCurve | None = None  # what is drawn of it
        self._whole: CutCurve | None = None
        self._cut: float | None = None
        self._suggested: float | None = None
        self.hint = styled("", "caption")
        self.hint.setParent(self)
        self.hint.setObjectName("cutHint")
        look.changed.connect(self.update)

    @property
    def has_curve(self) -> bool:
        return self._curve is not None

    @property
    def cut(self) -> float | None:
        return self._cut

    @property
    def suggested(self) -> float | None:
        """The cut that PhotoClust would choose."""
        return self._suggested

    def show_curve(self, curve: CutCurve) -> None:
        """Draws another curve."""
        self._whole, self._curve = curve, curve.thinned(POINTS)
        self.say()
        self.update()

    def show_cut(self, similarity: float | None) -> None:
        """Marks where the tree is cut."""
        self._cut = similarity
        self.say()
        self.update()

    def show_suggested(self, similarity: float | None) -> None:
        """Marks the cut that PhotoClust would choose."""
        self._suggested = similarity
        self.update()

    def say(self, similarity: float | None = None) -> None:
        """Says what a similarity gives; None for the cut."""
        where = self._cut if similarity is None else similarity
        text = ""
        if self._whole is not None and where is not None:
            row = max(0, int(np.searchsorted(-self._whole.similarities, -where, side="right")) - 1)
            text = self.tr("Similarity {value}: {groups}, {photos} in none").format(
                value=wording.decimal(where),
                groups=wording.counted(int(self._whole.groups[row]), "group"),
                photos=wording.counted(int(self._whole.unclustered[row]), "photo"),
            )
        self.hint.setText(text)
        self.hint.adjustSize()
        self.hint.move(round(MARGIN), 0)
        if similarity is None:
            self.setAccessibleDescription(text)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN, WORDS, -MARGIN, -MARGIN)

    def _x(self, similarity: float) -> float:
        area = self._area()
        return area.left() + min(max(similarity, 0.0), 1.0) * area.width()

    def _line(self, values: Sequence[float]) -> list[QPointF]:
        """Points of a curve, as steps: between two merges nothing changes."""
        assert self._curve is not None
        area, most = self._area(), max(*values, 1)
        points: list[QPointF] = []
        for similarity, value in zip(self._curve.similarities.tolist(), values, strict=True):
            y = area.bottom() - value / most * area.height()
            if points:
                points.append(QPointF(self._x(similarity), points[-1].y()))
            points.append(QPointF(self._x(similarity), y))
        return points

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._curve is None:
            return
        theme, area = self._look.theme, self._area()
        shade = QColor(theme.dim)
        shade.setAlpha(50)
        loose = self._line(self._curve.unclustered.tolist())
        ends = [QPointF(loose[-1].x(), area.bottom()), QPointF(loose[0].x(), area.bottom())]
        groups = QPolygonF(self._line(self._curve.groups.tolist()))
        # Not before all is ready: a painter that an exception leaves open takes the program down.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPolygon(QPolygonF([*loose, *ends]))
        painter.setPen(QPen(theme.accent, 1.5))
        painter.drawPolyline(groups)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for where, style in ((self._suggested, Qt.PenStyle.DotLine), (self._cut, Qt.PenStyle.SolidLine)):
            if where is not None:
                painter.setPen(QPen(theme.text, 1, style))
                painter.drawLine(QPointF(self._x(where), area.top()), QPointF(self._x(where), area.bottom()))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.moved.emit(self._similarity(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self._similarity(event))
        else:
            self.say(self._similarity(event))

    def leaveEvent(self, event: QEvent) -> None:
        self.say()
        super().leaveEvent(event)

    def _similarity(self, event: QMouseEvent) -> float:
        area = self._area()
        return min(max((event.position().x() - area.left()) / area.width(), 0.0), 1.0)
