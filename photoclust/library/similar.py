"""Photos that look like some pictures, from the library or from outside, or like a part of one."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.cutoff import alike_count
from photoclust.analysis.relevance import relevance
from photoclust.analysis.vector_index import VectorIndex, best_first
from photoclust.core.errors import UsageError, UserFacingError
from photoclust.core.photo import Match, Photo, PhotoId
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery
from photoclust.embedding.models import Model
from photoclust.library.comparison import Comparison
from photoclust.library.filtering import passing
from photoclust.library.query_pictures import QueryPicture
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database

LOOKED_AT = 50
"""So many photos are looked at more closely, where that may tell anything."""

FURTHER = 5_000
"""So many photos are ranked: more than anybody looks through, however often they ask for more."""


@dataclass(frozen=True, slots=True, eq=False)
class Clue:
    """By what a picture from outside, or a part of one, is looked for in photos more closely.

    Attributes:
        grey: The picture, uint8 (h, w).
        vector: float32 (d,), as the model gave it.
        candidates: int64 (k,), the photos nearest to it before any was averaged with its neighbours:
            averaging helps to find the like of a picture, and is in the way of finding itself.
    """

    grey: NDArray[np.uint8]
    vector: NDArray[np.float32]
    candidates: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SimilarAnswer:
    """What is like a query.

    Attributes:
        ids: int64 (m,), photos, best first; those that the query speaks of are left out.
        scores: float32 (m,), at most 1.
        alike: So many of the first are alike; the others are there for who wants to see more.
        examples: Photos of the library that the query shows, also by their path or content.
        clue: For `closer_look`, if one picture from outside or one part is asked for.
        found: So many of the first show the very picture that was asked for.
        icons: What was read from files, uint8 (h, w, 3) by path, or by photo for a part of one: to be shown.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    alike: int
    examples: tuple[PhotoId, ...] = ()
    clue: Clue | None = None
    found: int = 0
    icons: Mapping[str | PhotoId, NDArray[np.uint8]] = field(default_factory=dict)

    def matches(self, most: int | None = None) -> list[Match]:
        """The best matches.

        Args:
            most: How many; None for those that are alike.
        """
        count = self.alike if most is None else most
        pairs = zip(self.ids[:count].tolist(), self.scores[:count].tolist(), strict=True)
        return [Match(PhotoId(photo), score) for photo, score in pairs]


def find_similar(
    library: Library,
    model: Model,
    query: SimilarQuery,
    *,
    limits: PhotoFilter = EVERYTHING,
    most: int = FURTHER,
) -> SimilarAnswer:
    """The photos most like some pictures, best first.

    Args:
        library: Read only.
        model: Whose vectors are compared.
        query: Examples, and what the person said of what was found; `analysis.relevance` says how both count.
        limits: Photos to limit the answer to. Scores don't depend on it.
        most: How many are ranked.

    Raises:
        UserFacingError: If an example is no file.
        PhotoUnreadableError: If it can't be read.
        UsageError: If no example has a vector, or the region lies outside the picture.
        ModelError: If the model can't be used.
        LibraryError: If the library can't be read.
    """
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
        asked = _Examples(library, model, database, comparison)
        for photo_id in query.photo_ids:
            asked.add_photo(photo_id, query)
        for path in query.paths:
            asked.add_path(path, query)
        rows = comparison.rows_of(query.more)
        examples = [*asked.vectors, *comparison.space.vectors[rows]]
        if not len(comparison):
            return SimilarAnswer(np.zeros(0, np.int64), np.zeros(0, np.float32), 0)
        if not examples:
            raise UsageError("not-in-library", path=_name(database, query))
        let_through = passing(library, database, limits, comparison.ids) if limits else None
    counterexamples = comparison.space.vectors[comparison.rows_of(query.less)]
    left_out = comparison.rows_of([*asked.known, *query.named])
    ids, scores = _ranked(comparison, np.stack(examples), counterexamples, let_through, left_out)
    order = best_first(scores, most)
    alone = len(examples) + len(counterexamples) == 1
    return SimilarAnswer(
        ids[order],
        scores[order],
        alike_count(scores[scores > -np.inf]) if len(scores) else 0,
        tuple(dict.fromkeys(asked.known)),
        _clue(comparison, asked, let_through, left_out) if alone else None,
        icons=asked.icons,
    )


