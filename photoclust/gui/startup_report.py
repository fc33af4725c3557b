"""When a start reached what, for `python -m benchmarks startup`: works in a bundle as from source.

Nothing happens unless `PHOTOCLUST_STARTUP_REPORT` names a file. Then the window closes by itself as soon as
it shows the library's photos, and the file holds the time of each milestone, in seconds of the system's
monotonic clock, which whoever started the program can read as well:

- imported: the modules are loaded, nothing is made yet
- built: the window is made, not shown
- painted: the window is painted for the first time
- answered: and it handles the next event
- photo: the first photo is painted
- screenful: all photos that are in sight are, or it is known that there are none
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from photoclust.core.photo import PhotoId
    from photoclust.gui.main_window import MainWindow
    from photoclust.library.browse import Overview

VARIABLE = "PHOTOCLUST_STARTUP_REPORT"


class StartupReport(QObject):
    """Notes the milestones of one start and ends it.

    Args:
        path: The JSON file that is written.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._times: dict[str, float] = {}
        self._loaded: set[PhotoId] = set()
        self._note("imported")

    @classmethod
    def if_wanted(cls) -> Self | None:
        """One, if the environment asks for it."""
        path = os.environ.get(VARIABLE)
        return cls(Path(path)) if path else None

    def watch(self, window: MainWindow) -> None:
        """Follows a window that was made and not shown yet."""
        self._note("built")
        self.setParent(window)
        self._window = window
        self._grid = window.center.grid
        window.installEventFilter(self)
        self._grid.viewport().installEventFilter(self)
        window.session.opened.connect(self._follow_thumbnails)
        window.session.overviewChanged.connect(self._overview_known)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            if "painted" not in self._times:
                # A timer of this moment comes after all that is painted at once with it.
                self._note("painted")
                QTimer.singleShot(0, self, lambda: self._note("answered"))
            if watched is self._grid.viewport() and self._loaded:
                QTimer.singleShot(0, self, self._photos_painted)
        return super().eventFilter(watched, event)

    def _follow_thumbnails(self) -> None:
        assert self._window.thumbnails is not None  # made when the library was opened
        self._window.thumbnails.loaded.connect(self._loaded.add)

    def _overview_known(self, overview: Overview) -> None:
        if not overview.photos:
            QTimer.singleShot(0, self, self._finish)

    def _photos_painted(self) -> None:
        self._note("photo")
        rows = self._grid.scene.visible_items().tolist()
        if {self._grid.photos.id_at(row) for row in rows} <= self._loaded:
            self._finish()

    def _note(self, milestone: str) -> None:
        self._times.setdefault(milestone, time.monotonic())

    def _finish(self) -> None:
        if "screenful" not in self._times:
            self._note("screenful")
            self._path.write_text(json.dumps(self._times), "utf-8")
            self._window.close()
