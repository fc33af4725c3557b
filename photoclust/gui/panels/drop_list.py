"""Rows of the left pane that photos can be dropped on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.mime import MIME_PHOTO_IDS, photo_ids_of
from photoclust.gui.look import Look
from photoclust.gui.panels.nav_list import NavList


class DropList(NavList):
    """A `NavList` whose target shows itself before the drop. A subclass says what a row does with photos."""

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        self._looked_at = -1  # the row last asked; reading what is dragged takes time where it is much
        self._drop_row = -1
        self._drop_note = ""
        super().__init__(look, name, title, parent)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def takes(self, row: int, ids: Sequence[PhotoId]) -> str:
        """What dropping photos on a row would do, in place of its count; "" if it does not take them."""
        raise NotImplementedError

    def take(self, row: int, ids: Sequence[PhotoId]) -> None:
        """Photos were dropped on a row that takes them."""
        raise NotImplementedError

    def drop_row(self) -> int:
        return self._drop_row

    def drop_note(self) -> str:
        return self._drop_note

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME_PHOTO_IDS):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if row != self._looked_at:
            ids = photo_ids_of(event.mimeData())
            note = self.takes(row, ids) if row >= 0 and ids else ""
            self._show_target(row if note else -1, note)
            self._looked_at = row
        if self._drop_row < 0:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # photos stay where they are as well
        event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_target(-1, "")

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        ids = photo_ids_of(event.mimeData())
        self._show_target(-1, "")
        if row < 0 or not ids or not self.takes(row, ids):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(row, ids)

    def _show_target(self, row: int, note: str) -> None:
        self._drop_row, self._drop_note = row, note
        if row < 0:
            self._looked_at = -1
        self.viewport().update()
        if row >= 0:
            self.scrollTo(self.rows.index(row))
