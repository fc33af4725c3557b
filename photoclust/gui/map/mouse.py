"""The mouse over the map: pan, zoom, click, lasso, drag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.map.lasso import Lasso

if TYPE_CHECKING:
    from photoclust.gui.map.canvas import MapCanvas

NOTCH = 1.2  # zoom by a notch of the wheel
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


@dataclass(slots=True)
class _Press:
    """A button is down.

    Attributes:
        point: Where it went down.
        last: Where the mouse was last.
        row: The photo there.
        adds: Ctrl was held.
        moved: It is a drag, not a click.
    """

    point: QPointF
    last: QPointF
    row: int | None
    adds: bool
    moved: bool = False


class MapMouse:
    """Turns the mouse events of a `MapCanvas` into views, selection and drags.

    Attributes:
        hovered: The row of the photo under the mouse.
        point: Where the mouse is; None if it is elsewhere.
        lasso: The line that is being drawn.
        lasso_tool: Whether dragging draws a lasso without Shift.
    """

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._pressed: _Press | None = None
        self.hovered: int | None = None
        self.point: QPointF | None = None
        self.lasso: Lasso | None = None
        self.lasso_tool = False

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        if event.button() not in {LEFT, MIDDLE}:
            return
        point, ctrl = event.position(), bool(event.modifiers() & CTRL)
        self._pressed = _Press(point, point, self._canvas.row_at(point), ctrl)
        if event.button() == MIDDLE:
            self._pressed.row = None
        elif self.lasso_tool or event.modifiers() & SHIFT:
            self.lasso = Lasso(point, adds=ctrl)
        self._show_cursor()

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without a button."""
        point, press, canvas = event.position(), self._pressed, self._canvas
        if press is None:
            self.hover(point)
            return
        far = (point - press.point).manhattanLength() >= QApplication.startDragDistance()
        if not (press.moved or far):
            return
        first, press.moved = not press.moved, True
        if self.lasso is not None:
            self.lasso.stretch(point)
            canvas.update()
        elif first and press.row is not None and canvas.chosen[press.row]:
            self._pressed = None  # the drag takes the release
            self.hover(None)
            canvas.drag_photos()
        else:
            canvas.look_through(canvas.camera.panned(point - press.last))
        press.last = point

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        press, lasso = self._pressed, self.lasso
        self._pressed = self.lasso = None
        self._show_cursor()
        if press is None:
            return
        canvas = self._canvas
        if lasso is not None and press.moved:
            lasso.stretch(event.position())
            canvas.catch(lasso)
        elif not press.moved and event.button() == LEFT:
            canvas.click(press.row, toggle=press.adds)
        self.hover(event.position())

    def wheel(self, event: QWheelEvent) -> None:
        """Zooms at the mouse."""
        self._canvas.zoom(NOTCH ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Two fingers on a touchpad; whether it was for us."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._canvas.zoom(max(0.2, 1 + event.value()), event.position())
        return True

    def hover(self, point: QPointF | None) -> None:
        """Shows what is under the mouse; nothing if it left."""
        row = None if point is None else self._canvas.row_at(point)
        if row is not None or self.hovered is not None:
            self._canvas.update()
        self.hovered, self.point = row, point

    def forget(self) -> None:
        """Other photos are shown, or Escape was pressed: what is under way is not."""
        self._pressed = self.lasso = self.hovered = None
        self._show_cursor()
        self._canvas.update()

    def use_lasso(self, used: bool) -> None:
        """Switches the lasso tool."""
        self.lasso_tool = used
        self._show_cursor()

    def _show_cursor(self) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.lasso_tool or self.lasso is not None:
            shape = Qt.CursorShape.CrossCursor
        elif self._pressed is not None and self._pressed.row is None:
            shape = Qt.CursorShape.ClosedHandCursor
        self._canvas.setCursor(shape)
