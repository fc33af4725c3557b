"""Makes the map in the background, and finds out which group each point is in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photoclust.core.errors import UserFacingError
from photoclust.core.grouping import Grouping
from photoclust.core.photo import PhotoId
from photoclust.core.progress import Progress
from photoclust.gui.background import WorkToken
from photoclust.gui.map.islands import Islands, islands_of
from photoclust.gui.session import LibrarySession
from photoclust.library.mapping import MapProgress, PhotoMap, make_map
from photoclust.library.session import Library

LANE = "map"
ISLANDS_LANE = "map-groups"


class Mapper(QObject):
    """One map at a time, of the whole library.

    Signals:
        started: Work begins.
        progressed(MapProgress): How far it is, and the picture as it is by now.
        mapped(PhotoMap): It is done.
        stopped: It was stopped, or could not be done.
        coloured(Islands): The groups of the map that was made last.
    """

    started = Signal()
    progressed = Signal(object)
    mapped = Signal(object)
    stopped = Signal()
    coloured = Signal(object)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._map: PhotoMap | None = None
        self._grouping: Grouping | None = None
        self._once_more = False

    def want(self) -> None:
        """Somebody looks at the map: it is read or made, or brought up to date. `mapped` follows.

        While one is being made, that is finished first.
        """
        if self._session.background.busy(LANE):
            self._once_more = True
        else:
            self.make()

    def make(self, *, anew: bool = False) -> None:
        """Makes the map; `anew` even if there is one that holds."""
        find_model = self._session.model_finder()
        self._once_more = False

        def work(library: Library, token: WorkToken) -> PhotoMap:
            return make_map(library, find_model(), anew=anew, on_progress=token.report, cancel=token)

        self._session.ask(
            work, self._made, self._failed, lane=LANE, shows=ids_of, on_progress=self._progressed
        )
        self.started.emit()

    def pause(self, paused: bool) -> None:
        """Holds the work, or lets it go on."""
        self._session.background.pause(LANE, paused)

    def stop(self) -> None:
        """Stops what is under way."""
        if self._session.background.busy(LANE):
            self._session.background.cancel(LANE)
            self.stopped.emit()

    def colour(self, grouping: Grouping) -> None:
        """These are the groups; `coloured` follows once there is a map."""
        self._grouping = grouping
        photo_map = self._map
        if photo_map is None:
            return
        self._session.ask(
            lambda _library, _token: islands_of(photo_map, grouping.clusters),
            self._colours_found,
            lane=ISLANDS_LANE,
        )

    def _colours_found(self, islands: Islands) -> None:
        self.coloured.emit(islands)

    def _progressed(self, progress: Progress) -> None:
        if isinstance(progress, MapProgress):
            self.progressed.emit(progress)

    def _made(self, photo_map: PhotoMap) -> None:
        self._map = photo_map
        self.mapped.emit(photo_map)
        if self._grouping is not None:
            self.colour(self._grouping)
        if self._once_more:
            self.make()

    def _failed(self, error: UserFacingError) -> None:
        self.stopped.emit()
        self._session.failed.emit(error)


def ids_of(photo_map: PhotoMap) -> list[PhotoId]:
    """All photos of a map."""
    return photo_map.ids.tolist()
