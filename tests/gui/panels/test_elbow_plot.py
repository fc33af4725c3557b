import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QPointF

from photoclust.core.grouping import ElbowPoint
from photoclust.gui.panels.elbow_plot import ElbowPlot

CURVE = tuple(ElbowPoint(k, 100 / k) for k in range(1, 12))


@pytest.fixture
def plot(qtbot, look):
    plot = ElbowPlot(look)
    qtbot.addWidget(plot)
    plot.resize(500, 190)
    plot.show()
    plot.show_curve(CURVE, 4)
    return plot


def test_axes_are_named_and_the_choice_is_marked(plot):
    assert plot._plot.getAxis("bottom").labelText == "Number of groups (k)"
    assert plot._plot.getAxis("left").labelText == "Distortion"
    assert plot._mark.value() == 4
    xs, ys = plot._curve.getData()
    assert list(xs) == list(range(1, 12))
    assert list(ys) == [point.distortion for point in CURVE]


def test_hovering_tells_the_value(plot, qtbot):
    box = plot._plot.plotItem.vb
    at = plot._plot.mapFromScene(box.mapViewToScene(QPointF(5, 20)))

    def says(words, point):
        for step in (QPoint(0, 0), QPoint(1, 0)):  # a move that moves nothing is no move
            qtbot.mouseMove(plot._plot.viewport(), point + step)  # pyqtgraph takes a hundred moves a second
        return plot.hint.text() == words

    qtbot.waitUntil(lambda: says("5 groups: distortion 20.0", at))
    chosen = "The curve bends at 4: more groups than that gain little."
    qtbot.waitUntil(lambda: says(chosen, QPoint(1, 1)))


def test_another_curve_replaces_the_first(plot):
    plot.show_curve(CURVE[:3], 2)
    assert plot._mark.value() == 2
    assert len(plot._curve.getData()[0]) == 3


def test_the_plot_follows_the_theme(plot, look):
    from photoclust.gui import theme

    light = plot.grab().toImage()
    look.set_theme(theme.theme_for(dark=True))
    assert plot.grab().toImage() != light


def test_pyqtgraph_is_not_loaded_before_there_is_a_curve():
    code = (
        "import sys; from photoclust.gui import main_window; "
        "sys.exit(any(name in sys.modules for name in ('pyqtgraph', 'mediapipe', 'sklearn', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
