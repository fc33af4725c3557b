"""Moves the eye over the photos that are compared, and has decoded what it falls on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, QTimer

from photoclust.gui.compare.comparison import Comparison
from photoclust.gui.compare.difference_room import DifferenceRoom
from photoclust.gui.compare.gaze import Gaze
from photoclust.gui.compare.gazes import Gazes
from photoclust.gui.compare.pane import PhotoPane
from photoclust.gui.compare.picture_room import PictureRoom
from photoclust.gui.compare.sharp import detail_wish, whole_wish
from photoclust.gui.compare.supply import Wish

SETTLED_MS = 80  # zooming and panning pass over what they pass over


class Looking(QObject):
    """Photos are told by number, from 0.

    Args:
        comparison: Makes the pictures.
        panes: Of the photos.
        difference: Of two of them.
        parent: Qt's parent.
    """

    def __init__(
        self,
        comparison: Comparison,
        panes: Sequence[PhotoPane],
        difference: DifferenceRoom,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._panes = panes
        self._difference = difference
        self._gazes = Gazes()
        self._rooms: Mapping[int, PictureRoom] = {}
        self._count = 0
        self._first = 0
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._want)

    def begin(self, count: int) -> None:
        """So many other photos, each of them whole."""
        self._count = count
        self._gazes.begin(count)

    def show(self, rooms: Mapping[int, PictureRoom], first: int) -> None:
        """These rooms are looked at now, or at any moment; `first` is the one that matters most."""
        self._rooms, self._first = rooms, first
        for room in (*self._pictures(), self._difference):
            if room not in rooms.values():
                room.show_detail(None)  # what nobody sees takes no memory
        self._apply()

    @property
    def locked(self) -> bool:
        """Whether all photos show the same part."""
        return self._gazes.locked

    def lock(self, number: int, locked: bool) -> None:
        """Whether they do; they follow this one."""
        self._gazes.lock(number, locked)
        self._apply()

    def whole(self, number: int) -> None:
        self._gazes.set(number, Gaze())
        self._apply()

    def pan(self, number: int, by: QPointF) -> None:
        """Moves what is seen, if it is looked at: a drag may go on when something else is shown already."""
        if (room := self._rooms.get(number)) is not None:
            self._gazes.pan(number, room, by)
            self._apply()

    def zoom(self, number: int, factor: float, at: QPointF | None = None) -> None:
        """Closer or further at a point of the room, or in its middle."""
        if (room := self._rooms.get(number)) is not None:
            self._gazes.zoom(number, room, factor, at or _middle(room), self._pictures())
            self._apply()

    def pixels_or_whole(self, number: int, at: QPointF | None = None) -> None:
        """To 100 % of the photo's pixels, or back to whole if it is there."""
        if (room := self._rooms.get(number)) is not None:
            self._gazes.pixels_or_whole(number, room, at or _middle(room), self._pictures())
            self._apply()

    def settle(self) -> None:
        """Something changed: what is missed will be asked for."""
        self._settled.start()

    def stop(self) -> None:
        self._settled.stop()

    def _pictures(self) -> list[PictureRoom]:
        return [pane.picture for pane in self._panes[: self._count]]

    def _apply(self) -> None:
        for number, pane in enumerate(self._panes[: self._count]):
            pane.set_gaze(self._gazes[number])
        if self._count:
            self._difference.set_gaze(self._gazes[self._first])
        self._settled.start()

    def _want(self) -> None:
        self._comparison.want(self._wishes())

    def _wishes(self) -> list[Wish]:
        """All pictures whole first, then what is seen of them."""
        if self._difference in self._rooms.values():
            return self._difference.wishes()
        order = sorted(self._rooms, key=lambda number: number != self._first)
        ready = [number for number in order if self._panes[number].ready]
        found: list[Wish | None] = []
        for make in (whole_wish, detail_wish):
            for number in ready:
                ids = (self._panes[number].photo_id,)
                found.append(make(self._rooms[number], number, ids, len(ready)))
        return [wish for wish in found if wish is not None]


def _middle(room: PictureRoom) -> QPointF:
    return QPointF(room.width() / 2, room.height() / 2)
