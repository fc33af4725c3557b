"""What the words of a question may mean: "golden retriever berlin summer 2020" are three things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from photoclust.library.words.dates import LONGEST, Dates, read_dates
from photoclust.library.words.folding import fold, words_of
from photoclust.library.words.lexicon import Lexicon
from photoclust.library.words.query import Piece, split
from photoclust.library.words.text_column import WHOLE
from photoclust.library.words.word_index import WordIndex

NO_WORDS = Lexicon([], [])


@dataclass(frozen=True, slots=True)
class Reading:
    """One or more words that mean something together.

    Attributes:
        text: As typed.
        quoted: Taken as it stands: as a name, not as a date.
        excluded: Photos that have it are not wanted.
        dates: If it is a date.
        classes: Classes of the model, and how far they are meant.
    """

    text: str
    quoted: bool
    excluded: bool
    dates: Dates | None
    classes: Mapping[int, float]


def understand(
    text: str, index: WordIndex, lexicon: Lexicon, today: date, *, sentences: bool = False
) -> list[Reading]:
    """The parts of a question, in its order.

    Words that stand side by side are joined where together they are a date, something to be seen, a place or
    a camera; the longest such run counts, from the left.

    Args:
        text: As typed.
        index: The library.
        lexicon: The model's words.
        today: As the person's calendar says.
        sentences: Whether words that are nothing of this stay together: a model understands what they
            describe better as they stand, "a red car on a beach".
    """
    pieces, readings, start = split(text), [], 0
    essential = [piece for piece in pieces if not piece.little]
    while start < len(pieces):
        run = _run(pieces, start, index, lexicon, today)
        piece = pieces[start]
        if piece.little and run > 1 and _run(pieces, start + 1, index, lexicon, today) == run - 1:
            start, run, piece = start + 1, run - 1, pieces[start + 1]  # "from 2019" is 2019
        elif sentences and run == 1:
            run = _sentence(pieces, start, index, today)
        if run > 1 or not piece.little or not essential:
            together = " ".join(one.text for one in pieces[start : start + run])
            readings.append(_reading(together, piece, lexicon, today))
        start += run
    return readings


def _reading(text: str, piece: Piece, lexicon: Lexicon, today: date) -> Reading:
    dates = None if piece.quoted else read_dates(fold(text).split(), today)
    return Reading(text, piece.quoted, piece.excluded, dates, lexicon.classes_of(text))


def _run(pieces: Sequence[Piece], start: int, index: WordIndex, lexicon: Lexicon, today: date) -> int:
    """How many pieces from `start` on are one thing; at least 1."""
    if pieces[start].quoted:
        return 1
    end = start + 1
    while end < len(pieces) and end - start < LONGEST and not (pieces[end].quoted or pieces[end].excluded):
        end += 1
    for stop in range(end, start + 1, -1):
        texts = [piece.text for piece in pieces[start:stop]]
        if read_dates([fold(text) for text in texts], today) is not None:
            return stop - start
        if pieces[start].little or pieces[stop - 1].little:
            continue
        together = " ".join(texts)
        if lexicon.classes_of(together) or is_named(index, together):
            return stop - start
    return 1


def _sentence(pieces: Sequence[Piece], start: int, index: WordIndex, today: date) -> int:
    """How many pieces from `start` on describe something together; at least 1."""
    stop = start
    while stop < len(pieces) and not pieces[stop].quoted and not (pieces[stop].excluded and stop > start):
        if _is_fact(pieces, stop, index, today):
            break
        stop += 1
        if pieces[start].excluded:
            break  # a minus belongs to the word behind it
    while stop > start + 1 and pieces[stop - 1].little:
        stop -= 1
    return max(1, stop - start)


def _is_fact(pieces: Sequence[Piece], start: int, index: WordIndex, today: date) -> bool:
    """Whether a date, a place or a camera begins here."""
    text = pieces[start].text
    if read_dates([fold(text)], today) is not None or is_named(index, text):
        return True
    return _run(pieces, start, index, NO_WORDS, today) > 1


def is_named(index: WordIndex, words: str) -> bool:
    """Whether places or cameras of the library are called so."""
    if not words_of(fold(words)):
        return False
    return any(bool((choices.column.find(words) == WHOLE).any()) for choices in (index.towns, index.cameras))
