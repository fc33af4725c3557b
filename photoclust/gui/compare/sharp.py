"""What a room wants decoded for what is seen in it: enough pixels, and not many more."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QSize

from photoclust.core.part import WHOLE, Part
from photoclust.core.photo import PhotoId
from photoclust.gui.compare.gaze import fitted, seen
from photoclust.gui.compare.picture_room import PictureRoom
from photoclust.gui.compare.supply import Wish

BUDGET: Final = 16_000_000
"""Pixels that are kept sharp in all rooms together, 64 MB; more only if more is seen."""

MARGINS: Final = (0.5, 0.25, 0.1, 0.0)
"""How far around what is seen is decoded as well, in shares of the room, so that a pan finds it there."""

ENOUGH: Final = 0.98
"""Share of the pixels that would show from which nothing sharper is asked for."""


def whole_wish(room: PictureRoom, place: int, ids: tuple[PhotoId, ...], _rooms: int = 1) -> Wish | None:
    """All of the picture as large as it fits, if what is there is coarser, or a thumbnail."""
    size = fitted(room.picture_size, room.room) * room.devicePixelRatioF()
    share = min(1.0, size.width() / room.picture_size.width())
    wanted = _scaled(room.picture_size, share)
    if room.has_whole and room.whole.width() >= ENOUGH * wanted[0]:
        return None
    return Wish(place, ids, WHOLE, wanted)


def detail_wish(room: PictureRoom, place: int, ids: tuple[PhotoId, ...], rooms: int) -> Wish | None:
    """What is seen and a margin, if neither the whole nor the detail that is there has the pixels for it.

    Args:
        room: Where it is shown.
        place: Its number.
        ids: The photos, as in `Wish`.
        rooms: How many rooms share the budget.
    """
    scale = min(1.0, room.scale())
    wide, high = _scaled(room.picture_size, scale)
    if room.whole.width() >= ENOUGH * wide:
        return None
    lies = room.lies()
    if room.detail is not None and room.detail_covers(seen(lies, room.room)):
        had = room.detail.wish.size[0] / room.detail.wish.part.width
        if ENOUGH * wide <= had <= 2.5 * wide:
            return None
    for margin in MARGINS:
        part, size = _whole_pixels(seen(lies, room.room, margin), wide, high)
        if size[0] * size[1] * rooms <= BUDGET:
            break
    return Wish(place, ids, part, size, detail=True)


def _scaled(picture: QSize, share: float) -> tuple[int, int]:
    return max(1, round(picture.width() * share)), max(1, round(picture.height() * share))


def _whole_pixels(part: Part, wide: int, high: int) -> tuple[Part, tuple[int, int]]:
    """A part grown to whole pixels of a copy of the picture that is `wide` and `high`."""
    left, top = math.floor(part.left * wide), math.floor(part.top * high)
    right, bottom = math.ceil(part.right * wide), math.ceil(part.bottom * high)
    right, bottom = min(wide, max(right, left + 1)), min(high, max(bottom, top + 1))
    return Part(left / wide, top / high, right / wide, bottom / high), (right - left, bottom - top)
