"""The places of the library as a whole; "Unclustered" takes photos out of their groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.drop_list import DropList
from photoclust.gui.places import Place, PlaceKind


class LibraryList(DropList):
    """objectName "libraryList".

    Signals:
        photosFreed(list[PhotoId]): Photos were dropped on "Unclustered".
    """

    photosFreed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "libraryList", "", parent)
        self.setAccessibleName(self.tr("Library"))
        self._groups_shown = False

    def show_groups_at_hand(self, shown: bool) -> None:
        """Groups are shown, so there is something that photos can be taken out of."""
        self._groups_shown = shown

    def takes(self, row: int, ids: Sequence[PhotoId]) -> str:
        rest = self.rows.item(row).key == Place(PlaceKind.UNCLUSTERED)
        return f"+{wording.number(len(ids))}" if rest and self._groups_shown else ""

    def take(self, row: int, ids: Sequence[PhotoId]) -> None:
        self.photosFreed.emit(ids)
