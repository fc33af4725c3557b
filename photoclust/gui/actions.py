"""Everything that can be done, in one table: menus, shortcuts and the list of shortcuts are made from it.

`Actions` turns the table into QActions; the window connects them by name. Whether one can be used follows
from conditions (`Needs`), not from code scattered over the panes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from photoclust.gui.action_spec import ActionSpec, Needs
from photoclust.gui.duplicates import action_table
from photoclust.gui.wording import QT_TRANSLATE_NOOP

CONTEXT = "actions"


MENUS: Final = (
    ("file", QT_TRANSLATE_NOOP("actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("actions", "&View")),
    ("photos", QT_TRANSLATE_NOOP("actions", "&Photos")),
    ("groups", QT_TRANSLATE_NOOP("actions", "&Groups")),
    ("duplicates", QT_TRANSLATE_NOOP("actions", "&Duplicates")),
    ("help", QT_TRANSLATE_NOOP("actions", "&Help")),
)

_SHOWN = Needs.SHOWN
_SELECTION = Needs.SELECTION
_FOUND = Needs.SELECTION | Needs.LOOK_ALIKES
_GROUPS = Needs.GROUPS | Needs.SHOWN

TABLE: Final = (
    ActionSpec("add-folder", QT_TRANSLATE_NOOP("actions", "&Add folder…"), "file", "Ctrl+O"),
    ActionSpec("rescan", QT_TRANSLATE_NOOP("actions", "&Rescan folders"), "file", "F5", Needs.IDLE),
    ActionSpec(
        "group", QT_TRANSLATE_NOOP("actions", "&Group photos"), "file", "Ctrl+G", Needs.PHOTOS, gap=True
    ),
    ActionSpec("export", QT_TRANSLATE_NOOP("actions", "&Export album…"), "file", "Ctrl+E", Needs.ALBUM),
    ActionSpec("settings", QT_TRANSLATE_NOOP("actions", "&Settings…"), "file", "Ctrl+,", gap=True),
    ActionSpec("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), "file", "Ctrl+Q", gap=True),
    ActionSpec("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), "edit", "Ctrl+Z"),
    ActionSpec("redo", QT_TRANSLATE_NOOP("actions", "&Redo"), "edit", "Ctrl+Shift+Z"),
    ActionSpec("copy", QT_TRANSLATE_NOOP("actions", "&Copy photos"), "edit", "Ctrl+C", _SELECTION, gap=True),
    ActionSpec(
        "paste", QT_TRANSLATE_NOOP("actions", "&Find look-alikes of pasted picture"), "edit", "Ctrl+V"
    ),
    ActionSpec("select-all", QT_TRANSLATE_NOOP("actions", "Select &all"), "edit", "Ctrl+A", _SHOWN, gap=True),
    ActionSpec(
        "remove",
        QT_TRANSLATE_NOOP("actions", "&Remove from album"),
        "edit",
        "Del",
        _SELECTION | Needs.ALBUM,
    ),
    ActionSpec("bring-back", QT_TRANSLATE_NOOP("actions", "&Bring back removed files…"), "edit"),
    ActionSpec("search", QT_TRANSLATE_NOOP("actions", "&Search"), "edit", "Ctrl+F", gap=True),
    ActionSpec("back", QT_TRANSLATE_NOOP("actions", "&Back"), "view", "Alt+Left"),
    ActionSpec("forward", QT_TRANSLATE_NOOP("actions", "&Forward"), "view", "Alt+Right"),
    ActionSpec("grid", QT_TRANSLATE_NOOP("actions", "&Grid"), "view", "Ctrl+1", group="place", gap=True),
    ActionSpec("clusters", QT_TRANSLATE_NOOP("actions", "&Clusters"), "view", "Ctrl+2", group="place"),
    ActionSpec("map", QT_TRANSLATE_NOOP("actions", "&Map"), "view", "Ctrl+3", group="place"),
    ActionSpec("duplicates", QT_TRANSLATE_NOOP("actions", "D&uplicates"), "view", "Ctrl+4", group="place"),
    ActionSpec(
        "library-pane",
        QT_TRANSLATE_NOOP("actions", "&Library pane"),
        "view",
        "F9",
        checkable=True,
        gap=True,
    ),
    ActionSpec("inspector", QT_TRANSLATE_NOOP("actions", "&Inspector"), "view", "F10", checkable=True),
    ActionSpec("larger", QT_TRANSLATE_NOOP("actions", "&Larger thumbnails"), "view", "Ctrl++", gap=True),
    ActionSpec("smaller", QT_TRANSLATE_NOOP("actions", "&Smaller thumbnails"), "view", "Ctrl+-"),
    ActionSpec(
        "theme-system", QT_TRANSLATE_NOOP("actions", "&System colours"), "view", group="theme", gap=True
    ),
    ActionSpec("theme-light", QT_TRANSLATE_NOOP("actions", "L&ight colours"), "view", group="theme"),
    ActionSpec("theme-dark", QT_TRANSLATE_NOOP("actions", "&Dark colours"), "view", group="theme"),
    ActionSpec("open", QT_TRANSLATE_NOOP("actions", "&Open"), "photos", needs=_SELECTION),
    ActionSpec("similar", QT_TRANSLATE_NOOP("actions", "&Find similar"), "photos", "Ctrl+L", _SELECTION),
    ActionSpec("more-like-this", QT_TRANSLATE_NOOP("actions", "&More like this"), "photos", "+", _FOUND),
    ActionSpec("less-like-this", QT_TRANSLATE_NOOP("actions", "&Less like this"), "photos", "-", _FOUND),
    ActionSpec("compare", QT_TRANSLATE_NOOP("actions", "&Compare"), "photos", "Ctrl+K", Needs.COMPARABLE),
    ActionSpec(
        "add-to-album",
        QT_TRANSLATE_NOOP("actions", "&Add to album…"),
        "photos",
        "Ctrl+Shift+A",
        _SELECTION,
        gap=True,
    ),
    ActionSpec(
        "new-album", QT_TRANSLATE_NOOP("actions", "&New album from selection"), "photos", "Ctrl+N", _SELECTION
    ),
    ActionSpec(
        "show-file",
        QT_TRANSLATE_NOOP("actions", "&Show in file manager"),
        "photos",
        "Ctrl+Shift+R",
        _SELECTION,
        gap=True,
    ),
    ActionSpec("copy-path", QT_TRANSLATE_NOOP("actions", "&Copy path"), "photos", "Ctrl+Shift+C", _SELECTION),
    ActionSpec("rename-group", QT_TRANSLATE_NOOP("actions", "&Rename group"), "groups", "F2", _GROUPS),
    ActionSpec("merge-groups", QT_TRANSLATE_NOOP("actions", "&Merge groups"), "groups", "Ctrl+J", _GROUPS),
    ActionSpec("split-group", QT_TRANSLATE_NOOP("actions", "&Split group"), "groups", "Ctrl+D", _GROUPS),
    ActionSpec("pin-group", QT_TRANSLATE_NOOP("actions", "&Pin group"), "groups", "Ctrl+P", _GROUPS),
    ActionSpec("hide-group", QT_TRANSLATE_NOOP("actions", "&Hide group"), "groups", "Ctrl+Shift+H", _GROUPS),
    ActionSpec(
        "new-group",
        QT_TRANSLATE_NOOP("actions", "&New group from selection"),
        "groups",
        "Ctrl+Shift+N",
        _SELECTION | _GROUPS,
        gap=True,
    ),
    ActionSpec(
        "move-to-group",
        QT_TRANSLATE_NOOP("actions", "Mo&ve to group…"),
        "groups",
        "Ctrl+Shift+M",
        _SELECTION | _GROUPS,
    ),
    ActionSpec(
        "save-clustering",
        QT_TRANSLATE_NOOP("actions", "Save &clustering as…"),
        "groups",
        "Ctrl+S",
        _GROUPS,
        gap=True,
    ),
    *action_table.TABLE,
    ActionSpec("shortcuts", QT_TRANSLATE_NOOP("actions", "&Keyboard shortcuts"), "help", "F1"),
    ActionSpec("about", QT_TRANSLATE_NOOP("actions", "&About PhotoClust"), "help", gap=True),
    ActionSpec("view-photo", QT_TRANSLATE_NOOP("actions", "Open the photo"), "", "Return"),
    ActionSpec("next-photo", QT_TRANSLATE_NOOP("actions", "Next photo, in the viewer"), "", "Right"),
    ActionSpec("previous-photo", QT_TRANSLATE_NOOP("actions", "Previous photo, in the viewer"), "", "Left"),
    ActionSpec("find-part", QT_TRANSLATE_NOOP("actions", "Find a part of the photo, in the viewer"), "", "R"),
    ActionSpec("close-photo", QT_TRANSLATE_NOOP("actions", "Close the viewer; clear the search"), "", "Esc"),
    ActionSpec("compare-keep", QT_TRANSLATE_NOOP("actions", "Keep the photo, when comparing"), "", "K"),
    ActionSpec("compare-drop", QT_TRANSLATE_NOOP("actions", "Drop the photo, when comparing"), "", "X"),
    ActionSpec("compare-flip", QT_TRANSLATE_NOOP("actions", "Flip two photos, when comparing"), "", "F"),
    ActionSpec("compare-differ", QT_TRANSLATE_NOOP("actions", "Difference, when comparing"), "", "D"),
    ActionSpec("compare-lock", QT_TRANSLATE_NOOP("actions", "Zoom together, when comparing"), "", "L"),
    ActionSpec("compare-next", QT_TRANSLATE_NOOP("actions", "Next group, when comparing"), "", "N"),
    ActionSpec("compare-previous", QT_TRANSLATE_NOOP("actions", "Previous group, when comparing"), "", "P"),
    ActionSpec("rename-album", QT_TRANSLATE_NOOP("actions", "Rename the album, in the album list"), "", "F2"),
    ActionSpec(
        "delete-album", QT_TRANSLATE_NOOP("actions", "Delete the album, in the album list"), "", "Del"
    ),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def shortcut_list() -> list[tuple[str, str]]:
    """What can be done by keyboard, as (text, keys in the system's notation)."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (_tr(spec.text).replace("&", "").rstrip("…"), QKeySequence(spec.keys).toString(native))
        for spec in TABLE
        if spec.keys
    ]


