"""The middle: knobs or a title, the photos, and what there is to say about them."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId, Unreadable
from photoclust.core.queries import SimilarQuery
from photoclust.gui import wording
from photoclust.gui.duplicates.panel import DuplicatesPanel
from photoclust.gui.found_words import FoundWords
from photoclust.gui.grid.group_grid import GroupGrid
from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.grid.photo_model import PhotoModel, Section
from photoclust.gui.listing import LookAlikes
from photoclust.gui.look import Look
from photoclust.gui.map.canvas import MapCanvas
from photoclust.gui.panels.cluster_panel import ClusterPanel
from photoclust.gui.panels.drop_veil import DropVeil
from photoclust.gui.panels.empty_page import EmptyPage
from photoclust.gui.panels.map_panel import MapPanel
from photoclust.gui.panels.message_bar import MessageBar
from photoclust.gui.panels.more_bar import MoreBar
from photoclust.gui.panels.nothing_page import NothingPage
from photoclust.gui.panels.page_header import PageHeader
from photoclust.gui.panels.query_bar import QueryBar
from photoclust.gui.panels.themed import Hairline, styled
from photoclust.gui.panels.trouble_page import TroublePage
from photoclust.gui.panels.unreadable_page import UnreadablePage
from photoclust.gui.places import ALL_PHOTOS, GROUPED, LIMITED, Place, PlaceKind
from photoclust.gui.search_wording import understood
from photoclust.gui.sections import takes_photos
from photoclust.gui.session import LibrarySession
from photoclust.library.browse import Overview

UNTITLED = frozenset(
    {PlaceKind.CLUSTERS, PlaceKind.ALL, PlaceKind.UNREADABLE, PlaceKind.MAP, PlaceKind.DUPLICATES}
)


class Center(QWidget):
    """Shows a place: which parts are visible follows from it.

    Signals:
        countChanged(int): So many photos are shown.
    """

    countChanged = Signal(int)

    def __init__(self, look: Look, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("center")
        self.setProperty("content", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._look = look
        self._place = ALL_PHOTOS
        self._instead: QWidget | None = None  # a page in place of all photos: nothing there, or trouble
        self.clusters = ClusterPanel(look)
        self.header = PageHeader()
        self.query = QueryBar(look, session.paths_of, self._album_name)
        self.more = MoreBar()
        self.photos = PhotoModel(session.paths_of, session.taken_of, session.companions_of, self)
        self.grid = GroupGrid(look.theme, takes_photos)
        self.grid.setModel(self.photos)
        self.hint = styled("", "dim", wrap=True)
        self.hint.setObjectName("emptyHint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing = NothingPage(look)
        self.empty = EmptyPage(look)
        self.trouble = TroublePage(look)
        self.unreadable = UnreadablePage()
        self.map = MapPanel(look, session.paths_of)
        self.duplicates = DuplicatesPanel(look, session)
        self.message = MessageBar()
        self._pages = QStackedWidget()
        own = (self.unreadable, self.map, self.duplicates)
        for page in (self.grid, self.hint, self.nothing, *own, self.empty, self.trouble):
            self._pages.addWidget(page)
        self._veil = DropVeil(look, self.tr("Drop the folder to add its photos"), self)
        self._line = Hairline(Qt.Orientation.Horizontal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.clusters)
        column.addWidget(self.header)
        column.addWidget(self.query)
        column.addWidget(self._line)
        column.addWidget(self._pages, 1)
        column.addWidget(self.more)
        column.addWidget(self.message)
        look.changed.connect(lambda: self.grid.set_theme(look.theme))
        self.show_place(ALL_PHOTOS)

    def show_place(self, place: Place) -> None:
        """Goes to a place; its photos follow with one of the other methods."""
        refined = place.kind is self._place.kind is PlaceKind.SIMILAR  # the photos that stay, stay in sight
        if place != self._place and not refined:
            self.photos.set_photos([])
        self._place = place
        kind = place.kind
        self.clusters.set_within((str(place.key),) if kind is PlaceKind.CLUSTERS and place.key else ())
        self.header.show_page(
            self._title(place),
            note=self._note(place),
            album=kind is PlaceKind.ALBUM,
            closable=kind in {PlaceKind.SEARCH, PlaceKind.SIMILAR},
        )
        self.query.show_place(place)
        self._show_parts()
        special: dict[PlaceKind, QWidget] = {
            PlaceKind.UNREADABLE: self.unreadable,
            PlaceKind.MAP: self.map,
            PlaceKind.DUPLICATES: self.duplicates,
        }
        self._pages.setCurrentWidget(special.get(kind, self.grid))
        if self._instead is not None:
            self._pages.setCurrentWidget(self._instead)

    @property
    def photo_view(self) -> PhotoGrid | MapCanvas:
        """Whatever shows photos just now: the grid, the map, or the groups of duplicates."""
        if self._place.kind is PlaceKind.DUPLICATES:
            return self.duplicates.grid
        return self.map.canvas if self._place.kind is PlaceKind.MAP else self.grid

    def show_overview(self, overview: Overview) -> None:
        """The library changed; an empty one shows nothing but a way to begin."""
        self.clusters.set_photos(overview.photos, overview.has_places)
        instead = self.empty if not overview.photos and not overview.folders else None
        if instead is not self._instead:
            self._instead = instead
            self.show_place(self._place)
        elif self._place.kind is PlaceKind.ALBUM:
            self.header.title.setText(self._title(self._place))

    def show_trouble(self, error: UserFacingError) -> None:
        """There is no library to show."""
        self.trouble.show_error(error)
        self._instead = self.trouble
        self.show_place(self._place)

    def show_drop_target(self, shown: bool) -> None:
        """Something that can be dropped is over the window, or left it."""
        target = self.empty if self._instead is self.empty else self._veil
        target.show_target(shown)

    def show_photos(self, place: Place, ids: Sequence[PhotoId]) -> None:
        """Shows a plain list of photos."""
        if place != self._place or self._instead is not None:
            return
        self.photos.set_photos(ids)
        self.header.show_count(len(ids))
        self._show_grid_or(self._nothing_here(place), len(ids))

    def show_look_alikes(self, place: Place, found: LookAlikes) -> None:
        """Shows what is like something, and that there is more."""
        if place != self._place or self._instead is not None:
            return
        self.photos.set_photos(found.ids, found.scores, same=found.answer.found)
        self.header.show_count(found.found)
        self.query.show_icons(found.answer.icons)
        self._show_grid_or(self._nothing_here(place), len(found.ids))
        self.more.show_found(found)

    def show_found(self, place: Place, found: FoundWords) -> None:
        """Says how words were understood, and where they found nothing, what else could be asked."""
        if place != self._place or self._instead is not None:
            return
        self.header.show_note(understood(found.answer.understood))
        if not found.ids:
            self.nothing.show_nothing(str(place.key), found.answer, limited=found.limited)
            self._pages.setCurrentWidget(self.nothing)

    def show_groups(self, place: Place, sections: Sequence[Section]) -> None:
        """Shows groups under headers."""
        if place != self._place or self._instead is not None:
            return
        self.photos.set_sections(sections)
        self._show_grid_or(self._nothing_here(place), self.photos.rowCount())

    def show_waiting(self, place: Place, *, indexing: bool) -> None:
        """The place shows groups, and there are none yet."""
        if place != self._place or self._instead is not None:
            return
        words = self.tr("Groups follow when the first photos are in.")
        self.photos.set_photos([])
        self._show_grid_or(words if indexing else "", 0)

    def show_unreadable(self, files: Sequence[Unreadable]) -> None:
        self.unreadable.show_files(files)
        self.countChanged.emit(0)

    def _show_parts(self) -> None:
        kind = self._place.kind
        shown = self._instead is None
        grouped = kind in GROUPED and shown
        titled = kind not in UNTITLED and shown
        self.clusters.setVisible(grouped and kind is PlaceKind.CLUSTERS)
        self.header.setVisible(titled)
        self.query.setVisible(kind in LIMITED and shown)
        self.more.show_found(None)
        self._line.setVisible(self.clusters.isVisibleTo(self) or titled)

    def _show_grid_or(self, words: str, count: int) -> None:
        self.hint.setText(words)
        self._pages.setCurrentWidget(self.grid if count else self.hint)
        self.countChanged.emit(count)

    def _title(self, place: Place) -> str:
        match place:
            case Place(PlaceKind.FOLDER, str(path)):
                return wording.name_of(path)
            case Place(PlaceKind.ALBUM, album_id):
                album = next((album for album in self._session.albums() if album.id == album_id), None)
                return album.name if album is not None else ""
            case Place(PlaceKind.SEARCH, words):
                return f"“{words}”"
            case Place(PlaceKind.SIMILAR, SimilarQuery() as query):
                names = [*query.paths, *self._session.paths_of(query.photo_ids or query.more)]
                single = wording.name_of(names[0]) if len(names) == 1 else ""
                photos = single or wording.counted(len(names), "photo")
                if query.region is not None:
                    return self.tr("Similar to part of {name}").format(name=photos)
                return self.tr("Similar to {name}").format(name=photos)
            case Place(PlaceKind.UNCLUSTERED):
                return self.tr("Unclustered")
        return ""

    def _album_name(self, album_id: int) -> str:
        album = self._session.album(album_id)
        return album.name if album is not None else ""

    def _note(self, place: Place) -> str:
        match place:
            case Place(PlaceKind.FOLDER, str(path)):
                return wording.printable(os.path.dirname(path.rstrip("/\\")))
            case Place(PlaceKind.ALBUM, album_id):
                album = next((album for album in self._session.albums() if album.id == album_id), None)
                missing = len(album.members) - len(album.photo_ids) if album is not None else 0
                return wording.counted(missing, "missing") if missing else ""
        return ""

    def _nothing_here(self, place: Place) -> str:
        match place.kind:
            case PlaceKind.SIMILAR:
                if place.limits:
                    return self.tr("None of these photos looks like it. Remove a filter to see others.")
                return self.tr("Nothing in the library looks like this picture.")
            case PlaceKind.ALBUM:
                return self.tr("This album is empty. Drag photos onto its name at the left.")
            case PlaceKind.UNCLUSTERED:
                return self.tr("Every photo is in a group.")
            case PlaceKind.CLUSTERS:
                return self.tr("No groups were found.")
        return self.tr("There are no photos here.")
