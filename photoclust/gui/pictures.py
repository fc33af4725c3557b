"""Pictures of single photos for the inspector and the viewer: the thumbnail at once, then a sharper one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.jpeg import image_of
from photoclust.gui.session import LibrarySession
from photoclust.library.session import Library
from photoclust.library.thumbnails import ThumbnailSource

OnImage = Callable[[QImage], None]
OnError = Callable[[UserFacingError], None]


def ask_for_thumbnail(session: LibrarySession, photo_id: PhotoId, on_image: OnImage, *, lane: str) -> None:
    """The stored thumbnail as an image; a null image where there is none."""

    def work(library: Library, _token: WorkToken) -> QImage:
        with ThumbnailSource(library) as source:
            return image_of(source.get(photo_id))

    session.ask(work, on_image, lane=lane)


def ask_for_preview(
    session: LibrarySession, photo_id: PhotoId, edge: int, on_image: OnImage, on_error: OnError, *, lane: str
) -> None:
    """A view decoded from the original, its longer edge `edge` device pixels."""

    def work(library: Library, _token: WorkToken) -> QImage:
        with ThumbnailSource(library) as source:
            return image_of(source.preview(photo_id, edge))

    session.ask(work, on_image, on_error, lane=lane)
