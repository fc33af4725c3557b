"""What the program is given to open: on its command line, by a file manager, by a second start."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from photoclust.core.errors import UserFacingError
from photoclust.gui.doorbell import Doorbell, bring_to_front
from photoclust.gui.folders import Folders
from photoclust.gui.picture_query import PictureQuery
from photoclust.gui.session import LibrarySession
from photoclust.library.mailbox import Request

LANE = "openings"


@dataclass(slots=True)
class Sorted:
    """What paths turned out to be.

    Attributes:
        folders: To be added.
        files: Pictures, as far as names tell.
        missing: There is nothing.
    """

    folders: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class Openings(QObject):
    """Adds folders to the library, and takes pictures as the question, once the library is open."""

    def __init__(
        self, window: QWidget, session: LibrarySession, folders: Folders, queries: PictureQuery
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._folders = folders
        self._queries = queries
        self._doorbell: Doorbell | None = None
        self._wanted: list[str] = []
        self._question: list[str] = []  # came with the first folders: there is nothing like it yet
        session.overviewChanged.connect(lambda _overview: self._go_on())
        folders.firstPhotosCame.connect(self._ask_now)

    def listen(self, mailbox: Path) -> None:
        """Hears what later starts of the program are given."""
        self._doorbell = Doorbell(mailbox, self)
        self._doorbell.rung.connect(self._rung)

    def open(self, paths: Sequence[str]) -> None:
        """Opens folders and picture files, now or when the library is open and its photos are counted.

        Args:
            paths: Absolute.
        """
        self._wanted += paths
        self._go_on()

    def close(self) -> None:
        """Hears no more. Idempotent."""
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell = None

    def _rung(self, request: Request) -> None:
        bring_to_front(self._window, request.token)
        self.open(request.paths)

    def _go_on(self) -> None:
        opening = self._session.library is not None and self._session.overview is None
        if self._wanted and not opening:
            paths = tuple(self._wanted)  # those being looked at too: this question replaces that one
            self._session.ask(lambda _library, _token: sort_out(paths), self._act, lane=LANE)

    def _act(self, found: Sorted) -> None:
        self._wanted.clear()
        for path in found.missing:
            self._session.failed.emit(missing(path))
        self._folders.add(found.folders)
        overview = self._session.overview
        if not found.files:
            return
        if overview is not None and overview.photos:
            self._ask(found.files)
        elif found.folders:
            self._question = found.files
        else:
            self._session.failed.emit(UserFacingError("no-photos"))

    def _ask(self, files: Sequence[str]) -> None:
        self._queries.ask_files(files)

    def _ask_now(self, _count: int) -> None:
        if self._question:
            self._ask(self._question)
            self._question = []


def missing(path: str) -> UserFacingError:
    """Names what is not there, a file or a folder as far as its name tells."""
    if os.path.splitext(path)[1]:
        return UserFacingError("file-missing", path=path)
    return UserFacingError("folder-missing", path=path)


def sort_out(paths: Sequence[str]) -> Sorted:
    """Looks what paths are. Off the GUI thread."""
    found = Sorted()
    for path in dict.fromkeys(paths):
        if os.path.isdir(path):
            found.folders.append(path)
        elif os.path.exists(path):
            found.files.append(path)
        else:
            found.missing.append(path)
    return found
