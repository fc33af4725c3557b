import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtWidgets import QApplication

from photoclust.core.grouping import ElbowPoint
from photoclust.gui.panels.elbow_plot import ElbowPlot, ticks

CURVE = tuple(ElbowPoint(k, 100 / k) for k in range(1, 12))
CHOSEN = "The curve bends at 4: more groups than that gain little."


@pytest.fixture
def plot(qtbot, look):
    plot = ElbowPlot(look)
    qtbot.addWidget(plot)
    plot.resize(500, 190)
    plot.show()
    plot.show_curve(CURVE, 4)
    return plot


def near(plot, at, colour):
    """Whether a colour is to be seen at a point, or a pixel beside it."""
    image = plot.grab().toImage()
    ratio = image.devicePixelRatio()
    steps = (-1, 0, 1)
    spots = [QPoint(round(at.x() * ratio) + x, round(at.y() * ratio) + y) for x in steps for y in steps]
    return any(image.pixelColor(spot) == colour for spot in spots)


def test_the_curve_goes_through_its_points(plot, look):
    for first, second in itertools.pairwise(CURVE):
        ends = [plot.point_at(point.k, point.distortion) for point in (first, second)]
        assert plot.rect().contains(ends[0].toPoint())
        assert ends[0].x() < ends[1].x()
        assert ends[0].y() < ends[1].y()
        if abs(ends[1].y() - ends[0].y()) > 12:  # room between the two dots
            assert near(plot, (ends[0] + ends[1]) / 2, look.theme.accent)


def test_the_choice_is_marked_and_said(plot, look):
    assert plot.chosen == 4
    assert plot.hint.text() == plot.accessibleDescription() == CHOSEN

    def marked(k):
        top, bottom = plot.point_at(k, 90), plot.point_at(k, 60)
        image = plot.grab().toImage()
        ratio = image.devicePixelRatio()
        column = range(round(top.y() * ratio), round(bottom.y() * ratio))
        background = image.pixelColor(round((top.x() + 10) * ratio), round(top.y() * ratio))
        return any(image.pixelColor(round(top.x() * ratio), y) != background for y in column)

    assert marked(4)
    assert not marked(6)


def test_hovering_tells_the_value(plot, qtbot):
    qtbot.mouseMove(plot, plot.point_at(5, 20).toPoint())
    assert plot.hint.text() == "5 groups: distortion 20.0"
    qtbot.mouseMove(plot, QPoint(1, 1))
    assert plot.hint.text() == CHOSEN


def test_leaving_it_tells_the_choice(plot, qtbot):
    qtbot.mouseMove(plot, plot.point_at(5, 20).toPoint())
    assert plot.hint.text() != CHOSEN
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.hint.text() == CHOSEN


def test_another_curve_replaces_the_first(plot):
    far = plot.point_at(11, 0).x()
    plot.show_curve(CURVE[:3], 2)
    assert plot.points == CURVE[:3]
    assert "bends at 2" in plot.hint.text()
    assert plot.point_at(3, 0).x() == pytest.approx(far)


def test_one_point_and_no_distortion_can_be_drawn(plot):
    plot.show_curve([ElbowPoint(1, 0.0)], 1)
    assert plot.rect().contains(plot.point_at(1, 0).toPoint())
    assert not plot.grab().isNull()


def test_nothing_is_drawn_before_there_is_a_curve(qtbot, look):
    plot = ElbowPlot(look)
    qtbot.addWidget(plot)
    plot.resize(500, 190)
    plot.show()
    image = plot.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) == 1
    qtbot.mouseMove(plot, QPoint(250, 90))
    assert plot.hint.text() == ""


def test_the_plot_follows_the_theme(plot, look):
    from photoclust.gui import theme

    light = plot.grab().toImage()
    look.set_theme(theme.theme_for(dark=True))
    assert plot.grab().toImage() != light
    assert near(plot, (plot.point_at(1, 100) + QPointF(plot.point_at(2, 50))) / 2, look.theme.accent)


@given(st.integers(0, 10**6), st.floats(0, 10**6), st.floats(0.1, 20))
def test_ticks_are_round_few_and_within(low, width, most):
    found = ticks(low, low + width, most)
    assert all(low <= tick <= low + width for tick in found)
    assert len(found) <= max(1, most) + 1
    steps = {second - first for first, second in itertools.pairwise(found)}
    assert len(steps) <= 1
    for step in steps:
        assert str(step).rstrip("0") in ("1", "2", "5")
        assert all(tick % step == 0 for tick in found)


def test_heavy_libraries_are_not_loaded_with_the_window():
    code = (
        "import sys; from photoclust.gui import main_window; "
        "sys.exit(any(name in sys.modules for name in ('mediapipe', 'sklearn', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
