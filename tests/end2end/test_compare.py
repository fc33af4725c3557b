"""Photos next to each other, by hand: from the grid into the comparison, by keys alone, and back."""

from __future__ import annotations

import pytest
from hands import CTRL
from PySide6.QtCore import Qt

from photoclust.gui.compare.mode import Mode


@pytest.fixture
def listed(start, person):
    """The window with all sample photos in it."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    return hands


def choose(hands, *names: str) -> None:
    hands.click_photo(names[0])
    for name in names[1:]:
        hands.click_photo(name, CTRL)


def compared(hands) -> list[str]:
    view = hands.window.compare
    return [pane.caption.name.text() for pane in view.panes if pane.isVisible()]


def wait_until_sharp(hands) -> None:
    view = hands.window.compare
    hands.wait(lambda: view._comparison.sharpness is not None)
    hands.wait_for_rest()


def test_compare_can_be_chosen_for_two_to_six_photos(listed):
    action = listed.window.actions_by_name["compare"]
    assert not action.isEnabled()
    names = listed.shown()
    listed.click_photo(names[0])
    assert not action.isEnabled()
    for count, name in enumerate(names[1:7], start=2):
        listed.click_photo(name, CTRL)
        assert action.isEnabled() == (count <= 6)


def test_by_keys_alone_from_the_grid_and_back(listed):
    hands, view = listed, listed.window.compare
    choose(hands, "kitten.jpg", "kitten-cropped.jpg", "chelsea.jpg")
    chosen = hands.grid.selected_ids()
    hands.key(Qt.Key.Key_K, CTRL, hands.window)
    hands.wait(view.isVisible)
    assert view.photos == chosen
    wait_until_sharp(hands)
    assert set(compared(hands)) == {"kitten.jpg", "kitten-cropped.jpg", "chelsea.jpg"}
    kept: list[object] = []
    view.kept.connect(kept.append)
    hands.key(Qt.Key.Key_2)
    hands.key(Qt.Key.Key_K)
    assert kept == [[chosen[1]]]
    hands.key(Qt.Key.Key_F)
    assert len(compared(hands)) == 1
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_D)
    assert view.mode is Mode.DIFFERENCE
    hands.wait(lambda: not view.difference.whole.isNull())
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_Escape)
    hands.wait(hands.grid.isVisible)
    assert hands.grid.selected_ids() == [chosen[1]], "what is kept is selected"
    hands.wait(hands.grid.hasFocus)
    assert len(hands.shown()) == 41, "nothing was deleted"


def test_what_was_marked_is_selected_afterwards_and_nothing_is_deleted(listed):
    hands, view = listed, listed.window.compare
    choose(hands, "kitten.jpg", "kitten-cropped.jpg", "chelsea.jpg")
    chosen = hands.grid.selected_ids()
    for marks in ([], ["X"]):
        hands.key(Qt.Key.Key_K, CTRL, hands.window)
        hands.wait(view.isVisible)
        for key in marks:
            hands.key(getattr(Qt.Key, f"Key_{key}"))
        hands.key(Qt.Key.Key_Escape)
        hands.wait(hands.grid.isVisible)
        assert hands.grid.selected_ids() == (chosen[1:] if marks else chosen)
    message = hands.window.center.message
    assert message.words.text() == "2 photos kept and selected, 1 dropped. Nothing was deleted."
    hands.click(message.action)
    assert hands.grid.selected_ids() == chosen[:1]
    assert len(hands.shown()) == 41
    hands.wait_for_rest()


@pytest.mark.parametrize("size", [(1440, 900), (760, 520)])
def test_one_that_disappeared_says_so_in_its_place(listed, person, size):
    hands, view = listed, listed.window.compare
    hands.window.resize(*size)
    (person.photos / "kitten.jpg").unlink()
    (person.photos / "chelsea.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    choose(hands, "kitten.jpg", "chelsea.jpg", "horses.jpg")
    hands.key(Qt.Key.Key_K, CTRL, hands.window)
    hands.wait(view.isVisible)
    panes = {pane.caption.name.text(): pane for pane in view.panes if pane.isVisible()}
    for name in ("kitten.jpg", "chelsea.jpg"):
        hands.wait(panes[name].trouble.isVisible)
        assert name in panes[name].trouble.text()
        assert not panes[name].picture.whole.isNull(), "its thumbnail is still there"
    wait_until_sharp(hands)
    horses = panes["horses.jpg"]
    assert not horses.trouble.isVisible()
    assert horses.picture.whole.width() == round(horses.picture.lies().width())
    assert "100 %" in horses.caption.lines[2].accessibleName()
    hands.key(Qt.Key.Key_Escape)
    hands.wait_for_rest()