class Actions(QObject):
    """The QActions of one window, by name."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._needs: dict[str, Needs] = {}
        groups: dict[str, QActionGroup] = {}
        for spec in TABLE:
            if not spec.menu:
                continue
            action = QAction(_tr(spec.text), window)
            action.setObjectName(f"{spec.name}Action")
            action.setCheckable(spec.checkable or bool(spec.group))
            if spec.keys:
                action.setShortcut(QKeySequence(spec.keys))
            if spec.group:
                groups.setdefault(spec.group, QActionGroup(window)).addAction(action)
            window.addAction(action)  # so that the keys work while the menu bar is hidden
            self._actions[spec.name] = action
            self._needs[spec.name] = spec.needs
        self["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self["settings"].setMenuRole(QAction.MenuRole.PreferencesRole)
        self["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self._there = Needs.IDLE
        self._enable()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def connect_all(self, slots: dict[str, Callable[[], object]]) -> None:
        """Connects actions to what they do; switches are connected by whoever wants their state."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def have(self, what: Needs, there: bool) -> None:
        """Something that actions need is there, or is no more."""
        self._there = self._there | what if there else self._there & ~what
        self._enable()

    def follow_undo(self, stack: QUndoStack) -> None:
        """Undo and Redo say what they would undo, and can be used when there is something."""
        for name, can, text in (
            ("undo", stack.canUndoChanged, stack.undoTextChanged),
            ("redo", stack.canRedoChanged, stack.redoTextChanged),
        ):
            action, plain = self._actions[name], self._actions[name].text()
            can.connect(action.setEnabled)
            text.connect(lambda what, action=action, plain=plain: action.setText(f"{plain} {what}".strip()))
            action.setEnabled(False)

    def _enable(self) -> None:
        for name, needs in self._needs.items():
            if needs:
                self._actions[name].setEnabled(needs & self._there == needs)

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        menus = {name: bar.addMenu(_tr(title)) for name, title in MENUS}
        for name, menu in menus.items():
            menu.setObjectName(f"{name}Menu")
        for spec in TABLE:
            if spec.menu:
                if spec.gap:
                    menus[spec.menu].addSeparator()
                menus[spec.menu].addAction(self._actions[spec.name])

    def context_menu(self, parent: QWidget, names: tuple[str, ...]) -> QMenu:
        """A menu of some of the actions; "" is a separator. It deletes itself when it closes."""
        menu = QMenu(parent)
        menu.setObjectName("contextMenu")
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
