"""What can be done with groups of duplicates: by links in the headers, from the menu, by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal

from photoclust.core.duplicates import DuplicateGroup, VerdictKind
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.gui.actions import Actions
from photoclust.gui.changes import Changes
from photoclust.gui.duplicates import listing
from photoclust.gui.duplicates.board import Members, OpenGroup
from photoclust.gui.duplicates.finder import Finder
from photoclust.gui.duplicates.panel import DuplicatesPanel
from photoclust.gui.duplicates.removal_dialog import Choices
from photoclust.gui.duplicates.remover import Remover
from photoclust.gui.photo_commands import PHOTO_MENU
from photoclust.library.decisions import Decision, say_again
from photoclust.library.session import Library
from photoclust.library.verdicts import decide, take_back

GROUP_MENU = ("compare-group", "", "not-duplicates", "keep-all", "", "trash-others")
DUPLICATE_MENU = ("keep-this", *GROUP_MENU, "")


class DuplicateCommands(QObject):
    """Acts on the group that the person is at.

    Args:
        finder: Has the board.
        panel: Shows it.
        changes: Makes verdicts undoable.
        remover: Puts photos into the trash.
        actions: Whose menu it shows.

    Signals:
        compareWanted(OpenGroup): A group is to be seen side by side.
    """

    compareWanted = Signal(object)

    def __init__(
        self, finder: Finder, panel: DuplicatesPanel, changes: Changes, remover: Remover, actions: Actions
    ) -> None:
        super().__init__(panel)
        self._finder = finder
        self._panel = panel
        self._changes = changes
        self._remover = remover
        self._actions = actions
        self._under_way: list[Members] = []

    # ---- the keeper

    def keep_this(self) -> None:
        """Keeps the current photo of its group instead of the one that is suggested."""
        grid = self._panel.grid
        group, photo_id = grid.current_group(), grid.current_id()
        if group is not None and photo_id is not None and photo_id in group.members:
            self.keep(group, photo_id)

    def keep(self, group: OpenGroup, photo_id: PhotoId) -> None:
        """Keeps a photo of a group."""
        board = self._finder.board
        if board is not None and photo_id != group.keep:
            self._finder.board = board.choosing(group, photo_id)
            self._panel.photos.keep(group.number, photo_id)

    # ---- verdicts

    def not_duplicates(self) -> None:
        """The photos of the group are no duplicates; they are not shown as such again."""
        self._decide(VerdictKind.DISTINCT, self.tr("Not duplicates"))

    def keep_all(self) -> None:
        """They are, and all of them stay."""
        self._decide(VerdictKind.KEEP_ALL, self.tr("Keep all"))

    def _decide(self, kind: VerdictKind, text: str) -> None:
        group, section = self._panel.grid.current_group(), self._panel.grid.current_section()
        board = self._finder.board
        if group is None or section is None or board is None:
            return
        members = frozenset(group.members)
        if members in board.decided:
            return  # said a moment ago; the list follows
        reported = board.report.groups[group.number]
        made: list[int] = []

        def say(library: Library) -> None:
            made.append(decide(library, group.members, kind))

        def done(_none: None) -> None:
            if members in self._under_way:
                self._under_way.remove(members)
            elif self._finder.board is not None:  # the trouble meanwhile was somebody else's
                self._finder.change(self._finder.board.deciding(members))
            self._finder.outdate()  # it may say something of other tiers too
            self._changes.push(
                text,
                undo=lambda library: take_back(library, made.pop()),
                redo=say,
                after=lambda: self._settle(reported, members, decided=bool(made)),
            )

        self._under_way.append(members)
        self._panel.go_on_at(section)
        self._finder.change(board.deciding(members))
        self._changes.make(say, done)

    def _settle(self, reported: DuplicateGroup, members: Members, *, decided: bool) -> None:
        """A verdict on what was reported was taken back, or said again."""
        board = self._finder.board
        if board is None:
            return
        self._finder.board = board.deciding(members) if decided else board.undeciding(members)
        if decided or any(group is reported for group in board.report.groups):
            self._finder.list()
        else:
            self._finder.find()  # the library was asked since, and may have left it out

    def take_back(self, decisions: Sequence[Decision]) -> None:
        """Decisions of any day are not to hold any more."""
        there = [decision.id for decision in decisions]

        def take(library: Library) -> None:
            while there:
                take_back(library, there.pop())

        def say(library: Library) -> None:
            there.extend(say_again(library, decision) for decision in decisions)

        def done(_none: None) -> None:
            self._changes.push(self.tr("Take back"), undo=say, redo=take, after=self._ask_anew)
            self._ask_anew()

        self._changes.make(take, done)

    def _ask_anew(self) -> None:
        board = self._finder.board
        if board is not None:
            self._finder.board = replace(board, decided=frozenset())  # the library knows by now
            self._finder.find()

    def failed(self, _error: UserFacingError) -> None:
        """Something could not be done: verdicts that were not written yet don't count."""
        board = self._finder.board
        if self._under_way and board is not None:
            for members in self._under_way:
                board = board.undeciding(members)
            self._under_way.clear()
            self._finder.change(board)

    # ---- the trash

    def trash_others(self) -> None:
        """All but the one that is kept go to the trash, after a plan."""
        group = self._panel.grid.current_group()
        if group is not None:
            self._remover.ask([group])

    def trash_all(self) -> None:
        """The same for all groups of the tier."""
        if self._panel.trash_all.isEnabled():
            self._remover.ask(list(self._panel.photos.groups))

    def drop(self, choices: Choices) -> None:
        """Some photos go to the trash, after a plan; for them others stay."""
        self._remover.ask_for(choices)

    # ---- getting about

    def compare(self) -> None:
        """Shows the group side by side."""
        group = self._panel.grid.current_group()
        if group is not None:
            self.compareWanted.emit(group)

    def next_group(self) -> None:
        self._panel.grid.step_group(1)

    def previous_group(self) -> None:
        self._panel.grid.step_group(-1)

    def section_action(self, number: int, action: str, _point: QPoint) -> None:
        """A link in a header was pressed."""
        self._go_to(number)
        deeds = {
            listing.COMPARE: self.compare,
            listing.DISTINCT: self.not_duplicates,
            listing.KEEP_ALL: self.keep_all,
            listing.TRASH: self.trash_others,
        }
        deeds[action]()

    def section_menu(self, number: int, point: QPoint) -> None:
        """The context menu of a header."""
        self._go_to(number)
        self._actions.context_menu(self._panel, GROUP_MENU).popup(point)

    def photo_menu(self, _ids: object, point: QPoint) -> None:
        """The context menu of photos."""
        self._actions.context_menu(self._panel, (*DUPLICATE_MENU, *PHOTO_MENU)).popup(point)

    def _go_to(self, number: int) -> None:
        grid, section = self._panel.grid, self._panel.photos.section_number(number)
        if section is not None and (grid.current_id() is None or section != grid.current_section()):
            grid.go_to_group(section)
