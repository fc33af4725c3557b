"""The files that look like photos and can't be read, under their reasons, and what can be done about them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
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
from photoclust.gui import desktop, wording
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.panels.unreadable_model import UnreadableModel
from photoclust.gui.theme import Measure

NAME_WIDTH = 320


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
    """A tree of reasons and files. A selected reason stands for all its files.

    Ctrl+C copies the paths of what is selected; Return shows a file in the file manager.

    Signals:
        tryAgain(list[str]): These paths are to be read once more.
    """

    tryAgain = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unreadablePage")
        self.files = UnreadableModel(self)
        self.title = styled("", "title")
        self.title.setObjectName("unreadableTitle")
        self.table = _Table()
        self.table.setObjectName("unreadableTable")
        self.table.setAccessibleName(self.tr("Unreadable files"))
        self.table.setModel(self.files)
        self.table.setUniformRowHeights(True)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setExpandsOnDoubleClick(True)
        header = self.table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, NAME_WIDTH)
        self.again = button(self.tr("Try again"), "tryAgainButton")
        self.all_again = button(self.tr("Try all again"), "tryAllAgainButton")
        self.copy = button(self.tr("Copy path"), "copyPathButton")
        self.show_file = button(self.tr("Show in file manager"), "showFileButton")
        self._lay_out()
        self.again.clicked.connect(lambda: self.tryAgain.emit(self._paths()))
        self.all_again.clicked.connect(lambda: self.tryAgain.emit(self._all_paths()))
        self.copy.clicked.connect(self._copy)
        self.show_file.clicked.connect(self._show)
        self.table.copied.connect(self._copy)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.show_files([])

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.SMALL)
        for made in (self.again, self.all_again, self.copy, self.show_file):
            buttons.addWidget(made)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.MEDIUM, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addWidget(self.title)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)

    def show_files(self, files: Sequence[Unreadable]) -> None:
        """Lists files; what was selected or folded together stays so."""
        selected, folded = set(self._paths()), self._folded()
        self.files.set_files(files)
        count = wording.counted(len(files), "file")
        self.title.setText(self.tr("{files} could not be read. All others were.").format(files=count))
        self.all_again.setEnabled(bool(files))
        for row, reason in enumerate(self.files.reasons):
            index = self.files.index(row, 0)
            self.table.setFirstColumnSpanned(row, QModelIndex(), True)
            self.table.setExpanded(index, reason.code not in folded)
            self._select(index, selected)
        self._selected()

    def _select(self, reason: QModelIndex, paths: set[str]) -> None:
        model = self.table.selectionModel()
        both = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for row, file in enumerate(self.files.files_at(reason) if paths else ()):
            if file.path in paths:
                model.select(self.files.index(row, 0, reason), both)

    def _folded(self) -> set[str]:
        return {
            reason.code
            for row, reason in enumerate(self.files.reasons)
            if not self.table.isExpanded(self.files.index(row, 0))
        }

    def _paths(self) -> list[str]:
        """What is selected, in the order of the table, each once."""
        rows = self.table.selectionModel().selectedRows()
        paths = {file.path for index in rows for file in self.files.files_at(index)}
        return [path for path in self._all_paths() if path in paths]

    def _all_paths(self) -> list[str]:
        return [file.path for reason in self.files.reasons for file in reason.files]

    def _selected(self) -> None:
        some = self.table.selectionModel().hasSelection()
        for made in (self.again, self.copy, self.show_file):
            made.setEnabled(some)

    def _copy(self) -> None:
        paths = self._paths()
        if paths:
            desktop.copy_paths(paths)

    def _show(self) -> None:
        for path in self._paths()[:1]:
            desktop.show_in_file_manager(path)

    def _activated(self, index: QModelIndex) -> None:
        if index.parent().isValid():
            desktop.show_in_file_manager(self.files.files_at(index)[0].path)
