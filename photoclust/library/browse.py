"""What the library holds: lists, counts and details. On disk, so never asked for on the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.core.briefs import Briefs
from photoclust.core.photo import Album, Companion, Photo, PhotoId, Unreadable
from photoclust.embedding.models import Model
from photoclust.library.albums import list_albums
from photoclust.library.presence import is_here
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog, PhotoOrder
from photoclust.store.circumstances import has_places
from photoclust.store.companions import Companions
from photoclust.store.database import Database

__all__ = [
    "FolderInfo",
    "Overview",
    "PhotoDetails",
    "PhotoOrder",
    "briefs",
    "folders",
    "id_at",
    "ids_at",
    "overview",
    "photo_details",
    "photo_ids",
    "photos",
    "unreadable",
]

SHOWN_TAGS = 3
TAG_PROBABILITY = 0.15  # below it, the model is guessing


@dataclass(frozen=True, slots=True)
class FolderInfo:
    """A folder of the library.

    Attributes:
        path: Absolute path.
        photos: How many photos lie in it.
        online: Whether it is there now; see `library.presence`.
    """

    path: str
    photos: int
    online: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the left pane shows, and what there is to be said of the photos at all.

    Attributes:
        photos: Their number.
        folders: Of the library.
        unreadable: Number of files that can't be read.
        albums: With their photos.
        has_places: Whether any photo knows where it was taken.
    """

    photos: int
    folders: tuple[FolderInfo, ...]
    unreadable: int
    albums: tuple[Album, ...]
    has_places: bool = False


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """What the inspector shows of one photo.

    Attributes:
        photo: Its file and metadata.
        tags: What the model is fairly sure to see, likeliest first.
        albums: Names of the albums it is in.
        companions: The files that belong to it, by path.
    """

    photo: Photo
    tags: tuple[str, ...]
    albums: tuple[str, ...]
    companions: tuple[Companion, ...] = ()


def photo_ids(
    library: Library, *, within: Sequence[str] = (), order: PhotoOrder = PhotoOrder.TAKEN_NEWEST
) -> list[PhotoId]:
    """All photos, or those below some folders."""
    with library.cache() as database:
        return Catalog(database).photo_ids(within, order)


def photos(library: Library, ids: Sequence[PhotoId]) -> list[Photo]:
    """The photos with these ids, in this order, without those that are no more."""
    with library.cache() as database:
        return Catalog(database).photos(ids)


def briefs(library: Library, ids: Sequence[PhotoId] | NDArray[np.int64]) -> Briefs:
    """Paths and dates of the photos with these ids, without those that are no more."""
    with library.cache() as database:
        return Catalog(database).briefs(ids)


def ids_at(library: Library, paths: Sequence[str]) -> dict[str, PhotoId]:
    """The photos at some absolute paths, or to which the files there belong; other paths are left out."""
    with library.cache() as database:
        found = {path: id_at(database, path) for path in paths}
    return {path: photo_id for path, photo_id in found.items() if photo_id is not None}


def id_at(database: Database, path: str) -> PhotoId | None:
    """The photo at an absolute path, or to which the file there belongs."""
    photo = Catalog(database).photo_at(path)
    return photo.id if photo is not None else Companions(database).photo_of(path)


def folders(library: Library) -> list[FolderInfo]:
    """The library's folders by path."""
    with library.cache() as database:
        catalog = Catalog(database)
        return [FolderInfo(path, catalog.count([path]), is_here(catalog, path)) for path in catalog.folders()]


def unreadable(library: Library) -> list[Unreadable]:
    """Files that can't be read, by path."""
    with library.cache() as database:
        return Catalog(database).unreadable()


def overview(library: Library) -> Overview:
    """Everything the left pane shows, at once."""
    with library.cache() as database:
        catalog = Catalog(database)
        count, failed = catalog.count(), len(catalog.unreadable())
        placed = has_places(database)
    return Overview(count, tuple(folders(library)), failed, tuple(list_albums(library)), placed)


def photo_details(library: Library, photo_id: PhotoId, model: Model) -> PhotoDetails | None:
    """What is known of a photo; None if it is no more."""
    with library.cache() as database:
        found = Catalog(database).photos([photo_id])
        companions = tuple(Companions(database).of(found[0].path)) if found else ()
        comparison = library.comparisons.get(database, model.key)
    if not found:
        return None
    names = tuple(album.name for album in list_albums(library) if photo_id in album.photo_ids)
    words = model.words()
    tags: list[str] = []
    for row in comparison.rows_of([photo_id]):
        sure = comparison.label_probabilities[row] >= TAG_PROBABILITY
        likely = comparison.label_ids[row][sure][:SHOWN_TAGS]
        tags = [_shown(words[label]) for label in likely if label < len(words)]
    return PhotoDetails(found[0], tuple(tags), names, companions)


def _shown(word: str) -> str:
    return word.split(",", maxsplit=1)[0].strip()
