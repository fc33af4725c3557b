"""Groups photos in the background and remembers what came of it, and of the person's work on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from photoclust.core.errors import UserFacingError
from photoclust.core.grouping import Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.session import LibrarySession
from photoclust.library import clusterings
from photoclust.library.clustering import Clustering
from photoclust.library.describing import with_places
from photoclust.library.grouping import CutCurve, GroupingRequest, cut_curve
from photoclust.library.regrouping import regroup, with_offers
from photoclust.library.session import Library

LANE = "grouping"
CURVE_LANE = "curve"


class Grouper(QObject):
    """One grouping at a time; a newer request replaces the older.

    Attributes:
        unkept: What was grouped and is not written down yet; whoever writes it takes it out.

    Signals:
        started(GroupingRequest): Work begins.
        progressed(Progress): How far it is.
        grouped(Grouping, GroupingRequest): There are other groups: new ones, kept ones, or changed by hand.
        shown(Clustering): Likewise, with all that is known of them.
        made(Clustering | None, Clustering): Photos were clustered: before and after. None is what was not
            there, or what nobody asked to be replaced, and so need not come back.
        drafted(Grouping, GroupingRequest): What the photos fall into while the cut moves; nothing is kept.
        curved(CutCurve): What every similarity would give.
        stopped: It was stopped, or could not be done.
        countsChanged(int | None, int | None): Groups of the whole library, and photos in none; None while
            that is not known.
    """

    started = Signal(object)
    progressed = Signal(object)
    grouped = Signal(object, object)
    shown = Signal(object)
    made = Signal(object, object)
    drafted = Signal(object, object)
    curved = Signal(object)
    stopped = Signal()
    countsChanged = Signal(object, object)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._clusterings: dict[tuple[str, ...], Clustering] = {}
        self.unkept: dict[tuple[str, ...], Clustering] = {}
        self._version = 0  # of all that is kept here: what was begun before it changed is begun again
        self._forgotten = False
        session.modelChanged.connect(self.forget)

    def grouping_of(self, within: tuple[str, ...]) -> Grouping | None:
        """The last grouping of these folders (of the library for ()); None if there is none that holds."""
        clustering = self._clusterings.get(within)
        return clustering.grouping if clustering is not None else None

    def clustering_of(self, within: tuple[str, ...]) -> Clustering | None:
        """Likewise, with all that is known of it. Any thread may ask."""
        return self._clusterings.get(within)

    def group(self, request: GroupingRequest) -> None:
        """Groups the photos; `made` and `grouped` follow, or `stopped`."""
        self._begin(request, anew=True)

    def want(self, request: GroupingRequest) -> None:
        """Shows the groups that were kept, or makes some; `grouped` follows, or `stopped`.

        Kept ones that the person neither shaped nor saved are made anew when photos came or went while the
        window was open; others show what came by itself.
        """
        self._begin(request, anew=False)

    def draft(self, request: GroupingRequest) -> None:
        """Cuts the tree elsewhere, in passing; `drafted` follows, unless a newer request comes first."""
        find_model = self._session.model_finder()
        before = self._clusterings.get(tuple(request.within))

        def work(library: Library, token: WorkToken) -> Grouping:
            return regroup(
                library, find_model(), request, before, draft=True, on_progress=token.report, cancel=token
            ).grouping

        self._session.ask(
            work,
            lambda grouping: self.drafted.emit(grouping, request),
            self._failed,
            lane=LANE,
            shows=members_of,
        )

    def _ask_curve(self, clustering: Clustering) -> None:
        if clustering.grouping.chosen is not Method.AGGLOMERATIVE:
            return
        find_model = self._session.model_finder()
        request, held = clustering.request, clustering.held()

        def work(library: Library, token: WorkToken) -> CutCurve:
            return cut_curve(
                library, find_model(), request, without=held, on_progress=token.report, cancel=token
            )

        self._session.ask(work, self.curved.emit, lane=CURVE_LANE)

    def show(self, clustering: Clustering) -> None:
        """Other groups are there, and written down: the person was at work on them."""
        within = tuple(clustering.request.within)
        self._version += 1
        self._clusterings[within] = clustering
        self.unkept.pop(within, None)
        if not within:
            seen = sum(not cluster.hidden for cluster in clustering.clusters)
            self.countsChanged.emit(seen, len(clustering.grouping.unclustered))
        self.shown.emit(clustering)
        self.grouped.emit(clustering.grouping, clustering.request)

    def stop(self) -> None:
        """Stops what is under way; the last grouping stays."""
        if self._session.background.busy(LANE):
            self._session.background.cancel(LANE)
            self.stopped.emit()

    def forget(self) -> None:
        """Photos came or went, or the model changed: what is in memory does not hold any more."""
        self._version += 1
        self._forgotten = True
        self._clusterings.clear()
        self.countsChanged.emit(None, None)

    def _begin(self, request: GroupingRequest, *, anew: bool) -> None:
        find_model = self._session.model_finder()
        within = tuple(request.within)
        known, unkept = self._clusterings.get(within), self.unkept.get(within)
        version, follow = self._version, self._forgotten

        def placed(library: Library, clustering: Clustering) -> Clustering:
            return replace(
                clustering, grouping=with_places(library, self._session.gazetteer, clustering.grouping)
            )

        def work(library: Library, token: WorkToken) -> tuple[Clustering | None, Clustering]:
            before = known or (clusterings.fitted(library, unkept) if unkept is not None else None)
            before = before or clusterings.working(library, within)
            if before is not None and not anew:
                came = bool(before.grouping.came)
                if before.touched or before.title or not follow or not (came or before.gone):
                    now = with_offers(library, find_model(), before) if came else before
                    return before, placed(library, now)
            after = regroup(library, find_model(), request, before, on_progress=token.report, cancel=token)
            return (before if anew else None), placed(library, after)

        def done(result: tuple[Clustering | None, Clustering]) -> None:
            before, after = result
            if version != self._version:
                self._begin(request, anew=anew)
                return
            self.show(after)
            if before is None or anew:
                self.unkept[within] = after
                self.made.emit(before, after)
                self._ask_curve(after)
            elif unkept is not None:
                self.unkept[within] = after

        self._session.ask(
            work,
            done,
            self._failed,
            lane=LANE,
            shows=lambda result: result[1].everything(),
            on_progress=self.progressed.emit,
        )
        self.started.emit(request)

    def _failed(self, error: UserFacingError) -> None:
        self.stopped.emit()
        self._session.failed.emit(error)


def members_of(grouping: Grouping) -> list[PhotoId]:
    """All photos of a grouping."""
    ids = [photo for cluster in grouping.clusters for photo in (*cluster.photo_ids, *cluster.suggested)]
    return [*ids, *grouping.unclustered, *grouping.came]
