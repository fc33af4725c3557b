"""How well each photo fits a term, by everything that the term may mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.word_scores import FOUND, class_scores, seen_scores
from photoclust.library.comparison import Comparison
from photoclust.library.words.album_names import AlbumShelf
from photoclust.library.words.answers import Meaning, Term
from photoclust.library.words.dates import Dates
from photoclust.library.words.lexicon import class_weights
from photoclust.library.words.text_column import WHOLE
from photoclust.library.words.understanding import Reading
from photoclust.library.words.word_index import NO_DAY, Choices, WordIndex

Scores = NDArray[np.float32]
"""float32 (n,), in [0, 1], a row a photo of the index."""

# By how a text has the words: not at all, inside, at the beginning of words, as whole words.
_FILE = np.array([0, 0.25, 0.4, 0.95], np.float32)
_FOLDER = np.array([0, 0.2, 0.35, 0.9], np.float32)
_PLACE = np.array([0, 0, 0.5, 1], np.float32)
_CAMERA = np.array([0, 0, 0.4, 0.95], np.float32)
ALBUM = np.array([0, 0.25, 0.4, 0.95], np.float32)

_DATED_FOLDER = 0.6
"""A folder called "2019" says less than the camera, which may have been a scanner."""


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What there is to judge photos by.

    Attributes:
        index: Names, dates, places and cameras.
        comparison: What the model sees; called only where that is asked for, since loading it takes seconds.
        albums: By name.
        describe: Given a description, how well it fits each photo; None where the model has no text half.
    """

    index: WordIndex
    comparison: Callable[[], Comparison]
    albums: AlbumShelf
    describe: Callable[[str], Scores] | None


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A term and its photos.

    Attributes:
        term: For people.
        scores: Of all photos; 0 for those that do not have it.
    """

    term: Term
    scores: Scores


def weigh(reading: Reading, sources: Sources) -> Weighed:
    """Scores all photos for a term; the evidence of different kinds adds up (noisy or: Pearl 1988).

    Args:
        reading: The term.
        sources: The library.
    """
    index = sources.index
    parts: dict[Meaning, Scores] = {}
    if reading.classes and (seen := _seen(reading, index, sources.comparison())) is not None:
        parts[Meaning.SEEN] = seen
    if sources.describe is not None and reading.dates is None and not reading.quoted:
        fits = sources.describe(reading.text)
        parts[Meaning.SEEN] = np.maximum(fits, parts.get(Meaning.SEEN, np.float32(0)))
    says_enough = bool(reading.classes) or reading.dates is not None  # who asks for cars means no Carey
    parts[Meaning.PLACE] = _chosen(index.towns, reading.text, _PLACE, whole=says_enough)
    parts[Meaning.CAMERA] = _chosen(index.cameras, reading.text, _CAMERA, whole=says_enough)
    parts[Meaning.ALBUM] = _in_albums(reading.text, sources)
    folders = index.folders.spread(index.folders.column.find(reading.text))
    names = index.names(reading.text)
    if reading.dates is None:
        parts[Meaning.FOLDER], parts[Meaning.FILE] = _FOLDER[folders], _FILE[names]
    else:
        undated = index.days == NO_DAY
        parts[Meaning.DATE] = _on(reading.dates, index.days)
        parts[Meaning.FOLDER] = np.float32(_DATED_FOLDER) * (folders == WHOLE)
        parts[Meaning.FILE] = np.float32(_DATED_FOLDER) * ((names == WHOLE) & undated)
    missing = np.ones(len(index), np.float32)
    for scores in parts.values():
        missing *= 1 - scores
    scores = 1 - missing
    by = [meaning for meaning, part in parts.items() if meaning is Meaning.DATE or part.any()]
    meanings = tuple(meaning for meaning in Meaning if meaning in by)
    return Weighed(
        _term(reading, meanings, scores, known=bool(reading.classes) or sources.describe is not None), scores
    )


def _term(reading: Reading, meanings: tuple[Meaning, ...], scores: Scores, *, known: bool) -> Term:
    dates = reading.dates
    span = None
    if dates is not None and not dates.yearly:
        span = dates.ranges[0][0], dates.ranges[-1][1]
    photos = int(np.count_nonzero(scores))
    return Term(reading.text, reading.quoted, reading.excluded, meanings, span, photos, known)


def _seen(reading: Reading, index: WordIndex, comparison: Comparison) -> Scores | None:
    """How well photos show it, 0 below FOUND; kept, since the next question will probably have it as well."""
    key = "seen", comparison.identity, frozenset(reading.classes.items())
    known = index.recall(key)
    if known is not None:
        return known
    if not comparison.label_ids.shape[1]:
        return None
    likely = class_scores(
        comparison.label_ids, comparison.label_probabilities, class_weights(reading.classes)
    )
    scores = spread(seen_scores(comparison.space.vectors, likely), comparison.ids, index)
    scores[scores < FOUND] = 0
    index.remember(key, scores)
    return scores


def spread(scores: Scores, ids: NDArray[np.int64], index: WordIndex) -> Scores:
    """Scores of photos, by id, as scores by rows of the index; 0 for photos without."""
    if np.array_equal(index.ids, ids):
        return scores.copy()
    everywhere = np.zeros(len(index), np.float32)
    rows = np.searchsorted(index.ids, ids)
    there = rows < len(index)
    there[there] = index.ids[rows[there]] == ids[there]
    everywhere[rows[there]] = scores[there]
    return everywhere


def _chosen(choices: Choices, words: str, worth: Scores, *, whole: bool) -> Scores:
    how = choices.column.find(words)
    if whole:
        how[how != WHOLE] = 0
    return worth[choices.spread(how)]


def _in_albums(words: str, sources: Sources) -> Scores:
    scores = np.zeros(len(sources.index), np.float32)
    for how, rows in sources.albums.find(words):
        scores[rows] = np.maximum(scores[rows], ALBUM[how])
    return scores


def _on(dates: Dates, days: NDArray[np.int32]) -> Scores:
    return days_within(dates, days).astype(np.float32)


def days_within(dates: Dates, days: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which days lie in the ranges, bool (n,)."""
    ranges = np.array(dates.ranges, "datetime64[D]").astype(np.int64)
    place = np.searchsorted(ranges[:, 0], days, side="right") - 1
    inside: NDArray[np.bool_] = (place >= 0) & (days <= ranges[place, 1])
    return inside
