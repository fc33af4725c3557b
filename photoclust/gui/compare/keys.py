"""The keys of the comparison."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

_KEY = Qt.Key

SELECTS: Final = {
    _KEY.Key_1: 0,
    _KEY.Key_2: 1,
    _KEY.Key_3: 2,
    _KEY.Key_4: 3,
    _KEY.Key_5: 4,
    _KEY.Key_6: 5,
}
"""Which photo a key selects."""

COMMANDS: Final = {
    _KEY.Key_K: "keep",
    _KEY.Key_X: "drop",
    _KEY.Key_F: "flip",
    _KEY.Key_D: "difference",
    _KEY.Key_L: "lock",
    _KEY.Key_0: "fit",
    _KEY.Key_Z: "pixels",
    _KEY.Key_I: "captions",
    _KEY.Key_A: "amplify",
    _KEY.Key_N: "next",
    _KEY.Key_P: "previous",
    _KEY.Key_Escape: "leave",
    _KEY.Key_Plus: "closer",
    _KEY.Key_Equal: "closer",
    _KEY.Key_Minus: "further",
}
"""What a key does; those of the legend have the same names there."""

PANS: Final = {
    _KEY.Key_Left: QPointF(1, 0),
    _KEY.Key_Right: QPointF(-1, 0),
    _KEY.Key_Up: QPointF(0, 1),
    _KEY.Key_Down: QPointF(0, -1),
}
"""Where the picture moves when the eye goes the way of an arrow."""

PAN_STEP: Final = 48.0  # device-independent pixels

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_HARMLESS = _SHIFT | Qt.KeyboardModifier.KeypadModifier


def is_ours(event: QKeyEvent) -> bool:
    """Whether a key is not to reach the window's actions, which are about other photos."""
    return event.key() in {_KEY.Key_Delete, _KEY.Key_Backspace} or command_of(event) is not None


def command_of(event: QKeyEvent) -> str | int | QPointF | None:
    """What a key press means: a command's name, a photo's number from 0, a way to pan, or nothing."""
    key, modifiers = event.key(), event.modifiers()
    if modifiers & ~_HARMLESS:
        return None
    if key == _KEY.Key_A and modifiers & _SHIFT:
        return "soften"
    if key in SELECTS:
        return SELECTS[Qt.Key(key)]
    if key in PANS:
        return PANS[Qt.Key(key)] * PAN_STEP
    return COMMANDS.get(Qt.Key(key)) if key in COMMANDS else None
