"""Who hears whom of the duplicates; a part of `wiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from photoclust.core.duplicates import KeeperRule
from photoclust.gui.action_spec import Needs
from photoclust.gui.compare.compare_view import FEWEST, MOST
from photoclust.gui.duplicates.commands import DuplicateCommands
from photoclust.gui.duplicates.comparing import Comparing
from photoclust.gui.duplicates.decisions_dialog import DecisionsDialog
from photoclust.gui.duplicates.remover import Remover
from photoclust.gui.duplicates.rules_dialog import RulesDialog
from photoclust.gui.places import DUPLICATES
from photoclust.gui.trash import SystemTrash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from photoclust.core.photo import PhotoId
    from photoclust.gui.main_window import MainWindow
    from photoclust.library.browse import Overview

SMALL = 3000
"""So many photos are compared without being asked to when the person comes to the place; more of them where
they were compared before."""


def connect(window: MainWindow) -> None:
    """Connects the duplicates in a window that was just laid out."""
    remover = Remover(
        window, window.session, window.changes, SystemTrash(), lambda: window.finder.report.contents
    )
    commands = DuplicateCommands(
        window.finder, window.center.duplicates, window.changes, remover, window.actions_by_name
    )
    _connect_finding(window)
    _connect_photos(window, commands)
    _connect_removing(window, remover)
    _connect_actions(window, commands, remover)
    Comparing(window.center.duplicates, window.compare, commands, window.compare_photos)


def _connect_finding(window: MainWindow) -> None:
    browser, finder, panel, session = window.browser, window.finder, window.center.duplicates, window.session

    def find_if_it_makes_sense() -> None:
        overview = session.overview
        photos = overview.photos if overview is not None else 0
        if finder.busy or not photos:
            return
        if finder.stale if finder.board is not None else photos <= SMALL:
            finder.find()
        elif finder.board is None:
            finder.find_if_quick()

    def overview_changed(overview: Overview) -> None:
        panel.show_photo_count(overview.photos)
        if browser.place == DUPLICATES:
            find_if_it_makes_sense()

    def found() -> None:
        panel.show_idle()
        if browser.place == DUPLICATES:
            find_if_it_makes_sense()  # photos may have come or gone while it searched

    browser.duplicatesWanted.connect(find_if_it_makes_sense)
    session.overviewChanged.connect(overview_changed)
    session.modelChanged.connect(finder.forget)
    session.modelChanged.connect(panel.show_nothing)
    window.folders.thumbnailsChanged.connect(finder.outdate)
    finder.started.connect(panel.show_started)
    finder.progressed.connect(panel.foot.show_progress)
    finder.found.connect(found)
    finder.stopped.connect(panel.show_idle)
    finder.listed.connect(panel.show_listing)
    finder.countChanged.connect(window.library_panel.set_duplicate_count)
    panel.findRequested.connect(finder.find)
    panel.tierChosen.connect(finder.show_tier)
    panel.foot.pauseToggled.connect(finder.pause)
    panel.foot.cancelled.connect(finder.stop)


def _connect_photos(window: MainWindow, commands: DuplicateCommands) -> None:
    grid, others = window.center.duplicates.grid, window.center.grid

    def resized(pixels: int) -> None:
        if window.browser.place == DUPLICATES:  # else it follows, and may stay larger
            others.set_thumbnail_size(pixels)

    grid.currentPhotoChanged.connect(window.inspector.show_photo)
    grid.selectionChangedIds.connect(lambda _ids: window.selection_changed())
    grid.selectionChangedIds.connect(
        lambda ids: window.actions_by_name.have(Needs.COMPARABLE, FEWEST <= len(ids) <= MOST)
    )
    grid.photoActivated.connect(window.commands.view)
    grid.photoMenuRequested.connect(commands.photo_menu)
    grid.sectionActionRequested.connect(commands.section_action)
    grid.sectionMenuRequested.connect(commands.section_menu)
    grid.thumbnailSizeChanged.connect(resized)
    others.thumbnailSizeChanged.connect(grid.set_thumbnail_size)
    window.session.failed.connect(commands.failed)


def _connect_removing(window: MainWindow, remover: Remover) -> None:
    finder, panel, message = window.finder, window.center.duplicates, window.center.message

    def removed(ids: Sequence[PhotoId]) -> None:
        section = panel.grid.current_section()
        if finder.board is not None and section is not None:
            panel.go_on_at(section)
            finder.change(finder.board.without(ids))

    def say(text: str, trouble: bool, undoable: bool) -> None:
        action = window.tr("Undo") if undoable else ""
        message.tell(text, action=action, act=window.changes.stack.undo, stay=trouble)

    remover.removed.connect(removed)
    remover.moved.connect(finder.outdate)
    remover.moved.connect(window.folders.files_moved)
    remover.said.connect(say)
    panel.foot.bringBackRequested.connect(remover.bring_back)


def _connect_actions(window: MainWindow, commands: DuplicateCommands, remover: Remover) -> None:
    actions, panel, browser, finder = (
        window.actions_by_name,
        window.center.duplicates,
        window.browser,
        window.finder,
    )

    def find() -> None:
        browser.go(DUPLICATES)
        finder.find()

    def order_rules() -> None:
        dialog = RulesDialog(window.state.keeper_rules, window)
        dialog.rulesChosen.connect(use_rules)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def use_rules(rules: Sequence[KeeperRule]) -> None:
        window.state.set_keeper_rules(rules)
        if finder.board is not None:
            finder.find()

    def show_decided() -> None:
        dialog = DecisionsDialog(window.session, window)
        dialog.takeBackRequested.connect(commands.take_back)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def conditions() -> None:
        here = browser.place == DUPLICATES and window.center.isVisibleTo(window)
        groups = panel.listing is not None and bool(panel.listing.groups)
        actions.have(Needs.DUPLICATES, here and groups)

    def show_count() -> None:
        if browser.place == DUPLICATES:
            actions["duplicates"].setChecked(True)
            window.center.countChanged.emit(panel.photos.rowCount())
        conditions()

    browser.placeChanged.connect(lambda _place: show_count())
    finder.listed.connect(lambda _listing: show_count())
    pages = window.centralWidget()
    if isinstance(pages, QStackedWidget):  # the photos, or one of them large
        pages.currentChanged.connect(lambda _page: conditions())
    panel.rulesRequested.connect(order_rules)
    panel.foot.decidedRequested.connect(show_decided)
    panel.trashAllRequested.connect(commands.trash_all)
    actions.connect_all(
        {
            "duplicates": lambda: browser.go(DUPLICATES),
            "find-duplicates": find,
            "keep-this": commands.keep_this,
            "compare-group": commands.compare,
            "not-duplicates": commands.not_duplicates,
            "keep-all": commands.keep_all,
            "trash-others": commands.trash_others,
            "next-group": commands.next_group,
            "previous-group": commands.previous_group,
            "trash-all": commands.trash_all,
            "keeper-rules": order_rules,
            "show-decided": show_decided,
            "bring-back": remover.bring_back,
        }
    )
