"""Who hears whom: every connection between the panes and the controllers of a window, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from photoclust.gui import (
    compare_wiring,
    duplicates_wiring,
    map_wiring,
    search_wiring,
    similar_wiring,
    wording,
)
from photoclust.gui.action_spec import Needs
from photoclust.gui.index_worker import IndexState
from photoclust.gui.panels.top_bar import switched
from photoclust.gui.places import CLUSTERS, MAP, Place, PlaceKind

if TYPE_CHECKING:
    from photoclust.core.photo import Album, PhotoId
    from photoclust.gui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connects everything in a window that was just laid out."""
    _connect_places(window)
    _connect_groups(window)
    _connect_hand(window)
    _connect_photos(window)
    _connect_indexing(window)
    _connect_folders(window)
    _connect_watching(window)
    _connect_albums(window)
    _connect_actions(window)
    _connect_conditions(window)
    map_wiring.connect(window)
    search_wiring.connect(window)
    compare_wiring.connect(window)
    duplicates_wiring.connect(window)
    similar_wiring.connect(window)


def _connect_places(window: MainWindow) -> None:
    browser, center, search = window.browser, window.center, window.top_bar.search
    window.library_panel.placeChosen.connect(browser.go)
    window.top_bar.placeChosen.connect(browser.go)
    window.commands.placeWanted.connect(browser.go)
    center.header.closeRequested.connect(browser.leave)
    browser.placeChanged.connect(window.library_panel.show_place)
    browser.placeChanged.connect(window.top_bar.show_place)
    browser.placeChanged.connect(center.show_place)
    browser.photosListed.connect(center.show_photos)
    browser.groupsListed.connect(center.show_groups)
    browser.unreadableListed.connect(center.show_unreadable)
    search.searched.connect(browser.search)


def _connect_groups(window: MainWindow) -> None:
    grouper, knobs = window.grouper, window.center.clusters

    def group_if_it_makes_sense(place: Place) -> None:
        overview, idle = window.session.overview, window.indexer.state is IndexState.IDLE
        some = overview is not None and overview.photos > 0
        window.center.show_waiting(place, indexing=not idle and not some)
        if some:
            grouper.want(knobs.request())

    window.browser.groupsWanted.connect(group_if_it_makes_sense)
    knobs.requested.connect(grouper.group)
    knobs.slid.connect(grouper.draft)
    grouper.drafted.connect(lambda grouping, _request: knobs.show_draft(grouping))
    grouper.curved.connect(knobs.show_curve)
    knobs.stopRequested.connect(grouper.stop)
    grouper.started.connect(lambda _request: knobs.show_running())
    grouper.progressed.connect(knobs.show_running)
    grouper.grouped.connect(knobs.show_grouping)
    grouper.stopped.connect(knobs.show_idle)
    grouper.countsChanged.connect(window.library_panel.set_group_counts)
    window.indexer.photosChanged.connect(lambda _count: knobs.show_more_coming(True))
    window.indexer.stateChanged.connect(
        lambda state: knobs.show_more_coming(False) if state is IndexState.IDLE else None
    )


def _connect_hand(window: MainWindow) -> None:
    editor, groups, grid, knobs = (
        window.group_editor,
        window.groups,
        window.center.grid,
        window.center.clusters,
    )
    grid.photosDropped.connect(groups.drop)
    window.library_panel.library.photosFreed.connect(lambda ids: editor.move(ids, None))
    grid.titleEdited.connect(editor.rename)
    editor.groupMade.connect(groups.show_made)
    editor.started.connect(knobs.show_running)
    editor.progressed.connect(knobs.show_running)
    editor.stopped.connect(knobs.show_idle)
    editor.restored.connect(knobs.show_request)
    knobs.stopRequested.connect(editor.stop)
    knobs.line.hiddenToggled.connect(window.browser.show_hidden)
    knobs.line.menuRequested.connect(window.saved.menu)
    window.saved.said.connect(window.center.message.tell)
    window.grouper.shown.connect(knobs.line.show_clustering)
    window.center.countChanged.connect(lambda _count: groups.listed())


