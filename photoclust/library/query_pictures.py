"""Pictures that are asked for: read, cut if need be, embedded; the latest are remembered.

A question is refined again and again ("more like this"), and its picture stays the same: it is decoded and
embedded once.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Fingerprint, Region
from photoclust.embedding.embedder import Embedding, MediaPipeEmbedder
from photoclust.embedding.models import Model
from photoclust.library.guard import Guard
from photoclust.store.database import Database

if TYPE_CHECKING:
    from photoclust.photos.decode import DecodedQuery

REMEMBERED = 32


@dataclass(frozen=True, slots=True, eq=False)
class QueryPicture:
    """A picture as a question.

    Attributes:
        fingerprint: Of the file.
        embedding: Of the picture, or of the part that counts.
        grey: The same as uint8 (h, w), small: for the second look.
        icon: The same as uint8 (h, w, 3), very small: to be shown.
    """

    fingerprint: Fingerprint
    embedding: Embedding
    grey: NDArray[np.uint8]
    icon: NDArray[np.uint8]


class QueryPictures:
    """Reads and embeds pictures. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: OrderedDict[tuple[object, ...], QueryPicture] = OrderedDict()

    def get(
        self, guard: Guard, database: Database, model: Model, path: str, region: Region | None = None
    ) -> QueryPicture:
        """A picture file, or a part of it, as a question.

        Args:
            guard: Of the library that is asked.
            database: Its open cache.
            model: Embeds the picture.
            path: Absolute.
            region: The part that counts; None for the whole.

        Raises:
            UserFacingError: If there is no such file.
            PhotoUnreadableError: If it can't be read.
            UsageError: If the region lies outside the picture.
            ModelError: If the model can't be used.
        """
        if not os.path.lexists(path):
            raise UserFacingError("file-missing", path=path)
        key = (path, _version(path), region, model.key)
        with self._lock:
            if key in self._latest:
                self._latest.move_to_end(key)
                return self._latest[key]
        from photoclust.photos.decode import decode_query, fingerprint  # the decoders: with the first picture

        with MediaPipeEmbedder(model) as embedder:
            edge = embedder.input_edge

            def look(data: bytes) -> tuple[Fingerprint, DecodedQuery]:
                return fingerprint(data), decode_query(path, data, region, edge)

            content, seen = guard.open(database, path, look)
            picture = QueryPicture(content, embedder.embed(seen.model_input), seen.grey, seen.icon)
        with self._lock:
            self._latest[key] = picture
            while len(self._latest) > REMEMBERED:
                self._latest.popitem(last=False)
        return picture


def _version(path: str) -> tuple[int, int] | None:
    """Size and time of a file; None where it says nothing: reading it says why."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
