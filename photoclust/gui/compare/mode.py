"""How photos are shown while they are compared."""

from __future__ import annotations

from enum import Enum, auto


class Mode(Enum):
    """How the photos are shown."""

    SIDE_BY_SIDE = auto()
    FLIP = auto()
    """Two of them in one place, in turns."""
    DIFFERENCE = auto()
    """Where two of them differ."""
