"""What can be seen of photos in the thumbnails that are there anyway, for saying which of them to keep."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclust.analysis.frame import inner_share
from photoclust.analysis.resampling import SHARP, Grey, fitted, resampled
from photoclust.analysis.sharpness import sharpness
from photoclust.core.progress import CancelToken
from photoclust.photos.greys import is_in_colour, thumbnail_grey
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.photo_table import PhotoTable

SAME_SHAPE = 1.02
"""How much the ratios of two pictures' sides may differ: rounding to whole pixels changes them a little."""


class PictureFacts:
    """Measures photos of a table against each other.

    A thumbnail shows what was out of focus or shaken, not the last bit of detail; but it costs a millisecond,
    where decoding the photo would cost a hundred times that. Pictures of another shape are cuttings of one
    another: nothing is said of those, since what is cut away may be what was sharp.

    Args:
        cache: An open cache database: has the thumbnails.
        table: The photos.
        cancel: Heard before each look.
    """

    def __init__(self, cache: Database, table: PhotoTable, cancel: CancelToken) -> None:
        self._thumbnails = EmbeddingCache(cache)
        self._table = table
        self._cancel = cancel

    def shapes(self, rows: Sequence[int]) -> list[tuple[int, int]]:
        """Width and height of some photos in pixels, without the frames around them."""
        shapes = [(int(width), int(height)) for width, height in self._table.shapes[list(rows)]]
        if self._one_content(rows):
            return shapes
        return [
            _within(shape, inner_share(grey)) if grey is not None else shape
            for shape, grey in zip(shapes, self._greys(rows), strict=True)
        ]

    def sharpness(self, rows: Sequence[int]) -> list[float]:
        """How sharp some photos are, all at one size; 0 for all if they can't be compared."""
        if self._one_content(rows):
            return [0.0] * len(rows)
        greys = self._greys(rows)
        shapes = [grey.shape for grey in greys if grey is not None]
        if len(shapes) < len(rows) or not _alike(shapes):
            return [0.0] * len(rows)
        edge = min(max(shape) for shape in shapes)
        return [sharpness(_scaled(grey, edge)) for grey in greys if grey is not None]

    def in_colour(self, rows: Sequence[int]) -> list[bool]:
        """Whether each of some photos shows any colour; true for all if one can't be looked at."""
        if self._one_content(rows):
            return [True] * len(rows)
        jpegs = self._jpegs(rows)
        seen = [is_in_colour(jpeg) for jpeg in jpegs if jpeg is not None]
        return [seen_one is not False for seen_one in seen] if len(seen) == len(rows) else [True] * len(rows)

    def _one_content(self, rows: Sequence[int]) -> bool:
        return len({self._table.fingerprint(row) for row in rows}) == 1

    def _greys(self, rows: Sequence[int]) -> list[Grey | None]:
        return [thumbnail_grey(jpeg) if jpeg is not None else None for jpeg in self._jpegs(rows)]

    def _jpegs(self, rows: Sequence[int]) -> list[bytes | None]:
        self._cancel.checkpoint()
        return [self._thumbnails.thumbnail(self._table.id(row)) for row in rows]


def _within(shape: tuple[int, int], share: tuple[float, float]) -> tuple[int, int]:
    return round(shape[0] * share[1]), round(shape[1] * share[0])


def _alike(shapes: Sequence[tuple[int, ...]]) -> bool:
    """Whether pictures are of one shape, whichever way they are turned."""
    ratios = [max(shape) / min(shape) for shape in shapes]
    return max(ratios) <= SAME_SHAPE * min(ratios)


def _scaled(grey: Grey, edge: int) -> Grey:
    if max(grey.shape) == edge:
        return grey
    small = resampled(grey.astype(np.float32), fitted(grey.shape, edge), SHARP)
    return np.clip(np.rint(small), 0, 255).astype(np.uint8)
