"""What the person said of the photos that are compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal

from photoclust.core.photo import PhotoId
from photoclust.gui.compare.pane import Mark, PhotoPane


class Marks(QObject):
    """The panes show them.

    Signals:
        kept(list[PhotoId]): All photos that are marked to be kept, whenever others are.
        dropped(list[PhotoId]): Likewise, those that may go.
    """

    kept = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panes: Sequence[PhotoPane] = ()

    def begin(self, panes: Sequence[PhotoPane], keep: PhotoId | None, drop: Collection[PhotoId]) -> None:
        """What is said of other photos, for a start; nothing is emitted."""
        self._panes = panes
        for pane in panes:
            pane.set_mark(Mark.DROP if pane.photo_id in drop else Mark.NONE)
            if pane.photo_id == keep:
                pane.set_mark(Mark.KEEP)

    def toggle(self, pane: PhotoPane, mark: Mark) -> None:
        """Marks a photo, or takes that mark back."""
        kept, dropped = self.marked(Mark.KEEP), self.marked(Mark.DROP)
        pane.set_mark(Mark.NONE if pane.mark is mark else mark)
        if self.marked(Mark.KEEP) != kept:
            self.kept.emit(self.marked(Mark.KEEP))
        if self.marked(Mark.DROP) != dropped:
            self.dropped.emit(self.marked(Mark.DROP))

    def marked(self, mark: Mark) -> list[PhotoId]:
        """The photos with a mark, in the order in which they stand."""
        return [pane.photo_id for pane in self._panes if pane.mark is mark]
