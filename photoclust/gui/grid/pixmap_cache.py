"""Finished thumbnails in memory, the least recently used thrown out first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtGui import QPixmap

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.thumbnail_image import ThumbnailSpec


class PixmapCache:
    """Pixmaps by photo and shape, bounded by their bytes. GUI thread only.

    QPixmapCache is not used: it is shared with every style and icon of the process, and it can't tell which
    other sizes of a photo it has.

    Args:
        budget: Bytes; the newest pixmap is kept even if it alone is larger.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._pixmaps: OrderedDict[tuple[PhotoId, ThumbnailSpec], QPixmap] = OrderedDict()
        self._specs: dict[PhotoId, list[ThumbnailSpec]] = {}

    def __len__(self) -> int:
        return len(self._pixmaps)

    @property
    def used(self) -> int:
        """Bytes of all pixmaps."""
        return self._used

    def get(self, photo_id: PhotoId, spec: ThumbnailSpec) -> QPixmap | None:
        key = (photo_id, spec)
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
        return pixmap

    def stand_in(self, photo_id: PhotoId, spec: ThumbnailSpec) -> QPixmap | None:
        """The largest pixmap of the photo in another size of the same form, to be scaled meanwhile."""
        alike = [other for other in self._specs.get(photo_id, ()) if other.is_circle == spec.is_circle]
        return self._pixmaps[photo_id, max(alike, key=lambda other: other.pixels)] if alike else None

    def put(self, photo_id: PhotoId, spec: ThumbnailSpec, pixmap: QPixmap) -> None:
        self._remove(photo_id, spec)
        self._pixmaps[photo_id, spec] = pixmap
        self._specs.setdefault(photo_id, []).append(spec)
        self._used += _bytes(pixmap)
        while self._used > self._budget and len(self._pixmaps) > 1:
            self._remove(*next(iter(self._pixmaps)))

    def forget(self, photo_ids: Iterable[PhotoId]) -> None:
        for photo_id in photo_ids:
            for spec in list(self._specs.get(photo_id, ())):
                self._remove(photo_id, spec)

    def clear(self) -> None:
        self._pixmaps.clear()
        self._specs.clear()
        self._used = 0

    def _remove(self, photo_id: PhotoId, spec: ThumbnailSpec) -> None:
        pixmap = self._pixmaps.pop((photo_id, spec), None)
        if pixmap is None:
            return
        self._used -= _bytes(pixmap)
        specs = self._specs[photo_id]
        specs.remove(spec)
        if not specs:
            del self._specs[photo_id]


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * pixmap.depth() // 8
