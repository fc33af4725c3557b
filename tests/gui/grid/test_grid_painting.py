"""What is on the screen: photos, their states, headers."""

import pytest
from conftest import ACTIONS, sections_of
from pictures import color_of
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage

from photoclust.core.photo import CompanionKind
from photoclust.gui.grid.painter import badge_rect, tick_rect
from photoclust.gui.grid.photo_model import Section
from photoclust.gui.theme import Measure, theme_for

LIGHT, DARK = theme_for(False), theme_for(True)
CTRL = Qt.KeyboardModifier.ControlModifier


def screen(grid) -> QImage:
    return grid.viewport().grab().toImage()


def colors(image: QImage, rect: QRect) -> set[str]:
    part = rect.intersected(image.rect())
    return {
        image.pixelColor(x, y).name()
        for x in range(part.left(), part.right() + 1)
        for y in range(part.top(), part.bottom() + 1)
    }


def near(first: QColor, second: QColor) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(first.getRgb(), second.getRgb(), strict=True))


@pytest.fixture
def loaded(grid, qtbot):
    """The grid with every visible thumbnail and cover there."""

    def all_there():
        rows = grid.scene.visible_items().tolist()
        covers = [grid.scene.sections[number].cover for number in grid.scene.header_numbers()]
        return all(grid._thumbnails.photo(grid.photos.id_at(row)) is not None for row in rows) and all(
            grid._thumbnails.cover(cover) is not None for cover in covers
        )

    qtbot.waitUntil(all_there)
    return grid


def test_photos_are_where_they_belong(loaded):
    image = screen(loaded)
    for row in loaded.scene.visible_items().tolist():
        rect = loaded.scene.item_rect(row)
        if rect.bottom() < image.height():
            assert near(image.pixelColor(rect.center()), color_of(row + 1)), row
        assert image.pixelColor(rect.topLeft()) == LIGHT.window  # round corners


def test_photos_on_their_way_are_quiet_grey(grid, album):
    album.gate.clear()
    grid.photos.set_photos(range(500, 510))
    image = screen(grid)
    assert image.pixelColor(grid.scene.item_rect(0).center()) == LIGHT.placeholder
    assert colors(image, grid.scene.item_rect(3).adjusted(8, 8, -8, -8)) == {LIGHT.placeholder.name()}


def test_photos_without_a_picture_have_a_sign(grid, album, loader, qtbot):
    album.missing = {700}
    grid.photos.set_photos([700, 701])
    screen(grid)
    qtbot.waitUntil(lambda: loader.is_missing(700))
    image = screen(grid)
    rect = grid.scene.item_rect(0)
    assert LIGHT.dim.name() in colors(image, rect)
    assert image.pixelColor(rect.topLeft() + QPoint(12, 12)) == LIGHT.placeholder


def test_selection_is_a_ring_and_a_tick_and_no_tint(loaded):
    loaded.select_ids([2])
    image = screen(loaded)
    rect = loaded.scene.item_rect(1)
    middle = rect.center()
    for inset in range(3):
        assert image.pixelColor(rect.left() + inset, middle.y()) == LIGHT.accent
        assert image.pixelColor(middle.x(), rect.bottom() - inset) == LIGHT.accent
    assert near(image.pixelColor(rect.left() + 4, middle.y()), color_of(2))
    assert near(image.pixelColor(middle), color_of(2))
    tick = colors(image, tick_rect(rect).adjusted(2, 2, -2, -2))
    assert {LIGHT.accent.name(), LIGHT.on_accent.name()} <= tick
    other = loaded.scene.item_rect(2)
    assert near(image.pixelColor(other.left() + 1, other.center().y()), color_of(3))


def test_hovered_photo_shows_the_mark_that_adds_it(loaded, hand):
    before = screen(loaded)
    hand.hover(hand.at(2))
    after = screen(loaded)
    mark = tick_rect(loaded.scene.item_rect(2))
    assert colors(before, mark) != colors(after, mark)
    assert before.copy(loaded.scene.item_rect(3)) == after.copy(loaded.scene.item_rect(3))


def ring_around(image, rect):
    """The colour left of a photo, where the keyboard's ring is."""
    return image.pixelColor(rect.left() - 2, rect.center().y())


def test_ring_of_the_keyboard_is_only_seen_by_keyboard(loaded, hand, qtbot):
    hand.click(hand.at(6))
    rect = loaded.scene.item_rect(6)
    assert ring_around(screen(loaded), rect) == LIGHT.window
    qtbot.keyClick(loaded, Qt.Key.Key_Left)
    ringed = loaded.scene.item_rect(5)
    assert ring_around(screen(loaded), ringed) != LIGHT.window
    loaded.clearFocus()
    assert ring_around(screen(loaded), ringed) == LIGHT.window
    loaded.setFocus()
    assert ring_around(screen(loaded), ringed) != LIGHT.window
    hand.click(hand.at(5))
    assert ring_around(screen(loaded), ringed) == LIGHT.window


def test_ring_stays_below_a_header_that_sticks(loaded, qtbot):
    loaded.set_current_id(1)
    qtbot.keyClick(loaded, Qt.Key.Key_Right, CTRL)
    loaded.verticalScrollBar().setValue(20)
    header = loaded.scene.header(0).rect
    rect = loaded.scene.item_rect(1)
    assert header.top() <= rect.top() < header.bottom()
    strip = QRect(rect.left() - 3, header.top(), 3, header.height() - 1)
    assert colors(screen(loaded), strip) == {LIGHT.window.name()}


