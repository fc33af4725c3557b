"""The mouse over the grid: click, drag, rubber band, hover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.grid.corner_signs import Sign, sign_at, words_of
from photoclust.gui.grid.painter import tick_rect
from photoclust.gui.grid.scene import Hit
from photoclust.gui.grid.selection import How, Mask

if TYPE_CHECKING:
    from photoclust.gui.grid.photo_grid import PhotoGrid

AUTOSCROLL_MS = 16
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(slots=True)
class _Press:
    """The left button is down.

    Attributes:
        point: Where it went down, in the viewport.
        down: The same height in the content, which may be scrolled meanwhile.
        hit: What was there.
        adds: Ctrl was held, or the mark in the photo's corner was pressed.
        later: The selection is narrowed at the release, since it may yet be dragged as it is.
        base: What was selected when the rubber band began; None without one.
        sign: The button in the photo's corner that was pressed.
    """

    point: QPoint
    down: int
    hit: Hit
    adds: bool
    later: bool = False
    base: Mask | None = None
    sign: Sign | None = None


class GridMouse:
    """Turns the mouse events of a `PhotoGrid` into selection, drags and actions.

    Attributes:
        hovered: What is under the mouse.
        band: The rubber band in viewport coordinates, None while none is drawn.
    """

    def __init__(self, grid: PhotoGrid) -> None:
        self._grid = grid
        self._pressed: _Press | None = None
        self._last = QPoint()
        self.hovered = Hit()
        self.band: QRect | None = None
        self._scroll = QTimer(grid)
        self._scroll.setInterval(AUTOSCROLL_MS)
        self._scroll.timeout.connect(self._autoscroll)

    # ---- events

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        grid, point = self._grid, event.position().toPoint()
        hit = grid.scene.hit(point)
        ctrl, shift = bool(event.modifiers() & CTRL), bool(event.modifiers() & SHIFT)
        press = _Press(point, point.y() + grid.scene.scroll, hit, ctrl)
        self._pressed, self._last = press, point
        press.sign = self.sign_at(point)
        if press.sign is not None:
            return
        if hit.row is not None:
            self._press_photo(press, hit.row, shift)
        elif hit.header is None:
            press.base = grid.chosen.mask.copy() if ctrl or shift else np.zeros_like(grid.chosen.mask)
            if not (ctrl or shift):
                grid.chosen.select([])

    def _press_photo(self, press: _Press, row: int, shift: bool) -> None:
        chosen = self._grid.chosen
        press.adds |= tick_rect(self._grid.scene.item_rect(row)).contains(press.point)
        if shift:
            chosen.select_to(row, How.ADD if press.adds else How.REPLACE)
        elif chosen.mask[row]:
            press.later = True
        else:
            chosen.select([row], How.ADD if press.adds else How.REPLACE)
        chosen.move_to(row, anchor=not shift)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without the button."""
        point = event.position().toPoint()
        press = self._pressed
        if press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self.hover(point)
            return
        self._last = point
        if press.sign is not None:
            return
        if self.band is None and (point - press.point).manhattanLength() < QApplication.startDragDistance():
            return
        if press.base is not None:
            self._stretch_band(press)
        else:
            self._pressed = None  # the drag takes the release
            if press.hit.row is not None:
                self._grid.drag_photos(self._grid.selected_ids())
            elif press.hit.header is not None:
                self._grid.drag_photos(list(self._grid.scene.sections[press.hit.header].photo_ids))

    def release(self, event: QMouseEvent) -> None:
        """The left button went up."""
        press, self._pressed = self._pressed, None
        if press is None:
            return
        self._end_band()
        point = event.position().toPoint()
        if press.sign is not None:
            if press.hit.row is not None and self.sign_at(point) is press.sign:
                self._grid.signChosen.emit(self._grid.photos.id_at(press.hit.row), press.sign)
        elif press.later and press.hit.row is not None:
            self._grid.chosen.select([press.hit.row], How.TOGGLE if press.adds else How.REPLACE)
        elif press.hit.header is not None and self._grid.scene.hit(point) == press.hit:
            if press.hit.action is not None:
                self._grid.trigger(press.hit.header, press.hit.action)
            else:
                self._grid.select_section(press.hit.header, add=press.adds)
        self.hover(point)

    def sign_at(self, point: QPoint) -> Sign | None:
        """The button in a found photo's corner at a point."""
        row = self._grid.scene.hit(point).row
        if row is None or not self._grid.photos.score_at(row):
            return None
        return sign_at(self._grid.scene.item_rect(row), point)

    def tool_tip(self, point: QPoint) -> str | None:
        """What is said at a point instead of the photo's name; "" for nothing."""
        if (sign := self.sign_at(point)) is not None:
            return words_of(sign)
        if (header := self._grid.scene.hit(point).header) is None:
            return None
        return self._grid.scene.tip(header)

    def hover(self, point: QPoint | None) -> None:
        """Shows what is under the mouse; nothing if it left."""
        hit = Hit() if point is None else self._grid.scene.hit(point)
        at_hand = hit.action is not None or (point is not None and self.sign_at(point) is not None)
        hand = Qt.CursorShape.PointingHandCursor if at_hand else Qt.CursorShape.ArrowCursor
        self._grid.viewport().setCursor(hand)
        if hit == self.hovered:
            return
        before, self.hovered = self.hovered, hit
        viewport = self._grid.viewport()
        for changed in (before, hit):
            if changed.row is not None and changed.row < self._grid.scene.layout.count:
                viewport.update(self._grid.scene.item_rect(changed.row))
            elif changed.header is not None and changed.header < len(self._grid.scene.sections):
                viewport.update(self._grid.scene.header(changed.header).rect)

    def forget(self) -> None:
        """Other photos are shown: what is pressed or hovered is not there any more."""
        self._pressed = None
        self.hovered = Hit()
        self._end_band()

    # ---- rubber band

    def _stretch_band(self, press: _Press) -> None:
        scene, viewport = self._grid.scene, self._grid.viewport()
        start = QPoint(press.point.x(), press.down - scene.scroll)
        self.band = QRect(start, self._last).normalized()
        how = How.TOGGLE if press.adds else How.ADD
        self._grid.chosen.select(scene.items_in(self.band), how, base=press.base)
        outside = not 0 <= self._last.y() < viewport.height()
        if outside != self._scroll.isActive():
            if outside:
                self._scroll.start()
            else:
                self._scroll.stop()
        viewport.update()

    def _autoscroll(self) -> None:
        """Scrolls while the band is pulled over an edge, the faster the further."""
        beyond = min(0, self._last.y()) or max(0, self._last.y() - self._grid.viewport().height() + 1)
        bar = self._grid.verticalScrollBar()
        bar.setValue(bar.value() + beyond // 3)
        if self._pressed is not None and self._pressed.base is not None:
            self._stretch_band(self._pressed)

    def _end_band(self) -> None:
        self._scroll.stop()
        if self.band is not None:
            self.band = None
            self._grid.viewport().update()
