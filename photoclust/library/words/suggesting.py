"""What could be asked for that begins as the person typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from photoclust.library.words.album_names import AlbumShelf
from photoclust.library.words.answers import Meaning, Suggestion
from photoclust.library.words.dates import Dates, read_dates
from photoclust.library.words.folding import fold
from photoclust.library.words.periods import FIRST_YEAR, NAMES
from photoclust.library.words.query import Piece, split
from photoclust.library.words.text_column import BEGINNING
from photoclust.library.words.vocabulary import Inside, Vocabulary, Word
from photoclust.library.words.word_index import NO_DAY, WordIndex

MOST = 8
MOST_OF_A_KIND = 3

_LONGEST = 3  # words at the end that are completed together
_FEWEST_LETTERS = 3  # of a month or season
_FEWEST_LETTERS_BEHIND = 2  # of a word behind others
_CONSIDERED = 40  # words that are counted; the commonest

_NEAR_TODAY = (
    *(
        "today",
        "yesterday",
        "this week",
        "last week",
        "last weekend",
        "this month",
        "last month",
        "this year",
    ),
    *("last year", "last spring", "last summer", "last autumn", "last winter", "last christmas"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to be suggested.

    Attributes:
        text: As it is called here.
        term: As it is typed.
        meaning: What it is.
        rank: The larger, the better it goes with what was typed.
        photos: How many it finds.
        span: Of a date with a year.
    """

    text: str
    term: str
    meaning: Meaning
    rank: int
    photos: int
    span: tuple[date, date] | None = None


def suggestions(
    text: str,
    index: WordIndex,
    vocabulary: Vocabulary,
    albums: AlbumShelf,
    today: date,
    inside_of: Callable[[str], Inside | None],
) -> list[Suggestion]:
    """Questions that begin like a text, the best first; at most MOST.

    Args:
        text: As typed so far. After a blank nothing is suggested.
        index: The library.
        vocabulary: Its words.
        albums: Its albums.
        today: As the person's calendar says.
        inside_of: The photos that the words before those which are completed find; None of "" for all.
    """
    pieces = split(text)
    if not pieces or text[-1].isspace():
        return []
    found: dict[str, tuple[str, Offer]] = {}
    for count in range(min(_LONGEST, len(pieces)), 0, -1):
        tail = pieces[-count:]
        if count > 1 and any(piece.quoted or piece.excluded for piece in tail):
            continue
        head = " ".join(piece.typed for piece in pieces[:-count])
        if head and len(tail[-1].text) < _FEWEST_LETTERS_BEHIND and count == 1:
            continue
        for offer in _offers(tail, index, vocabulary, albums, today, inside_of(head)):
            found.setdefault(fold(f"{head} {offer.term}".strip()), (head, offer))
    minus = "-" if pieces[-1].excluded else ""
    best = sorted(found.values(), key=lambda entry: (-entry[1].rank, -entry[1].photos, entry[1].text))
    return [
        Suggestion(f"{head} {minus}{offer.term}".strip(), offer.text, offer.meaning, offer.photos, offer.span)
        for head, offer in _mixed(best)
    ]


def _mixed(best: Sequence[tuple[str, Offer]]) -> Iterator[tuple[str, Offer]]:
    """The best few of each kind."""
    taken: dict[Meaning, int] = {}
    given = 0
    for head, offer in best:
        if taken.get(offer.meaning, 0) < MOST_OF_A_KIND and given < MOST:
            taken[offer.meaning] = taken.get(offer.meaning, 0) + 1
            given += 1
            yield head, offer


def _offers(
    tail: Sequence[Piece],
    index: WordIndex,
    vocabulary: Vocabulary,
    albums: AlbumShelf,
    today: date,
    inside: Inside | None,
) -> Iterator[Offer]:
    typed = " ".join(piece.text for piece in tail)
    yield from _of_words(typed, vocabulary, inside)
    yield from _of_albums(typed, albums, inside)
    if not tail[0].quoted:
        yield from _of_dates(fold(typed), index, today, inside)


