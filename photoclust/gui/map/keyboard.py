"""The map by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from photoclust.gui.map.canvas import MapCanvas

KEYS = Qt.Key
STEP: Final = 0.12  # of the screen, by an arrow
ZOOM: Final = 1.25
ARROWS: Final = {
    KEYS.Key_Left: (-1, 0),
    KEYS.Key_Right: (1, 0),
    KEYS.Key_Up: (0, -1),
    KEYS.Key_Down: (0, 1),
}
FITTING: Final = frozenset({KEYS.Key_0, KEYS.Key_Home, KEYS.Key_Space})
CLOSER: Final = frozenset({KEYS.Key_Plus, KEYS.Key_Equal})
FURTHER: Final = frozenset({KEYS.Key_Minus, KEYS.Key_Underscore})
OPENING: Final = frozenset({KEYS.Key_Return, KEYS.Key_Enter})


class MapKeyboard:
    """Turns the keys of a `MapCanvas` into views and selection."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; whether it meant something."""
        canvas, key = self._canvas, Qt.Key(event.key())
        middle = QPointF(canvas.width() / 2, canvas.height() / 2)
        if key in ARROWS:
            self._arrow(ARROWS[key], to_photo=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False  # the window's actions
        elif key in CLOSER:
            canvas.zoom(ZOOM, middle)
        elif key in FURTHER:
            canvas.zoom(1 / ZOOM, middle)
        elif key in FITTING:
            canvas.fit()
        elif key in OPENING:
            canvas.open_current()
        elif key == KEYS.Key_Escape:
            return canvas.give_up()
        else:
            return False
        return True

    def _arrow(self, towards: tuple[int, int], *, to_photo: bool) -> None:
        canvas = self._canvas
        if to_photo:
            row = self._next(towards)
            if row is not None:
                canvas.go_to(row)
            return
        by = QPointF(-towards[0] * canvas.width() * STEP, -towards[1] * canvas.height() * STEP)
        canvas.look_through(canvas.camera.panned(by))

    def _next(self, towards: tuple[int, int]) -> int | None:
        """The nearest photo that lies in a direction; without a current one that in the middle."""
        canvas = self._canvas
        if canvas.current is None:
            return canvas.middle_row()
        apart = canvas.points - canvas.points[canvas.current]
        along = apart @ np.array(towards, np.float32)
        aside = np.abs(apart @ np.array((towards[1], towards[0]), np.float32))
        away = np.where((along > 0) & (aside <= along), along + aside, np.inf)
        best = int(away.argmin())
        return best if np.isfinite(away[best]) else None
