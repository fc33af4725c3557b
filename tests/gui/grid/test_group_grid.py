"""Groups in the grid: photos dropped on them, several of them chosen, their titles changed in place."""

import json

import pytest
from conftest import sections_of
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.grid.group_grid import GroupGrid
from photoclust.gui.grid.mime import MIME_PHOTO_IDS
from photoclust.gui.grid.title_editor import TitleEditor
from photoclust.gui.theme import theme_for

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


@pytest.fixture
def grid(qtbot, loader, model):
    """Sections 100, 101 and 102 of 12, 3 and 40 photos; 101 takes none."""
    grid = GroupGrid(theme_for(False), lambda key: key != 101)
    grid.set_loader(loader)
    qtbot.addWidget(grid)
    grid.setModel(model)
    model.set_sections(sections_of(12, 3, 40))
    grid.set_thumbnail_size(100)
    grid.resize(590, 700)
    grid.show()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    return grid


def photos(*ids):
    mime = QMimeData()
    mime.setData(MIME_PHOTO_IDS, json.dumps(ids).encode())
    return mime


def over(grid, mime, point):
    enter = QDragEnterEvent(point, COPY, mime, LEFT, NONE)
    QApplication.sendEvent(grid.viewport(), enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(point, COPY, mime, LEFT, NONE)
    QApplication.sendEvent(grid.viewport(), move)
    return move.isAccepted()


def drop(grid, mime, point):
    assert over(grid, mime, point)
    event = QDropEvent(QPointF(point), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(grid.viewport(), event)
    return event.isAccepted()


def title(grid, number):
    return grid.scene.header(number).title.rect.center()


class TestDrop:
    def test_on_a_header_or_anywhere_in_its_section(self, grid, hand, qtbot):
        beside = QPoint(grid.viewport().width() - 5, grid.scene.item_rect(11).center().y())
        for point in (title(grid, 0), hand.at(3), beside):
            with qtbot.waitSignal(grid.photosDropped) as dropped:
                assert drop(grid, photos(14, 2, 15), point)
            assert dropped.args == [100, [14, 15]]

    def test_not_where_they_all_are_already(self, grid, hand):
        assert not over(grid, photos(1, 2), hand.at(3))

    def test_not_on_a_section_that_takes_none(self, grid):
        assert not over(grid, photos(1), title(grid, 1))

    def test_nothing_else_is_taken(self, grid):
        mime = QMimeData()
        mime.setText("words")
        assert not over(grid, mime, title(grid, 0))

    def test_nothing_where_there_are_no_sections(self, grid, model):
        model.set_photos([1, 2, 3])
        assert not over(grid, photos(9), QPoint(20, 20))

    def test_the_target_shows_itself_and_is_as_it_was_afterwards(self, grid, qtbot):
        def look():
            return grid.viewport().grab(grid.scene.header(0).rect).toImage()

        qtbot.waitUntil(lambda: look() == look())
        before = look()
        over(grid, photos(14), title(grid, 0))
        assert look() != before
        QApplication.sendEvent(grid.viewport(), QDragLeaveEvent())
        assert look() == before

    def test_the_grid_scrolls_at_its_edges(self, grid, qtbot):
        bottom = QPoint(100, grid.viewport().height() - 3)
        over(grid, photos(1), bottom)
        qtbot.waitUntil(lambda: grid.verticalScrollBar().value() > 100)
        QApplication.sendEvent(grid.viewport(), QDragLeaveEvent())
        value = grid.verticalScrollBar().value()
        qtbot.wait(50)
        assert grid.verticalScrollBar().value() == value


class TestChosenSections:
    def test_those_that_are_selected_whole(self, grid, hand):
        hand.click(title(grid, 0))
        assert grid.chosen_sections() == [100]
        hand.click(title(grid, 1), CTRL)
        assert grid.chosen_sections() == [100, 101]
        hand.click(hand.at(2), CTRL)  # one photo less, and it is not all of it any more
        assert grid.chosen_sections() == [101]

    def test_else_the_one_of_the_current_photo(self, grid, hand):
        assert grid.chosen_sections() == []
        hand.click(hand.at(13))
        assert grid.chosen_sections() == [101]

    def test_by_keyboard_the_header_with_the_focus(self, grid, hand, qtbot):
        hand.click(hand.at(2))
        qtbot.keyClick(grid, Qt.Key.Key_Down, CTRL)
        assert grid.chosen_sections() == [101]
        qtbot.keyClick(grid, Qt.Key.Key_Return)
        qtbot.keyClick(grid, Qt.Key.Key_Up, CTRL)
        qtbot.keyClick(grid, Qt.Key.Key_Return, CTRL)
        assert grid.chosen_sections() == [100, 101]

    def test_plain_photos_are_in_none(self, grid, model, hand):
        model.set_photos([1, 2, 3])
        hand.click(hand.at(0))
        assert grid.chosen_sections() == []


class TestTitle:
    def editor(self, grid) -> TitleEditor:
        (found,) = grid.findChildren(TitleEditor)
        return found

    def test_a_name_is_typed_over_the_old_one(self, grid, qtbot):
        grid.edit_title(102)
        editor = self.editor(grid)
        assert editor.text() == editor.selectedText() == "Section 2"
        qtbot.keyClicks(editor, "  Our   cats ")
        with qtbot.waitSignal(grid.titleEdited) as edited, qtbot.assertNotEmitted(grid.photoActivated):
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert edited.args == [102, "Our cats"]
        assert grid.hasFocus()
        qtbot.waitUntil(lambda: not grid.findChildren(TitleEditor))

    @pytest.mark.parametrize("typed", ["Section 2", "   ", None])
    def test_nothing_new_is_nothing_to_tell(self, grid, qtbot, typed):
        grid.edit_title(102)
        editor = self.editor(grid)
        editor.setText(typed or "Other")
        with qtbot.assertNotEmitted(grid.titleEdited, wait=50):
            qtbot.keyClick(editor, Qt.Key.Key_Escape if typed is None else Qt.Key.Key_Return)

    def test_leaving_the_field_takes_what_was_typed(self, grid, qtbot):
        grid.edit_title(100)
        qtbot.keyClicks(self.editor(grid), "Cats")
        with qtbot.waitSignal(grid.titleEdited):
            grid.verticalScrollBar().setValue(30)

    def test_a_section_that_is_not_there(self, grid):
        grid.edit_title(7)
        assert not grid.findChildren(TitleEditor)
