"""What was decided as a table: what was said, when, and of which photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photoclust.core.duplicates import VerdictKind
from photoclust.gui import wording
from photoclust.library.decisions import Decision

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class DecisionModel(QAbstractTableModel):
    """Asked for what is seen only, so that it may have very many rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decisions: Sequence[Decision] = ()

    def set_decisions(self, decisions: Sequence[Decision]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._decisions = decisions
        self.endResetModel()

    def decision(self, row: int) -> Decision:
        return self._decisions[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._decisions)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("You said"), self.tr("When"), self.tr("Of"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        decision = self._decisions[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(wording.printable(path) for path in decision.paths)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match index.column():
            case 0:
                distinct = decision.kind is VerdictKind.DISTINCT
                return self.tr("Not duplicates") if distinct else self.tr("Keep all")
            case 1:
                return wording.moment(decision.when)
        names = ", ".join(wording.name_of(path) for path in decision.paths)
        return names or self.tr("photos that are not in the library now")
