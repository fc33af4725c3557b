"""Small pictures for the grid, larger ones for the inspector and the viewer."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import NDArray

from photoclust.core.part import Part
from photoclust.core.photo import PhotoId
from photoclust.library.session import Library
from photoclust.photos.decode import preview
from photoclust.photos.view import pixels
from photoclust.store.catalog import Catalog
from photoclust.store.embedding_cache import EmbeddingCache


class ThumbnailSource:
    """Serves pictures of a library's photos. Belongs to the thread that made it; close it there.

    Raises:
        LibraryError: If there is no library, or it can't be opened.
    """

    def __init__(self, library: Library) -> None:
        self._guard = library.guard
        self._database = library.cache()
        self._cache = EmbeddingCache(self._database)
        self._catalog = Catalog(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, photo_id: PhotoId) -> bytes | None:
        """The stored thumbnail: JPEG, upright, at most 384 pixels long; None for a photo that is no more."""
        return self._cache.thumbnail(photo_id)

    def preview(self, photo_id: PhotoId, edge: int) -> bytes | None:
        """A view made from the original: JPEG, upright, at most `edge` pixels long.

        Raises:
            PhotoUnreadableError: If the file can't be read any more, or is left alone (see `library.guard`).
        """
        photos = self._catalog.photos([photo_id])
        if not photos:
            return None
        path = photos[0].path
        return self._guard.open(self._database, path, lambda data: preview(path, data, edge))

    def pixels(self, photo_id: PhotoId, part: Part, size: tuple[int, int]) -> NDArray[np.uint8] | None:
        """A part of the original, scaled: uint8 (height, width, 3), sRGB, upright; None if it is no more.

        Args:
            photo_id: Of the photo.
            part: Which part.
            size: Width and height of what is returned.

        Raises:
            PhotoUnreadableError: If the file can't be read any more, or is left alone (see `library.guard`).
        """
        photos = self._catalog.photos([photo_id])
        if not photos:
            return None
        path = photos[0].path
        return self._guard.open(self._database, path, lambda data: pixels(path, data, part, size))

    def close(self) -> None:
        self._database.close()
