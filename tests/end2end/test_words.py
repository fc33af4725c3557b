"""Looking for photos by words, with the real window and nothing but keys and mouse."""

from __future__ import annotations

import pytest
from hands import CTRL
from PySide6.QtCore import Qt

from photoclust.gui import search_wording
from photoclust.library.textsearch import Meaning


@pytest.fixture
def at_work(start, person):
    """The window with all sample photos in it."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    return hands


@pytest.fixture
def field(at_work):
    at_work.key(Qt.Key.Key_F, CTRL, at_work.grid)
    at_work.wait(lambda: at_work.find("searchField").hasFocus())
    return at_work.find("searchField")


def suggested(hands):
    """What the list under the field offers, by text; none while it is closed."""
    view = hands.find("searchSuggestions")
    model = view.model()
    return [model.suggestion(row).text for row in range(model.rowCount())] if view.isVisible() else []


def test_a_suggestion_is_taken_by_keyboard(at_work, field):
    at_work.type("kitt")
    at_work.wait(lambda: suggested(at_work) == ["kitten"])
    at_work.key(Qt.Key.Key_Down)
    at_work.key(Qt.Key.Key_Return)
    at_work.wait(lambda: field.text() == "kitten" and len(at_work.shown()) == 4)
    assert set(at_work.shown()[:2]) == {"kitten.jpg", "kitten-cropped.jpg"}
    assert suggested(at_work) == []
    assert at_work.find("pageTitle").text() == "“kitten”"
    assert at_work.find("pageNote").text() == "kitten (what the photo shows, file name)"
    assert at_work.find("pageCount").text() == "4"


def test_a_suggestion_is_taken_by_mouse(at_work, field):
    at_work.type("cast")
    at_work.wait(lambda: "castle" in suggested(at_work))
    view = at_work.find("searchSuggestions")
    row = suggested(at_work).index("castle")
    at_work.click(view.viewport(), view.visualRect(view.model().index(row, 0)).center())
    at_work.wait(lambda: field.text() == "castle" and "chambord.jpg" in at_work.shown())
    assert "kitten.jpg" not in at_work.shown()


def test_return_asks_what_was_typed(at_work, field):
    at_work.type("animals -cat")
    at_work.key(Qt.Key.Key_Return)
    at_work.wait(lambda: "pig.jpg" in at_work.shown() and len(at_work.shown()) < 41)
    assert "chelsea.jpg" not in at_work.shown()
    seen = search_wording._MEANINGS[Meaning.SEEN]
    assert at_work.find("pageNote").text() == f"animals ({seen}) · without cat ({seen})"
    assert suggested(at_work) == []


def test_escape_closes_the_list_then_ends_the_search(at_work, field):
    at_work.type("kitt")
    at_work.wait(lambda: suggested(at_work) == ["kitten"])
    at_work.key(Qt.Key.Key_Escape)
    assert suggested(at_work) == []
    assert field.text() == "kitt"
    at_work.key(Qt.Key.Key_Escape)
    at_work.wait(lambda: field.text() == "" and len(at_work.shown()) == 41)


def test_a_slip_of_the_finger(at_work, field):
    at_work.type("kiten")
    at_work.key(Qt.Key.Key_Return)
    at_work.wait(lambda: at_work.find("nothingPage").isVisible())
    assert at_work.find("nothingTitle").text() == "Nothing found for “kiten”"
    at_work.wait(lambda: at_work.find("nothingHint0").isVisible())
    at_work.click("nothingHint0")
    at_work.wait(lambda: field.text() == "kitten" and "kitten.jpg" in at_work.shown())
    assert not at_work.find("nothingPage").isVisible()


def test_photos_that_come_later_are_suggested_too(at_work, field, person):
    at_work.type("later")
    at_work.wait_for_rest()
    assert suggested(at_work) == []
    later = person.photos / "Later on"
    later.mkdir()
    (person.photos / "rocket.jpg").rename(later / "rocket.jpg")
    at_work.key(Qt.Key.Key_Escape)
    at_work.wait(
        lambda: at_work.window.session.paths_of(at_work.grid.model().ids()).count(str(later / "rocket.jpg"))
    )
    field.setFocus()
    at_work.type("later")
    at_work.wait(lambda: suggested(at_work) == ["Later on"])
