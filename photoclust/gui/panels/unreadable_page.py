"""The files that look like photos and can't be read, each with its reason and a way to it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from photoclust.core.photo import Unreadable
from photoclust.gui import desktop, messages, wording
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure

Index = QModelIndex | QPersistentModelIndex


class UnreadableModel(QAbstractTableModel):
    """File, reason, folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[Unreadable] = ()

    def set_files(self, files: Sequence[Unreadable]) -> None:
        self.beginResetModel()
        self._files = files
        self.endResetModel()

    def path_at(self, row: int) -> str:
        return self._files[row].path

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("Why"), self.tr("Folder"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        file = self._files[index.row()]
        folder, name = os.path.split(file.path)
        reason = messages.said(file.code, file.values)
        return (wording.printable(name), reason, wording.printable(folder))[index.column()]


class _Table(QTreeView):
    """A table that keeps Ctrl+C for itself while it has the keys, and tells what to copy."""

    copied = Signal()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class UnreadablePage(QWidget):
    """A plain table; Ctrl+C copies the paths of the selected rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unreadablePage")
        self.files = UnreadableModel(self)
        title = styled(self.tr("These files could not be read. All others were."), "title")
        self.table = _Table()
        self.table.setObjectName("unreadableTable")
        self.table.setAccessibleName(self.tr("Unreadable files"))
        self.table.setModel(self.files)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 220)
        header.resizeSection(1, 380)
        self.copy = button(self.tr("Copy path"), "copyPathButton")
        self.show_file = button(self.tr("Show in file manager"), "showFileButton")
        self.copy.clicked.connect(self._copy)
        self.show_file.clicked.connect(self._show)
        self.table.copied.connect(self._copy)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.files.modelReset.connect(self._selected)
        self.table.doubleClicked.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(Measure.SMALL)
        row.addWidget(title, 1)
        row.addWidget(self.copy)
        row.addWidget(self.show_file)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.MEDIUM, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._selected()

    def show_files(self, files: Sequence[Unreadable]) -> None:
        self.files.set_files(files)

    def _paths(self) -> list[str]:
        return [self.files.path_at(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _selected(self) -> None:
        some = bool(self._paths())
        self.copy.setEnabled(some)
        self.show_file.setEnabled(some)

    def _copy(self) -> None:
        desktop.copy_paths(self._paths())

    def _show(self) -> None:
        for path in self._paths()[:1]:
            desktop.show_in_file_manager(path)
