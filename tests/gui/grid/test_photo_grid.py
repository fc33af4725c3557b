"""The grid keeps its place, follows model and loader, and tells the window what changed."""

import gc
import weakref

import pytest
from conftest import ACTIONS, sections_of
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QPoint,
    QPointF,
    QRect,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QAccessible, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.grid.photo_model import PhotoModel, Section
from photoclust.gui.theme import theme_for


def top_of(grid, photo_id):
    return grid.visualRect(grid.photos.index(grid.photos.rows_of([photo_id])[0])).top()


def scroll_to(grid, value):
    grid.verticalScrollBar().setValue(value)
    assert grid.verticalScrollBar().value() == value


# ---- telling the window


def test_selection_and_current_are_told_once_and_only_when_changed(grid, qtbot):
    told, current = [], []
    grid.selectionChangedIds.connect(told.append)
    grid.currentPhotoChanged.connect(current.append)
    grid.select_ids([3, 1])
    grid.select_ids([2, 1])
    qtbot.waitUntil(lambda: bool(told))
    assert (told, current) == ([[1, 2]], [1])
    grid.select_ids([5])
    grid.select_ids([1, 2])  # back again before the event loop turned
    qtbot.waitUntil(lambda: not grid._announcer.isActive())
    assert len(told) == len(current) == 1
    grid.set_current_id(7)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert (told[1:], current[1:]) == ([[7]], [7])


def test_regrouping_is_told_only_if_selected_photos_are_gone(grid, model, qtbot):
    grid.select_ids([3, 20])
    qtbot.waitSignal(grid.selectionChangedIds).wait()
    told = []
    grid.selectionChangedIds.connect(told.append)
    model.set_sections(sections_of(30, 25))
    assert grid.selected_ids() == [3, 20]
    assert grid.current_id() == 3
    grid.set_thumbnail_size(90)
    model.set_sections(sections_of(4))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [[3]]
    assert grid.current_id() == 3
    model.set_sections([])
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == []
    assert grid.current_id() is None


def test_select_ids_scrolls_to_the_first_and_passes_unknown_ones_over(grid):
    grid.select_ids([54, 50, 999])
    assert grid.selected_ids() == [50, 54]
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    assert grid.current_id() == 50
    grid.select_ids([999])
    assert grid.selected_ids() == []


# ---- size and place


def test_size_is_bounded_told_and_set(grid, qtbot):
    for wished, size in ((10, 64), (9999, 512), (130, 130)):
        with qtbot.waitSignal(grid.thumbnailSizeChanged) as caught:
            grid.set_thumbnail_size(wished)
        assert caught.args == [size]
        assert grid.thumbnail_size() == size
        assert grid.scene.layout.cell >= size
    with qtbot.assertNotEmitted(grid.thumbnailSizeChanged):
        grid.set_thumbnail_size(130)


