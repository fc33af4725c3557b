import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QMainWindow

from photoclust.gui.action_spec import Needs
from photoclust.gui.actions import MENUS, TABLE, Actions, shortcut_list


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def test_no_key_means_two_things_in_the_menus():
    keys = [spec.keys for spec in TABLE if spec.menu and spec.keys]
    assert len(keys) == len(set(keys))


def test_every_row_is_sound(qapp):
    menus = {name for name, _title in MENUS}
    names = [spec.name for spec in TABLE]
    assert len(names) == len(set(names))
    for spec in TABLE:
        assert spec.menu in menus | {""}
        assert not spec.keys or not QKeySequence(spec.keys).isEmpty()


def test_menus_hold_the_table_in_its_order(window):
    actions = Actions(window)
    actions.fill_menu_bar(window.menuBar())
    shown = [
        action.objectName()
        for menu in window.menuBar().actions()
        for action in menu.menu().actions()
        if not action.isSeparator()
    ]
    assert shown == [f"{spec.name}Action" for spec in TABLE if spec.menu]


def test_what_is_missing_disables(window):
    actions = Actions(window)
    assert not actions["remove"].isEnabled()
    actions.have(Needs.SELECTION, True)
    assert not actions["remove"].isEnabled(), "an album is needed too"
    actions.have(Needs.ALBUM, True)
    assert actions["remove"].isEnabled()
    actions.have(Needs.SELECTION, False)
    assert not actions["remove"].isEnabled()
    assert actions["add-folder"].isEnabled()


def test_a_key_triggers_its_action(window, qtbot):
    actions = Actions(window)
    done = []
    actions.connect_all({"add-folder": lambda: done.append("add")})
    window.show()
    with qtbot.waitExposed(window):
        window.activateWindow()
    qtbot.keyClick(window, "O", modifier=Qt.KeyboardModifier.ControlModifier)
    assert done == ["add"]


def test_undo_says_what_it_undoes(window):
    actions, stack = Actions(window), QUndoStack(window)
    actions.follow_undo(stack)
    assert not actions["undo"].isEnabled()
    stack.push(QUndoCommand("Delete album"))
    assert actions["undo"].isEnabled()
    assert actions["undo"].text() == "&Undo Delete album"
    stack.undo()
    assert not actions["undo"].isEnabled()
    assert actions["redo"].text() == "&Redo Delete album"
    stack.clear()


def test_the_list_of_keys_has_every_key(qapp):
    listed = dict(shortcut_list())
    assert listed["Add folder"] == QKeySequence("Ctrl+O").toString(QKeySequence.SequenceFormat.NativeText)
    assert len(listed) == sum(bool(spec.keys) for spec in TABLE)
