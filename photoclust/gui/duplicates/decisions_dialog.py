"""What was decided on duplicates, to look through and to take back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from photoclust.core.errors import UserFacingError
from photoclust.gui import messages
from photoclust.gui.duplicates.decision_model import DecisionModel
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure
from photoclust.library.decisions import Decision, decisions

LANE = "decisions"
SIZE = (720, 420)
WIDTHS = (130, 150)


class DecisionsDialog(QDialog):
    """objectName "decisionsDialog". Lists verdicts, the latest first.

    Args:
        session: The library.
        parent: Qt's parent.

    Signals:
        takeBackRequested(list[Decision]): These are not to hold any more.
    """

    takeBackRequested = Signal(object)

    def __init__(self, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decisionsDialog")
        self.setWindowTitle(self.tr("Decided groups"))
        self.resize(*SIZE)
        self._session = session
        self.words = styled("", wrap=True)
        self.words.setObjectName("decisionWords")
        self.decisions = DecisionModel(self)
        self.table = QTreeView()
        self.table.setObjectName("decisionTable")
        self.table.setAccessibleName(self.tr("What you decided, when, and on which photos"))
        self.table.setModel(self.decisions)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.header().setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            self.table.header().resizeSection(column, width)
        self.back = button(self.tr("Take back"), "takeBackButton", "primary")
        self.leave = button(self.tr("Close"), "closeDecisionsButton")
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.back.clicked.connect(self._take_back)
        self.leave.clicked.connect(self.reject)
        self.leave.setDefault(True)
        self.table.setFocus()
        session.ask(lambda library, _token: decisions(library), self._listed, self._failed, lane=LANE)
        self._selected()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def reject(self) -> None:
        self._session.background.cancel(LANE)
        super().reject()

    def _listed(self, found: list[Decision]) -> None:
        self.decisions.set_decisions(found)
        some = self.tr("These groups are not shown any more. Take a decision back, and its group is.")
        self.words.setText(some if found else self.tr("You have not decided on any group yet."))
        self._selected()

    def _failed(self, error: UserFacingError) -> None:
        self.words.setText(messages.sentence(error))

    def _selected(self) -> None:
        self.back.setEnabled(self.table.selectionModel().hasSelection())

    def _take_back(self) -> None:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        self.takeBackRequested.emit([self.decisions.decision(row) for row in rows])
        self.accept()
