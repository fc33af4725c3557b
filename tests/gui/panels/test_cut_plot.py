import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.panels.cut_plot import CutPlot
from photoclust.library.grouping import CutCurve

CURVE = CutCurve(np.array([1.0, 0.8, 0.5, 0.0]), np.array([0, 2, 3, 1]), np.array([9, 5, 2, 0]))


@pytest.fixture
def plot(qtbot, look):
    plot = CutPlot(look)
    qtbot.addWidget(plot)
    plot.resize(412, plot.height())
    plot.show()
    return plot


def at(plot, similarity):
    return QPoint(round(6 + similarity * 400), plot.height() // 2)


def test_it_says_what_the_cut_gives(plot):
    plot.show_curve(CURVE)
    plot.show_cut(0.6)
    assert plot.hint.text() == "Similarity 0.60: 2 groups, 5 photos in none"
    assert plot.accessibleDescription() == plot.hint.text()


def test_it_says_what_the_mouse_points_at_and_goes_back(plot):
    plot.show_curve(CURVE)
    plot.show_cut(0.6)
    where = QPointF(at(plot, 0.2))
    none = Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, where, plot.mapToGlobal(where), none, none, keys)
    QApplication.sendEvent(plot, move)
    assert plot.hint.text() == "Similarity 0.20: 3 groups, 2 photos in none"
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.hint.text().startswith("Similarity 0.60")


def test_dragging_moves_the_cut(plot, qtbot):
    plot.show_curve(CURVE)
    moved = []
    plot.moved.connect(moved.append)
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=at(plot, 0.25))
    assert moved == [pytest.approx(0.25, abs=0.01)]
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=at(plot, 0.25))


def test_something_is_drawn_where_there_is_a_curve(plot):
    empty = plot.grab().toImage()
    plot.show_curve(CURVE)
    curve = plot.grab().toImage()
    assert curve != empty
    plot.show_suggested(0.4)
    assert plot.grab().toImage() != curve


def test_a_library_of_one_group_can_be_drawn(plot):
    plot.show_curve(CutCurve(np.array([1.0]), np.array([0]), np.array([0])))
    plot.show_cut(0.3)
    plot.grab()
    assert "0 groups" in plot.hint.text()
