"""Finds photos by words: what they show, their names and folders, dates, cameras, places and albums.

Every part of a question has to hold (`library.words` says how it is taken apart); a photo's score is the
product of how well it fits each. On disk and in vectors, so never asked for on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.core.photo import Match, PhotoId
from photoclust.embedding.models import Model
from photoclust.library.albums import resolved
from photoclust.library.session import Library
from photoclust.library.words.answers import Meaning, SearchAnswer, Suggestion, Term
from photoclust.library.words.described import described
from photoclust.library.words.evidence import Scores, Weighed, weigh
from photoclust.library.words.lexicon import lexicon_of
from photoclust.library.words.text_column import TextColumn
from photoclust.library.words.understanding import understand
from photoclust.library.words.word_index import WordIndex
from photoclust.store.album_store import AlbumStore, StoredAlbum
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database

__all__ = ["Meaning", "SearchAnswer", "Suggestion", "Term", "search"]


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
    lexicon = lexicon_of(model)
    with library.cache() as database, library.albums() as albums:
        index = library.words.get(database)
        comparison = library.comparisons.get(database, model.key)
        describes = model.text is not None
        readings = understand(text, index, lexicon, today, sentences=describes)
        find_albums = _album_finder(database, albums, index)

        def describe(words: str) -> Scores | None:
            return described(library.phrases.scores(database, model, words), index) if describes else None

        weighed = [weigh(reading, index, comparison, find_albums, describe) for reading in readings]
        scores = together(weighed, len(index))
        if within:
            inside = np.zeros(len(index), bool)
            inside[index.rows_of(Catalog(database).photo_ids(within))] = True
            scores *= inside
    return SearchAnswer(
        matches=_best(index, scores, top),
        understood=tuple(one.term for one in weighed),
        sees=describes or (bool(lexicon) and bool(comparison.label_ids.shape[1] or not len(comparison))),
    )


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


def _album_finder(
    cache: Database, albums: Database, index: WordIndex
) -> Callable[[str], Iterator[tuple[int, Ints]]]:
    """Finds albums by name, whose photos are looked for only then."""
    stored: list[StoredAlbum] = AlbumStore(albums).albums()
    names = TextColumn([album.name for album in stored])

    def find(words: str) -> Iterator[tuple[int, Ints]]:
        for album, how in zip(stored, names.find(words).tolist(), strict=True):
            if how:
                yield how, index.rows_of(resolved(cache, album).photo_ids)

    return find
