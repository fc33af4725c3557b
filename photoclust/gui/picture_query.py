"""Pictures as the question: photos of the library, files from anywhere, or pixels from the clipboard."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId, Region
from photoclust.core.queries import SimilarQuery
from photoclust.gui.background import WorkToken
from photoclust.gui.browser import Browser
from photoclust.gui.places import Place, PlaceKind
from photoclust.gui.session import LibrarySession
from photoclust.library import browse
from photoclust.library.session import Library

LANE = "picture-query"


class PictureQuery(QObject):
    """Turns any of them into a place to go to.

    Signals:
        refused(UserFacingError): What was given can't be asked for.
    """

    refused = Signal(object)

    def __init__(self, session: LibrarySession, browser: Browser, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._browser = browser
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = itertools.count(1)

    def ask_photos(self, photo_ids: Sequence[PhotoId]) -> None:
        """Looks for the like of photos of the library."""
        self._ask(SimilarQuery.of_photos(photo_ids))

    def ask_region(self, photo_id: PhotoId, region: Region) -> None:
        """Looks for the like of a part of a photo."""
        self._ask(SimilarQuery((photo_id,), region=region))

    def ask_files(self, paths: Sequence[str]) -> None:
        """Looks for the like of picture files, wherever they lie; those of the library are its photos."""

        def work(library: Library, _token: WorkToken) -> SimilarQuery:
            known = browse.ids_at(library, paths)
            others = tuple(path for path in paths if path not in known)
            return SimilarQuery(tuple(dict.fromkeys(known.values())), others)

        self._session.ask(work, self._ask, lane=LANE)

    def ask_image(self, image: QImage) -> None:
        """Looks for the like of a picture that is no file; it is one for as long as the window is open."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="photoclust-")
        number = next(self._numbers)  # each its own: one can go back to those before
        name = self.tr("pasted picture") if number == 1 else self.tr("pasted picture {n}").format(n=number)
        path = str(Path(self._folder.name) / f"{name}.png")

        def work(_library: Library, _token: WorkToken) -> bool:
            return image.save(path, "PNG")  # type: ignore[call-overload]

        self._session.ask(work, lambda _saved: self._ask(SimilarQuery(paths=(path,))), lane=LANE)

    def refuse_link(self) -> None:
        """The address of a picture is no picture, and PhotoClust fetches nothing."""
        self.refused.emit(UserFacingError("web-address"))

    def close(self) -> None:
        """Removes what was pasted. Idempotent."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _ask(self, query: SimilarQuery) -> None:
        self._browser.go(Place(PlaceKind.SIMILAR, query))
