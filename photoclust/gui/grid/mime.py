"""What a drag of photos carries: their ids for drops inside the window, file URLs for everybody else."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QUrl

from photoclust.core.photo import PhotoId
from photoclust.gui.desktop import file_url

MIME_PHOTO_IDS: Final = "application/x-photoclust-photo-ids"
"""JSON list of photo ids."""
MIME_URLS: Final = "text/uri-list"


class PhotoMimeData(QMimeData):
    """Photos under way. Nothing is looked up or written out before somebody asks for it.

    So a drag of fifty thousand photos starts at once, and dropping it on an album needs no path at all.

    Args:
        ids: The photos, in order.
        paths_of: Their absolute paths, from memory; "" for a photo that has none.
    """

    def __init__(
        self, ids: Sequence[PhotoId], paths_of: Callable[[Sequence[PhotoId]], Sequence[str]]
    ) -> None:
        super().__init__()
        self._ids = ids
        self._paths_of = paths_of
        self._urls: list[QUrl] | None = None

    def formats(self) -> list[str]:
        return [MIME_PHOTO_IDS, MIME_URLS]

    def hasFormat(self, mime_type: str) -> bool:
        return mime_type in {MIME_PHOTO_IDS, MIME_URLS}

    def retrieveData(self, mime_type: str, _wanted: QMetaType | QMetaType.Type) -> Any:
        if mime_type == MIME_PHOTO_IDS:
            return QByteArray(json.dumps(list(self._ids)).encode("ascii"))
        if mime_type == MIME_URLS:  # Qt makes text of a list of URLs, but not the reverse
            if self._urls is None:  # drop targets ask again and again while the mouse moves
                self._urls = [file_url(path) for path in self._paths_of(self._ids) if path]
            return self._urls
        return None


def photo_ids_of(mime: QMimeData) -> list[PhotoId]:
    """The photos of a drag that began in this window; [] for any other."""
    if not mime.hasFormat(MIME_PHOTO_IDS):
        return []
    return [PhotoId(number) for number in json.loads(bytes(mime.data(MIME_PHOTO_IDS).data()))]