def _connect_photos(window: MainWindow) -> None:
    grid, inspector, photos = window.center.grid, window.inspector, window.center.photos

    def choose_similar(photo_id: PhotoId) -> None:
        if photos.rows_of([photo_id]):
            grid.set_current_id(photo_id)
        else:
            inspector.show_photo(photo_id)

    grid.currentPhotoChanged.connect(inspector.show_photo)
    grid.selectionChangedIds.connect(lambda _ids: window.selection_changed())
    grid.selectionChangedIds.connect(lambda ids: window.center.header.show_selected(len(ids)))
    grid.photoActivated.connect(window.commands.view)
    grid.photoMenuRequested.connect(window.commands.photo_menu)
    grid.sectionActionRequested.connect(window.groups.section_action)
    grid.sectionMenuRequested.connect(window.groups.section_menu)
    grid.thumbnailSizeChanged.connect(window.top_bar.show_thumbnail_size)
    grid.thumbnailSizeChanged.connect(window.state.set_thumbnail_size)
    window.top_bar.thumbnailSizeChosen.connect(grid.set_thumbnail_size)
    inspector.similarChosen.connect(choose_similar)
    inspector.photoActivated.connect(lambda photo_id: window.view_photo(inspector.neighbours(), photo_id))
    inspector.menuRequested.connect(window.commands.other_photo_menu)
    window.viewer.closed.connect(window.leave_viewer)


def _connect_indexing(window: MainWindow) -> None:
    indexer, status = window.indexer, window.status
    indexer.stateChanged.connect(lambda state: status.show_state(state, quiet=indexer.quiet))
    indexer.progressed.connect(status.show_progress)
    indexer.finished.connect(lambda summary: status.show_finished(summary, quiet=indexer.ended_quietly))
    indexer.cancelled.connect(status.show_stopped)
    status.pauseToggled.connect(lambda paused: indexer.pause() if paused else indexer.resume())
    status.cancelled.connect(indexer.cancel)
    indexer.photosChanged.connect(window.folders.photos_changed)
    indexer.finished.connect(window.folders.finished)
    indexer.cancelled.connect(window.folders.stopped)
    indexer.failed.connect(window.folders.failed)


def _connect_folders(window: MainWindow) -> None:
    session, folders, center = window.session, window.folders, window.center

    def offer_groups(count: int) -> None:
        if window.browser.place.kind is not PlaceKind.CLUSTERS:
            text = window.tr("{photos} added.").format(photos=wording.counted(count, "photo"))
            go = partial(window.browser.go, CLUSTERS)
            center.message.tell(text, action=window.tr("Group them"), act=go)

    session.opened.connect(window.library_opened)
    session.openFailed.connect(center.show_trouble)
    center.trouble.againRequested.connect(session.open)
    center.trouble.quitRequested.connect(window.close)
    session.overviewChanged.connect(window.library_panel.set_overview)
    session.overviewChanged.connect(center.show_overview)
    session.overviewChanged.connect(window.browser.overview_changed)
    session.failed.connect(center.message.complain)
    session.modelChanged.connect(folders.rescan)
    folders.said.connect(center.message.tell)
    window.removal.removed.connect(folders.removed)
    window.removal.restored.connect(folders.restored)
    folders.firstPhotosCame.connect(offer_groups)
    center.unreadable.tryAgain.connect(folders.try_again)
    window.drops.hovering.connect(center.show_drop_target)
    folders.thumbnailsChanged.connect(window.forget_thumbnails)
    folders.thumbnailsChanged.connect(window.inspector.refresh)
    window.drops.dropped.connect(folders.add_dropped)
    center.empty.folderChosen.connect(lambda folder: folders.add([folder]))
    center.empty.addFolderRequested.connect(folders.ask_for_folder)
    center.empty.samplesRequested.connect(folders.add_samples)
    window.library_panel.folderMenuRequested.connect(window.dialogs.folder_menu)
    window.themes.changed.connect(window.look.set_theme)


def _connect_watching(window: MainWindow) -> None:
    watch, session = window.watch, window.session
    session.overviewChanged.connect(
        lambda overview: watch.set_folders([folder.path for folder in overview.folders])
    )
    window.dialogs.watchChosen.connect(watch.want)
    watch.changed.connect(window.folders.look_through)
    watch.presenceChanged.connect(session.refresh)
    window.indexer.finished.connect(watch.looked_through)
    watch.want(window.state.settings.watch)


