"""A picture as the question: a photo of the library, a file from anywhere, or pixels from the clipboard."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from photoclust.core.photo import PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.browser import Browser
from photoclust.gui.places import similar_to, similar_to_files
from photoclust.gui.session import LibrarySession
from photoclust.library.session import Library

LANE = "picture-query"


class PictureQuery(QObject):
    """Turns any of them into a place to go to."""

    def __init__(self, session: LibrarySession, browser: Browser, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._browser = browser
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def ask_photo(self, photo_id: PhotoId) -> None:
        """Looks for the like of a photo of the library."""
        self._browser.go(similar_to(photo_id))

    def ask_file(self, path: str) -> None:
        """Looks for the like of a picture file, wherever it lies."""
        self._browser.go(similar_to_files([path]))

    def ask_image(self, image: QImage) -> None:
        """Looks for the like of a picture that is no file; it is one for as long as the window is open."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="photoclust-")
        path = str(Path(self._folder.name) / f"{self.tr('pasted picture')}.png")

        def work(_library: Library, _token: WorkToken) -> bool:
            return image.save(path, "PNG")  # type: ignore[call-overload]

        self._session.ask(work, lambda _saved: self.ask_file(path), lane=LANE)

    def close(self) -> None:
        """Removes what was pasted. Idempotent."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
