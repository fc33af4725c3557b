"""Who hears whom of the search by words; a part of `wiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photoclust.gui.panels.suggestion_list import SuggestionList
from photoclust.gui.suggester import Suggester

if TYPE_CHECKING:
    from collections.abc import Sequence

    from photoclust.gui.main_window import MainWindow
    from photoclust.library.textsearch import Suggestion


def connect(window: MainWindow) -> None:
    """Connects suggestions and answers in a window that was just laid out."""
    search, center = window.top_bar.search, window.center
    suggester = Suggester(window.session, window)
    suggestions = SuggestionList(window.look, search, window)

    def show(words: str, rows: Sequence[Suggestion]) -> None:
        if search.text() == words:
            suggestions.show_suggestions(rows)

    search.textEdited.connect(suggester.want)
    search.returnPressed.connect(suggester.forget)
    suggester.suggested.connect(show)
    suggestions.chosen.connect(lambda suggestion: search.look_for(suggestion.query))
    center.nothing.queryChosen.connect(search.look_for)
    window.browser.wordsListed.connect(center.show_found)