def test_header_shows_cover_count_note_and_links(grid, model, album, qtbot):
    album.size = (96, 96)
    model.set_sections([Section(1, "Castle", tuple(range(1, 42)), "12 Oct 2010", "pinned", 5, ACTIONS)])
    qtbot.waitUntil(lambda: grid._thumbnails.cover(5) is not None)
    image = screen(grid)
    parts = grid.scene.header(0)
    assert near(image.pixelColor(parts.cover.center()), color_of(5))
    assert image.pixelColor(parts.cover.topLeft()) == LIGHT.window  # a circle
    assert parts.count.text == "41"
    assert LIGHT.pill.name() in colors(image, parts.count.rect)
    for part, color in (
        (parts.title, LIGHT.text),
        (parts.subtitle, LIGHT.dim),
        (parts.note, LIGHT.good_text),
        (parts.actions[0][1], LIGHT.accent_text),
    ):
        shades = [QColor(name) for name in colors(image, part.rect)]
        assert any(near(shade, color) for shade in shades), part.text


def test_hovered_action_is_underlined(loaded, hand):
    rect = loaded.scene.header(0).action_rect(0)

    def full_lines():
        image = screen(loaded).copy(rect)
        inside = range(1, image.width() - 1)
        return [
            y for y in range(image.height()) if all(image.pixelColor(x, y) != LIGHT.window for x in inside)
        ]

    assert full_lines() == []
    other = loaded.scene.header(1).rect
    before = screen(loaded).copy(other)
    hand.hover(rect.center())
    assert full_lines()
    assert screen(loaded).copy(other) == before


def test_focused_header_and_action_have_a_ring(loaded, qtbot):
    loaded.set_current_id(1)
    before = screen(loaded)
    qtbot.keyClick(loaded, Qt.Key.Key_Up, CTRL)
    on_header = screen(loaded)
    qtbot.keyClick(loaded, Qt.Key.Key_Right)
    on_action = screen(loaded)
    header = loaded.scene.header(0).rect
    assert before.copy(header) != on_header.copy(header) != on_action.copy(header)
    left_end = header.adjusted(0, 0, -header.width() + 12, 0)
    assert before.copy(left_end) != on_header.copy(left_end)
    assert before.copy(left_end) == on_action.copy(left_end)


def test_header_that_sticks_hides_what_passes_below(loaded):
    loaded.verticalScrollBar().setValue(90)
    image = screen(loaded)
    header = loaded.scene.header(0).rect
    assert header.top() == 0
    between = QRect(260, 2, 100, header.height() - 4)
    assert colors(image, between) == {LIGHT.window.name()}
    assert image.pixelColor(300, header.bottom()) == LIGHT.line
    assert near(image.pixelColor(loaded.scene.item_rect(0).center().x(), header.bottom() + 2), color_of(1))


def test_dark_theme(loaded):
    loaded.set_theme(DARK)
    loaded.select_ids([1])
    image = screen(loaded)
    assert image.pixelColor(3, 300) == DARK.window
    rect = loaded.scene.item_rect(0)
    assert image.pixelColor(rect.left() + 1, rect.center().y()) == DARK.accent


def test_rubber_band_is_seen_and_goes(loaded, hand):
    before = screen(loaded)
    start, end = QPoint(8, 60), hand.at(6)
    hand.pull(start, end)
    during = screen(loaded)
    assert during.pixelColor(8, 100) != before.pixelColor(8, 100)
    hand.release(end)
    assert screen(loaded).pixelColor(8, 100) == LIGHT.window


def test_stand_in_fills_the_cell(loaded):
    loaded.set_thumbnail_size(300)
    image = screen(loaded)
    rect = loaded.scene.item_rect(0)
    assert rect.width() > 200
    assert near(image.pixelColor(rect.center()), color_of(1))
    assert near(image.pixelColor(rect.right() - 12, rect.top() + 12), color_of(1))


def test_every_frame_is_complete_after_any_scrolling(loaded, qtbot):
    """Painting only what changed leaves nothing stale behind."""
    for value in (0, 13, 90, 200, 150, 77):
        loaded.verticalScrollBar().setValue(value)
    qtbot.waitUntil(
        lambda: all(
            loaded._thumbnails.photo(loaded.photos.id_at(row)) is not None
            for row in loaded.scene.visible_items().tolist()
        )
    )
    part = screen(loaded)
    loaded.viewport().update()
    assert part == screen(loaded)


def test_no_photos_no_headers(grid, model):
    model.set_sections([])
    assert colors(screen(grid), QRect(0, 0, 500, 300)) == {LIGHT.window.name()}
    model.set_sections(sections_of(0))
    assert grid.scene.header(0).count.text == "0"
    screen(grid)


def test_photos_of_several_files_have_a_badge(loaded, model):
    """In the corner below, where neither tick nor ring is; small thumbnails have room for none."""
    before = screen(loaded)
    kinds = {2: CompanionKind.RAW}
    model._companions_of = lambda photo_id: kinds.get(photo_id, CompanionKind.NONE)
    after = screen(loaded)
    rect = loaded.scene.item_rect(1)
    badge = badge_rect(rect, 20)
    assert "#ffffff" in colors(after, badge.adjusted(0, 0, 20, 0))
    assert colors(before, badge) != colors(after, badge)
    assert before.copy(loaded.scene.item_rect(2)) == after.copy(loaded.scene.item_rect(2))
    above = QRect(rect.topLeft(), badge.topRight())
    assert before.copy(above.adjusted(0, 0, 0, -1)) == after.copy(above.adjusted(0, 0, 0, -1))
    kinds[2] = CompanionKind.RAW | CompanionKind.FILM
    loaded.set_thumbnail_size(Measure.THUMBNAIL_MIN)
    small = loaded.scene.item_rect(1)
    assert "#ffffff" not in colors(screen(loaded), badge_rect(small, 40))
