"""Who hears whom of the map; a part of `wiring`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from photoclust.gui.index_worker import IndexState
from photoclust.gui.places import CLUSTERS, MAP, similar_to
from photoclust.library.mapping import FEWEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from photoclust.core.grouping import Grouping
    from photoclust.core.photo import PhotoId
    from photoclust.gui.main_window import MainWindow
    from photoclust.library.browse import Overview
    from photoclust.library.grouping import GroupingRequest
    from photoclust.library.mapping import PhotoMap


def connect(window: MainWindow) -> None:
    """Connects the map in a window that was just laid out."""
    _connect_making(window)
    _connect_photos(window)


def _connect_making(window: MainWindow) -> None:
    browser, mapper, panel, grouper = window.browser, window.mapper, window.center.map, window.grouper

    def map_if_it_makes_sense() -> None:
        overview = window.session.overview
        if overview is not None and overview.photos >= FEWEST:
            mapper.want()

    def overview_changed(overview: Overview) -> None:
        panel.show_photo_count(overview.photos)
        if browser.place == MAP:
            map_if_it_makes_sense()

    def ask_for_groups(_map: PhotoMap) -> None:
        if grouper.grouping_of(()) is None and browser.place == MAP:
            idle = window.indexer.state is IndexState.IDLE
            if idle and not window.session.background.busy("grouping"):
                grouper.want(window.center.clusters.request())

    def count(photo_map: PhotoMap) -> None:
        if browser.place == MAP:
            window.center.countChanged.emit(len(photo_map))

    def colour(grouping: Grouping, request: GroupingRequest) -> None:
        if not request.within:
            mapper.colour(grouping)

    browser.mapWanted.connect(map_if_it_makes_sense)
    window.session.overviewChanged.connect(overview_changed)
    window.session.modelChanged.connect(lambda: browser.refresh() if browser.place == MAP else None)
    mapper.started.connect(panel.show_started)
    mapper.progressed.connect(panel.show_progress)
    mapper.mapped.connect(panel.show_map)
    mapper.mapped.connect(count)
    mapper.mapped.connect(ask_for_groups)
    mapper.stopped.connect(panel.show_stopped)
    mapper.coloured.connect(panel.canvas.show_islands)
    grouper.grouped.connect(colour)
    panel.pauseToggled.connect(mapper.pause)
    panel.cancelled.connect(mapper.stop)
    panel.anewRequested.connect(partial(mapper.make, anew=True))


def _connect_photos(window: MainWindow) -> None:
    panel, canvas, commands = window.center.map, window.center.map.canvas, window.commands

    def make_group(ids: Sequence[PhotoId]) -> None:
        window.browser.go(CLUSTERS)
        window.group_editor.new_group(ids)

    canvas.currentPhotoChanged.connect(window.inspector.show_photo)
    canvas.selectionChangedIds.connect(lambda _ids: window.selection_changed())
    window.browser.placeChanged.connect(lambda _place: window.selection_changed())
    canvas.photoActivated.connect(commands.view)
    canvas.photoMenuRequested.connect(commands.photo_menu)
    panel.newAlbumRequested.connect(lambda ids: window.albums.create(ids=list(ids)))
    panel.addToAlbumRequested.connect(lambda ids, point: commands.album_menu(ids).popup(point))
    panel.similarRequested.connect(lambda ids: window.browser.go(similar_to(*ids)))
    panel.groupRequested.connect(make_group)
