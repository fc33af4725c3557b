"""The mouse selects, drags, and reaches what the headers offer."""

import pytest
from conftest import sections_of
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.grid.mime import photo_ids_of
from photoclust.gui.grid.painter import tick_rect

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def header_point(grid, number):
    """A point on a header's title."""
    return grid.scene.header(number).title.rect.center()


def action_point(grid, number, action):
    return grid.scene.header(number).action_rect(action).center()


def test_click_selects_one(grid, hand):
    hand.click(hand.at(3))
    assert grid.selected_ids() == [4]
    hand.click(hand.at(6))
    assert grid.selected_ids() == [7]
    assert grid.current_id() == 7


def test_ctrl_click_adds_and_removes(grid, hand):
    hand.click(hand.at(3))
    hand.click(hand.at(6), CTRL)
    assert grid.selected_ids() == [4, 7]
    hand.click(hand.at(3), CTRL)
    assert grid.selected_ids() == [7]


def test_shift_click_extends_from_the_last_click_across_sections(grid, hand):
    hand.click(hand.at(10))
    hand.click(hand.at(13), SHIFT)
    assert grid.selected_ids() == [11, 12, 13, 14]
    hand.click(hand.at(8), SHIFT)  # the other way, from the same anchor
    assert grid.selected_ids() == [9, 10, 11]
    hand.click(hand.at(0), CTRL)
    hand.click(hand.at(2), CTRL | SHIFT)
    assert grid.selected_ids() == [1, 2, 3, 9, 10, 11]


def test_the_mark_in_the_corner_adds_and_removes_without_a_key(grid, hand):
    hand.click(hand.at(0))
    corner = tick_rect(grid.scene.item_rect(4)).center()
    hand.click(corner)
    assert grid.selected_ids() == [1, 5]
    hand.click(corner)
    assert grid.selected_ids() == [1]


def test_click_beside_photos_selects_nothing(grid, hand):
    hand.click(hand.at(3))
    hand.click(QPoint(3, 200))
    assert grid.selected_ids() == []


def test_click_on_one_of_several_narrows_at_the_release(grid, hand):
    grid.select_ids([1, 2, 3])
    hand.press(hand.at(1))
    assert grid.selected_ids() == [1, 2, 3]
    hand.release(hand.at(1))
    assert grid.selected_ids() == [2]


def test_double_click_opens(grid, qtbot, hand):
    with qtbot.waitSignal(grid.photoActivated) as caught:
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(2))
    assert caught.args == [3]
    with qtbot.assertNotEmitted(grid.photoActivated):
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 200))


def test_rubber_band_selects_what_it_meets(grid, hand):
    start = QPoint(5, hand.at(0).y())
    hand.pull(start, hand.at(6))
    assert grid.selected_ids() == [1, 2, 6, 7]  # two columns, two rows
    hand.move(hand.at(5))
    assert grid.selected_ids() == [1, 6]  # it shrinks again
    hand.release(hand.at(5))
    assert grid.selected_ids() == [1, 6]


def test_rubber_band_starts_in_a_gap_and_replaces_adds_or_toggles(grid, hand):
    gap = QPoint(grid.scene.item_rect(0).right() + 3, hand.at(0).y())
    assert grid.scene.hit(gap).row is None
    grid.select_ids([9, 2])
    hand.pull(gap, hand.at(1), SHIFT)
    hand.release(hand.at(1), SHIFT)
    assert grid.selected_ids() == [2, 9]
    hand.pull(gap, hand.at(2), CTRL)
    hand.release(hand.at(2), CTRL)
    assert grid.selected_ids() == [3, 9]
    hand.pull(gap, hand.at(2))
    hand.release(hand.at(2))
    assert grid.selected_ids() == [2, 3]


def test_rubber_band_scrolls_at_the_edge_and_stops(grid, hand, qtbot):
    bar = grid.verticalScrollBar()
    start = QPoint(5, hand.at(0).y())
    hand.pull(start, QPoint(300, 560))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    selected = grid.selected_ids()
    assert {1, 2, 13, 16, 51} <= set(selected)
    assert 5 not in selected  # the last column was not reached
    hand.release(QPoint(300, 560))
    assert not grid._mouse._scroll.isActive()
    assert grid._mouse.band is None


def test_dragging_a_photo_that_is_not_selected_selects_and_drags_it(grid, hand, drags):
    grid.select_ids([1, 2])
    hand.pull(hand.at(6), hand.at(8))
    assert len(drags) == 1
    mime, picture, actions = drags[0]
    assert photo_ids_of(mime) == [7]
    assert [url.toLocalFile() for url in mime.urls()] == ["/photos/7.jpg"]
    assert actions == Qt.DropAction.CopyAction
    assert picture.width() >= 96
    assert grid.selected_ids() == [7]


def test_dragging_one_of_several_drags_all_and_keeps_them_selected(grid, hand, drags):
    grid.select_ids([1, 2, 14])
    hand.pull(hand.at(1), hand.at(8))
    hand.release(hand.at(8))
    assert photo_ids_of(drags[0][0]) == [1, 2, 14]
    assert grid.selected_ids() == [1, 2, 14]


