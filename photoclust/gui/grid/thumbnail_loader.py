"""Thumbnails from worker threads: placeholder now, last asked first served.

`ThumbnailLoader.get` answers from memory or puts a wish on the `RequestQueue`; a worker takes it, reads the
encoded thumbnail from its own source, makes a QImage of it (`thumbnail_image.square_of`) and lays it in the
tray; the GUI thread empties the tray in slices of a few milliseconds, makes QPixmaps, and says `loaded`.
Answers carry the request they belong to: one that was forgotten meanwhile is dropped.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.gui.grid.pixmap_cache import PixmapCache
from photoclust.gui.grid.request_queue import Request, RequestQueue
from photoclust.gui.grid.thumbnail_image import Square, ThumbnailSpec, square_of

__all__ = ["ThumbnailLoader", "ThumbnailSourceProtocol", "ThumbnailSpec"]

log = logging.getLogger(__name__)

TIME_SLICE = 0.008  # seconds the GUI thread spends on finished thumbnails before it looks at events again
SHARP_ENOUGH = 1.3  # how much a stored thumbnail may be enlarged before the original is decoded
LONGEST = 4.0  # sides of pictures up to which the whole is decoded for a preview


class ThumbnailSourceProtocol(Protocol):
    """What `photoclust.library.thumbnails.ThumbnailSource` offers. One thread only."""

    def get(self, photo_id: PhotoId) -> bytes | None:
        """Encoded thumbnail, upright, about 384 px; None where there is none."""

    def preview(self, photo_id: PhotoId, edge_px: int) -> bytes | None:
        """Encoded picture decoded from the original, long edge about `edge_px`; None if it can't be had."""


OpenSource = Callable[[], AbstractContextManager[ThumbnailSourceProtocol]]


@dataclass(frozen=True, slots=True)
class _Answer:
    request: Request
    square: Square | None
    failure: str = ""


