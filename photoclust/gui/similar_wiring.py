"""Who hears whom of looking for something: queries, feedback, filters, the way back; a part of `wiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from photoclust.core.queries import SimilarQuery
from photoclust.gui.action_spec import Needs
from photoclust.gui.filter_menu import FilterMenu
from photoclust.gui.grid.corner_signs import Sign
from photoclust.gui.history import History, SideButtons, Visit
from photoclust.gui.places import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from photoclust.core.photo import PhotoId, Region
    from photoclust.gui.main_window import MainWindow
    from photoclust.library.browse import Overview

MOST_SELECTED = 5_000  # photos whose selection a visit remembers


def connect(window: MainWindow) -> None:
    """Connects what looks for something in a window that was just laid out."""
    _connect_questions(window)
    _connect_answers(window)
    _connect_history(window)


def _connect_questions(window: MainWindow) -> None:
    search, queries, said = window.top_bar.search, window.queries, window.center.message

    def ask_for_region(photo_id: PhotoId, region: Region) -> None:
        window.viewer.close_photo()
        queries.ask_region(photo_id, region)

    search.photosGiven.connect(queries.ask_photos)
    search.picturesGiven.connect(queries.ask_files)
    search.imageGiven.connect(queries.ask_image)
    search.linkGiven.connect(queries.refuse_link)
    window.viewer.regionChosen.connect(ask_for_region)
    queries.refused.connect(said.complain)


def _connect_answers(window: MainWindow) -> None:
    browser, center, session = window.browser, window.center, window.session
    actions = window.actions_by_name
    menu = FilterMenu(window, session, lambda: browser.place.limits)

    def give(ids: Sequence[PhotoId], sign: Sign) -> None:
        query = browser.place.key
        if isinstance(query, SimilarQuery) and ids:
            browser.refine(query.with_more(ids) if sign is Sign.MORE else query.with_less(ids))

    def take_away(part: PhotoId | str | Region) -> None:
        query = browser.place.key
        if isinstance(query, SimilarQuery):
            browser.refine(query.without(part))

    browser.lookAlikesListed.connect(center.show_look_alikes)
    browser.placeChanged.connect(
        lambda place: actions.have(Needs.LOOK_ALIKES, place.kind is PlaceKind.SIMILAR)
    )
    center.grid.signChosen.connect(lambda photo_id, sign: give([photo_id], sign))
    actions.connect_all(
        {
            "more-like-this": lambda: give(center.grid.selected_ids(), Sign.MORE),
            "less-like-this": lambda: give(center.grid.selected_ids(), Sign.LESS),
        }
    )
    for name in ("more-like-this", "less-like-this"):  # in other pages these keys mean other things
        actions[name].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        window.removeAction(actions[name])
        center.addAction(actions[name])
    center.more.moreRequested.connect(browser.show_more)
    center.query.partRemoved.connect(take_away)
    center.query.limitsChanged.connect(browser.limit)
    center.query.filterRequested.connect(menu.open)
    menu.limitsChosen.connect(browser.limit)
    session.opened.connect(lambda: center.query.set_loader(window.thumbnails))


def _connect_history(window: MainWindow) -> None:
    browser, grid, bar, actions = (
        window.browser,
        window.center.grid,
        window.top_bar,
        window.actions_by_name,
    )
    coming: list[Visit] = []  # the visit whose photos are awaited

    def leave(visit: Visit) -> None:
        chosen = grid.selected_ids()
        visit.scroll = grid.verticalScrollBar().value()
        visit.selected = tuple(chosen) if len(chosen) <= MOST_SELECTED else ()
        visit.current = grid.current_id()
        visit.found = browser.shown_look_alikes

    def visited(place: Place) -> None:
        if coming and coming[0].place != place:
            coming.clear()
        history.visited(place)

    def come_back(visit: Visit) -> None:
        coming[:] = [visit]
        browser.go(visit.place, found=visit.found)

    def restore(place: Place) -> None:
        if not coming or coming[0].place != place:
            return
        visit = coming.pop()
        current = () if visit.current is None else (visit.current,)
        grid.select_ids(visit.selected or current)
        grid.verticalScrollBar().setValue(visit.scroll)

    def forget(overview: Overview) -> None:
        albums = {album.id for album in overview.albums}
        folders = {folder.path for folder in overview.folders}
        history.forget(
            lambda place: (
                (place.kind is PlaceKind.ALBUM and place.key not in albums)
                or (
                    place.kind in {PlaceKind.FOLDER, PlaceKind.CLUSTERS}
                    and place.key is not None
                    and place.key not in folders
                )
            )
        )

    history = History(leave, window)
    buttons = SideButtons(window)
    browser.goingTo.connect(visited)
    browser.photosListed.connect(lambda place, _ids: restore(place))
    browser.lookAlikesListed.connect(lambda place, _found: restore(place))
    browser.groupsListed.connect(lambda place, _sections: restore(place))
    history.returned.connect(come_back)
    history.changed.connect(bar.show_ways)
    history.changed.connect(lambda back, _forward: actions["back"].setEnabled(back))
    history.changed.connect(lambda _back, forward: actions["forward"].setEnabled(forward))
    window.session.overviewChanged.connect(forget)
    bar.back.clicked.connect(history.back)
    bar.forward.clicked.connect(history.forward)
    actions.connect_all({"back": history.back, "forward": history.forward})
    buttons.backPressed.connect(history.back)
    buttons.forwardPressed.connect(history.forward)
    for widget in (window, grid.viewport(), window.center.map.canvas.viewport(), window.center):
        widget.installEventFilter(buttons)