def test_a_shaky_click_is_no_drag(grid, hand, drags):
    point = hand.at(1)
    hand.press(point)
    hand.move(point + QPoint(2, 2))
    hand.release(point + QPoint(2, 2))
    assert drags == []
    assert grid.selected_ids() == [2]


def test_dragging_a_header_drags_its_section(grid, hand, drags):
    grid.select_ids([1])
    point = header_point(grid, 1)
    hand.pull(point, point + QPoint(60, 30))
    assert photo_ids_of(drags[0][0]) == [13, 14, 15]
    assert grid.selected_ids() == [1]


def test_dragging_an_empty_header_drags_nothing(grid, model, hand, drags):
    model.set_sections(sections_of(0, 3))
    point = header_point(grid, 0)
    hand.pull(point, point + QPoint(60, 30))
    assert drags == []


def test_click_on_a_header_selects_its_section(grid, hand):
    hand.click(header_point(grid, 1))
    assert grid.selected_ids() == [13, 14, 15]
    hand.click(hand.at(0))
    hand.click(header_point(grid, 1), CTRL)
    assert grid.selected_ids() == [1, 13, 14, 15]


def test_header_actions_are_triggered_at_the_release_over_them(grid, hand, qtbot):
    with qtbot.waitSignal(grid.sectionActionRequested) as caught:
        hand.click(action_point(grid, 1, 1))
    key, action, corner = caught.args
    assert (key, action) == (101, "more")
    rect = grid.scene.header(1).action_rect(1)
    assert grid.viewport().mapFromGlobal(corner) == rect.bottomLeft()
    with qtbot.assertNotEmitted(grid.sectionActionRequested):
        hand.press(action_point(grid, 1, 1))
        hand.release(action_point(grid, 1, 0))
    assert grid.selected_ids() == []


def test_sticky_header_is_hit_where_it_is_seen(grid, hand, qtbot):
    grid.verticalScrollBar().setValue(120)
    assert grid.scene.is_stuck(0)
    point = QPoint(100, 20)
    assert grid.scene.hit(point).header == 0  # a photo of the first row lies below it
    assert not grid.indexAt(point).isValid()
    hand.click(point)
    assert grid.selected_ids() == list(range(1, 13))
    with qtbot.waitSignal(grid.sectionActionRequested) as caught:
        hand.click(action_point(grid, 0, 0))
    assert caught.args[:2] == [100, "add"]


def test_sticky_header_is_pushed_out_by_the_next(grid):
    second = grid.scene.layout.header_rect(1).y
    grid.verticalScrollBar().setValue(second - 15)
    assert grid.scene.header(0).rect.bottom() + 1 == 15
    assert grid.scene.hit(QPoint(100, 10)).header == 0
    assert grid.scene.hit(QPoint(100, 20)).header == 1


def test_hovering_shows_and_leaves(grid, hand):
    hand.hover(hand.at(2))
    assert grid._mouse.hovered.row == 2
    assert grid.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    hand.hover(action_point(grid, 0, 1))
    assert grid._mouse.hovered == (None, 0, 1)
    assert grid.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(grid.viewport(), QEvent(QEvent.Type.Leave))
    assert grid._mouse.hovered == (None, None, None)
    assert grid.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_new_photos_under_the_mouse_forget_press_and_band(grid, model, hand):
    hand.hover(hand.at(40))
    hand.pull(QPoint(5, 60), hand.at(7))
    model.set_sections(sections_of(2))
    assert grid._mouse.hovered.row is None
    hand.move(QPoint(100, 100))
    hand.release(QPoint(100, 100))
    assert grid.selected_ids() == [1, 2]  # what the band had selected before, as far as it is there


def menu_event(grid, point):
    glob = grid.viewport().mapToGlobal(point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, glob)
    QApplication.sendEvent(grid.viewport(), event)
    return glob


def test_context_menu_of_photos(grid, hand, qtbot):
    grid.select_ids([1, 2])
    with qtbot.waitSignal(grid.photoMenuRequested) as caught:
        glob = menu_event(grid, hand.at(1))
    assert caught.args == [[1, 2], glob]
    with qtbot.waitSignal(grid.photoMenuRequested) as caught:
        hand.press(hand.at(6), button=Qt.MouseButton.RightButton)
        menu_event(grid, hand.at(6))
    assert caught.args[0] == [7]
    assert grid.selected_ids() == [7]


def test_context_menu_of_a_header_and_of_nothing(grid, qtbot):
    with qtbot.waitSignal(grid.sectionMenuRequested) as caught:
        glob = menu_event(grid, header_point(grid, 1))
    assert caught.args == [101, glob]
    with qtbot.assertNotEmitted(grid.photoMenuRequested), qtbot.assertNotEmitted(grid.sectionMenuRequested):
        menu_event(grid, QPoint(3, 200))


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_select_nothing(grid, hand, drags, button):
    hand.click(hand.at(3), button=button)
    hand.press(hand.at(3), button=button)
    hand.move(hand.at(9), buttons=button)
    hand.release(hand.at(9), button=button)
    assert grid.selected_ids() == []
    assert drags == []
