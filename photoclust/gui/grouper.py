"""Groups photos in the background and remembers what came of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Grouping, PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.session import LibrarySession
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.library.session import Library

LANE = "grouping"


class Grouper(QObject):
    """One grouping at a time; a newer request replaces the older.

    Signals:
        started(GroupingRequest): Work begins.
        progressed(Progress): How far it is.
        grouped(Grouping, GroupingRequest): It is done.
        stopped: It was stopped, or could not be done.
        countsChanged(int | None, int | None): Groups of the whole library, and photos in none; None while
            that is not known.
    """

    started = Signal(object)
    progressed = Signal(object)
    grouped = Signal(object, object)
    stopped = Signal()
    countsChanged = Signal(object, object)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._groupings: dict[tuple[str, ...], Grouping] = {}
        session.modelChanged.connect(self.forget)

    def grouping_of(self, within: tuple[str, ...]) -> Grouping | None:
        """The last grouping of these folders (of the library for ()); None if there is none that holds."""
        return self._groupings.get(within)

    def group(self, request: GroupingRequest) -> None:
        """Groups the photos; `grouped` follows, or `stopped`."""
        find_model = self._session.model_finder()

        def work(library: Library, token: WorkToken) -> Grouping:
            return make_groups(library, find_model(), request, on_progress=token.report, cancel=token)

        def done(grouping: Grouping) -> None:
            self._groupings[tuple(request.within)] = grouping
            if not request.within:
                self.countsChanged.emit(len(grouping.clusters), len(grouping.unclustered))
            self.grouped.emit(grouping, request)

        self._session.ask(
            work, done, self._failed, lane=LANE, shows=members_of, on_progress=self.progressed.emit
        )
        self.started.emit(request)

    def stop(self) -> None:
        """Stops what is under way; the last grouping stays."""
        if self._session.background.busy(LANE):
            self._session.background.cancel(LANE)
            self.stopped.emit()

    def forget(self) -> None:
        """Photos came or went, or the model changed: what was grouped does not hold any more."""
        self._groupings.clear()
        self.countsChanged.emit(None, None)

    def _failed(self, error: UserFacingError) -> None:
        self.stopped.emit()
        self._session.failed.emit(error)


def members_of(grouping: Grouping) -> list[PhotoId]:
    """All photos of a grouping."""
    ids = [photo_id for cluster in grouping.clusters for photo_id in cluster.photo_ids]
    return [*ids, *grouping.unclustered]
