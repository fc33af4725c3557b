"""Photos that look like a given one, from the library or from outside."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.cutoff import alike_count
from photoclust.analysis.vector_index import VectorIndex
from photoclust.core.errors import UsageError, UserFacingError
from photoclust.core.photo import Match, Photo, PhotoId, Region
from photoclust.embedding.embedder import Embedding, MediaPipeEmbedder
from photoclust.embedding.models import Model
from photoclust.library.comparison import Comparison
from photoclust.library.session import Library
from photoclust.photos.decode import decode, decode_region, fingerprint
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database


def similar_to_photo(
    library: Library,
    model: Model,
    photo_id: PhotoId,
    *,
    top: int | None = None,
    within: Sequence[str] = (),
) -> list[Match]:
    """The photos most like a photo of the library, best first; the photo itself is left out.

    Args:
        library: Read only.
        model: Whose vectors are compared.
        photo_id: The query.
        top: How many; None lets the scores decide where likeness ends.
        within: Folders to limit the answer to.

    Raises:
        UsageError: If the photo is not in the library, or has no vector under this model.
        LibraryError: If the library can't be read.
    """
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
        row = comparison.rows_of([photo_id])
        if not len(row):
            photos = Catalog(database).photos([photo_id])
            raise UsageError("not-in-library", path=photos[0].path if photos else str(photo_id))
        query = comparison.space.vectors[row[0]]
        return _best(comparison, query, database, top, within, exclude=[photo_id])


def similar_to_photos(
    library: Library,
    model: Model,
    photo_ids: Sequence[PhotoId],
    *,
    top: int | None = None,
    within: Sequence[str] = (),
) -> list[Match]:
    """The photos most like several photos of the library taken together; these are left out.

    The query is the direction of the sum of their vectors, as in relevance feedback (Rocchio 1971).

    Args:
        library: Read only.
        model: Whose vectors are compared.
        photo_ids: The examples; those without a vector are passed over.
        top: How many; None lets the scores decide where likeness ends.
        within: Folders to limit the answer to.

    Raises:
        LibraryError: If the library can't be read.
    """
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
        rows = comparison.rows_of(photo_ids)
        if not len(rows):
            return []
        together = comparison.space.vectors[rows].sum(axis=0, dtype=np.float64)
        query = (together / max(float(np.linalg.norm(together)), 1e-12)).astype(np.float32)
        return _best(comparison, query, database, top, within, exclude=photo_ids)


def similar_to_file(
    library: Library,
    model: Model,
    path: str,
    *,
    region: Region | None = None,
    top: int | None = None,
    within: Sequence[str] = (),
) -> list[Match]:
    """The photos most like a picture file, in the library or not, or like a part of it.

    Args:
        library: Read only.
        model: Embeds the query and says whose vectors are compared.
        path: The query; if it is a photo of the library, that is left out. A file that belongs to a photo
            asks for that one.
        region: The part of it to look for.
        top: How many; None lets the scores decide where likeness ends.
        within: Folders to limit the answer to.

    Raises:
        UserFacingError: If there is no such file.
        PhotoUnreadableError: If it can't be read.
        UsageError: If the region lies outside the picture.
        ModelError: If the model can't be used.
        LibraryError: If the library can't be read.
    """
    path = os.path.abspath(path)
    if not os.path.lexists(path):
        raise UserFacingError("file-missing", path=path)
    with library.cache() as database:
        photo = _photo_at(database, path)
        own = photo.id if photo is not None else None
        if photo is not None and region is None:
            path = photo.path
        comparison = library.comparisons.get(database, model.key)
        with MediaPipeEmbedder(model) as embedder:
            edge = embedder.input_edge

            def look(data: bytes) -> int | NDArray[np.uint8]:
                """The row of the photo that this is, or its picture."""
                row = comparison.row_of_content(fingerprint(data)) if region is None else None
                return row if row is not None else _pixels(path, data, region, edge)

            seen = library.guard.open(database, path, look)
            if isinstance(seen, int):
                query = comparison.space.vectors[seen]
            else:
                query = _from_outside(comparison, embedder.embed(seen))
        if not len(comparison):
            return []
        return _best(comparison, query, database, top, within, exclude=[] if own is None else [own])


def _photo_at(database: Database, path: str) -> Photo | None:
    catalog = Catalog(database)
    joined = Companions(database).photo_of(path)
    return catalog.photo_at(path) if joined is None else next(iter(catalog.photos([joined])), None)


def _pixels(path: str, data: bytes, region: Region | None, edge: int) -> NDArray[np.uint8]:
    if region is None:
        return decode(path, data, edge).model_input
    return decode_region(path, data, region, edge)


def _from_outside(comparison: Comparison, embedding: Embedding) -> NDArray[np.float32]:
    frame = comparison.space.frame
    if not len(comparison):
        return np.zeros(0, np.float32)
    labels = embedding.label_ids[None], embedding.label_probabilities[None]
    query: NDArray[np.float32] = frame.place_query(embedding.vector[None], *labels)[0]
    return query


def _best(
    comparison: Comparison,
    query: NDArray[np.float32],
    database: Database,
    top: int | None,
    within: Sequence[str],
    exclude: Sequence[PhotoId],
) -> list[Match]:
    rows = np.arange(len(comparison), dtype=np.int64)
    if within:
        rows = comparison.rows_of(Catalog(database).photo_ids(within))
    rows = rows[~np.isin(comparison.ids[rows], np.asarray(exclude, np.int64))]
    if not len(rows):
        return []
    everything = len(rows) == len(comparison)
    vectors = comparison.space.vectors if everything else comparison.space.vectors[rows]
    index = VectorIndex(vectors)
    wanted = len(rows) if top is None else min(top, len(rows))
    places, scores = index.search(query[None], wanted)
    count = alike_count(scores[0]) if top is None else wanted
    return [
        Match(PhotoId(int(comparison.ids[rows[place]])), float(score))
        for place, score in zip(places[0][:count], scores[0][:count], strict=True)
    ]
