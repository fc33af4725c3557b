"""Finds photos by words: what they show, their names and folders, dates, cameras, places and albums.

Every part of a question has to hold (`library.words` says how it is taken apart); a photo's score is the
product of how well it fits each. On disk and in vectors, so never asked for on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import Match, PhotoId
from photoclust.embedding.models import Model
from photoclust.library.comparison import Comparison
from photoclust.library.session import Library
from photoclust.library.words.album_names import AlbumShelf
from photoclust.library.words.answers import Meaning, SearchAnswer, Suggestion, Term
from photoclust.library.words.described import described
from photoclust.library.words.evidence import Scores, Sources, Weighed, weigh
from photoclust.library.words.lexicon import Lexicon, lexicon_of
from photoclust.library.words.near_words import hints
from photoclust.library.words.suggesting import suggestions
from photoclust.library.words.understanding import understand
from photoclust.library.words.vocabulary import Inside, Vocabulary, vocabulary_of
from photoclust.library.words.word_index import WordIndex
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database

__all__ = ["Meaning", "SearchAnswer", "Suggestion", "Term", "search", "suggest"]


def search(
    library: Library,
    model: Model,
    text: str,
    *,
    today: date,
    within: Sequence[str] = (),
    top: int | None = None,
) -> SearchAnswer:
    """Photos that fit a question, best first, equally good ones latest first.

    Args:
        library: Read only; `Library.words` knows where places are.
        model: Says what the photos show.
        text: As typed; see `words.query`.
        today: As the person's calendar says.
        within: Folders to limit the answer to.
        top: How many; None for all.

    With an image-and-text model (`Model.text`), words that are no date, place or camera are taken together as
    a description and compared with the photos themselves; class words stand beside that.

    Raises:
        LibraryError: If the library can't be read.
        ModelError: If the model's words can't be read, or its text file can't be used.
    """
    with _asking(library, model, today) as asking:
        weighed = asking.weigh(text)
        scores = together(weighed, len(asking.index))
        if within:
            scores *= asking.below(within)
        terms = tuple(one.term for one in weighed)
        instead: tuple[Suggestion, ...] = ()
        if terms and not scores.any():
            instead = hints(terms, asking.vocabulary(), asking.albums.names, asking.count)
    return SearchAnswer(_best(asking.index, scores, top), terms, instead, sees=asking.sees)


def suggest(library: Library, model: Model, text: str, today: date) -> list[Suggestion]:
    """Questions that begin like a text and find something, the best first.

    Args:
        library: Read only.
        model: Says what the photos show.
        text: As typed so far.
        today: As the person's calendar says.

    Raises:
        LibraryError: If the library can't be read.
        ModelError: If the model's words can't be read.
    """
    with _asking(library, model, today) as asking:
        return suggestions(
            text, asking.index, asking.vocabulary(), asking.albums, asking.today, asking.inside_of
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Asking:
    """All that an answer is made of, for as long as the databases are open."""

    cache: Database
    sources: Sources
    lexicon: Lexicon
    today: date

    @property
    def index(self) -> WordIndex:
        return self.sources.index

    @property
    def albums(self) -> AlbumShelf:
        return self.sources.albums

    @property
    def sees(self) -> bool:
        """Whether the model has words for what it sees, or understands them."""
        return self.sources.describe is not None or bool(self.lexicon)

    def vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.index, self.sources.comparison(), self.lexicon)

    def weigh(self, text: str) -> list[Weighed]:
        sentences = self.sources.describe is not None
        readings = understand(text, self.index, self.lexicon, self.today, sentences=sentences)
        return [weigh(reading, self.sources) for reading in readings]

    def count(self, text: str) -> int:
        """How many photos a question finds."""
        return int(np.count_nonzero(together(self.weigh(text), len(self.index))))

    def inside_of(self, head: str) -> Inside | None:
        """The photos that a question finds; None of "" for all. Kept: the next letter asks for it again."""
        if not head:
            return None
        key = "inside", head, self.today, self.sources.comparison().identity, self.albums.state
        kept = self.index.recall(key)
        if kept is None:
            kept = together(self.weigh(head), len(self.index))
            self.index.remember(key, kept)
        return kept > 0

    def below(self, folders: Sequence[str]) -> Inside:
        """The photos below any of some folders."""
        inside = np.zeros(len(self.index), bool)
        inside[self.index.rows_of(Catalog(self.cache).photo_ids(folders))] = True
        return inside


@contextmanager
def _asking(library: Library, model: Model, today: date) -> Iterator[_Asking]:
    lexicon = lexicon_of(model)
    with library.cache() as cache, library.albums() as albums:
        index = library.words.get(cache)

        def compared() -> Comparison:
            return library.comparisons.get(cache, model.key)

        def describe(words: str) -> Scores:
            return described(library.phrases.scores(cache, model, words), index)

        shelf = AlbumShelf(cache, albums, index)
        sources = Sources(index, compared, shelf, describe if model.text is not None else None)
        yield _Asking(cache, sources, lexicon, today)


def together(weighed: Sequence[Weighed], count: int) -> NDArray[np.float32]:
    """The product of the scores of all terms, float32 (count,); 0 without any term."""
    scores = np.full(count, bool(weighed), np.float32)
    for one in weighed:
        scores *= one.scores == 0 if one.term.excluded else one.scores
    return scores


def _best(index: WordIndex, scores: NDArray[np.float32], top: int | None) -> list[Match]:
    rows = np.flatnonzero(scores)
    rows = rows[np.lexsort((index.ids[rows], -index.newest[rows], -scores[rows]))][:top]
    return [
        Match(PhotoId(photo_id), score)
        for photo_id, score in zip(index.ids[rows].tolist(), scores[rows].tolist(), strict=True)
    ]
