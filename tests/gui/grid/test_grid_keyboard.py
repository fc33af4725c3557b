"""Everything in the grid can be reached by keyboard."""

import pytest
from conftest import sections_of
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from photoclust.gui.grid.keyboard import KEY_OF

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def press(grid, qtbot):
    def press(key, modifiers=NONE):
        qtbot.keyClick(grid, key, modifiers)
        return grid.current_id()

    return press


def test_first_key_goes_to_the_first_photo_seen(grid, press):
    grid.verticalScrollBar().setValue(200)
    first = grid.indexAt(QPoint(30, 60)).row()
    assert first > 0
    assert press(Key.Key_Right) == grid.photos.id_at(first)


def test_arrows_move_and_select(grid, press):
    grid.set_current_id(1)
    assert press(Key.Key_Right) == 2
    assert press(Key.Key_Down) == 7
    assert press(Key.Key_Left) == 6
    assert press(Key.Key_Up) == 1
    assert press(Key.Key_Left) == 1  # the end
    assert grid.selected_ids() == [1]


def test_arrows_cross_headers_in_the_column(grid, press):
    grid.set_current_id(12)  # second of the third row
    assert press(Key.Key_Down) == 14
    assert press(Key.Key_Down) == 17
    assert press(Key.Key_Up) == 14
    assert press(Key.Key_Right) == 15
    assert press(Key.Key_Right) == 16  # first of the next section


def test_home_end_and_pages(grid, press):
    grid.set_current_id(3)
    assert press(Key.Key_End) == 55
    assert press(Key.Key_Home) == 1
    assert press(Key.Key_PageDown) == 13  # the last row that was seen whole
    assert press(Key.Key_PageDown) == 21
    assert press(Key.Key_PageUp) == 11
    assert press(Key.Key_PageUp) == 1


def test_shift_extends_and_shrinks(grid, press):
    grid.set_current_id(2)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Down, SHIFT)
    assert grid.selected_ids() == [2, 3, 4, 5, 6, 7, 8]
    press(Key.Key_Up, SHIFT)
    assert grid.selected_ids() == [2, 3]
    press(Key.Key_Home, SHIFT)
    assert grid.selected_ids() == [1, 2]


def test_ctrl_moves_without_selecting_and_space_adds_and_removes(grid, press):
    grid.set_current_id(1)
    assert press(Key.Key_Right, CTRL) == 2
    assert press(Key.Key_Right, CTRL) == 3
    assert grid.selected_ids() == [1]
    press(Key.Key_Space)
    assert grid.selected_ids() == [1, 3]
    press(Key.Key_Space)
    assert grid.selected_ids() == [1]


def test_ctrl_shift_adds_a_range(grid, press):
    grid.set_current_id(1)
    for _ in range(3):
        press(Key.Key_Right, CTRL)
    press(Key.Key_Space)
    press(Key.Key_Right, CTRL | SHIFT)
    assert grid.selected_ids() == [1, 4, 5]


def test_select_all_and_nothing(grid, press):
    press(Key.Key_A, CTRL)
    assert len(grid.selected_ids()) == 55
    press(Key.Key_Escape)
    assert grid.selected_ids() == []


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_opens_the_current_photo(grid, press, qtbot, key):
    with qtbot.assertNotEmitted(grid.photoActivated):
        press(key)
    grid.set_current_id(5)
    with qtbot.waitSignal(grid.photoActivated) as caught:
        press(key)
    assert caught.args == [5]


def test_moving_scrolls_the_photo_out_from_under_the_header(grid, press):
    grid.set_current_id(55)
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    for _ in range(8):
        press(Key.Key_Up)
        rect = grid.visualRect(grid.currentIndex())
        assert grid.viewport().rect().contains(rect)
        assert rect.top() >= grid.scene.sticky_bottom()


def test_typing_is_left_to_others(grid, press, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    grid.setParent(window)
    window.show()
    for key in (Key.Key_S, Key.Key_F5, Key.Key_Delete):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, NONE, "s")
        QApplication.sendEvent(grid, event)
        assert not event.isAccepted()
    assert grid.current_id() is None
    grid.keyboardSearch("s")
    assert grid.current_id() is None
    field.deleteLater()
    grid.setParent(None)


def test_nothing_happens_without_photos(grid, model, press):
    model.set_sections([])
    for key in KEY_OF.values():
        assert press(key) is None
    assert press(Key.Key_Space) is None
    assert press(Key.Key_Escape) is None
    assert press(Key.Key_Up, CTRL) is None


# ---- headers


def focus(grid):
    return grid._keyboard.header


