"""The distortion curve of K-means over k, with the k that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photoclust.core.grouping import ElbowPoint
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.themed import styled
from photoclust.gui.theme import Measure

HEIGHT = 190


class ElbowPlot(QWidget):
    """objectName "elbowPlot". pyqtgraph is loaded when the first curve is shown (0.3 s), not before."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("elbowPlot")
        self.setAccessibleName(self.tr("Distortion by number of groups"))
        self.setFixedHeight(HEIGHT)
        self._look = look
        self._points: tuple[ElbowPoint, ...] = ()
        self._chosen = 0
        self._plot: Any = None  # pyqtgraph has no types
        self._curve: Any = None
        self._mark: Any = None
        self.hint = styled("", "caption")
        self.hint.setObjectName("elbowHint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Measure.TINY)
        self._column.addWidget(self.hint)
        look.changed.connect(self._paint_theme)

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
        if self._plot is None:
            self._build()
        self._curve.setData([point.k for point in points], [point.distortion for point in points])
        self._mark.setValue(chosen)
        self._plot.setXRange(points[0].k, points[-1].k, padding=0.02)
        self._plot.setYRange(0, max(point.distortion for point in points), padding=0.08)
        self._say_chosen()
        self.setAccessibleDescription(self.hint.text())

    def _build(self) -> None:
        import pyqtgraph

        self._plot = pyqtgraph.PlotWidget(self, antialias=True, enableMenu=False)
        menu = self._plot.plotItem.ctrlMenu  # a window of its own that nothing would ever delete
        menu.setParent(self, menu.windowFlags())
        self._plot.setObjectName("elbowCurve")
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setLabel("bottom", self.tr("Number of groups (k)"))
        self._plot.setLabel("left", self.tr("Distortion"))
        self._plot.getAxis("left").enableAutoSIPrefix(False)
        self._curve = self._plot.plot([], [], symbolSize=6)
        self._mark = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._plot.addItem(self._mark)
        self._plot.scene().sigMouseMoved.connect(self._hovered)
        self._plot.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._column.addWidget(self._plot)
        self._paint_theme()

    def _paint_theme(self) -> None:
        if self._plot is None:
            return
        import pyqtgraph

        theme, ratio = self._look.theme, self.devicePixelRatioF()  # pyqtgraph's pens count device pixels
        self._plot.setBackground(theme.window)
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setPen(theme.line)
            axis.setTextPen(theme.dim)
        self._curve.setPen(pyqtgraph.mkPen(theme.accent, width=2 * ratio))
        self._curve.setSymbol("o")
        self._curve.setSymbolPen(theme.accent)
        self._curve.setSymbolBrush(theme.window)
        self._mark.setPen(pyqtgraph.mkPen(theme.dim, width=ratio, style=Qt.PenStyle.DotLine))

    def _say_chosen(self) -> None:
        self.hint.setText(
            self.tr("The curve bends at {k}: more groups than that gain little.").format(k=self._chosen)
        )

    def _hovered(self, point: QPointF) -> None:
        box = self._plot.plotItem.vb
        if not self._points or not box.sceneBoundingRect().contains(point):
            self._say_chosen()
            return
        k = box.mapSceneToView(point).x()
        nearest = min(self._points, key=lambda item: abs(item.k - k))
        self.hint.setText(
            self.tr("{k} groups: distortion {value}").format(
                k=nearest.k, value=wording.decimal(nearest.distortion, 1)
            )
        )
