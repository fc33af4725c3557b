import pytest
from PySide6.QtCore import Qt

from photoclust.core.photo import Unreadable
from photoclust.core.progress import Progress
from photoclust.gui.index_worker import IndexState
from photoclust.gui.panels.status_bar import StatusBar
from photoclust.library.indexing import IndexSummary


@pytest.fixture
def bar(qtbot, look):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 40)
    bar.show()
    return bar


def test_at_rest_it_shows_no_controls(bar):
    assert not bar.bar.isVisible()
    assert not bar.pause.isVisible()
    assert bar.words.text() == ""


def test_progress_with_time_left(bar):
    bar.show_state(IndexState.RUNNING)
    assert bar.words.text() == "Looking for photos…"
    bar.show_progress(Progress(3214, 12408, 510.0))
    assert bar.words.text() == "Indexing 3,214 of 12,408 · 9 min left"
    assert bar.bar.value() / bar.bar.maximum() == pytest.approx(3214 / 12408, abs=0.001)
    bar.show_progress(Progress(17))
    assert bar.words.text() == "Looking for photos: 17"
    assert bar.bar.maximum() == 0, "the bar only says that something is going on"


def test_pausing_and_going_on(bar, qtbot):
    bar.show_state(IndexState.RUNNING)
    bar.show_progress(Progress(1, 10, 60.0))
    with qtbot.waitSignal(bar.pauseToggled) as toggled:
        qtbot.mouseClick(bar.pause, Qt.MouseButton.LeftButton)
    assert toggled.args == [True]
    bar.show_state(IndexState.PAUSED)
    assert (bar.pause.text(), bar.words.text()) == ("Resume", "Indexing 1 of 10 · paused")
    with qtbot.waitSignal(bar.pauseToggled) as toggled:
        qtbot.mouseClick(bar.pause, Qt.MouseButton.LeftButton)
    assert toggled.args == [False]
    bar.show_state(IndexState.RUNNING)
    assert (bar.pause.text(), bar.words.text()) == ("Pause", "Indexing 1 of 10 · 2 min left")


def test_what_came_of_it_stays(bar):
    bar.show_state(IndexState.RUNNING)
    bar.show_progress(Progress(10, 10))
    bad = Unreadable("/a", "x", "corrupt")
    bar.show_finished(IndexSummary(1200, 30, 2, 1168, 4, (bad,), 2.5))
    bar.show_state(IndexState.IDLE)
    assert bar.words.text() == "1,200 photos · 30 new · 4 gone · 1 unreadable"
    assert not bar.cancel.isVisible()


def test_a_run_that_failed_leaves_no_stale_progress(bar):
    bar.show_state(IndexState.RUNNING)
    bar.show_progress(Progress(3, 10))
    bar.show_state(IndexState.IDLE)
    assert bar.words.text() == ""


def test_the_selection_stands_beside_the_promise(bar):
    bar.show_selected(3)
    assert bar.selection.text().startswith("3 selected")
    bar.show_selected(0)
    assert bar.selection.text() == ""


def summary(**counts):
    none = {"photos": 7, "embedded": 0, "reused": 0, "unchanged": 7, "removed": 0}
    return IndexSummary(**{**none, **counts}, unreadable=(), seconds=1.0)


def test_a_run_that_nobody_asked_for_and_that_brings_nothing_is_not_seen(bar):
    bar.show_state(IndexState.RUNNING)
    bar.show_state(IndexState.IDLE)
    bar.show_finished(summary(embedded=7))
    bar.show_state(IndexState.RUNNING, quiet=True)
    bar.show_progress(Progress(3, 7))
    assert not bar.bar.isVisible()
    assert bar.words.text() == "7 photos · 7 new"
    bar.show_state(IndexState.IDLE)
    bar.show_finished(summary(), quiet=True)
    assert bar.words.text() == "7 photos · 7 new"


def test_a_run_that_nobody_asked_for_is_shown_when_it_takes_long(bar, qtbot):
    bar.show_state(IndexState.RUNNING, quiet=True)
    bar.show_progress(Progress(3, 7))
    qtbot.waitUntil(bar.bar.isVisible)
    assert bar.words.text() == "Indexing 3 of 7"
    bar.show_state(IndexState.PAUSED, quiet=True)
    assert bar.pause.text() == "Resume"
    bar.show_state(IndexState.RUNNING, quiet=True)
    assert bar.bar.isVisible(), "going on is no beginning"
    bar.show_state(IndexState.IDLE)
    bar.show_finished(summary(), quiet=True)
    assert (bar.bar.isVisible(), bar.words.text()) == (False, "")


def test_what_a_quiet_run_brings_is_told(bar):
    bar.show_state(IndexState.RUNNING, quiet=True)
    bar.show_state(IndexState.IDLE)
    bar.show_finished(summary(embedded=2, removed=1), quiet=True)
    assert bar.words.text() == "7 photos · 2 new · 1 gone"


def test_a_quiet_run_after_another_lets_its_words_stand(bar):
    """The next run begins before the end of the last one is told."""
    bar.show_state(IndexState.RUNNING)
    bar.show_progress(Progress(3, 7))
    bar.show_state(IndexState.RUNNING, quiet=True)
    assert not bar.bar.isVisible()
    bar.show_finished(summary(embedded=7))
    bar.show_state(IndexState.IDLE)
    bar.show_finished(summary(), quiet=True)
    assert bar.words.text() == "7 photos · 7 new"
