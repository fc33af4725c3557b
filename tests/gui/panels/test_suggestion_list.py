from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photoclust.gui import theme
from photoclust.gui.panels.search_field import SearchField
from photoclust.gui.panels.suggestion_list import ROW_HEIGHT, SuggestionList
from photoclust.library.textsearch import Meaning, Suggestion

SUMMER = date(2020, 6, 1), date(2020, 8, 31)
ROWS = [
    Suggestion("dogs", "dogs", Meaning.SEEN, 1214),
    Suggestion("summer 2020", "summer 2020", Meaning.DATE, 3, SUMMER),
    Suggestion('"Dog days"', "Dog days", Meaning.ALBUM, 1),
]


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    return window


@pytest.fixture
def field(window, qtbot):
    field, other = SearchField(window), SearchField(window)
    other.setObjectName("other")
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(other)
    column.addStretch(1)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


@pytest.fixture
def suggestions(look, field, window):
    return SuggestionList(look, field, window)


@pytest.fixture
def chosen(suggestions):
    taken = []
    suggestions.chosen.connect(taken.append)
    return taken


def keys(qtbot, field, *pressed):
    for key in pressed:
        qtbot.keyClick(field, key)


def test_it_hangs_below_the_field_and_leaves_it_the_keys(suggestions, field, window, qtbot):
    suggestions.show_suggestions(ROWS)
    assert suggestions.isVisible()
    below = field.mapTo(window, QPoint(0, field.height()))
    assert below.y() < suggestions.y() <= below.y() + 8
    assert suggestions.x() == below.x()
    assert suggestions.width() == field.width()
    assert suggestions.view.viewport().height() == len(ROWS) * ROW_HEIGHT
    assert field.hasFocus()
    qtbot.keyClicks(field, "do")
    assert field.text() == "do"
    assert suggestions.isVisible()


def test_it_moves_with_the_window(suggestions, field, window, qtbot):
    suggestions.show_suggestions(ROWS)
    window.resize(600, 400)
    qtbot.waitUntil(lambda: suggestions.width() == field.width() < 600)


def test_down_and_up_go_round_by_way_of_the_field(suggestions, field, qtbot):
    suggestions.show_suggestions(ROWS)
    seen = [suggestions.current()]
    for _ in range(5):
        keys(qtbot, field, Qt.Key.Key_Down)
        seen.append(suggestions.current())
    assert seen == [None, *ROWS, None, ROWS[0]]
    keys(qtbot, field, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert suggestions.current() == ROWS[2]


def test_return_takes_what_is_chosen(suggestions, field, chosen, qtbot):
    suggestions.show_suggestions(ROWS)
    with qtbot.assertNotEmitted(field.searched):
        keys(qtbot, field, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chosen == [ROWS[1]]
    assert not suggestions.isVisible()


def test_return_without_a_choice_asks_what_was_typed(suggestions, field, chosen, qtbot):
    qtbot.keyClicks(field, "dog")
    suggestions.show_suggestions(ROWS)
    with qtbot.waitSignal(field.searched) as searched:
        keys(qtbot, field, Qt.Key.Key_Return)
    assert searched.args == ["dog"]
    assert (chosen, suggestions.isVisible()) == ([], False)


def test_escape_closes_the_list_and_then_empties_the_field(suggestions, field, chosen, qtbot):
    qtbot.keyClicks(field, "dog")
    suggestions.show_suggestions(ROWS)
    keys(qtbot, field, Qt.Key.Key_Escape)
    assert (suggestions.isVisible(), field.text()) == (False, "dog")
    keys(qtbot, field, Qt.Key.Key_Escape)
    assert (field.text(), chosen) == ("", [])


def test_a_click_takes_one(suggestions, field, chosen, qtbot):
    suggestions.show_suggestions(ROWS)
    view = suggestions.view
    place = view.visualRect(suggestions.rows.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [ROWS[2]]
    assert not suggestions.isVisible()
    assert field.hasFocus()


def test_it_closes_with_the_focus(suggestions, window, qtbot):
    suggestions.show_suggestions(ROWS)
    window.findChild(SearchField, "other").setFocus()
    qtbot.waitUntil(lambda: not suggestions.isVisible())
    suggestions.show_suggestions(ROWS)
    assert not suggestions.isVisible(), "an answer that comes late must not open it again"


def test_nothing_to_suggest_closes_it(suggestions):
    suggestions.show_suggestions(ROWS)
    suggestions.show_suggestions([])
    assert not suggestions.isVisible()


def test_what_screen_readers_say(suggestions):
    suggestions.show_suggestions(ROWS)
    view = QAccessible.queryAccessibleInterface(suggestions.view)
    assert view.text(QAccessible.Text.Name) == "Suggestions"
    said = [view.child(row).text(QAccessible.Text.Name) for row in range(3)]
    assert said == [
        "dogs, what the photo shows, 1,214 photos",
        "summer 2020, Jun – Aug 2020, 3 photos",
        "Dog days, album, 1 photo",
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_a_chosen_row_can_be_seen(suggestions, look, field, qtbot, dark):
    look.set_theme(theme.theme_for(dark=dark))
    suggestions.show_suggestions(ROWS)
    before = suggestions.grab().toImage()
    keys(qtbot, field, Qt.Key.Key_Down)
    after = suggestions.grab().toImage()
    soft = look.theme.accent_soft.rgb()
    assert soft not in {before.pixel(x, ROW_HEIGHT // 2) for x in range(before.width())}
    assert soft in {after.pixel(x, ROW_HEIGHT // 2) for x in range(after.width())}
