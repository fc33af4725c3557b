"""The page of the map: tools, progress, quality, what can be done with a selection."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photoclust.library.mapping import MapProgress, PhotoMap

LEFT = Qt.MouseButton.LeftButton


def made(value: float | None = 0.97, later: int = 0) -> PhotoMap:
    points = np.random.default_rng(0).normal(size=(30, 2)).astype(np.float32)
    return PhotoMap(np.arange(1, 31), points, value, later)


@pytest.fixture
def panel(qtbot, look):
    from photoclust.gui.panels.map_panel import MapPanel

    page = MapPanel(look, lambda ids: [f"/photos/{number}.jpg" for number in ids])
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_photo_count(30)
    page.show()
    yield page
    page.canvas.close_threads()


@pytest.mark.parametrize(
    ("photos", "words"), [(0, "no photos to map"), (1, "at least 10"), (9, "there are 9"), (None, "")]
)
def test_few_photos_make_no_map_and_it_says_why(panel, photos, words):
    panel.show_photo_count(photos)
    assert words in panel.hint.text()
    assert panel.hint.isVisible()
    assert not panel.canvas.isVisible()
    assert not panel.fit.isVisible()
    panel.show_photo_count(10)
    assert panel.canvas.isVisible()
    assert panel.fit.isVisible()


def test_progress_is_told_in_words_and_shows_the_picture(panel, qtbot):
    panel.show_started()
    assert not panel.bar.isVisible(), "a map that is only read makes no fuss"
    picture = made(None)
    panel.show_progress(MapProgress(340, 1000, 130.0, picture))
    assert panel.words.text() == "Arranging photos · 34 % · 3 min left"
    assert panel.bar.value() == 340
    assert panel.canvas.photo_map is picture
    assert panel.quality.text() == "The photos still move"
    with qtbot.waitSignal(panel.pauseToggled) as paused:
        qtbot.mouseClick(panel.pause, LEFT)
    assert paused.args == [True]
    assert panel.words.text() == "Arranging photos · 34 % · paused"
    assert panel.pause.text() == "Resume"
    with qtbot.waitSignal(panel.pauseToggled) as resumed:
        qtbot.mouseClick(panel.pause, LEFT)
    assert resumed.args == [False]
    with qtbot.waitSignal(panel.cancelled):
        qtbot.mouseClick(panel.cancel, LEFT)
    panel.show_stopped()
    assert not panel.bar.isVisible()
    assert "not to be trusted" in panel.quality.text()
    with qtbot.waitSignal(panel.anewRequested):
        qtbot.mouseClick(panel.anew, LEFT)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.98, "Trustworthiness 0.98: neighbours here are really alike"),
        (0.9, "Trustworthiness 0.90: most neighbours here are really alike"),
        (0.7, "Trustworthiness 0.70: some neighbours here are not alike at all"),
        (None, ""),
    ],
)
def test_the_quality_is_a_figure_in_plain_words(panel, value, words):
    panel.show_map(made(value))
    assert panel.quality.text() == words
    assert ("chance" in panel.quality.toolTip()) == (value is not None)


def test_photos_that_came_later_are_counted(panel):
    panel.show_map(made(later=3))
    assert panel.quality.text().endswith("· 3 photos put in since it was arranged")
    assert panel.canvas.accessibleDescription().startswith("30 photos")


def test_the_tools_do_what_they_say(panel, qtbot):
    panel.show_map(made())
    whole = panel.canvas.camera
    qtbot.mouseClick(panel.closer, LEFT)
    assert panel.canvas.camera.scale > whole.scale
    qtbot.mouseClick(panel.further, LEFT)
    assert panel.canvas.camera.scale == pytest.approx(whole.scale)
    qtbot.mouseClick(panel.closer, LEFT)
    qtbot.mouseClick(panel.fit, LEFT)
    assert panel.canvas.camera == whole
    qtbot.mouseClick(panel.lasso, LEFT)
    assert panel.canvas.mouse.lasso_tool
    qtbot.mouseClick(panel.lasso, LEFT)
    assert not panel.canvas.mouse.lasso_tool


def test_a_selection_brings_the_bar_with_what_can_be_done(panel, qtbot):
    panel.show_map(made())
    bar = panel.selection
    panel.canvas.select_ids([3])
    assert not bar.isVisible()
    panel.canvas.select_ids([3, 4, 5])
    assert bar.isVisible()
    assert bar.count.text() == "3 photos"
    assert panel.canvas.rect().contains(bar.geometry())
    for button, signal in (
        (bar.new_album, panel.newAlbumRequested),
        (bar.add_to_album, panel.addToAlbumRequested),
        (bar.similar, panel.similarRequested),
        (bar.group, panel.groupRequested),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(button, LEFT)
        assert asked.args[0] == [3, 4, 5]
    qtbot.mouseClick(bar.close_button, LEFT)
    assert not bar.isVisible()
    assert panel.canvas.selected_ids() == []


def test_everything_has_a_name_and_can_be_reached_by_tab(panel):
    from PySide6.QtWidgets import QPushButton

    panel.show_map(made())
    panel.canvas.select_ids([3, 4])
    buttons = [button for button in panel.findChildren(QPushButton) if button.isVisible()]
    assert len(buttons) >= 9
    for button in buttons:
        assert button.objectName()
        assert button.accessibleName() or button.text()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert panel.canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert panel.canvas.accessibleName()
