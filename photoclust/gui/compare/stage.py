"""Puts the photos of the comparison next to each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from photoclust.gui.compare.pane import PhotoPane
from photoclust.gui.theme import Measure

COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}


def cells(count: int, room: QRect, gap: int) -> list[QRect]:
    """Places for 1 to 6 photos, all of one size: side by side, two by two, three by two."""
    columns = COLUMNS[count]
    rows = -(-count // columns)
    width = max(1, (room.width() - (columns - 1) * gap) // columns)
    height = max(1, (room.height() - (rows - 1) * gap) // rows)
    return [
        QRect(
            room.x() + number % columns * (width + gap),
            room.y() + number // columns * (height + gap),
            width,
            height,
        )
        for number in range(count)
    ]


class Stage(QWidget):
    """Shows some of its children in equal cells; laid out at once, so that two are flipped without a flicker.

    Signals:
        resized: The cells have other sizes.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareStage")
        self._shown: list[QWidget] = []
        self._behind: PhotoPane | None = None

    def show_panes(self, panes: Sequence[QWidget], behind: PhotoPane | None = None) -> None:
        """Shows these, in this order, and hides the others.

        Args:
            panes: 1 to 6 children.
            behind: One that is hidden, and made as large as the first, since it will be flipped to.
        """
        self.setUpdatesEnabled(False)
        for pane in self._shown:
            if pane not in panes:
                pane.hide()
        self._shown, self._behind = list(panes), behind
        self._lay_out()
        for pane in panes:
            pane.show()
        self.setUpdatesEnabled(True)
        self.resized.emit()

    @property
    def shown(self) -> list[QWidget]:
        return list(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.resized.emit()

    def _lay_out(self) -> None:
        if not self._shown:
            return
        gap = Measure.SMALL
        room = self.rect().adjusted(gap, gap, -gap, -gap)
        for pane, cell in zip(self._shown, cells(len(self._shown), room, gap), strict=True):
            pane.setGeometry(cell)
        if self._behind is not None:
            self._behind.setGeometry(self._shown[0].geometry())
            self._behind.lay_out()  # Qt tells hidden widgets of their size when they are shown
