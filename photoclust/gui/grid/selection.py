"""Which photos of the grid are selected: Qt's selection model, with a mask beside it for speed.

The selection model is what Qt, assistive tools and other code see; asking it whether a row is selected takes
as long as there are ranges, which is too long while painting. The mask is a bool for every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.layout import Ints
from photoclust.gui.grid.photo_model import PhotoModel

Mask = npt.NDArray[np.bool_]
Flag = QItemSelectionModel.SelectionFlag
NOBODY: Ints = np.empty(0, dtype=np.int64)


class How(Enum):
    """What selecting rows does to what is selected already."""

    REPLACE = auto()
    ADD = auto()
    TOGGLE = auto()


class GridSelection:
    """Selects rows of a `PhotoModel`, and keeps selected photos selected when they get other rows.

    Args:
        model: The photos.
        qt: The view's selection model.

    Attributes:
        mask: For each row whether it is selected; (rows,), read only.
        anchor: The row from which Shift extends.
    """

    def __init__(self, model: PhotoModel, qt: QItemSelectionModel) -> None:
        self._model = model
        self._qt = qt
        self.mask: Mask = np.zeros(model.rowCount(), dtype=bool)
        self.anchor = 0
        self._kept: tuple[Ints, PhotoId | None] = (NOBODY, None)

    # ---- questions

    def rows(self) -> Ints:
        """The selected rows, ascending."""
        return np.flatnonzero(self.mask)

    def ids(self) -> list[PhotoId]:
        """The selected photos in order of rows, each once."""
        return self._model.ids_of_rows(self.mask)

    def current(self) -> int | None:
        """The row with the focus."""
        index = self._qt.currentIndex()
        return index.row() if index.isValid() else None

    # ---- changes

    def select(self, rows: Ints | Sequence[int], how: How = How.REPLACE, *, base: Mask | None = None) -> None:
        """Selects rows.

        Args:
            rows: Which.
            how: What becomes of the others.
            base: What counts as selected before; the present selection if None. A rubber band that is still
                being drawn starts from what was selected when it began.
        """
        wanted = np.zeros(len(self.mask), dtype=bool)
        wanted[np.asarray(rows, dtype=np.int64)] = True
        before = self.mask if base is None else base
        if how is How.ADD:
            wanted |= before
        elif how is How.TOGGLE:
            wanted ^= before
        if not np.array_equal(wanted, self.mask):
            self._qt.select(self._ranges(wanted), Flag.ClearAndSelect)

    def select_to(self, row: int, how: How = How.REPLACE) -> None:
        """Selects everything from the anchor to a row."""
        first, last = sorted((min(self.anchor, len(self.mask) - 1), row))
        self.select(range(first, last + 1), how)

    def move_to(self, row: int, *, anchor: bool = True) -> None:
        """Gives a row the focus; by default Shift extends from it afterwards."""
        if anchor:
            self.anchor = row
        self._qt.setCurrentIndex(self._model.index(row), Flag.NoUpdate)

    # ---- following Qt and the model

    def follow(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Takes a change of the selection model into the mask."""
        for ranges, value in ((deselected, False), (selected, True)):
            for number in range(ranges.size()):
                span = ranges.at(number)
                self.mask[span.top() : span.bottom() + 1] = value

    def keep(self) -> None:
        """Notes the selected photos before the model is reset."""
        current = self.current()
        self._kept = (self._model.ids_at(self.mask), None if current is None else self._model.id_at(current))

    def restore(self) -> None:
        """Selects the noted photos where they are now; those that are gone are let go."""
        ids, current = self._kept
        self._kept = (NOBODY, None)
        self.mask = np.zeros(self._model.rowCount(), dtype=bool)
        self.anchor = 0
        if len(ids):
            self.select(self._model.rows_of(ids))
        if current is not None and (rows := self._model.rows_of([current])):
            self.move_to(rows[0])

    def _ranges(self, mask: Mask) -> QItemSelection:
        """The runs of a mask as few ranges."""
        edges = np.flatnonzero(np.diff(mask, prepend=False, append=False)).reshape(-1, 2)
        selection = QItemSelection()
        for first, end in edges.tolist():
            selection.append(QItemSelectionRange(self._index(first), self._index(end - 1)))
        return selection

    def _index(self, row: int) -> QModelIndex:
        return self._model.index(row)