def _of_words(typed: str, vocabulary: Vocabulary, inside: Inside | None) -> Iterator[Offer]:
    how = vocabulary.column.find(typed)
    hits = [vocabulary.words[place] for place in np.flatnonzero(how >= BEGINNING).tolist()]
    ranks = {id(word): _rank(typed, word.text) for word in hits}
    hits.sort(key=lambda word: (not word.shown, -ranks[id(word)], -word.photos))
    known: set[tuple[Meaning, tuple[int, ...]]] = set()
    for word in hits[:_CONSIDERED]:
        if (word.meaning, word.codes) in known:
            continue  # another word for what is suggested already
        known.add((word.meaning, word.codes))
        photos = vocabulary.count(word, inside)
        if photos:
            yield Offer(word.text, term_of(word), word.meaning, ranks[id(word)], photos)


def _of_albums(typed: str, albums: AlbumShelf, inside: Inside | None) -> Iterator[Offer]:
    how = albums.column.find(typed)
    for place in np.flatnonzero(how >= BEGINNING).tolist()[:_CONSIDERED]:
        name, photos = albums.names[place], albums.count(place, inside)
        if photos:
            yield Offer(name, quoted(name), Meaning.ALBUM, _rank(typed, name), photos)


def _rank(typed: str, text: str) -> int:
    """3: it is that. 2: it begins so. 1: one of its words begins so."""
    typed, text = fold(typed), fold(text)
    return 3 if text == typed else 2 if text.startswith(typed) else 1


def term_of(word: Word) -> str:
    """A word as it is asked for: in quotes where it would be taken apart, or for a date."""
    if word.meaning in {Meaning.FOLDER, Meaning.ALBUM}:
        return quoted(word.text)
    as_read = " ".join(piece.typed for piece in split(word.text))
    return word.text if as_read == word.text else quoted(word.text)


def quoted(name: str) -> str:
    """A name in quotes, unless it is one word of letters."""
    plain = name.replace('"', " ")
    return plain if plain.isalpha() and " " not in plain else f'"{" ".join(plain.split())}"'


def _of_dates(typed: str, index: WordIndex, today: date, inside: Inside | None) -> Iterator[Offer]:
    days = index.sorted_days
    if inside is not None:
        days = np.sort(index.days[inside & (index.days != NO_DAY)])
    if not len(days):
        return
    given = 0
    for rank, phrase in _phrases(typed, days, today):
        dates = read_dates(phrase.split(), today)
        photos = counted(dates, days) if dates is not None else 0
        if dates is not None and photos:
            span = None if dates.yearly else (dates.ranges[0][0], dates.ranges[-1][1])
            yield Offer(phrase, phrase, Meaning.DATE, rank, photos, span)
            given += 1
            if given == MOST_OF_A_KIND:
                return


def _phrases(typed: str, days: NDArray[np.int32], today: date) -> Iterator[tuple[int, str]]:
    """Dates that begin like a text, those of which there is most to be expected first."""
    yield 3, typed
    earliest, latest = (date.fromordinal(_EPOCH + int(day)).year for day in (days[0], days[-1]))
    years = range(min(latest, today.year + 1), max(FIRST_YEAR, earliest) - 1, -1)
    if typed.isdecimal() and len(typed) in {2, 3}:
        yield from ((2, str(year)) for year in years if str(year).startswith(typed))
        return
    if len(typed) < _FEWEST_LETTERS or not typed[0].isalpha():
        return
    yield from ((2, phrase) for phrase in _NEAR_TODAY if phrase.startswith(typed) and phrase != typed)
    for name in NAMES:
        if name.startswith(typed):
            yield from ((2, f"{name} {year}") for year in years)
        elif typed.startswith(f"{name} "):
            yield from ((2, phrase) for year in years if (phrase := f"{name} {year}").startswith(typed))


_EPOCH = date(1970, 1, 1).toordinal()


def counted(dates: Dates, days: NDArray[np.int32]) -> int:
    """How many of some days, int32 ascending, lie in the ranges."""
    ranges = np.array(dates.ranges, "datetime64[D]").astype(np.int64)
    first = np.searchsorted(days, ranges[:, 0], side="left")
    return int((np.searchsorted(days, ranges[:, 1], side="right") - first).sum())
