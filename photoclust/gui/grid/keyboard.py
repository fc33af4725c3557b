"""The keyboard in the grid: moving, selecting, and reaching the headers and their actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from photoclust.gui.grid.selection import How

if TYPE_CHECKING:
    from photoclust.gui.grid.photo_grid import PhotoGrid

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = (Key.Key_Return, Key.Key_Enter)
CursorAction = QAbstractItemView.CursorAction
KEY_OF = {
    CursorAction.MoveUp: Key.Key_Up,
    CursorAction.MoveDown: Key.Key_Down,
    CursorAction.MoveLeft: Key.Key_Left,
    CursorAction.MoveRight: Key.Key_Right,
    CursorAction.MovePrevious: Key.Key_Left,
    CursorAction.MoveNext: Key.Key_Right,
    CursorAction.MoveHome: Key.Key_Home,
    CursorAction.MoveEnd: Key.Key_End,
    CursorAction.MovePageUp: Key.Key_PageUp,
    CursorAction.MovePageDown: Key.Key_PageDown,
}
"""What Qt calls a movement, and our key for it."""


class HeaderFocus(NamedTuple):
    """The keyboard is on a header (action None) or on one of its actions."""

    section: int
    action: int | None = None


class GridKeyboard:
    """Turns the key events of a `PhotoGrid` into movement, selection and actions.

    Attributes:
        header: The header that has the focus; None while a photo has it.
    """

    def __init__(self, grid: PhotoGrid) -> None:
        self._grid = grid
        self.header: HeaderFocus | None = None

    def press(self, event: QKeyEvent) -> bool:
        """Acts on a key; False if it means nothing here."""
        key = Key(event.key())
        ctrl, shift = bool(event.modifiers() & CTRL), bool(event.modifiers() & SHIFT)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._grid.selectAll()
        elif ctrl and key in {Key.Key_Up, Key.Key_Down} and self._grid.scene.sections:
            self._to_header(1 if key == Key.Key_Down else -1)
        elif self.header is not None and self._press_in_header(key, self.header, add=ctrl or shift):
            pass
        elif key in ENTER:
            return self._activate()
        elif key == Key.Key_Space:
            return self._toggle()
        elif key == Key.Key_Escape:
            return self._clear()
        else:
            return self._move(key, ctrl, shift)
        return True

    def target(self, key: Qt.Key) -> int | None:
        """The row a key leads to from the current one; None if it does not move or there are no photos."""
        layout = self._grid.scene.layout
        current = self._grid.chosen.current()
        if key in {Key.Key_Home, Key.Key_End}:
            return layout.end_item(last=key == Key.Key_End)
        step = {Key.Key_Left: -1, Key.Key_Right: 1}.get(key)
        rows = {Key.Key_Up: -1, Key.Key_Down: 1}.get(key)
        pages = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}.get(key)
        if step is None and rows is None and pages is None:
            return None
        if current is None:  # the first key goes to what is seen first
            return layout.nearest_item(self._grid.scene.scroll + layout.header_height)
        if step is not None:
            return layout.step(current, step)
        if rows is not None:
            return layout.neighbour(current, rows)
        seen = self._grid.viewport().height() - layout.header_height - layout.cell - layout.spacing
        return layout.page(current, (pages or 0) * max(1, seen))

    # ---- photos

    def _move(self, key: Qt.Key, ctrl: bool, shift: bool) -> bool:
        row = self.target(key)
        if row is None:
            return False
        self.header = None
        chosen = self._grid.chosen
        if shift:
            chosen.select_to(row, How.ADD if ctrl else How.REPLACE)
        elif not ctrl:
            chosen.select([row])
        chosen.move_to(row, anchor=not shift)
        self._grid.scrollTo(self._grid.currentIndex())
        return True

    def _activate(self) -> bool:
        current = self._grid.current_id()
        if current is None:
            return False
        self._grid.photoActivated.emit(current)
        return True

    def _toggle(self) -> bool:
        current = self._grid.chosen.current()
        if current is None:
            return False
        self._grid.chosen.select([current], How.TOGGLE)
        return True

    def _clear(self) -> bool:
        if not self._grid.chosen.mask.any():
            return False
        self._grid.chosen.select([])
        return True

    # ---- headers

    def _to_header(self, by: int) -> None:
        """Goes to the next or previous header; first of all to that of the current photo."""
        count = len(self._grid.scene.sections)
        current = self._grid.chosen.current()
        if self.header is not None:
            section = self.header.section + by
        elif current is not None:
            section = self._grid.scene.layout.section_of(current) + (by > 0)
        else:
            section = next(iter(self._grid.scene.header_numbers()), 0)
        section = max(0, min(section, count - 1))
        self.header = HeaderFocus(section)
        self._grid.show_section(section)

    def _press_in_header(self, key: Qt.Key, focus: HeaderFocus, *, add: bool) -> bool:
        """Acts on a key while a header has the focus; False if the key belongs to the photos."""
        items = self._grid.scene.layout.items_of(focus.section)
        actions = [number for number, _part in self._grid.scene.header(focus.section).actions]
        if key in {Key.Key_Left, Key.Key_Right}:
            stops: list[int | None] = [None, *actions]
            at = stops.index(focus.action) if focus.action in stops else 0
            at = max(0, min(at + (1 if key == Key.Key_Right else -1), len(stops) - 1))
            self.header = focus._replace(action=stops[at])
        elif key in {*ENTER, Key.Key_Space}:
            if focus.action is None:
                self._grid.select_section(focus.section, add=add)
            else:
                self._grid.trigger(focus.section, focus.action)
        elif key == Key.Key_Escape:
            self.header = None
        elif key in {Key.Key_Down, Key.Key_Up} and items:
            self.header = None
            first = items.start
            row = first if key == Key.Key_Down else self._grid.scene.layout.step(first, -1)
            self._grid.chosen.select([row])
            self._grid.chosen.move_to(row)
            self._grid.scrollTo(self._grid.currentIndex())
        else:
            return False
        self._grid.viewport().update()
        return True
