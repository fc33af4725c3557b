"""The rows of the left pane as values, and the model that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from photoclust.core.photo import PhotoId

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NavItem:
    """One row.

    Attributes:
        key: What `NavList.chosen` carries; compared by value.
        text: The name.
        count: Already written out, "" for none.
        icon: Name of the icon; used where there is no cover.
        cover: Photo shown as a small square in place of the icon.
        dim: Written in grey: there, but not at hand.
        link: Written in the accent colour: a thing to do, not a place to be.
        tip: Tool tip.
        editable: The name can be changed in place.
    """

    key: object
    text: str
    count: str = ""
    icon: str = ""
    cover: PhotoId | None = None
    dim: bool = False
    link: bool = False
    tip: str = ""
    editable: bool = False


class NavModel(QAbstractListModel):
    """Rows as values.

    Signals:
        renamed(object key, str name): A name was edited in place.
    """

    renamed = Signal(object, str)
    ITEM = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[NavItem] = []

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Shows other rows. The same keys in the same order only repaint, so that editing and focus stay."""
        if [item.key for item in items] == [item.key for item in self._items]:
            self._items = list(items)
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def item(self, row: int) -> NavItem:
        return self._items[row]

    def row_of(self, key: object) -> int:
        return next((row for row, item in enumerate(self._items) if item.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return item.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item.text}, {item.count}" if item.count else item.text
            case Qt.ItemDataRole.ToolTipRole:
                return item.tip or None
            case self.ITEM:
                return item
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._items[index.row()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        item, name = self._items[index.row()], str(value).strip()
        if not name or name == item.text:
            return False
        self.renamed.emit(item.key, name)
        return True