def _connect_albums(window: MainWindow) -> None:
    albums, panel, header = window.albums, window.library_panel, window.center.header
    changes = window.changes
    album = window.session.album

    def say(text: str) -> None:
        window.center.message.tell(text, action=window.tr("Undo"), act=changes.stack.undo)

    panel.albums.newAlbumRequested.connect(albums.create)
    panel.albums.photosDropped.connect(albums.drop)
    panel.albums.deleteRequested.connect(lambda album_id: albums.delete(album(album_id)))
    panel.albumRenamed.connect(lambda album_id, name: albums.rename(album(album_id), name))
    panel.albumMenuRequested.connect(
        lambda album_id, point: window.commands.album_context_menu(album(album_id), point, panel.albums)
    )
    albums.created.connect(panel.edit_album)
    changes.said.connect(say)
    changes.changed.connect(window.inspector.refresh)
    header.exportRequested.connect(lambda: window.commands.export_album(shown_album(window)))
    header.removeRequested.connect(lambda: window.commands.remove_from(shown_album(window)))


def shown_album(window: MainWindow) -> Album | None:
    """The album that is shown, None in any other place."""
    place = window.browser.place
    return window.session.album(place.key) if place.kind is PlaceKind.ALBUM else None


def _connect_actions(window: MainWindow) -> None:
    actions, browser, grid, commands = (
        window.actions_by_name,
        window.browser,
        window.center.grid,
        window.commands,
    )
    actions.connect_all(
        {
            "add-folder": window.folders.ask_for_folder,
            "rescan": window.folders.rescan,
            "group": lambda: window.grouper.group(window.center.clusters.request()),
            "export": lambda: commands.export_album(shown_album(window)),
            "settings": window.dialogs.open_settings,
            "quit": window.close,
            "undo": window.changes.stack.undo,
            "redo": window.changes.stack.redo,
            "copy": commands.copy,
            "paste": window.top_bar.search.paste_picture,
            "select-all": commands.select_all,
            "remove": lambda: commands.remove_from(shown_album(window)),
            "search": window.top_bar.search.start,
            "grid": lambda: browser.go(switched(browser.place, clustered=False)),
            "clusters": lambda: browser.go(switched(browser.place, clustered=True)),
            "map": lambda: browser.go(MAP),
            "larger": lambda: grid.set_thumbnail_size(round(grid.thumbnail_size() * 1.2)),
            "smaller": lambda: grid.set_thumbnail_size(round(grid.thumbnail_size() / 1.2)),
            "open": commands.open,
            "similar": commands.find_similar,
            "add-to-album": commands.add_to_album,
            "new-album": commands.new_album,
            "show-file": commands.show_file,
            "copy-path": commands.copy,
            "rename-group": window.groups.rename,
            "merge-groups": window.groups.merge,
            "split-group": window.groups.split,
            "pin-group": window.groups.pin,
            "hide-group": window.groups.hide,
            "new-group": window.groups.new_group,
            "move-to-group": window.groups.move_selected,
            "save-clustering": window.saved.ask_for_name,
            "shortcuts": window.dialogs.open_shortcuts,
            "about": window.dialogs.open_about,
        }
    )
    for choice in ("system", "light", "dark"):
        actions[f"theme-{choice}"].triggered.connect(
            lambda _on, choice=choice: window.state.set_theme(choice)
        )
    actions["library-pane"].triggered.connect(window.panes.want_left)
    actions["inspector"].triggered.connect(window.panes.want_right)
    actions.follow_undo(window.changes.stack)


def _connect_conditions(window: MainWindow) -> None:
    actions, session = window.actions_by_name, window.session

    def show_place(place: Place) -> None:
        clustered = place.kind is PlaceKind.CLUSTERS
        views = {PlaceKind.CLUSTERS: "clusters", PlaceKind.MAP: "map"}
        actions[views.get(place.kind, "grid")].setChecked(True)
        actions.have(Needs.ALBUM, place.kind is PlaceKind.ALBUM)
        actions.have(Needs.GROUPS, clustered)
        window.library_panel.library.show_groups_at_hand(clustered)

    def show_panes() -> None:
        actions["library-pane"].setChecked(window.panes.left_wanted)
        actions["inspector"].setChecked(window.panes.right_wanted)

    window.browser.placeChanged.connect(show_place)
    window.panes.wishesChanged.connect(show_panes)
    window.center.countChanged.connect(lambda count: actions.have(Needs.SHOWN, count > 0))
    session.overviewChanged.connect(lambda overview: actions.have(Needs.PHOTOS, overview.photos > 0))
    window.indexer.stateChanged.connect(lambda state: actions.have(Needs.IDLE, state is IndexState.IDLE))
    window.state.themeChosen.connect(lambda choice: actions[f"theme-{choice}"].setChecked(True))
    window.state.themeChosen.connect(window.themes.choose)