def _ranked(
    comparison: Comparison,
    examples: NDArray[np.float32],
    counterexamples: NDArray[np.float32],
    let_through: NDArray[np.int64] | None,
    left_out: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Ids and scores of all photos that are asked about; -inf for those that are left out."""
    index = VectorIndex(comparison.space.vectors)
    if let_through is None:
        scores = relevance(index, examples, counterexamples)
        scores[left_out] = -np.inf
        return comparison.ids, scores
    rows = np.flatnonzero(np.isin(comparison.ids, let_through, assume_unique=True))
    scores = relevance(index, examples, counterexamples, rows)
    scores[np.isin(rows, left_out, assume_unique=True)] = -np.inf
    return comparison.ids[rows], scores


def _clue(
    comparison: Comparison,
    asked: _Examples,
    let_through: NDArray[np.int64] | None,
    left_out: NDArray[np.int64],
) -> Clue | None:
    if asked.looked is None:
        return None
    picture, placed = asked.looked
    scores = VectorIndex(comparison.space.plain).scores(placed)
    scores[left_out] = -np.inf
    if let_through is not None:
        scores[~np.isin(comparison.ids, let_through, assume_unique=True)] = -np.inf
    candidates = comparison.ids[best_first(scores, LOOKED_AT)]
    return Clue(picture.grey, picture.embedding.vector, candidates)


class _Examples:
    """Collects the vectors of what is asked for.

    Attributes:
        vectors: float32 (d,) each.
        known: Those of them that are photos of the library.
        looked: The last that is no photo of the library as a whole, and its vector.
        icons: Of those that were read.
    """

    def __init__(self, library: Library, model: Model, database: Database, comparison: Comparison) -> None:
        self._library = library
        self._model = model
        self._database = database
        self._comparison = comparison
        self.vectors: list[NDArray[np.float32]] = []
        self.known: list[PhotoId] = []
        self.looked: tuple[QueryPicture, NDArray[np.float32]] | None = None
        self.icons: dict[str | PhotoId, NDArray[np.uint8]] = {}

    def add_photo(self, photo_id: PhotoId, query: SimilarQuery) -> None:
        """A photo of the library; one that is no more is passed over."""
        if query.region is None:
            self._add_rows([photo_id])
            return
        for photo in Catalog(self._database).photos([photo_id]):
            self.known.append(photo_id)
            self._add_picture(self._look(photo.path, query, photo_id))

    def add_path(self, path: str, query: SimilarQuery) -> None:
        """A file from anywhere; one of the library, or that belongs to a photo of it, is that photo."""
        photo, named = _photo_at(self._database, path), path
        if not os.path.lexists(path):
            raise UserFacingError("file-missing", path=path)
        if photo is not None:
            self.known.append(photo.id)
            if query.region is None and _unchanged(photo):
                self._add_rows([photo.id])
                return
            path = photo.path if query.region is None else path
        picture = self._look(path, query, named)
        row = None if query.region else self._comparison.row_of_content(picture.fingerprint)
        if row is not None:
            self.vectors.append(self._comparison.space.vectors[row])
        else:
            self._add_picture(picture)

    def _add_rows(self, ids: Sequence[PhotoId]) -> None:
        self.known += ids
        self.vectors += list(self._comparison.space.vectors[self._comparison.rows_of(ids)])

    def _add_picture(self, picture: QueryPicture) -> None:
        if not len(self._comparison):
            return
        seen = picture.embedding
        frame, labels = self._comparison.space.frame, (seen.label_ids[None], seen.label_probabilities[None])
        placed = frame.place_query(seen.vector[None], *labels)[0]
        self.vectors.append(placed)
        self.looked = picture, placed

    def _look(self, path: str, query: SimilarQuery, shown: str | PhotoId) -> QueryPicture:
        library = self._library
        picture = library.pictures.get(library.guard, self._database, self._model, path, query.region)
        self.icons[shown] = picture.icon
        return picture


def _photo_at(database: Database, path: str) -> Photo | None:
    catalog = Catalog(database)
    joined = Companions(database).photo_of(path)
    return catalog.photo_at(path) if joined is None else next(iter(catalog.photos([joined])), None)


def _unchanged(photo: Photo) -> bool:
    """Whether a photo's file is as it was when it was indexed, as far as that can be told quickly."""
    try:
        status = os.stat(photo.path)
    except OSError:
        return True  # its vector is all there is
    return (status.st_size, status.st_mtime_ns) == (photo.file.size, photo.file.mtime_ns)


def _name(database: Database, query: SimilarQuery) -> str:
    """Whichever example can be named."""
    photos = Catalog(database).photos(query.named)
    return photos[0].path if photos else str(query.named[0])
