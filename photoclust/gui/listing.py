"""What lies in a place that is a plain list of photos."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import AlbumId, PhotoId
from photoclust.core.queries import SimilarQuery
from photoclust.gui.places import Place, PlaceKind
from photoclust.gui.session import ModelFinder
from photoclust.library import albums, browse
from photoclust.library.session import Library
from photoclust.library.similar import SimilarAnswer, find_similar

MORE_AT_ONCE = 200


@dataclass(frozen=True, slots=True, eq=False)
class LookAlikes:
    """The answer to a query as it is shown: what was asked for first, then what was found.

    Attributes:
        answer: All of it.
        ids: What is shown.
        scores: float32, one each; NaN for what was asked for.
        found: How many of them were found.
    """

    answer: SimilarAnswer
    ids: list[PhotoId]
    scores: NDArray[np.float32]
    found: int

    @classmethod
    def of(cls, answer: SimilarAnswer, query: SimilarQuery, found: int | None = None) -> LookAlikes:
        """Shows the first of an answer.

        Args:
            answer: The answer.
            query: The question.
            found: How many; None for those that are alike.
        """
        count = min(answer.alike if found is None else found, len(answer.ids))
        asked = list(dict.fromkeys((*answer.examples, *query.more)))
        none = np.full(len(asked), np.nan, np.float32)
        ids: list[PhotoId] = [*asked, *answer.ids[:count].tolist()]
        return cls(answer, ids, np.concatenate([none, answer.scores[:count]]), count)

    @property
    def further(self) -> int:
        """How many more there are, less and less alike."""
        return len(self.answer.ids) - self.found


def photos_at(library: Library, place: Place) -> list[PhotoId]:
    """The photos of a place that is neither groups nor look-alikes nor found by words. Off the GUI thread.

    Raises:
        UserFacingError: If it can't be told.
    """
    match place:
        case Place(PlaceKind.FOLDER, str(folder)):
            return browse.photo_ids(library, within=[folder])
        case Place(PlaceKind.ALBUM, int(album)):
            return album_photos(library, AlbumId(album))
        case _:
            return browse.photo_ids(library)


def look_alikes_at(
    library: Library, find_model: ModelFinder, place: Place, query: SimilarQuery, found: int | None
) -> LookAlikes:
    """What is like a query. Off the GUI thread.

    Args:
        library: Where to look.
        find_model: Names the model.
        place: Says among which photos.
        query: What to look for.
        found: How many are shown; None for those that are alike.

    Raises:
        UserFacingError: If it can't be told.
    """
    return LookAlikes.of(find_similar(library, find_model(), query, limits=place.limits), query, found)


def album_photos(library: Library, album_id: AlbumId) -> list[PhotoId]:
    """The photos of an album that are there; none if the album is gone."""
    found = (album for album in albums.list_albums(library) if album.id == album_id)
    return next((album.photo_ids for album in found), [])
