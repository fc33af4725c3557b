"""Goes to places: asks the library what they show, and says so."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from photoclust.core.errors import UserFacingError
from photoclust.core.grouping import Grouping
from photoclust.core.photo import PhotoId
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery
from photoclust.gui.background import WorkToken
from photoclust.gui.found_words import FoundWords, words_at
from photoclust.gui.grouper import Grouper
from photoclust.gui.listing import MORE_AT_ONCE, LookAlikes, look_alikes_at, photos_at
from photoclust.gui.places import ALL_PHOTOS, GROUPED, KEPT, LIMITED, Place, PlaceKind
from photoclust.gui.sections import sections_of
from photoclust.gui.session import LibrarySession
from photoclust.library import browse
from photoclust.library.browse import Overview
from photoclust.library.closer_look import look_closer
from photoclust.library.grouping import GroupingRequest
from photoclust.library.session import Library
from photoclust.library.similar import SimilarAnswer

LANE = "place"
REFRESH_MS = 1000  # while photos pour in, the grid follows once a second


class Browser(QObject):
    """Where the window is, and what lies there.

    Signals:
        goingTo(Place): The window is about to leave where it is for this place.
        placeChanged(Place): The window goes somewhere; what lies there follows.
        photosListed(Place, list[PhotoId]): What lies there, or lies there now.
        lookAlikesListed(Place, LookAlikes): What is like something, or more of it.
        wordsListed(Place, FoundWords): How words were understood; what was found was listed just before.
        groupsWanted(Place): The place shows groups and there are none yet; somebody has to ask the grouper.
        groupsListed(Place, list[Section]): What lies in a place of groups.
        unreadableListed(list[Unreadable]): The files that can't be read.
        mapWanted: The place is the map; somebody has to ask the mapper.
        duplicatesWanted: The place is that of duplicates; somebody has to see whether they are looked for.
    """

    goingTo = Signal(object)
    placeChanged = Signal(object)
    photosListed = Signal(object, object)
    lookAlikesListed = Signal(object, object)
    wordsListed = Signal(object, object)
    groupsWanted = Signal(object)
    groupsListed = Signal(object, object)
    unreadableListed = Signal(object)
    mapWanted = Signal()
    duplicatesWanted = Signal()

    def __init__(self, session: LibrarySession, grouper: Grouper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grouper = grouper
        self._place = ALL_PHOTOS
        self._home = ALL_PHOTOS
        self._show_hidden = False
        self._found: LookAlikes | None = None  # what is shown of the latest answer
        self._wanted: int | None = None  # how many look-alikes; None for those that are alike
        self._photos_seen: bool | None = None  # by the last overview; None before the first
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.refresh)
        grouper.grouped.connect(self._grouped)
        grouper.drafted.connect(self._drafted)

    @property
    def place(self) -> Place:
        return self._place

    @property
    def home(self) -> Place:
        """Where `leave` goes: the last place that was not a search."""
        return self._home

    @property
    def shown_look_alikes(self) -> int | None:
        """How many are shown; None where they are those that are alike."""
        found = self._found
        return None if found is None or found.found <= found.answer.alike else found.found

    def go(self, place: Place, *, found: int | None = None) -> None:
        """Goes to a place and lists it.

        Args:
            place: Where to.
            found: So many look-alikes are to be shown; None for those that are alike.
        """
        self.goingTo.emit(place)
        self._found, self._wanted = None, found
        self._place = place
        if place.kind in KEPT or place.kind is PlaceKind.UNREADABLE:
            self._home = place
        self.placeChanged.emit(place)
        self.refresh()

    def show(self, place: Place) -> None:
        """Shows a place that can't be listed yet, because no library is open."""
        self._place = self._home = place
        self.placeChanged.emit(place)

    def overview_changed(self, overview: Overview) -> None:
        """Albums and folders changed: leaves one that is gone, lists an album that is shown again."""
        place = self._place
        albums = {album.id for album in overview.albums}
        folders = {folder.path for folder in overview.folders}
        limited = place.kind in {PlaceKind.FOLDER, PlaceKind.CLUSTERS} and place.key is not None
        if place.kind is PlaceKind.ALBUM and place.key in albums:
            self.refresh()
        elif place.kind is PlaceKind.ALBUM or (limited and place.key not in folders):
            self.go(ALL_PHOTOS)
        elif overview.photos and self._has_to_list(place):
            self.refresh()
        self._photos_seen = bool(overview.photos)

    def _has_to_list(self, place: Place) -> bool:
        """Whether an overview that has photos says something new to a place that was listed before."""
        # The first one after a start does not, unless there had to be photos to group: listing 100,000 of
        # them a second time would delay every start.
        return self._photos_seen is False or (self._photos_seen is None and place.kind in GROUPED)

    def leave(self) -> None:
        """Leaves a search or a list of look-alikes for where it was begun."""
        if self._place != self._home:
            self.go(self._home)

    def search(self, words: str) -> None:
        """Looks for words; "" ends the search."""
        if words:
            limits = self._place.limits if self._place.kind is PlaceKind.SEARCH else EVERYTHING
            self.go(Place(PlaceKind.SEARCH, words, limits))
        elif self._place.kind is PlaceKind.SEARCH:
            self.leave()

    def refine(self, query: SimilarQuery | None) -> None:
        """Asks for look-alikes anew, among the same photos; None leaves them."""
        if query is None:
            self.leave()
        else:
            self.go(Place(PlaceKind.SIMILAR, query, self._place.limits))

    def limit(self, limits: PhotoFilter) -> None:
        """Looks for the same among other photos."""
        if self._place.kind in LIMITED and limits != self._place.limits:
            self.go(replace(self._place, limits=limits))

    def show_more(self) -> None:
        """Shows more of the look-alikes, less alike than those before; they are known already."""
        place, found = self._place, self._found
        if found is None or not isinstance(place.key, SimilarQuery):
            return
        self._wanted = found.found + MORE_AT_ONCE
        more = LookAlikes.of(found.answer, place.key, self._wanted)
        self._session.ask(
            lambda _library, _token: more,
            lambda shown: self._show_look_alikes(place, shown),
            lane=LANE,
            shows=lambda shown: shown.ids,
        )

    def show_hidden(self, shown: bool) -> None:
        """Hidden groups are to be listed among the others, or not."""
        self._show_hidden = shown
        if self._place.kind is PlaceKind.CLUSTERS:
            self.refresh()

    def refresh_later(self) -> None:
        """Photos came or went: lists the place again, soon and not too often."""
        if not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Lists the place again."""
        place = self._place
        self._later.stop()
        self._session.background.cancel(LANE)
        match place.kind:
            case kind if kind in GROUPED:
                self._show_groups(place)
            case PlaceKind.MAP:
                self.mapWanted.emit()
            case PlaceKind.DUPLICATES:
                self.duplicatesWanted.emit()
            case PlaceKind.UNREADABLE:
                self._session.ask(
                    lambda library, _token: browse.unreadable(library), self.unreadableListed.emit, lane=LANE
                )
            case PlaceKind.SIMILAR if isinstance(place.key, SimilarQuery):
                self._find_similar(place, place.key)
            case PlaceKind.SEARCH:
                self._find_words(place)
            case _:

                def work(library: Library, _token: WorkToken) -> list[PhotoId]:
                    return photos_at(library, place)

                self._session.ask(
                    work,
                    lambda ids: self.photosListed.emit(place, ids),
                    lambda error: self._failed(place, error),
                    lane=LANE,
                    shows=list,
                )

    def _find_similar(self, place: Place, query: SimilarQuery) -> None:
        find_model, wanted = self._session.model_finder(), self._wanted
        self._session.ask(
            lambda library, _token: look_alikes_at(library, find_model, place, query, wanted),
            lambda found: self._show_look_alikes(place, found),
            lambda error: self._failed(place, error),
            lane=LANE,
            shows=lambda found: found.ids,
        )

    def _show_look_alikes(self, place: Place, found: LookAlikes) -> None:
        self._found = found
        self.lookAlikesListed.emit(place, found)
        if found.answer.clue is not None and isinstance(place.key, SimilarQuery):
            self._look_closer(place, place.key, found.answer)

    def _look_closer(self, place: Place, query: SimilarQuery, answer: SimilarAnswer) -> None:
        """The photos are shown; now those that show the very picture are put first."""
        find_model, wanted = self._session.model_finder(), self._wanted

        def look(library: Library, token: WorkToken) -> LookAlikes:
            return LookAlikes.of(look_closer(library, find_model(), answer, cancel=token), query, wanted)

        self._session.ask(
            look,
            lambda found: self._show_look_alikes(place, found),
            lane=LANE,
            shows=lambda found: found.ids,
        )

    def _find_words(self, place: Place) -> None:
        find_model = self._session.model_finder()
        self._session.ask(
            lambda library, _token: words_at(library, find_model, place),
            lambda found: self._show_words(place, found),
            lambda error: self._failed(place, error),
            lane=LANE,
            shows=lambda found: found.ids,
        )

    def _show_words(self, place: Place, found: FoundWords) -> None:
        self.photosListed.emit(place, found.ids)
        self.wordsListed.emit(place, found)

    def _failed(self, place: Place, error: UserFacingError) -> None:
        self.photosListed.emit(place, [])
        self._session.failed.emit(error)

    def _show_groups(self, place: Place) -> None:
        grouping = self._grouper.grouping_of(within_of(place))
        if grouping is None:
            self.groupsWanted.emit(place)
        elif place.kind is PlaceKind.UNCLUSTERED:
            self.photosListed.emit(place, list(grouping.unclustered))
        else:
            self._list_sections(place, grouping)

    def _list_sections(self, place: Place, grouping: Grouping) -> None:
        spans_of, shown = self._session.spans_of, self._show_hidden
        self._session.ask(
            lambda _library, _token: sections_of(grouping, spans_of, show_hidden=shown),
            lambda sections: self.groupsListed.emit(place, sections),
            lane=LANE,
        )

    def _drafted(self, grouping: Grouping, request: GroupingRequest) -> None:
        place = self._place
        if place.kind is PlaceKind.CLUSTERS and tuple(request.within) == within_of(place):
            self._list_sections(place, grouping)

    def _grouped(self, _grouping: Grouping, request: GroupingRequest) -> None:
        shows_groups = self._place.kind in GROUPED
        if shows_groups and tuple(request.within) == within_of(self._place):
            self._show_groups(self._place)


def within_of(place: Place) -> tuple[str, ...]:
    """The folders that a place of groups is limited to."""
    return (str(place.key),) if place.kind is PlaceKind.CLUSTERS and place.key is not None else ()
