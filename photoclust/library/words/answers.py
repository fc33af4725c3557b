"""What a search answers: photos, how the words were understood, and what else could be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from photoclust.core.photo import Match


class Meaning(StrEnum):
    """What a word can be about."""

    SEEN = "seen"
    """What the photo shows, as the model sees it."""

    DATE = "date"
    PLACE = "place"
    CAMERA = "camera"
    ALBUM = "album"
    FOLDER = "folder"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the question, and what it was taken for.

    Attributes:
        text: As it was typed, without quotes and minus.
        quoted: It stood in quotes.
        excluded: Photos that have it were left out.
        meanings: Those by which it finds photos; of a date also where it finds none. Empty if nothing has it.
        span: First and last day of a date; None for other words, and for dates of every year.
        photos: How many photos have it, whatever the other terms say.
        known: Whether the model has a word for it, so that it could be seen.
    """

    text: str
    quoted: bool = False
    excluded: bool = False
    meanings: tuple[Meaning, ...] = ()
    span: tuple[date, date] | None = None
    photos: int = 0
    known: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that could be asked.

    Attributes:
        query: The whole question, to be put into the search field.
        text: What of it is suggested, as it is called here.
        meaning: What it is; None for the question itself, with something left out.
        photos: How many photos it finds; while one types, and of what photos show, those that surely do.
        span: First and last day of a date, if it has a year.
    """

    query: str
    text: str
    meaning: Meaning | None
    photos: int
    span: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a question.

    Attributes:
        matches: Best first; scores in (0, 1].
        understood: The terms of the question.
        hints: Where nothing was found: what could be asked instead.
        sees: Whether the model has words for what it sees. Without, only names, dates and the like are found.
    """

    matches: list[Match] = field(default_factory=list)
    understood: tuple[Term, ...] = ()
    hints: tuple[Suggestion, ...] = ()
    sees: bool = True
