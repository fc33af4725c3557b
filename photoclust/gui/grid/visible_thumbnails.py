"""Between the grid and the loader: which thumbnails in which size, and what is asked for ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.header import COVER
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader, ThumbnailSpec
from photoclust.gui.theme import Measure

SETTLE_MS = 120  # no other size is loaded while the size still changes


class VisibleThumbnails(QObject):
    """Asks a loader on behalf of one grid.

    While a window or the thumbnails are being resized, pixmaps of the old size are scaled; the new size is
    asked for once it has settled.

    Args:
        settled: Called when another size is wanted from now on: the grid has to be painted again.
        parent: Qt's parent.
    """

    def __init__(self, settled: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loader: ThumbnailLoader | None = None
        self._spec = ThumbnailSpec(0)
        self._wished = self._spec
        self._settled = settled
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLE_MS)
        self._wait.timeout.connect(self._settle)
        self._looked_at: tuple[PhotoId, ...] = ()

    def want(self, edge: int, ratio: float) -> None:
        """Sets the edge of a cell and the screen's device pixel ratio."""
        self._wished = ThumbnailSpec(edge, Measure.RADIUS_ROW, ratio)
        if self._wished == self._spec:
            self._wait.stop()
        elif self._spec.edge == 0:
            self._settle()
        else:
            self._wait.start()

    def photo(self, photo_id: PhotoId) -> QPixmap | None:
        return self.loader.get(photo_id, self._spec, owner=self) if self.loader else None

    def cover(self, photo_id: PhotoId) -> QPixmap | None:
        """A round one, for a header."""
        if self.loader is None:
            return None
        spec = ThumbnailSpec(COVER, COVER / 2, self._spec.ratio)
        pixmap = self.loader.get(photo_id, spec, owner=self)
        # One of another screen's ratio has another size; better none for a moment.
        return pixmap if pixmap is not None and pixmap.width() == spec.pixels else None

    def is_missing(self, photo_id: PhotoId) -> bool:
        return self.loader is not None and self.loader.is_missing(photo_id)

    def look_at(self, visible: Sequence[PhotoId], near: Sequence[PhotoId]) -> None:
        """Drops what is wanted of other photos, and asks for those just out of sight before the visible ones.

        Asked first is served last: they come when everything visible is there.
        """
        if self.loader is None or tuple(visible) == self._looked_at:
            return
        self._looked_at = tuple(visible)
        self.loader.keep_only(self, (*visible, *near))
        for photo_id in near:
            self.loader.get(photo_id, self._spec, owner=self)

    def _settle(self) -> None:
        self._spec = self._wished
        self._looked_at = ()
        self._settled()
