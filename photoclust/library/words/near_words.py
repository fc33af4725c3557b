"""What to ask instead, where nothing was found: words that are spelt nearly so, or the question with less."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from photoclust.analysis.edit_distance import edit_distances
from photoclust.library.words.answers import Meaning, Suggestion, Term
from photoclust.library.words.folding import fold
from photoclust.library.words.query import Piece
from photoclust.library.words.suggesting import term_of
from photoclust.library.words.vocabulary import Vocabulary, Word

MOST = 6

_MOST_OF_A_KIND = 2  # of what the library has most of
_SLIPS = ((3, 0), (5, 1), (99, 2))  # up to so many letters, so many may be wrong
_FEWEST_LETTERS = 3  # of a word that may be the beginning of another


def near_words(term: str, vocabulary: Vocabulary, albums: Sequence[str]) -> list[Word]:
    """Words that are spelt nearly like one, or begin with it; those with the fewest slips first.

    Args:
        term: As typed.
        vocabulary: Of the library.
        albums: Names of albums.
    """
    typed = fold(term)
    words = [*vocabulary.words, *(Word(name, Meaning.ALBUM, (), True, 0) for name in albums)]
    if not words or not typed:
        return []
    texts = [fold(word.text) for word in words]
    slips = edit_distances(typed, texts)
    allowed = next(slips for letters, slips in _SLIPS if len(typed) <= letters or letters == _SLIPS[-1][0])
    near = slips <= allowed
    if len(typed) >= _FEWEST_LETTERS:
        begins = np.array([text.startswith(typed) for text in texts])
        slips[begins] = 0
        near |= begins
    chosen = [words[place] for place in np.flatnonzero(near).tolist()]
    wrong = dict(zip(map(id, words), slips.tolist(), strict=True))
    distinct: dict[tuple[Meaning, object], Word] = {}
    for word in sorted(chosen, key=lambda word: (wrong[id(word)], not word.shown, -word.photos)):
        distinct.setdefault((word.meaning, word.codes or word.text), word)
    return list(distinct.values())


def hints(
    terms: Sequence[Term],
    vocabulary: Vocabulary,
    albums: Sequence[str],
    count: Callable[[str], int],
) -> tuple[Suggestion, ...]:
    """What could be asked instead of a question that finds nothing; all of it finds something.

    Args:
        terms: Of the question.
        vocabulary: Of the library.
        albums: Names of its albums.
        count: How many photos a question finds.
    """
    for ways in (_respelt(terms, vocabulary, albums), _with_less(terms), _commonest(vocabulary)):
        given: dict[str, Suggestion] = {}
        for word, query in ways:
            photos = count(query) if len(given) < MOST and query not in given else 0
            if photos:
                text, meaning = (query, None) if word is None else (word.text, word.meaning)
                given[query] = Suggestion(query, text, meaning, photos)
        if given:
            return tuple(given.values())
    return ()


_Ways = Iterable[tuple[Word | None, str]]
"""Questions, and the words by which they differ from the one that was asked."""


def _respelt(terms: Sequence[Term], vocabulary: Vocabulary, albums: Sequence[str]) -> _Ways:
    for place, term in enumerate(terms):
        if not term.photos and not term.excluded:
            for word in near_words(term.text, vocabulary, albums)[:MOST]:
                yield word, _joined(terms, place, term_of(word))


def _with_less(terms: Sequence[Term]) -> _Ways:
    """The question without one of its terms, then each of them alone."""
    if len(terms) > 1:
        for place in range(len(terms)):
            yield None, _joined(terms, place, "")
        for term in terms:
            if not term.excluded:
                yield None, _typed(term)


def _joined(terms: Sequence[Term], place: int, instead: str) -> str:
    """The question with another word in the place of a term."""
    parts = [_typed(term) for term in terms]
    parts[place] = instead
    return " ".join(filter(None, parts))


def _typed(term: Term) -> str:
    return Piece(term.text, term.quoted, term.excluded).typed


def _commonest(vocabulary: Vocabulary) -> _Ways:
    """A few words of which there is much, of several kinds."""
    words = sorted((word for word in vocabulary.words if word.shown), key=lambda word: -word.photos)
    for meaning in (Meaning.SEEN, Meaning.PLACE, Meaning.CAMERA):  # folders can be seen at the left
        for word in [word for word in words if word.meaning is meaning][:_MOST_OF_A_KIND]:
            yield word, term_of(word)
