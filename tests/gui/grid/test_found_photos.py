"""What is shown of photos that were found: how alike they are, and two buttons to refine the search."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from photoclust.core.photo import CompanionKind
from photoclust.gui.grid.corner_signs import NARROWEST, Sign, sign_at, sign_rect
from photoclust.gui.grid.painter import badge_rect, tick_rect
from photoclust.gui.grid.photo_model import PhotoModel, PhotoRole

SCORES = np.array([np.nan, 0.974, 0.5, -0.2], np.float32)


@pytest.fixture
def found(grid, model):
    """The first photo was asked for, the others are like it."""
    model.set_photos([1, 2, 3, 4], SCORES)
    return grid


def test_a_score_is_a_share_of_a_hundred(model):
    model.set_photos([1, 2, 3, 4], SCORES)
    assert [model.score_at(row) for row in range(4)] == ["", "97 %", "50 %", "0 %"]
    model.set_photos([1, 2])
    assert model.score_at(0) == ""


def test_it_is_explained_and_read_aloud(model):
    model.set_photos([1, 2], SCORES[:2])
    asked, like = model.index(0), model.index(1)
    assert "alike" not in asked.data(Qt.ItemDataRole.ToolTipRole)
    assert "97 % alike: photos of one kind of thing are near 100 %" in like.data(Qt.ItemDataRole.ToolTipRole)
    assert like.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "97 % alike"
    assert like.data(PhotoRole.ID) == 2


def test_what_shows_the_very_picture_says_so(model):
    model.set_photos([1, 2, 3], np.array([np.nan, 1.0, 0.6], np.float32), same=1)
    tips = [model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert ["the very picture" in tip for tip in tips] == [False, True, False]
    model.set_photos([2, 3], np.array([0.9, 0.6], np.float32))
    assert "the very picture" not in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_it_stands_in_the_lower_right_corner(found):
    image = found.viewport().grab().toImage()
    for row, dark in ((0, False), (1, True)):
        cell = found.scene.item_rect(row)
        corner = badge_rect(cell, 30).translated(cell.width() - 42, 0)
        whites = [
            image.pixelColor(x, y).lightness() > 240
            for x in range(corner.left(), corner.right())
            for y in range(corner.top(), corner.bottom())
        ]
        assert any(whites) is dark


def test_what_belongs_to_a_photo_keeps_clear_of_it(grid, qtbot):
    model = PhotoModel(
        lambda ids: [""] * len(ids), companions_of=lambda _id: CompanionKind.RAW | CompanionKind.FILM
    )
    grid.setModel(model)
    grid.set_thumbnail_size(64)
    model.set_photos([1], np.array([1.0], np.float32))
    alone = grid.viewport().grab().toImage()
    model.set_photos([1])
    both = grid.viewport().grab().toImage()
    assert alone != both, "there is room for one of them only"


def test_buttons_show_under_the_mouse_where_there_is_a_score(found, hand):
    before = found.viewport().grab().toImage()
    hand.hover(hand.at(0))
    asked = found.viewport().grab().toImage()
    corner = sign_rect(found.scene.item_rect(0), Sign.MORE).center()
    assert asked.pixelColor(corner) == before.pixelColor(corner)
    hand.hover(hand.at(1))
    after = found.viewport().grab().toImage()
    corner = sign_rect(found.scene.item_rect(1), Sign.MORE).center()
    assert after.pixelColor(corner) != before.pixelColor(corner)


@pytest.mark.parametrize("sign", Sign)
def test_a_click_on_a_button_says_so_and_selects_nothing(found, hand, qtbot, sign):
    corner = sign_rect(found.scene.item_rect(2), sign).center()
    with qtbot.waitSignal(found.signChosen) as chosen:
        hand.click(corner)
    assert chosen.args == [3, sign]
    assert found.selected_ids() == []


def test_letting_go_elsewhere_says_nothing(found, hand, qtbot):
    with qtbot.assertNotEmitted(found.signChosen):
        hand.press(sign_rect(found.scene.item_rect(2), Sign.LESS).center())
        hand.move(hand.at(1))
        hand.release(hand.at(1))
    assert found.selected_ids() == []


def test_what_was_asked_for_has_no_buttons(found, hand, qtbot):
    with qtbot.assertNotEmitted(found.signChosen):
        hand.click(sign_rect(found.scene.item_rect(0), Sign.LESS).center())
    assert found.selected_ids() == [1]


def test_the_hand_and_the_words_tell_a_button(found, hand):
    point = sign_rect(found.scene.item_rect(1), Sign.LESS).center()
    hand.hover(point)
    assert found.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    where = found.viewport().mapToGlobal(point)
    QApplication.sendEvent(found.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, where))
    assert QToolTip.text() == "Less like this (-)"
    QToolTip.hideText()
    hand.hover(found.scene.item_rect(1).center())
    assert found.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_small_photo_has_no_room_for_them(found):
    cell = found.scene.item_rect(1)
    assert not any(sign_rect(cell, sign).intersects(tick_rect(cell)) for sign in Sign)
    cell.setWidth(NARROWEST - 1)
    assert sign_at(cell, sign_rect(cell, Sign.MORE).center()) is None
    assert sign_at(cell, QPoint(-1, -1)) is None