def test_ctrl_up_goes_to_the_header_of_the_photo_and_then_further(grid, press):
    grid.set_current_id(14)
    press(Key.Key_Up, CTRL)
    assert focus(grid) == (1, None)
    press(Key.Key_Up, CTRL)
    press(Key.Key_Up, CTRL)
    assert focus(grid) == (0, None)
    press(Key.Key_Down, CTRL)
    assert focus(grid) == (1, None)
    assert grid.current_id() == 14


def test_ctrl_down_goes_to_the_next_header_and_shows_it(grid, model, press):
    model.set_sections(sections_of(40, 40))
    grid.set_current_id(1)
    press(Key.Key_Down, CTRL)
    assert focus(grid) == (1, None)
    assert grid.viewport().rect().contains(grid.scene.header(1).rect)
    press(Key.Key_Up, CTRL)
    assert grid.scene.header(0).rect.top() == 0
    assert grid.verticalScrollBar().value() <= 8


def test_actions_are_reached_and_triggered(grid, press, qtbot):
    grid.set_current_id(14)
    press(Key.Key_Up, CTRL)
    press(Key.Key_Right)
    press(Key.Key_Right)
    assert focus(grid) == (1, 1)
    press(Key.Key_Right)
    assert focus(grid) == (1, 1)
    for key in (Key.Key_Return, Key.Key_Space):
        with qtbot.waitSignal(grid.sectionActionRequested) as caught:
            press(key)
        assert caught.args[:2] == [101, "more"]
    press(Key.Key_Left)
    with qtbot.waitSignal(grid.sectionActionRequested) as caught:
        press(Key.Key_Enter)
    assert caught.args[:2] == [101, "add"]
    assert grid.current_id() == 14


def test_enter_on_a_header_selects_its_photos(grid, press, qtbot):
    grid.set_current_id(14)
    press(Key.Key_Up, CTRL)
    with qtbot.assertNotEmitted(grid.photoActivated):
        press(Key.Key_Return)
    assert grid.selected_ids() == [13, 14, 15]


def test_leaving_a_header(grid, press, hand):
    grid.set_current_id(14)
    press(Key.Key_Up, CTRL)
    assert press(Key.Key_Down) == 13
    assert focus(grid) is None
    press(Key.Key_Up, CTRL)
    assert press(Key.Key_Up) == 12
    press(Key.Key_Up, CTRL)
    press(Key.Key_Escape)
    assert focus(grid) is None
    assert grid.selected_ids() == [12]  # Escape left the header, not more
    press(Key.Key_Up, CTRL)
    assert press(Key.Key_End) == 55
    assert focus(grid) is None
    press(Key.Key_Up, CTRL)
    hand.click(hand.at(grid.chosen.current()))
    assert focus(grid) is None


def test_header_focus_does_not_outlive_its_section(grid, model, press):
    grid.set_current_id(50)
    press(Key.Key_Up, CTRL)
    model.set_sections(sections_of(2))
    assert focus(grid) is None
    press(Key.Key_Right)


def keyboard_menu(grid):
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(grid.viewport(), event)


def test_menu_key_asks_for_the_menu_of_the_photos_or_the_header(grid, press, qtbot):
    with qtbot.assertNotEmitted(grid.photoMenuRequested):
        keyboard_menu(grid)
    grid.set_current_id(14)
    with qtbot.waitSignal(grid.photoMenuRequested) as caught:
        keyboard_menu(grid)
    ids, point = caught.args
    assert ids == [14]
    assert grid.visualRect(grid.currentIndex()).contains(grid.viewport().mapFromGlobal(point))
    press(Key.Key_Up, CTRL)
    with qtbot.waitSignal(grid.sectionMenuRequested) as caught:
        keyboard_menu(grid)
    assert caught.args[0] == 101
    assert grid.scene.header(1).rect.contains(grid.viewport().mapFromGlobal(caught.args[1]))


def test_move_cursor_answers_qt(grid):
    grid.set_current_id(2)
    moved = {action.name: grid.moveCursor(action, NONE).row() + 1 for action in KEY_OF}
    assert moved == {
        "MoveUp": 2,
        "MoveDown": 7,
        "MoveLeft": 1,
        "MoveRight": 3,
        "MovePrevious": 1,
        "MoveNext": 3,
        "MoveHome": 1,
        "MoveEnd": 55,
        "MovePageUp": 2,
        "MovePageDown": 14,
    }
    grid.photos.set_photos([])
    assert grid.moveCursor(grid.CursorAction.MoveDown, NONE) == QModelIndex()
