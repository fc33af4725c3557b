import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from photoclust.core.photo import Unreadable
from photoclust.gui import desktop
from photoclust.gui.panels.unreadable_page import UnreadablePage

FILES = [
    Unreadable("/photos/a\udcff.jpg", "The file is empty.", "empty"),
    Unreadable("/photos/deep/b.jpg", "The picture is damaged and can't be decoded.", "corrupt"),
]


@pytest.fixture
def page(look, qtbot):
    page = UnreadablePage()
    qtbot.addWidget(page)
    QAbstractItemModelTester(page.files, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    page.resize(800, 400)
    page.show()
    page.show_files(FILES)
    return page


def select(qtbot, page, row, keys=Qt.KeyboardModifier.NoModifier):
    point = page.table.visualRect(page.files.index(row, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, point)


def test_file_reason_folder(page):
    rows = [[page.files.index(row, column).data() for column in range(3)] for row in range(2)]
    assert rows == [
        ["a\ufffd.jpg", "The file is empty.", "/photos"],
        ["b.jpg", "The picture is damaged and can't be decoded.", "/photos/deep"],
    ]


def test_the_buttons_need_a_row(page, qtbot):
    assert not page.copy.isEnabled()
    select(qtbot, page, 0)
    assert page.copy.isEnabled()
    page.show_files(FILES[:1])
    assert not page.copy.isEnabled()


def test_paths_are_copied_by_button_and_by_key(page, qtbot):
    select(qtbot, page, 0)
    select(qtbot, page, 1, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert desktop.dropped_paths(QGuiApplication.clipboard().mimeData()) == [file.path for file in FILES]
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(desktop.dropped_paths(QGuiApplication.clipboard().mimeData())) == 2
    QGuiApplication.clipboard().clear()


def test_the_folder_can_be_shown(page, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(desktop, "show_in_file_manager", shown.append)
    select(qtbot, page, 1)
    qtbot.mouseClick(page.show_file, Qt.MouseButton.LeftButton)
    assert shown == ["/photos/deep/b.jpg"]
