import pytest
from PySide6.QtCore import Qt

from photoclust.gui.panels.page_header import PageHeader


@pytest.fixture
def header(look, qtbot):
    header = PageHeader()
    qtbot.addWidget(header)
    header.resize(700, 48)
    header.show()
    return header


def test_an_album_can_be_exported_and_photos_can_leave_it(header, qtbot):
    header.show_page("Rome", note="1 missing", album=True)
    header.show_count(12)
    assert (header.title.text(), header.count.text(), header.note.text()) == ("Rome", "12", "1 missing")
    assert not header.remove.isEnabled()
    header.show_selected(2)
    with qtbot.waitSignal(header.removeRequested):
        qtbot.mouseClick(header.remove, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(header.exportRequested):
        qtbot.mouseClick(header.export, Qt.MouseButton.LeftButton)


def test_an_empty_album_can_not_be_exported(header):
    header.show_page("Rome", album=True)
    header.show_count(0)
    assert not header.export.isEnabled()


def test_a_search_can_be_closed(header, qtbot):
    header.show_page("“cat”", closable=True)
    assert not header.export.isVisible()
    assert not header.remove.isVisible()
    with qtbot.waitSignal(header.closeRequested):
        qtbot.mouseClick(header.close_button, Qt.MouseButton.LeftButton)


def test_a_long_title_leaves_room_for_the_rest(header):
    header.show_page("x" * 400, album=True)
    header.show_count(3)
    assert header.export.geometry().right() < header.width()
    header.grab()
    assert header.title.toolTip() == "x" * 400
