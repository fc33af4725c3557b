"""The grid of photos with section headers: virtual, painted directly, arithmetic layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.theme import Theme


class PhotoGrid(QAbstractItemView):
    """Shows a `PhotoModel` (`setModel`). objectName "photoGrid".

    Keyboard: arrows, Home, End, Page Up/Down move (Shift extends, Ctrl moves without selecting), Space
    selects, Enter opens, Ctrl+A selects all, Ctrl+Up/Down goes to the section's header, where Left/Right reach its
    actions and Enter or Space triggers them; the Menu key asks for the context menu of photos or header.

    Signals:
        photoActivated(PhotoId): Double click or Enter.
        currentPhotoChanged(PhotoId | None): The photo with the focus; for the inspector.
        selectionChangedIds(list[PhotoId]): Selected photos in order of rows; at most once an event loop turn.
        sectionActionRequested(int key, str action, QPoint): A header's link; the point (global) is its lower left
            corner, where a menu may open.
        photoMenuRequested(list[PhotoId], QPoint): Context menu for the selected photos, global position.
        sectionMenuRequested(int key, QPoint): Context menu of a header.
        thumbnailSizeChanged(int): By Ctrl+wheel, Ctrl+plus/minus or `set_thumbnail_size`.
    """

    photoActivated = Signal(object)
    currentPhotoChanged = Signal(object)
    selectionChangedIds = Signal(object)
    sectionActionRequested = Signal(int, str, object)
    photoMenuRequested = Signal(object, object)
    sectionMenuRequested = Signal(int, object)
    thumbnailSizeChanged = Signal(int)

    def __init__(self, loader: ThumbnailLoader | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        """Changes where thumbnails come from: another library was opened."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        raise NotImplementedError

    def thumbnail_size(self) -> int:
        raise NotImplementedError

    def set_thumbnail_size(self, pixels: int) -> None:
        """Sets the wished edge (64 to 512); columns are stretched a little so that rows fill the width."""
        raise NotImplementedError

    def selected_ids(self) -> list[PhotoId]:
        """Selected photos in order of rows, each once."""
        raise NotImplementedError

    def select_ids(self, ids: Sequence[PhotoId]) -> None:
        """Selects exactly these photos, as far as they are shown, and scrolls to the first."""
        raise NotImplementedError

    def current_id(self) -> PhotoId | None:
        raise NotImplementedError

    def set_current_id(self, photo_id: PhotoId) -> None:
        """Makes a photo current and the only selected one, and scrolls to it."""
        raise NotImplementedError
