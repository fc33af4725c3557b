"""What a search by words found, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from photoclust.core.photo import PhotoId
from photoclust.gui.places import Place
from photoclust.gui.session import ModelFinder
from photoclust.library.filtering import keep_passing
from photoclust.library.session import Library
from photoclust.library.textsearch import SearchAnswer, search


@dataclass(frozen=True, slots=True)
class FoundWords:
    """An answer, and what a filter leaves of it.

    Attributes:
        ids: What is shown, best first.
        answer: Before the filter.
        limited: Whether there is a filter.
    """

    ids: list[PhotoId]
    answer: SearchAnswer
    limited: bool


def words_at(library: Library, find_model: ModelFinder, place: Place) -> FoundWords:
    """What lies in a place that is a search by words. Off the GUI thread.

    Raises:
        UserFacingError: If it can't be told.
    """
    answer = search(library, find_model(), str(place.key), today=date.today())
    ids = [match.photo_id for match in answer.matches]
    return FoundWords(keep_passing(library, ids, place.limits), answer, bool(place.limits))
