"""The map by hand: open it, draw around photos, make an album, a search and a group of them."""

from __future__ import annotations

import numpy as np
import pytest
from hands import CTRL, LEFT, NO_KEYS
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

SHIFT = Qt.KeyboardModifier.ShiftModifier
CASTLES = {"neuschwanstein.jpg", "neuschwanstein-small.jpg"}


@pytest.fixture
def on_the_map(start, person):
    """The window with all sample photos arranged on the map, and their groups known."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    hands.choose_segment("viewBox", "Map")
    canvas = hands.find("mapCanvas")
    hands.wait(lambda: canvas.photo_map.trustworthiness is not None and len(canvas.photo_map) == 41)
    hands.wait(lambda: canvas.labels_shown and canvas.is_drawn())
    hands.wait_for_rest()
    return hands


def names(hands, ids) -> set[str]:
    return {path.replace("\\", "/").rsplit("/", 1)[1] for path in hands.window.session.paths_of(ids)}


def row_of(hands, name: str) -> int:
    canvas = hands.find("mapCanvas")
    paths = hands.window.session.paths_of(canvas.photo_map.ids.tolist())
    return next(row for row, path in enumerate(paths) if path.endswith(f"/{name}"))


def lasso(hands, wanted: set[str], keys=SHIFT) -> None:
    """Draws a line around some photos, wherever they are shown."""
    canvas = hands.find("mapCanvas")
    places = canvas.points.copy()
    places[canvas.overlay.thumbnails.rows] = canvas.overlay.thumbnails.middles
    spots = canvas.camera.to_screen(places[[row_of(hands, name) for name in wanted]])
    (left, top), (right, bottom) = spots.min(axis=0) - 8, spots.max(axis=0) + 8
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    line = [QPoint(round(float(x)), round(float(y))) for x, y in corners]
    QTest.mousePress(canvas, LEFT, keys, line[0])
    for point in line[1:]:
        where = QPointF(canvas.mapToGlobal(point))
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(point), where, Qt.MouseButton.NoButton, LEFT, keys
        )
        QApplication.sendEvent(canvas, move)
    QTest.mouseRelease(canvas, LEFT, keys, line[-1])


def test_a_lasso_becomes_an_album_in_one_gesture(on_the_map):
    hands = on_the_map
    lasso(hands, CASTLES)
    caught = names(hands, hands.find("mapCanvas").selected_ids())
    assert caught >= CASTLES
    assert len(caught) < 20
    assert hands.find("selectionLabel").text().startswith(f"{len(caught)} selected")
    hands.click("mapNewAlbumButton")
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Castles")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: ("Castles", str(len(caught))) in hands.rows("albumPanel"))
    hands.click_row("albumPanel", "Castles")
    hands.wait(lambda: set(hands.shown()) == caught)
    # Undo takes back the name, then the album.
    hands.key(Qt.Key.Key_Z, CTRL, hands.grid)
    hands.wait(lambda: ("New album", str(len(caught))) in hands.rows("albumPanel"))
    hands.key(Qt.Key.Key_Z, CTRL, hands.grid)
    hands.wait(lambda: hands.rows("albumPanel") == [("New album", "")])


def test_a_lasso_becomes_a_search_and_a_group(on_the_map):
    hands = on_the_map
    canvas = hands.find("mapCanvas")
    lasso(hands, CASTLES)
    caught = names(hands, canvas.selected_ids())
    hands.click("mapSimilarButton")
    hands.wait(lambda: hands.find("pageTitle").text() == f"Similar to {len(caught)} photos")
    hands.wait(lambda: set(hands.shown()) >= caught)
    hands.click("closePageButton")
    hands.wait(canvas.isVisible)
    assert names(hands, canvas.selected_ids()) == caught, "what was selected still is"
    hands.click("mapGroupButton")
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Fortresses")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: set(hands.groups().get("Fortresses", ())) == caught)
    hands.key(Qt.Key.Key_Z, CTRL, hands.grid)
    hands.key(Qt.Key.Key_Z, CTRL, hands.grid)
    hands.wait(lambda: all(set(group) != caught for group in hands.groups().values()))
    hands.wait_for_rest()


def test_the_selection_is_dragged_onto_an_album(on_the_map):
    hands = on_the_map
    canvas, albums = hands.find("mapCanvas"), hands.find("albumPanel")
    lasso(hands, CASTLES)
    count = len(canvas.selected_ids())
    row = int(np.flatnonzero(canvas.chosen)[0])
    place = canvas.overlay.place_of(row)
    x, y = canvas.camera.to_screen(canvas.points[row : row + 1])[0].tolist()
    start = place.center() if place is not None else QPoint(round(x), round(y))
    assert hands.drag(canvas, start, albums.viewport(), hands.row_center("albumPanel", "New album"))
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: ("New album", str(count)) in hands.rows("albumPanel"))


def test_by_keyboard_from_photo_to_photo_into_the_viewer_and_back(on_the_map):
    hands = on_the_map
    canvas = hands.find("mapCanvas")
    canvas.setFocus()
    hands.key(Qt.Key.Key_Right, SHIFT, canvas)
    hands.wait(lambda: hands.find("photoName").text() in names(hands, canvas.selected_ids()))
    hands.key(Qt.Key.Key_Return, NO_KEYS, canvas)
    viewer = hands.find("photoViewer")
    hands.wait(viewer.isVisible)
    hands.key(Qt.Key.Key_Right, target=viewer)
    following = hands.find("viewerName").text()
    hands.key(Qt.Key.Key_Escape, target=viewer)
    hands.wait(canvas.isVisible)
    assert names(hands, canvas.selected_ids()) == {following}


def test_the_map_is_there_again_after_a_restart(on_the_map, start):
    before = on_the_map.find("mapCanvas").points
    on_the_map.window.close()
    hands = start()
    canvas = hands.find("mapCanvas")
    hands.wait(lambda: canvas.photo_map.trustworthiness is not None)
    assert canvas.isVisible()
    assert np.array_equal(canvas.points, before)
