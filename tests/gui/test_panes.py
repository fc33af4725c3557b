import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from photoclust.gui.panes import Panes


@pytest.fixture
def panes(qtbot):
    splitter = QSplitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(splitter)
    parts = [QWidget() for _ in range(3)]
    panes = Panes(splitter, *parts)
    splitter.resize(1440, 600)
    splitter.show()
    return splitter, panes, parts


def shown(parts):
    return [part.isVisible() for part in parts]


def test_the_sides_have_their_widths_and_the_middle_the_rest(panes):
    splitter, _panes, parts = panes
    assert [part.width() for part in parts] == [220, 1440 - 220 - 292 - 2, 292]
    splitter.resize(1700, 600)
    assert [parts[0].width(), parts[2].width()] == [220, 292]


def test_the_right_pane_folds_away_first_and_comes_back(panes):
    splitter, panes, parts = panes
    splitter.resize(1099, 600)
    assert shown(parts) == [True, True, False]
    assert panes.right_wanted, "it folded away, nobody closed it"
    splitter.resize(1100, 600)
    assert shown(parts) == [True, True, True]


def test_what_was_closed_stays_closed(panes, qtbot):
    splitter, panes, parts = panes
    with qtbot.waitSignal(panes.wishesChanged):
        panes.want_right(False)
    panes.want_left(False)
    splitter.resize(1600, 600)
    assert shown(parts) == [False, True, False]
    panes.want_left(True)
    assert parts[0].width() == 220


def test_widths_that_were_dragged_are_kept(panes, qtbot):
    splitter, panes, parts = panes
    handle = splitter.handle(1)
    at = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(handle, at + type(at)(60, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at)
    assert parts[0].width() == pytest.approx(280, abs=2)
    width = parts[0].width()
    panes.want_left(False)
    panes.want_left(True)
    assert parts[0].width() == width
    assert panes.widths() == [width, 292]


@pytest.mark.parametrize("widths", [[], [1], [1, 2, 3]])
def test_nonsense_in_the_settings_is_passed_over(panes, widths):
    _splitter, panes, _parts = panes
    panes.set_widths(widths)
    assert panes.widths() == [220, 292]


def test_widths_stay_within_reason(panes):
    _splitter, panes, parts = panes
    panes.set_widths([5, 5000])
    assert panes.widths() == [160, 520]
    assert parts[2].width() == 520
