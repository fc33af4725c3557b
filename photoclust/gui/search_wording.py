"""How a question was understood, and what could be asked, in words and icons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication

from photoclust.gui import wording
from photoclust.gui.wording import QT_TRANSLATE_NOOP
from photoclust.library.textsearch import Meaning, Suggestion, Term

CONTEXT = "search"

_MEANINGS = {
    Meaning.SEEN: QT_TRANSLATE_NOOP("search", "what the photo shows"),
    Meaning.DATE: QT_TRANSLATE_NOOP("search", "date"),
    Meaning.PLACE: QT_TRANSLATE_NOOP("search", "place"),
    Meaning.CAMERA: QT_TRANSLATE_NOOP("search", "camera"),
    Meaning.ALBUM: QT_TRANSLATE_NOOP("search", "album"),
    Meaning.FOLDER: QT_TRANSLATE_NOOP("search", "folder"),
    Meaning.FILE: QT_TRANSLATE_NOOP("search", "file name"),
}
_ICONS = {
    Meaning.SEEN: "eye",
    Meaning.DATE: "calendar",
    Meaning.PLACE: "pin",
    Meaning.CAMERA: "camera",
    Meaning.ALBUM: "album",
    Meaning.FOLDER: "folder",
    Meaning.FILE: "photos",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def understood(terms: Sequence[Term]) -> str:
    """The terms of a question with what they were taken for: "dog (what the photo shows) · 2019"."""
    return " · ".join(_told(term) for term in terms)


def _told(term: Term) -> str:
    text = f"“{term.text}”" if term.quoted else term.text
    if term.excluded:
        text = _tr("without {words}").format(words=text)
    if term.meanings == (Meaning.DATE,) and term.span is not None:
        days = days_of(term.span)
        return text if days == term.text or not days else f"{text} ({days})"
    said = ", ".join(_tr(_MEANINGS[meaning]) for meaning in term.meanings)
    return f"{text} ({said or _tr('nothing found')})"


def days_of(span: tuple[date, date]) -> str:
    """Days as short as they can be told: "2019", "1 Jun – 31 Aug 2020"; "" where there is no beginning."""
    first, last = (datetime.combine(day, time()) for day in span)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        if first.year == last.year:
            return str(first.year)
        return f"{first.year}–{last.year}"
    return wording.span(first, last)


def icon_of(suggestion: Suggestion) -> str:
    """Name of the icon of what is suggested."""
    return "search" if suggestion.meaning is None else _ICONS[suggestion.meaning]


def kind_of(suggestion: Suggestion) -> str:
    """What it is: a kind, or the days of a date that was not typed as such; "" for a whole question."""
    if suggestion.meaning is None:
        return ""
    if suggestion.span is not None:
        days = days_of(suggestion.span)
        return days if days != suggestion.text else _tr(_MEANINGS[Meaning.DATE])
    return _tr(_MEANINGS[suggestion.meaning])
