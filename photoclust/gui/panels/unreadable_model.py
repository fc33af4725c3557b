"""Files that can't be read, under their reasons."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photoclust.core.photo import Unreadable
from photoclust.gui import messages, wording
from photoclust.gui.theme import Measure, font

Index = QModelIndex | QPersistentModelIndex
REASON = 0  # the internal id of a reason; that of a file is the number of its reason, plus one


@dataclass(slots=True)
class Reason:
    """A reason and the files that have it.

    Attributes:
        code: Of `core.errors.SENTENCES`.
        words: The sentence; where the files differ in a number or a name, "…" stands for it.
        files: By path.
    """

    code: str
    words: str
    files: list[Unreadable] = field(default_factory=list)


def by_reason(files: Sequence[Unreadable]) -> list[Reason]:
    """Groups files by their reason, the most frequent first."""
    found: dict[str, list[Unreadable]] = {}
    for file in files:
        found.setdefault(file.code, []).append(file)
    reasons = [Reason(code, _words(code, members), members) for code, members in found.items()]
    return sorted(reasons, key=lambda reason: (-len(reason.files), reason.words))


def _words(code: str, files: Sequence[Unreadable]) -> str:
    values = dict(files[0].values)
    for name, value in values.items():
        if any(file.values.get(name) != value for file in files):
            values[name] = "…"
    return messages.said(code, values)


class UnreadableModel(QAbstractItemModel):
    """Two levels: reasons with their counts, and below each its files with name and folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reasons: list[Reason] = []

    @property
    def reasons(self) -> Sequence[Reason]:
        return self._reasons

    def set_files(self, files: Sequence[Unreadable]) -> None:
        self.beginResetModel()
        self._reasons = by_reason(files)
        self.endResetModel()

    def files_at(self, index: Index) -> Sequence[Unreadable]:
        """The file of a row, or all files of a reason."""
        if index.internalId() == REASON:
            return self._reasons[index.row()].files
        return [self._reasons[index.internalId() - 1].files[index.row()]]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else REASON)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() == REASON:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, REASON)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        if not parent.isValid():
            return len(self._reasons)
        if parent.internalId() == REASON and parent.column() == 0:
            return len(self._reasons[parent.row()].files)
        return 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("Folder"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if index.internalId() == REASON:
            return self._of_reason(self._reasons[index.row()], index.column(), role)
        (file,) = self.files_at(index)
        path = file.path.rstrip(os.sep) or file.path  # a folder's ends with a separator
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.name_of(path) if index.column() == 0 else wording.printable(os.path.dirname(path))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{wording.printable(path)}\n{messages.said(file.code, file.values)}"
        return None

    def _of_reason(self, reason: Reason, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and column == 0:
            return f"{wording.counted(len(reason.files), 'file')}  ·  {reason.words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return reason.words
        if role == Qt.ItemDataRole.FontRole:
            return font(Measure.BODY, bold=True)
        return None
