"""Shows where two photos differ, as much brighter as is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.compare.picture_room import PictureRoom
from photoclust.gui.compare.sharp import detail_wish, whole_wish
from photoclust.gui.compare.supply import DIFFERENCE, Sight, Wish
from photoclust.gui.look import Look
from photoclust.library.side_by_side import Candidate, Difference

ROOMS: Final = 3  # whose budget a difference takes: two pictures, for a moment, and itself twice
GAINS: Final = (1, 2, 4, 8, 16, 32)


class DifferenceRoom(PictureRoom):
    """objectName "compareDifference".

    Attributes:
        gain: By which differences are multiplied.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setObjectName("compareDifference")
        self.setAccessibleName(self.tr("Difference"))
        self.gain = GAINS[0]
        self._pair: tuple[PhotoId, ...] = ()
        self._all: Sight | None = None  # the whole picture

    def show_pair(self, pair: Sequence[Candidate | None]) -> None:
        """The difference of two photos, at the size of the larger one; nothing while one is not known."""
        known = [one for one in pair if one is not None]
        ids = tuple(one.photo.id for one in known)
        if ids == self._pair:
            return
        self.forget()
        if len(known) == 2:
            self._pair = ids
            data = max((one.photo.metadata for one in known), key=lambda data: data.width * data.height)
            self.show_picture(QSize(data.width, data.height), QImage())

    def forget(self) -> None:
        """Nothing is shown, and nothing kept."""
        self._pair, self._all = (), None
        self.show_picture(QSize(3, 2), QImage())

    def take(self, sight: Sight) -> None:
        """An answer; not of another pair."""
        if sight.wish.photo_ids != self._pair:
            return
        if sight.wish.detail:
            self.show_detail(sight)
        else:
            self._all = sight
            self.show_whole(sight.image)

    @property
    def difference(self) -> Difference | None:
        """Of the whole pictures, as they were compared last."""
        return self._all.difference if self._all is not None else None

    def wishes(self) -> list[Wish]:
        """What is to be made."""
        if not self._pair:
            return []
        found: list[Wish] = []
        for had, wish in (
            (self._all, whole_wish(self, DIFFERENCE, self._pair)),
            (self.detail, detail_wish(self, DIFFERENCE, self._pair, ROOMS)),
        ):
            if wish is not None:
                found.append(replace(wish, gain=self.gain))
            elif had is not None and had.wish.gain != self.gain:
                found.append(replace(had.wish, gain=self.gain, known=had.difference))
        return found
