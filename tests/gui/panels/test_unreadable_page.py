import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from photoclust.core.photo import Unreadable
from photoclust.gui import desktop
from photoclust.gui.panels.unreadable_page import UnreadablePage


def large(path, megapixels):
    return Unreadable(path, "", "too-large", {"path": path, "megapixels": megapixels, "limit": 178})


DAMAGED = "The picture can't be decoded: it is damaged, or of a rare kind."
FILES = [
    Unreadable("/photos/a\udcff.jpg", "The file is empty.", "empty"),
    Unreadable("/photos/deep/b.jpg", DAMAGED, "corrupt"),
    Unreadable("/photos/deep/c.jpg", DAMAGED, "corrupt"),
    Unreadable("/photos/closed/", "The file may not be read.", "permission"),
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(look, qtbot):
    page = UnreadablePage()
    qtbot.addWidget(page)
    QAbstractItemModelTester(page.files, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.resize(800, 400)
    page.show()
    page.show_files(FILES)
    return page


def rows(page):
    """The whole tree as the person reads it."""
    model = page.files
    found = {}
    for row in range(model.rowCount()):
        reason = model.index(row, 0)
        found[reason.data()] = [
            tuple(model.index(child, column, reason).data() for column in range(2))
            for child in range(model.rowCount(reason))
        ]
    return found


def select(qtbot, page, reason, file=None, keys=Qt.KeyboardModifier.NoModifier):
    index = page.files.index(reason, 0)
    index = page.files.index(file, 0, index) if file is not None else index
    point = page.table.visualRect(index).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, point)


def test_files_stand_under_their_reasons_the_most_frequent_first(page):
    assert rows(page) == {
        f"2 files  ·  {DAMAGED}": [("b.jpg", "/photos/deep"), ("c.jpg", "/photos/deep")],
        "1 file  ·  The file is empty.": [("a\ufffd.jpg", "/photos")],
        "1 file  ·  The file may not be read. Change its permissions to include it.": [("closed", "/photos")],
    }
    assert page.title.text() == "4 files could not be read. All others were."


def test_what_differs_is_left_open_in_the_reason_and_told_by_the_file(page):
    page.show_files([large("/p/a.png", 400), large("/p/b.png", 500)])
    (title,) = rows(page)
    assert title == "2 files  ·  The picture has … megapixels; more than 178 are not opened."
    tip = page.files.index(1, 0, page.files.index(0, 0)).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "/p/b.png\nThe picture has 500 megapixels; more than 178 are not opened."
    page.show_files([large("/p/a.png", 400)])
    assert next(iter(rows(page))).startswith("1 file  ·  The picture has 400 megapixels;")


def test_the_buttons_need_a_row(page, qtbot):
    single = (page.again, page.copy, page.show_file)
    assert not any(button.isEnabled() for button in single)
    assert page.all_again.isEnabled()
    select(qtbot, page, 0, 0)
    assert all(button.isEnabled() for button in single)
    page.show_files(FILES[:1])
    assert not any(button.isEnabled() for button in single)
    page.show_files([])
    assert not page.all_again.isEnabled()


def test_one_or_all_are_tried_again(page, qtbot):
    tried = []
    page.tryAgain.connect(tried.append)
    select(qtbot, page, 1, 0)
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.all_again, Qt.MouseButton.LeftButton)
    assert tried[0] == ["/photos/a\udcff.jpg"]
    assert sorted(tried[1]) == sorted(file.path for file in FILES)


def test_a_reason_stands_for_all_its_files(page, qtbot):
    select(qtbot, page, 0)
    select(qtbot, page, 0, 1, CTRL)
    with qtbot.waitSignal(page.tryAgain) as again:
        qtbot.keyClick(page.again, Qt.Key.Key_Space)
    assert again.args == [["/photos/deep/b.jpg", "/photos/deep/c.jpg"]], "each once"


def test_paths_are_copied_by_button_and_by_key(page, qtbot):
    select(qtbot, page, 0, 0)
    select(qtbot, page, 1, 0, CTRL)
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    copied = ["/photos/deep/b.jpg", "/photos/a\udcff.jpg"]
    assert desktop.dropped_paths(QGuiApplication.clipboard().mimeData()) == copied
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert desktop.dropped_paths(QGuiApplication.clipboard().mimeData()) == copied
    QGuiApplication.clipboard().clear()


def test_a_file_can_be_shown_by_button_and_by_key(page, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(desktop, "show_in_file_manager", shown.append)
    select(qtbot, page, 0, 1)
    qtbot.mouseClick(page.show_file, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shown == ["/photos/deep/c.jpg"] * 2
    select(qtbot, page, 0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(shown) == 2, "a reason is no file"


def test_arrows_walk_the_tree(page, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert not page.table.isExpanded(page.files.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().data() == "b.jpg"


def test_what_was_selected_and_folded_stays_so(page, qtbot):
    page.table.setExpanded(page.files.index(1, 0), False)
    select(qtbot, page, 0, 1)
    page.show_files([Unreadable("/photos/0.jpg", "", "corrupt"), *FILES])
    assert page._paths() == ["/photos/deep/c.jpg"]
    assert not page.table.isExpanded(page.files.index(1, 0))
    assert page.table.isExpanded(page.files.index(0, 0))


def test_many_are_no_trouble(page):
    many = [Unreadable(f"/photos/{number}.jpg", "", "empty") for number in range(20_000)]
    page.show_files(many)
    flags = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().select(page.files.index(0, 0), flags.Select | flags.Rows)
    assert len(page._paths()) == 20_000
    assert page.files.parent(QModelIndex()) == QModelIndex()
