"""Where each photo of the comparison is looked at: all of them alike, or each by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF

from photoclust.gui.compare.gaze import Gaze, Limits, limits, native
from photoclust.gui.compare.picture_room import PictureRoom

NEARLY = 1.01


class Gazes:
    """The gazes of some rooms.

    Attributes:
        locked: Whether all rooms follow the one that is moved.
    """

    def __init__(self) -> None:
        self.locked = True
        self._gazes: list[Gaze] = []

    def begin(self, count: int) -> None:
        """So many photos, each of them whole."""
        self._gazes = [Gaze()] * count

    def __getitem__(self, number: int) -> Gaze:
        return self._gazes[number]

    def set(self, number: int, gaze: Gaze) -> None:
        """Looks elsewhere in a photo, and in the others if they are locked."""
        if self.locked:
            self._gazes = [gaze] * len(self._gazes)
        else:
            self._gazes[number] = gaze

    def lock(self, number: int, locked: bool) -> None:
        """Whether they follow each other; when they begin to, they follow this one."""
        self.locked = locked
        self.set(number, self._gazes[number])

    def pan(self, number: int, room: PictureRoom, by: QPointF) -> None:
        self.set(number, self._gazes[number].panned(by, room.picture_size, room.room))

    def zoom(
        self, number: int, room: PictureRoom, factor: float, at: QPointF, rooms: Sequence[PictureRoom]
    ) -> None:
        """Closer or further at a point of a room; how far, the pictures in all rooms say."""
        gaze = self._gazes[number].zoomed(factor, at, room.picture_size, room.room, _limits(room, rooms))
        self.set(number, gaze)

    def pixels_or_whole(
        self, number: int, room: PictureRoom, at: QPointF, rooms: Sequence[PictureRoom]
    ) -> None:
        """To 100 % of the picture in the room, or back to whole if it is there."""
        wanted = native(room.picture_size, room.room, room.devicePixelRatioF())
        now = self._gazes[number].zoom
        if now / NEARLY < wanted < now * NEARLY and wanted != 1.0:
            self.set(number, Gaze())
        else:
            self.zoom(number, room, wanted / now, at, rooms)


def _limits(room: PictureRoom, rooms: Sequence[PictureRoom]) -> Limits:
    sizes = [other.picture_size for other in (room, *rooms)]
    return limits(sizes, room.room, room.devicePixelRatioF())