def wheel(grid, notches, modifiers=Qt.KeyboardModifier.NoModifier, at=None):
    at = at or QPoint(200, 200)
    event = QWheelEvent(
        QPointF(at),
        QPointF(grid.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def test_ctrl_and_wheel_change_the_size_and_nothing_else_does(grid):
    wheel(grid, 1, Qt.KeyboardModifier.ControlModifier)
    assert grid.thumbnail_size() == 115
    wheel(grid, -2, Qt.KeyboardModifier.ControlModifier)
    assert grid.thumbnail_size() == 87
    assert grid.verticalScrollBar().value() == 0
    wheel(grid, -1)
    assert grid.thumbnail_size() == 87
    row = grid.scene.layout.cell + 6
    assert abs(grid.verticalScrollBar().value() - row) < 6  # a notch is a row


def test_photo_under_the_mouse_stays_there_while_zooming(grid, model):
    model.set_sections(sections_of(100, 300))
    scroll_to(grid, 2500)
    at = QPoint(30, 260)
    row = grid.scene.layout.nearest_item(grid.scene.scroll + at.y())
    before = grid.scene.item_rect(row)
    for notches in (1, 1, -1, -1, -1, 1):
        wheel(grid, notches, Qt.KeyboardModifier.ControlModifier, at)
        assert abs(grid.scene.item_rect(row).center().y() - before.center().y()) < before.height()
    assert abs(grid.scene.item_rect(row).top() - before.top()) < 12


def test_top_photo_keeps_its_place_when_the_window_is_resized_there_and_back(grid, model):
    model.set_sections(sections_of(100, 300))
    scroll_to(grid, 2500)
    photo = grid.photos.id_at(grid.scene.layout.nearest_item(2500 + 40))
    before = top_of(grid, photo)
    for width in (400, 333, 900, 700, 590):
        grid.resize(width, 500)
        assert abs(top_of(grid, photo) - before) <= 60, width
    assert abs(top_of(grid, photo) - before) <= 1
    assert abs(grid.verticalScrollBar().value() - 2500) <= 1


def test_top_photo_keeps_its_place_when_regrouped(grid, model):
    model.set_sections(sections_of(100, 300))
    scroll_to(grid, 2500)
    photo = grid.photos.id_at(grid.scene.layout.nearest_item(2500 + 40))
    before = top_of(grid, photo)
    model.set_sections(sections_of(17, 40, 60, 283))
    assert top_of(grid, photo) == before
    model.set_photos(range(1, 401))
    assert abs(top_of(grid, photo) - before) <= 40  # there is no header any more


def test_next_visible_photo_takes_the_place_of_one_that_is_gone(grid, model):
    model.set_sections(sections_of(400))
    scroll_to(grid, 2500)
    row = grid.scene.layout.nearest_item(2500 + 40)
    photo, following = model.id_at(row), model.id_at(row + 1)
    place = top_of(grid, photo)
    model.set_sections([Section(1, "A", [number for number in range(60, 401) if number != photo])])
    assert top_of(grid, following) == place


def test_photo_below_a_header_that_is_pushed_in_stays_there(grid, model):
    model.set_sections(sections_of(100, 300))
    scroll_to(grid, grid.scene.layout.header_rect(1).y - 20)
    assert top_of(grid, 101) == 60
    grid.resize(700, 500)
    assert top_of(grid, 101) == 60


def test_photo_that_comes_to_the_end_is_shown_as_far_up_as_it_can_be(grid, model):
    model.set_sections(sections_of(400))
    scroll_to(grid, 2500)
    photo = grid.photos.id_at(grid.scene.layout.nearest_item(2500 + 40))
    model.set_photos([*(number for number in range(1, 401) if number != photo), photo])
    assert grid.scene.scroll == grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum()
    assert grid.viewport().rect().contains(grid.visualRect(model.index(399)))


def test_at_the_very_top_the_grid_stays_at_the_top(grid, model):
    model.set_sections([Section(1, "New", tuple(range(200, 260))), *sections_of(12)])
    assert grid.verticalScrollBar().value() == 0


def test_scrolling_lets_go_of_the_place(grid, model):
    model.set_sections(sections_of(400))
    scroll_to(grid, 2500)
    grid.resize(500, 500)
    scroll_to(grid, 1000)
    photo = grid.photos.id_at(grid.scene.layout.nearest_item(1000 + 40))
    before = top_of(grid, photo)
    grid.resize(590, 500)
    assert abs(top_of(grid, photo) - before) <= 20


def test_place_is_within_bounds_when_few_photos_are_left(grid, model):
    model.set_sections(sections_of(400))
    scroll_to(grid, 5000)
    model.set_sections(sections_of(3))
    assert grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum() == 0
    assert grid.scene.scroll == 0
    assert not grid.verticalScrollBar().isEnabled()


def test_collapsing_a_section(grid, model):
    first = model.sections()[0]
    model.update_section(Section(first.key, first.title, first.photo_ids, actions=ACTIONS, collapsed=True))
    assert grid.scene.header(0).count.text == "5 of 12"
    assert grid.isIndexHidden(model.index(5))
    assert not grid.isIndexHidden(model.index(4))
    assert grid.visualRect(model.index(5)).isNull()
    grid.set_current_id(9)  # hidden: its header is shown
    assert grid.scene.header(0).rect.top() >= 0
    assert grid.selected_ids() == [9]


def test_scroll_to_hints(grid, model):
    index = model.index(30)
    grid.scrollTo(index, grid.ScrollHint.PositionAtTop)
    assert grid.visualRect(index).top() == 40
    grid.scrollTo(index, grid.ScrollHint.PositionAtCenter)
    assert abs(grid.visualRect(index).center().y() - 250) <= 1
    value = grid.verticalScrollBar().value()
    grid.scrollTo(index)
    assert grid.verticalScrollBar().value() == value
    grid.scrollTo(model.index(-1))
    assert grid.verticalScrollBar().value() == value


# ---- Qt's questions


def test_index_at_and_visual_rect_agree(grid, model):
    for row in grid.scene.visible_items().tolist():
        rect = grid.visualRect(model.index(row))
        if rect.center().y() < 500:
            assert grid.indexAt(rect.center()).row() == row
    assert not grid.indexAt(QPoint(2, 2)).isValid()
    assert grid.visualRect(model.index(-1)).isNull()
    scroll_to(grid, 77)
    assert (grid.horizontalOffset(), grid.verticalOffset()) == (0, 77)


def test_set_selection_by_rectangle(grid):
    flag = QItemSelectionModel.SelectionFlag
    two = grid.scene.item_rect(0).united(grid.scene.item_rect(1))
    grid.setSelection(two, flag.ClearAndSelect)
    assert grid.selected_ids() == [1, 2]
    grid.setSelection(grid.scene.item_rect(5), flag.Select)
    assert grid.selected_ids() == [1, 2, 6]
    grid.setSelection(two, flag.Toggle)
    assert grid.selected_ids() == [6]
    grid.setSelection(QRect(0, 0, 5, 5), flag.Clear)
    assert grid.selected_ids() == []


def test_only_photo_models_are_shown(grid):
    with pytest.raises(TypeError):
        grid.setModel(QStringListModel(["a"], grid))
    assert isinstance(grid.model(), QAbstractItemModel)


def test_another_model_replaces_the_first(grid, model, qtbot):
    other = PhotoModel(lambda ids: [""] * len(ids), parent=grid)
    other.set_photos([7, 8, 9])
    grid.select_ids([1])
    scroll_to(grid, 100)
    grid.setModel(other)
    assert grid.scene.layout.count == 3
    assert grid.selected_ids() == []
    assert grid.verticalScrollBar().value() == 0
    grid.select_ids([9])
    model.set_sections(sections_of(50))  # is not listened to any more
    assert grid.scene.layout.count == 3
    assert grid.selected_ids() == [9]
    other.set_photos([8])
    assert grid.scene.layout.count == 1


def tip_at(grid, point):
    event = QHelpEvent(QEvent.Type.ToolTip, point, grid.viewport().mapToGlobal(point))
    QApplication.sendEvent(grid.viewport(), event)
    return QToolTip.text()


def test_tool_tips(grid, model, qtbot):
    assert "3.jpg" in tip_at(grid, grid.visualRect(model.index(2)).center())
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    model.set_sections([Section(1, "A very long name " * 10, (1, 2))])
    assert tip_at(grid, QPoint(100, 28)) == "A very long name " * 10
    QToolTip.hideText()


def test_screen_readers_hear_names_and_states(grid, model):
    grid.set_current_id(3)
    table = QAccessible.queryAccessibleInterface(grid)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "Photos"
    names = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert "3.jpg" in names
    cell = table.child(names.index("3.jpg"))
    assert cell.state().selected
    assert cell.rect().size() == grid.visualRect(model.index(2)).size()


# ---- thumbnails


def is_loaded(grid, row):
    return grid._thumbnails.photo(grid.photos.id_at(row)) is not None


def test_visible_photos_are_loaded_first_and_those_near_them_after(grid, model, album, qtbot):
    visible = grid.scene.visible_items().tolist()
    qtbot.waitUntil(lambda: all(is_loaded(grid, row) for row in visible))
    near = grid.scene.items_in(QRect(0, -250, 590, 1000)).tolist()
    assert len(near) > len(visible)
    qtbot.waitUntil(lambda: set(album.asked) >= {model.id_at(row) for row in near})
    assert model.id_at(54) not in album.asked  # far below


def test_scrolled_past_photos_are_dropped(grid, model, album, qtbot):
    qtbot.waitUntil(lambda: is_loaded(grid, 0))
    album.gate.clear()
    model.set_photos(range(1000, 3000))
    for value in range(0, 30_000, 1500):
        scroll_to(grid, value)
        grid.viewport().repaint()
    album.asked.clear()
    album.gate.set()
    last = grid.scene.visible_items().tolist()
    qtbot.waitUntil(lambda: all(is_loaded(grid, row) for row in last))
    qtbot.waitUntil(lambda: len(grid._thumbnails.loader._queue) == 0)
    assert len(album.asked) < 4 * len(last)


def test_other_size_is_loaded_once_it_has_settled(grid, album, qtbot):
    qtbot.waitUntil(lambda: is_loaded(grid, 0))
    edge = grid.scene.layout.cell
    asked = album.asked.count(1)
    for size in range(101, 140):
        grid.set_thumbnail_size(size)
        grid.viewport().repaint()
    assert grid._thumbnails.photo(1).width() == edge  # stands in
    final = grid.scene.layout.cell
    qtbot.waitUntil(lambda: grid._thumbnails.photo(1).width() == final)
    assert album.asked.count(1) - asked == 1  # not for every size on the way


def test_without_a_loader_there_are_placeholders(grid):
    grid.set_loader(None)
    grid.grab()
    assert grid._thumbnails.photo(1) is None


def test_loader_can_be_changed(grid, loader, qtbot):
    qtbot.waitUntil(lambda: is_loaded(grid, 0))
    grid.set_loader(None)
    loader.loaded.emit(1)  # nobody listens
    grid.set_loader(loader)
    assert is_loaded(grid, 0)


def test_a_grid_leaves_nothing_behind(qtbot, loader):
    grid = PhotoGrid(loader, theme_for(True))
    grid.setModel(PhotoModel(lambda ids: [""] * len(ids), parent=grid))
    grid.photos.set_sections(sections_of(30))
    grid.show()
    grid.grab()
    gone = weakref.ref(grid)
    grid.close()
    grid.deleteLater()
    del grid
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    loader.loaded.emit(1)
