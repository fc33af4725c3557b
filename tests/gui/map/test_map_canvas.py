"""The map by mouse and keyboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photoclust.gui.grid.mime import photo_ids_of
from photoclust.gui.map.islands import islands_of

from .conftest import make_clusters, make_map

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
FIRST, SECOND = list(range(1, 21)), list(range(21, 41))


def spot(canvas, row: int) -> QPoint:
    x, y = canvas.camera.to_screen(canvas.points[row : row + 1])[0]
    return QPoint(round(float(x)), round(float(y)))


def pull(canvas, points: list[QPoint], keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Presses at the first point, moves over the others, releases at the last."""
    QTest.mousePress(canvas, LEFT, keys, points[0])
    for point in points[1:]:
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(point),
            QPointF(canvas.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            LEFT,
            keys,
        )
        QApplication.sendEvent(canvas, event)
    QTest.mouseRelease(canvas, LEFT, keys, points[-1])


def around(canvas, rows: range, margin: int = 12) -> list[QPoint]:
    """A line around the dots of some rows."""
    on_screen = canvas.camera.to_screen(canvas.points[rows.start : rows.stop])
    (left, top), (right, bottom) = on_screen.min(axis=0) - margin, on_screen.max(axis=0) + margin
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return [QPoint(round(float(x)), round(float(y))) for x, y in corners]


def wheel(canvas, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_all_of_it_is_shown_first(canvas) -> None:
    on_screen = canvas.camera.to_screen(canvas.points)
    assert (on_screen > 0).all()
    assert (on_screen < np.array([800, 600])).all()
    assert canvas.drawing.thumbnails.rows.size in range(61)


def test_a_click_selects_and_ctrl_adds_and_the_ground_lets_go(canvas, qtbot) -> None:
    canvas.zoom(4, QPointF(spot(canvas, 0)))
    qtbot.waitUntil(canvas.is_drawn)
    row = canvas.row_at(QPointF(spot(canvas, 0)))
    with qtbot.waitSignal(canvas.currentPhotoChanged), qtbot.waitSignal(canvas.selectionChangedIds) as told:
        qtbot.mouseClick(canvas, LEFT, NO_KEYS, spot(canvas, 0))
    assert told.args == [[row + 1]]
    assert canvas.current_id() == row + 1
    other = next(
        candidate
        for candidate in range(20)
        if canvas.rect().contains(spot(canvas, candidate))
        and canvas.row_at(QPointF(spot(canvas, candidate))) not in {row, None}
    )
    qtbot.mouseClick(canvas, LEFT, CTRL, spot(canvas, other))
    assert len(canvas.selected_ids()) == 2
    qtbot.mouseClick(canvas, LEFT, CTRL, spot(canvas, other))
    assert canvas.selected_ids() == [row + 1]
    canvas.fit()
    qtbot.mouseClick(canvas, LEFT, NO_KEYS, QPoint(790, 590))
    assert canvas.selected_ids() == []
    assert canvas.current_id() is None


def test_a_double_click_opens(canvas, qtbot) -> None:
    row = canvas.row_at(QPointF(spot(canvas, 5)))
    with qtbot.waitSignal(canvas.photoActivated) as opened:
        qtbot.mouseDClick(canvas, LEFT, NO_KEYS, spot(canvas, 5))
    assert opened.args == [row + 1]


def test_dragging_the_ground_pans(canvas) -> None:
    before = spot(canvas, 0)
    pull(canvas, [QPoint(790, 590), QPoint(770, 580), QPoint(750, 560)])
    assert (spot(canvas, 0) - before).toTuple() == pytest.approx((-40, -30), abs=2)


def test_the_wheel_zooms_at_the_mouse(canvas, qtbot) -> None:
    at, scale = spot(canvas, 0), canvas.camera.scale
    wheel(canvas, at, 2)
    assert canvas.camera.scale == pytest.approx(scale * 1.44)
    assert (spot(canvas, 0) - at).manhattanLength() <= 1
    wheel(canvas, at, -2)
    assert canvas.camera.scale == pytest.approx(scale)
    qtbot.waitUntil(canvas.is_drawn)


def test_shift_and_dragging_draws_a_lasso(canvas) -> None:
    pull(canvas, around(canvas, range(20)), SHIFT)
    assert canvas.selected_ids() == FIRST
    pull(canvas, around(canvas, range(20, 40)), SHIFT | CTRL)
    assert canvas.selected_ids() == FIRST + SECOND
    pull(canvas, around(canvas, range(20, 40)), SHIFT)
    assert canvas.selected_ids() == SECOND


def test_the_lasso_tool_needs_no_shift(canvas) -> None:
    canvas.mouse.use_lasso(True)
    assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    pull(canvas, around(canvas, range(20)))
    assert canvas.selected_ids() == FIRST
    canvas.mouse.use_lasso(False)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_escape_gives_up_a_lasso_and_then_the_selection(canvas, qtbot) -> None:
    canvas.select_ids(FIRST)
    QTest.mousePress(canvas, LEFT, SHIFT, QPoint(5, 5))
    assert canvas.mouse.lasso is not None
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mouse.lasso is None
    assert canvas.selected_ids() == FIRST
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selected_ids() == []


def test_what_is_selected_can_be_dragged(canvas, monkeypatch) -> None:
    dragged: list[list[int]] = []

    def deliver(drag: QDrag, *_actions: object) -> Qt.DropAction:
        assert not drag.pixmap().isNull()
        dragged.append(photo_ids_of(drag.mimeData()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", deliver)
    canvas.select_ids(FIRST)
    start = spot(canvas, 0)
    pull(canvas, [start, start + QPoint(20, 20), start + QPoint(40, 40)])
    assert dragged == [FIRST]
    assert canvas.selected_ids() == FIRST


def test_under_the_mouse_a_preview_comes(canvas, loader, qtbot) -> None:
    with qtbot.waitSignal(loader.loaded):
        qtbot.mouseMove(canvas, spot(canvas, 3))
        assert canvas.mouse.hovered is not None
        canvas.repaint()
    QApplication.sendEvent(canvas, QMouseEventLeave())
    assert canvas.mouse.hovered is None


def QMouseEventLeave():
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.Leave)


def test_thumbnails_come_from_near(canvas, qtbot) -> None:
    canvas.zoom(6, QPointF(spot(canvas, 0)))
    qtbot.waitUntil(lambda: canvas.is_drawn() and len(canvas.drawing.thumbnails.rows) > 0)
    row = int(canvas.drawing.thumbnails.rows[0])
    place = canvas.overlay.place_of(row)
    assert place is not None
    qtbot.waitUntil(lambda: canvas.overlay.pixmap(canvas.id_at(row)) is not None)
    canvas.repaint()
    assert canvas.row_at(QPointF(place.center())) == row


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Home, Qt.Key.Key_Space])
def test_a_key_shows_all(canvas, qtbot, key) -> None:
    whole = canvas.camera
    canvas.zoom(5, QPointF(10, 10))
    qtbot.keyClick(canvas, key)
    assert canvas.camera == whole


