"""What is said below photos that were found."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photoclust.core.photo import PhotoId
from photoclust.core.queries import SimilarQuery
from photoclust.gui.listing import MORE_AT_ONCE, LookAlikes
from photoclust.gui.panels.more_bar import MoreBar
from photoclust.library.similar import SimilarAnswer

QUERY = SimilarQuery((PhotoId(900_000),), more=(PhotoId(900_001),))


def found(alike, there, shown=None):
    scores = np.linspace(0.9, 0.1, there).astype(np.float32)
    answer = SimilarAnswer(np.arange(1, there + 1), scores, alike, examples=QUERY.photo_ids)
    return LookAlikes.of(answer, QUERY, shown)


@pytest.fixture
def bar(qtbot):
    bar = MoreBar()
    qtbot.addWidget(bar)
    return bar


@pytest.mark.parametrize(
    ("shown", "words", "more"),
    [
        (found(27, 3000), "Likeness ends here.", f"Show {MORE_AT_ONCE} more"),
        (found(27, 30), "Likeness ends here.", "Show 3 more"),
        (found(0, 30), "Nothing is clearly alike.", "Show 30 more"),
        (found(27, 3000, 227), "The first 27 are alike.", f"Show {MORE_AT_ONCE} more"),
        (found(0, 3000, 200), "Nothing is clearly alike; these are the nearest.", "Show 200 more"),
        (found(27, 30, 99), "The first 27 are alike.", None),
    ],
)
def test_it_says_where_likeness_ends_and_how_many_come_next(bar, shown, words, more):
    bar.show_found(shown)
    assert not bar.isHidden()
    assert bar.words.text() == words
    assert (None if bar.more.isHidden() else bar.more.text()) == more


def test_where_nothing_was_looked_for_or_nothing_is_there_it_is_away(bar):
    bar.show_found(found(3, 30))
    bar.show_found(None)
    assert bar.isHidden()
    bar.show_found(found(0, 0))
    assert bar.isHidden()


def test_it_asks_for_more(bar, qtbot):
    bar.show_found(found(27, 3000))
    with qtbot.waitSignal(bar.moreRequested):
        qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)


def test_what_was_asked_for_comes_first_and_has_no_score():
    shown = found(2, 30)
    assert shown.ids == [900_000, 900_001, 1, 2]
    assert np.isnan(shown.scores).tolist() == [True, True, False, False]
    assert (shown.found, shown.further) == (2, 28)
