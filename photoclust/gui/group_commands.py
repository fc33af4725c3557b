"""What can be done with groups: their menu, the links in their headers, keys and drops."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from photoclust.core.photo import PhotoId
from photoclust.gui import sections
from photoclust.gui.album_editor import AlbumEditor
from photoclust.gui.grid.group_grid import GroupGrid
from photoclust.gui.grid.photo_model import PhotoModel, Section
from photoclust.gui.group_editor import GroupEditor
from photoclust.gui.photo_commands import PhotoCommands
from photoclust.gui.sections import UNCLUSTERED_KEY
from photoclust.library.export import ExportFolder

PARTS = (2, 3, 4, 5, 6, 8, 10)
"""What the menu offers to split a group into."""


class GroupCommands(QObject):
    """Acts on the groups that the grid shows.

    Args:
        grid: What is chosen in it.
        photos: Its model.
        editor: Changes the groups.
        albums: Makes albums of them.
        commands: Makes menus, and exports.
    """

    def __init__(
        self,
        grid: GroupGrid,
        photos: PhotoModel,
        editor: GroupEditor,
        albums: AlbumEditor,
        commands: PhotoCommands,
    ) -> None:
        super().__init__(grid)
        self._grid = grid
        self._photos = photos
        self._editor = editor
        self._albums = albums
        self._commands = commands
        self._to_show: int | None = None  # a group that was made, until the grid has it

    # Chosen groups

    def chosen(self) -> list[int]:
        """The groups that a command is about, by key."""
        return [key for key in self._grid.chosen_sections() if key > UNCLUSTERED_KEY]

    def rename(self) -> None:
        """Lets the person type a name over the title of the first chosen group."""
        for key in self.chosen()[:1]:
            self._grid.edit_title(key)

    def merge(self) -> None:
        self._editor.merge(self.chosen())

    def split(self) -> None:
        for key in self.chosen()[:1]:
            self._editor.split(key)

    def pin(self) -> None:
        """Pins the chosen groups; takes the pins off where all of them are pinned."""
        keys = self.chosen()
        if keys:
            self._editor.pin(keys, not all(self._editor.is_pinned(key) for key in keys))

    def hide(self) -> None:
        """Hides the chosen groups; shows them again where all of them are hidden."""
        keys = self.chosen()
        if keys:
            self._editor.hide(keys, not all(self._editor.is_hidden(key) for key in keys))

    def new_group(self) -> None:
        ids = self._grid.selected_ids()
        if ids:
            self._editor.new_group(ids)

    def move_selected(self) -> None:
        """Asks with a menu which group the selected photos are to be moved to."""
        ids = self._grid.selected_ids()
        area = self._grid.viewport()
        point = area.mapToGlobal(QPoint(area.width() // 3, area.height() // 3))
        menu = self._commands.new_menu("moveToGroupMenu")
        for section in self._photos.sections():
            if sections.takes_photos(section.key):
                entry = menu.addAction(section.title.replace("&", "&&"))
                target = self._target(section.key)
                entry.triggered.connect(lambda _on=False, to=target: self._editor.move(ids, to))
        menu.addSeparator()
        self._commands.entry(menu, "new-group", self.tr("New group")).triggered.connect(
            lambda: self._editor.new_group(ids)
        )
        menu.popup(point)

    def drop(self, key: int, ids: Sequence[PhotoId]) -> None:
        """Photos were dropped on a section; whole groups are merged with it."""
        if not sections.takes_photos(key) or not ids:
            return
        moved = set(ids)
        whole = [
            section.key
            for section in self._photos.sections()
            if section.key > UNCLUSTERED_KEY and section.key != key and moved.issuperset(section.photo_ids)
        ]
        covered = [self._photos.section_by_key(group) for group in whole]
        if key > UNCLUSTERED_KEY and sum(len(part.photo_ids) for part in covered if part) == len(moved):
            self._editor.merge([key, *whole])
        else:
            self._editor.move(list(ids), self._target(key))

    def show_made(self, key: int) -> None:
        """A group was made: goes to it, as soon as the grid shows it, and lets the person name it."""
        self._to_show = key
        self.listed()

    def listed(self) -> None:
        """The grid shows other sections."""
        key = self._to_show
        if key is not None and self._photos.section_by_key(key) is not None:
            self._to_show = None
            self._grid.edit_title(key)

    @staticmethod
    def _target(key: int) -> int | None:
        return key if key > UNCLUSTERED_KEY else None

    # Menus and links

    def section_action(self, key: int, action: str, point: QPoint) -> None:
        """A link in a header was pressed."""
        section, group = self._photos.section_by_key(key), sections.group_of(key)
        if section is None:
            return
        match action, group:
            case sections.ADD, _:
                self._commands.album_menu(section.photo_ids, name_for_album(section)).popup(point)
            case sections.AGAIN, _:
                self._editor.group_again()
            case sections.SPLIT, int():
                self._editor.split(group)
            case sections.UNHIDE, int():
                self._editor.hide([group], hidden=False)
            case sections.ACCEPT, int():
                self._editor.accept(group)
            case sections.REFUSE, int():
                self._editor.refuse(group)
            case _:
                self.section_menu(key, point)

    def section_menu(self, key: int, point: QPoint) -> None:
        """Everything that can be done with a section; with others that are chosen too, where it is one."""
        section = self._photos.section_by_key(key)
        if section is None:
            return
        ids, name = list(section.photo_ids), name_for_album(section)
        menu = self._commands.new_menu("sectionMenu")
        if key > UNCLUSTERED_KEY:
            chosen = self.chosen()
            self._add_group_entries(menu, key, chosen if key in chosen else [key], len(ids))
            menu.addSeparator()
        entry = self._commands.entry
        entry(menu, "select-group", self.tr("Select all of it")).triggered.connect(
            lambda: self._grid.select_ids(ids)
        )
        entry(menu, "group-album", self.tr("New album of it")).triggered.connect(
            lambda: self._albums.create(name, ids)
        )
        self._commands.fill_with_albums(menu.addMenu(self.tr("Add to album")), ids, name)
        menu.addSeparator()
        entry(menu, "export-group", self.tr("Export as folder…")).triggered.connect(
            lambda: self._commands.export(section.title, [ExportFolder(section.title, ids)])
        )
        menu.popup(point)

    def _add_group_entries(self, menu: QMenu, key: int, keys: Sequence[int], size: int) -> None:
        entry, editor = self._commands.entry, self._editor
        entry(menu, "rename-group", self.tr("Rename")).triggered.connect(lambda: self._grid.edit_title(key))
        if len(keys) > 1:
            merge = self.tr("Merge the {count} selected").format(count=len(keys))
            entry(menu, "merge-groups", merge).triggered.connect(lambda: editor.merge(keys))
        parts = menu.addMenu(self.tr("Split into"))
        parts.setObjectName("splitMenu")
        for count in PARTS:
            if count <= size:
                entry(parts, f"split-{count}", str(count)).triggered.connect(
                    lambda _on=False, count=count: editor.split(key, count)
                )
        parts.setEnabled(not parts.isEmpty())
        pinned, hidden = editor.is_pinned(key), editor.is_hidden(key)
        pin, hide = entry(menu, "pin-group", self.tr("Pinned")), entry(menu, "hide-group", self.tr("Hidden"))
        for action, state in ((pin, pinned), (hide, hidden)):
            action.setCheckable(True)
            action.setChecked(state)
        pin.triggered.connect(lambda: editor.pin(keys, not pinned))
        hide.triggered.connect(lambda: editor.hide(keys, not hidden))
        entry(menu, "dissolve-group", self.tr("Dissolve")).triggered.connect(lambda: editor.dissolve(keys))


def name_for_album(section: Section) -> str:
    """What an album made of a section is called: as the group, if it is one."""
    return section.title if section.key > UNCLUSTERED_KEY else ""
