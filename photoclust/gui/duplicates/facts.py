"""Pixels and bytes of the photos in groups, as columns: an object for each is in the way (`gui.garbage`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photoclust.core.briefs import ascending
from photoclust.core.photo import PhotoId
from photoclust.library import browse
from photoclust.library.session import Library

AT_ONCE = 2000

Column = NDArray[np.int64]


def _empty() -> Column:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of some photos.

    Attributes:
        ids: Ascending; (photos,) int64.
        widths: Pixels of the upright picture; (photos,) int64.
        heights: The same.
        sizes: Bytes of the file; (photos,) int64.
    """

    ids: Column = field(default_factory=_empty)
    widths: Column = field(default_factory=_empty)
    heights: Column = field(default_factory=_empty)
    sizes: Column = field(default_factory=_empty)

    def of(self, photo_id: PhotoId) -> tuple[int, int, int] | None:
        """Width, height and bytes of a photo; None if it is not here."""
        row = int(np.searchsorted(self.ids, photo_id))
        if row == len(self.ids) or self.ids[row] != photo_id:
            return None
        return int(self.widths[row]), int(self.heights[row]), int(self.sizes[row])

    def bytes_of(self, ids: Sequence[PhotoId]) -> int:
        """Bytes of some photos together; those that are not here count nothing."""
        return int(self.sizes[np.isin(self.ids, np.asarray(ids, np.int64))].sum())


def facts_of(library: Library, ids: Iterable[PhotoId]) -> Facts:
    """Reads what is known of some photos; those that are no more are left out. Off the GUI thread."""
    wanted = ascending(ids).tolist()
    rows = [
        (photo.id, photo.metadata.width, photo.metadata.height, photo.file.size)
        for start in range(0, len(wanted), AT_ONCE)
        for photo in browse.photos(library, wanted[start : start + AT_ONCE])
    ]
    columns = np.array(rows, np.int64).reshape(-1, 4)
    columns = columns[np.argsort(columns[:, 0])]
    return Facts(*(np.ascontiguousarray(columns[:, number]) for number in range(4)))
