import pytest
from PySide6.QtCore import Qt

from photoclust.gui.panels.nothing_page import NothingPage
from photoclust.library.textsearch import Meaning, SearchAnswer, Suggestion, Term

HINTS = (
    Suggestion("elephant", "elephant", Meaning.SEEN, 12),
    Suggestion('"Elephants 2019"', "Elephants 2019", Meaning.FOLDER, 3),
)
WHOLE = (Suggestion("dog", "dog", None, 4),)


@pytest.fixture
def page(look, qtbot):
    page = NothingPage(look)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    return page


def buttons(page):
    """Those that are on the page; the layout shows new ones a moment later."""
    places = [page.hints.itemAt(place) for place in range(page.hints.count())]
    return [place.widget() for place in places]


def test_what_is_spelt_nearly_so_can_be_asked_with_a_click(page, qtbot):
    page.show_nothing("elephnat", SearchAnswer(understood=(Term("elephnat"),), hints=HINTS), limited=False)
    assert page.title.text() == "Nothing found for “elephnat”"
    assert page.about.text().startswith("The model has no word “elephnat” for what photos show, and no name")
    first, second = buttons(page)
    assert [made.text() for made in (first, second)] == ["elephant · 12", '"Elephants 2019" · 3']
    assert second.accessibleName() == "Elephants 2019, folder, 3 photos"
    qtbot.waitUntil(first.isVisible)
    with qtbot.waitSignal(page.queryChosen) as chosen:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert chosen.args == ["elephant"]
    with qtbot.waitSignal(page.queryChosen) as chosen:
        second.setFocus()
        qtbot.keyClick(second, Qt.Key.Key_Space)
    assert chosen.args == ['"Elephants 2019"']


@pytest.mark.parametrize("term", [Term("zebra", known=True), Term("2031", meanings=(Meaning.DATE,))])
def test_words_that_could_have_been_found(page, term):
    page.show_nothing(term.text, SearchAnswer(understood=(term,), hints=HINTS), limited=False)
    assert page.about.text() == f"No photo has “{term.text}”. What this library has:"


def test_parts_of_the_question(page):
    terms = (Term("dog", photos=4), Term("2019", photos=2))
    page.show_nothing("dog 2019", SearchAnswer(understood=terms, hints=WHOLE), limited=False)
    assert page.about.text() == "No photo has all of it. Parts of it are found:"
    assert [made.text() for made in buttons(page)] == ["dog · 4"]
    page.show_nothing("x", SearchAnswer(understood=(Term("x"),)), limited=False)
    assert buttons(page) == []
    assert page.about.text().startswith("Try what a photo shows")


def test_within_a_filter_the_filter_is_the_reason(page):
    page.show_nothing("dog", SearchAnswer(hints=WHOLE), limited=True)
    assert buttons(page) == []
    assert "remove a filter" in page.about.text()


def test_a_model_without_words(page):
    page.show_nothing("dog", SearchAnswer(understood=(Term("dog"),), sees=False), limited=False)
    assert "no words for what photos show" in page.about.text()


def test_a_long_question_is_not_cut_off(page, qtbot):
    page.show_nothing("a rather long question " * 8, SearchAnswer(hints=HINTS), limited=False)
    qtbot.waitUntil(lambda: page.title.height() >= page.title.heightForWidth(page.title.width()) > 40)
