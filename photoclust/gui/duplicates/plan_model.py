"""The files of a removal as a table: what goes, how large it is, what stays for it, which albums change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photoclust.core.duplicates import RemovalItem
from photoclust.gui import wording

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FILE, SIZE, KEEPER, ALBUMS, FOLDER = range(5)


class PlanModel(QAbstractTableModel):
    """Asked for what is seen only, so that it may have very many rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[RemovalItem] = ()

    def set_items(self, items: Sequence[RemovalItem]) -> None:
        """Shows these files."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else FOLDER + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("To the trash"),
            self.tr("Size"),
            self.tr("Stays"),
            self.tr("Albums"),
            self.tr("Folder"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.printable(item.keeper if index.column() == KEEPER else item.path)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match index.column():
            case 0:
                return wording.name_of(item.path)
            case 1:
                return wording.size(item.size)
            case 2:
                return wording.name_of(item.keeper)
            case 3:
                return ", ".join(item.albums)
        return wording.printable(os.path.dirname(item.path))