def test_keys_pan_and_zoom(canvas, qtbot) -> None:
    whole = canvas.camera
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.camera.x > whole.x
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.camera.x == pytest.approx(whole.x)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.camera.scale > whole.scale
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.camera.scale == pytest.approx(whole.scale)


def test_keys_go_from_photo_to_photo_and_enter_opens(canvas, qtbot) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    first = canvas.current
    assert first == canvas.middle_row()
    qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    assert canvas.current != first
    assert canvas.points[canvas.current, 0] > canvas.points[first, 0]
    assert canvas.selected_ids() == [canvas.current_id()]
    with qtbot.waitSignal(canvas.photoActivated) as opened:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.args == [canvas.current_id()]
    assert canvas.neighbours()[0] == canvas.current_id()


def test_other_keys_are_left_to_the_window(canvas, qtbot) -> None:
    before = canvas.camera
    qtbot.keyClick(canvas, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert canvas.camera == before


def test_a_photo_is_brought_in_sight(canvas) -> None:
    canvas.zoom(10, QPointF(spot(canvas, 0)))
    canvas.set_current_id(45)
    assert canvas.rect().contains(spot(canvas, 44))
    assert canvas.selected_ids() == [45]
    canvas.set_current_id(4711)
    assert canvas.selected_ids() == [45]


def test_other_photos_keep_what_is_selected_of_them(canvas, qtbot) -> None:
    canvas.select_ids(FIRST)
    with qtbot.waitSignal(canvas.selectionChangedIds):
        canvas.show_map(make_map(first=15))
    assert canvas.selected_ids() == list(range(15, 21))


def test_groups_colour_the_dots_and_a_new_map_forgets_them(canvas, qtbot) -> None:
    islands = islands_of(canvas.photo_map, make_clusters())
    canvas.show_islands(islands)
    qtbot.waitUntil(canvas.is_drawn)
    assert canvas.labels_shown
    assert canvas.drawing.wish.scene.colors is islands.colors
    canvas.show_map(make_map(first=5))
    assert not canvas.labels_shown
    canvas.show_map(make_map(each=3))
    canvas.show_islands(islands)
    assert not canvas.labels_shown, "they are of another map"


def test_moving_points_are_followed_until_somebody_looks_elsewhere(canvas) -> None:
    def moved(by: float):
        photo_map = make_map()
        return type(photo_map)(photo_map.ids, photo_map.points * by)

    canvas.show_map(moved(3), moving=True)
    assert (canvas.camera.to_screen(canvas.points) > 0).all()
    canvas.zoom(2)
    before = canvas.camera
    canvas.show_map(moved(4), moving=True)
    assert canvas.camera == before


def test_the_menu_key_and_the_right_button_ask_for_the_menu(canvas, qtbot) -> None:
    from PySide6.QtGui import QContextMenuEvent

    at = spot(canvas, 3)
    row = canvas.row_at(QPointF(at))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
    with qtbot.waitSignal(canvas.photoMenuRequested) as menu:
        QApplication.sendEvent(canvas, event)
    assert menu.args[0] == [row + 1]
