"""Thumbnails from worker threads: placeholder now, last asked first served, LRU in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from photoclust.core.photo import PhotoId


class ThumbnailSourceProtocol(Protocol):
    """What `photoclust.library.thumbnails.ThumbnailSource` offers. One thread only."""

    def get(self, photo_id: PhotoId) -> bytes | None:
        """Encoded thumbnail, upright, about 384 px; None where there is none."""

    def preview(self, photo_id: PhotoId, edge_px: int) -> bytes | None:
        """Encoded picture decoded from the original, long edge about `edge_px`; None where it can't be had."""


class ThumbnailSpec(NamedTuple):
    """The shape of a thumbnail: a centre-cropped square.

    Attributes:
        edge: Device-independent pixels.
        radius: Of the corners, device-independent pixels; edge / 2 makes a circle.
        ratio: Device pixel ratio of the screen it is for.
    """

    edge: int
    radius: float = 6.0
    ratio: float = 1.0


class ThumbnailLoader(QObject):
    """Supplies pixmaps to every view of the window; shared. Lives on the GUI thread.

    Args:
        open_source: Opens a source; called once in each worker thread, entered and left there.
        budget: Bytes of pixmaps kept in memory.
        threads: Number of workers.

    Signals:
        loaded(PhotoId): A thumbnail of this photo can be had with `get` now (or is known to be missing).
        failed(PhotoId, str): A thumbnail could not be made; the photo counts as missing.
    """

    loaded = Signal(object)
    failed = Signal(object, str)

    def __init__(
        self,
        open_source: Callable[[], AbstractContextManager[ThumbnailSourceProtocol]],
        parent: QObject | None = None,
        *,
        budget: int = 256 * 1024 * 1024,
        threads: int = 2,
    ) -> None:
        super().__init__(parent)

    def get(self, photo_id: PhotoId, spec: ThumbnailSpec, *, owner: object = None) -> QPixmap | None:
        """The thumbnail if it is in memory, else None (or another size of it), and it is queued.

        `loaded` tells when to ask again. `owner` is for `keep_only`.
        """
        raise NotImplementedError

    def is_missing(self, photo_id: PhotoId) -> bool:
        """Whether the source has no picture of this photo."""
        raise NotImplementedError

    def keep_only(self, owner: object, photo_ids: Iterable[PhotoId]) -> None:
        """Drops what `owner` asked for, save these photos: the rest went out of sight."""
        raise NotImplementedError

    def invalidate(self, photo_ids: Iterable[PhotoId] | None = None) -> None:
        """Forgets these photos' thumbnails (all if None); answers under way are dropped."""
        raise NotImplementedError

    def close(self) -> None:
        """Drops all requests and joins the threads. Idempotent."""
        raise NotImplementedError