class ThumbnailLoader(QObject):
    """Supplies pixmaps to every view of the window. Lives on the GUI thread.

    Args:
        open_source: Opens a source; called in each worker thread, entered and left there.
        parent: Qt's parent.
        budget: Bytes of pixmaps kept in memory.
        threads: Number of workers; they start at the first request.

    Signals:
        loaded(PhotoId): `get` has something new of this photo, or it is known to be missing.
        failed(PhotoId, str): A thumbnail could not be made, and why; the photo counts as missing.
    """

    loaded = Signal(object)
    failed = Signal(object, str)
    _arrived = Signal()

    def __init__(
        self,
        open_source: OpenSource,
        parent: QObject | None = None,
        *,
        budget: int = 256 * 1024 * 1024,
        threads: int = 2,
    ) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._thread_count = threads
        self._closed = False
        self._threads: list[threading.Thread] = []
        self._queue = RequestQueue()
        self._cache = PixmapCache(budget)
        self._missing: set[PhotoId] = set()
        self._blurred: dict[tuple[PhotoId, ThumbnailSpec], int] = {}  # -> long edge that would be sharp
        self._tray: deque[_Answer] = deque()
        self._announced = threading.Event()  # one queued signal for whatever lies in the tray
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._empty_tray)
        self._arrived.connect(self._empty_tray, Qt.ConnectionType.QueuedConnection)

    def get(self, photo_id: PhotoId, spec: ThumbnailSpec, *, owner: object = None) -> QPixmap | None:
        """The thumbnail if it is in memory; else it is queued, and another size of it is returned or None.

        Args:
            photo_id: Of which photo.
            spec: In which shape; a stand-in in another size has to be scaled by the caller.
            owner: Who asks, for `keep_only`.
        """
        pixmap = self._cache.get(photo_id, spec)
        if pixmap is None and photo_id not in self._missing:
            self._ask(photo_id, spec, owner)
            return self._cache.stand_in(photo_id, spec)
        if pixmap is not None and (edge := self._blurred.get((photo_id, spec))):
            self._ask(photo_id, spec, owner, edge)
        return pixmap

    def is_missing(self, photo_id: PhotoId) -> bool:
        """Whether there is no picture of this photo."""
        return photo_id in self._missing

    def keep_only(self, owner: object, photo_ids: Iterable[PhotoId]) -> None:
        """Drops what `owner` asked for, save these photos: the rest went out of sight."""
        self._queue.keep_only(owner, frozenset(photo_ids))

    def invalidate(self, photo_ids: Iterable[PhotoId] | None = None) -> None:
        """Forgets the thumbnails of photos that changed (all if None); answers under way are dropped."""
        photos = None if photo_ids is None else frozenset(photo_ids)
        self._queue.forget(photos)
        if photos is None:
            self._cache.clear()
            self._missing.clear()
            self._blurred.clear()
            return
        self._cache.forget(photos)
        self._missing -= photos
        self._blurred = {key: edge for key, edge in self._blurred.items() if key[0] not in photos}

    def close(self) -> None:
        """Drops all requests and joins the threads; what is in memory can still be had. Idempotent."""
        self._closed = True
        self._queue.close()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._again.stop()
        self._tray.clear()

    # ---- GUI thread

    def _ask(self, photo_id: PhotoId, spec: ThumbnailSpec, owner: object, preview_edge: int = 0) -> None:
        if self._closed:
            return
        self._queue.ask(photo_id, spec, owner, preview_edge)
        while len(self._threads) < self._thread_count:
            thread = threading.Thread(target=self._work, name=f"thumbnails-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    @Slot()
    def _empty_tray(self) -> None:
        self._announced.clear()  # first: what is laid down from here on announces itself anew
        deadline = time.monotonic() + TIME_SLICE
        while self._tray:
            self._accept(self._tray.popleft())
            if time.monotonic() > deadline:
                self._again.start()
                return

    def _accept(self, answer: _Answer) -> None:
        request = answer.request
        if not self._queue.finish(request):
            return
        photo_id, spec = request.photo_id, request.spec
        if request.preview_edge:
            self._blurred.pop((photo_id, spec), None)
        if answer.failure:
            self.failed.emit(photo_id, answer.failure)
        if answer.square is not None:
            self._cache.put(photo_id, spec, QPixmap.fromImage(answer.square.image))
            if not request.preview_edge and (edge := _sharp_edge(answer.square, spec)):
                self._blurred[photo_id, spec] = edge
        elif request.preview_edge:
            return  # the stored thumbnail has to do
        else:
            self._missing.add(photo_id)
        self.loaded.emit(photo_id)

    # ---- worker threads

    def _work(self) -> None:
        with ExitStack() as opened:
            source: ThumbnailSourceProtocol | None = None
            while (request := self._queue.take()) is not None:
                square, failure = None, ""
                try:
                    if source is None:
                        source = opened.enter_context(self._open_source())
                    square = _made(source, request)
                except UserFacingError as error:
                    failure = error.message
                except Exception as error:
                    log.exception("thumbnail of photo %s", request.photo_id)
                    failure = str(error) or type(error).__name__
                self._tray.append(_Answer(request, square, failure))
                if not self._announced.is_set():
                    self._announced.set()
                    self._arrived.emit()


def _made(source: ThumbnailSourceProtocol, request: Request) -> Square | None:
    if request.preview_edge:
        encoded = source.preview(request.photo_id, request.preview_edge)
    else:
        encoded = source.get(request.photo_id)
    return square_of(encoded, request.spec) if encoded else None


def _sharp_edge(square: Square, spec: ThumbnailSpec) -> int:
    """The long edge in pixels of a picture that would be sharp in this shape; 0 if it is already."""
    short, long = sorted((square.source_size.width(), square.source_size.height()))
    if spec.pixels <= short * SHARP_ENOUGH:
        return 0
    return math.ceil(spec.pixels * min(long / max(1, short), LONGEST))
