import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from photoclust.gui.panels.nav_list import ROW_HEIGHT, NavList
from photoclust.gui.panels.nav_model import NavItem

ITEMS = [NavItem("a", "All", "3"), NavItem("b", "Bees", editable=True), NavItem("new", "New", link=True)]


@pytest.fixture
def rows(qtbot, look):
    rows = NavList(look, "rows", "Rows")
    qtbot.addWidget(rows)
    QAbstractItemModelTester(rows.rows, QAbstractItemModelTester.FailureReportingMode.Warning, rows)
    rows.set_items(ITEMS)
    rows.resize(200, 200)
    rows.show()
    return rows


def click(qtbot, rows, row):
    point = rows.visualRect(rows.rows.index(row)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_a_click_chooses(rows, qtbot):
    with qtbot.waitSignal(rows.chosen) as chosen:
        click(qtbot, rows, 1)
    assert chosen.args == ["b"]


def test_arrow_keys_choose_but_do_not_do(rows, qtbot):
    chosen = []
    rows.chosen.connect(chosen.append)
    rows.show_current("a")
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert chosen == ["b"], "moving onto a thing to do must not do it"
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert chosen == ["b", "new"]


def test_a_click_on_a_thing_to_do_does_it_once(rows, qtbot):
    chosen = []
    rows.chosen.connect(chosen.append)
    click(qtbot, rows, 2)
    assert chosen == ["new"]


def test_showing_a_row_chooses_nothing(rows, qtbot):
    with qtbot.assertNotEmitted(rows.chosen):
        rows.show_current("b")
        assert rows.currentIndex().row() == 1
        rows.show_current("absent")
        assert not rows.currentIndex().isValid()


def test_tabbing_in_goes_nowhere(rows, qtbot):
    with qtbot.assertNotEmitted(rows.chosen):
        rows.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(rows.hasFocus)
    assert not rows.currentIndex().isValid()


def test_the_current_row_stays_current_when_rows_change(rows):
    rows.show_current("b")
    rows.set_items([NavItem("x", "New one"), *ITEMS])
    assert rows.rows.item(rows.currentIndex().row()).key == "b"


def test_it_is_as_high_as_its_rows(rows):
    assert rows.sizeHint().height() == 3 * ROW_HEIGHT


def test_f2_renames_in_place(rows, qtbot):
    rows.show_current("b")
    qtbot.keyClick(rows, Qt.Key.Key_F2)
    editor = rows.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "  Wasps ")
    with qtbot.waitSignal(rows.renamed) as renamed:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == ["b", "Wasps"]


@pytest.mark.parametrize("typed", ["", "   ", "Bees"])
def test_no_name_and_the_same_name_rename_nothing(rows, qtbot, typed):
    with qtbot.assertNotEmitted(rows.renamed):
        rows.rows.setData(rows.rows.index(1), typed)


def test_only_editable_rows_can_be_edited(rows):
    editable = [bool(rows.rows.index(row).flags() & Qt.ItemFlag.ItemIsEditable) for row in range(3)]
    assert editable == [False, True, False]


def test_the_menu_names_its_row_and_goes_nowhere(rows, qtbot):
    point = rows.visualRect(rows.rows.index(1)).center()
    with qtbot.assertNotEmitted(rows.chosen), qtbot.waitSignal(rows.menuRequested) as asked:
        qtbot.mousePress(rows.viewport(), Qt.MouseButton.RightButton, pos=point)
        rows.customContextMenuRequested.emit(point)
    assert asked.args[0] == "b"


def test_count_is_read_aloud(rows):
    assert rows.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "All, 3"
