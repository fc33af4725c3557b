"""What decides which photo of a group is suggested to be kept: rules that a person puts in order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoclust.core.duplicates import DEFAULT_RULES, KeeperRule
from photoclust.gui.duplicates import words
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure

RULE = Qt.ItemDataRole.UserRole
ALT = Qt.KeyboardModifier.AltModifier


class _RuleList(QListWidget):
    """Rows that are dragged up and down, or moved with Alt and the arrow keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & ALT and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def move_current(self, by: int) -> None:
        """Moves the current row up (-1) or down (1)."""
        row = self.currentRow()
        if 0 <= row < self.count() and 0 <= row + by < self.count():
            item = self.takeItem(row)
            self.insertItem(row + by, item)
            self.setCurrentRow(row + by)


class RulesDialog(QDialog):
    """objectName "rulesDialog". The first rule that tells photos apart decides.

    Args:
        rules: In the order that holds now.
        parent: Qt's parent.

    Signals:
        rulesChosen(tuple[KeeperRule, ...]): Another order is to hold.
    """

    rulesChosen = Signal(object)

    def __init__(self, rules: Sequence[KeeperRule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesDialog")
        self.setWindowTitle(self.tr("Keeper rules"))
        self._before = tuple(rules)
        self.words = styled(
            self.tr(
                "The first rule that tells the photos of a group apart decides which one is kept. "
                "Drag the rules, or move them with Alt and the arrow keys."
            ),
            wrap=True,
        )
        self.list = _RuleList()
        self.list.setObjectName("ruleList")
        self.list.setAccessibleName(self.tr("Rules, the first one first"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.up = button(self.tr("Up"), "ruleUpButton")
        self.down = button(self.tr("Down"), "ruleDownButton")
        self.reset = button(self.tr("As delivered"), "rulesResetButton", "quiet")
        self.ok = button(self.tr("OK"), "rulesOkButton", "primary")
        self.leave = button(self.tr("Cancel"), "rulesCancelButton")
        self._lay_out()
        self._fill(rules)
        self.up.clicked.connect(lambda: self.list.move_current(-1))
        self.down.clicked.connect(lambda: self.list.move_current(1))
        self.reset.clicked.connect(lambda: self._fill(DEFAULT_RULES))
        self.ok.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        for made in (self.up, self.down, self.reset, self.leave):
            made.setAutoDefault(False)  # Return is for OK, whichever was pressed last
        self.ok.setDefault(True)
        self.list.setFocus()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(Measure.SMALL)
        side.addWidget(self.up)
        side.addWidget(self.down)
        side.addStretch(1)
        side.addWidget(self.reset)
        middle = QHBoxLayout()
        middle.setSpacing(Measure.SMALL)
        middle.addWidget(self.list, 1)
        middle.addLayout(side)
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addWidget(self.words)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        self.setMinimumSize(460, 360)

    def _fill(self, rules: Sequence[KeeperRule]) -> None:
        self.list.clear()
        for rule in rules:
            item = QListWidgetItem(words.rule(rule))
            item.setData(RULE, rule.value)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def rules(self) -> tuple[KeeperRule, ...]:
        """In the order that is shown."""
        rows = range(self.list.count())
        return tuple(KeeperRule(self.list.item(row).data(RULE)) for row in rows)

    def accept(self) -> None:
        if self.rules() != self._before:
            self.rulesChosen.emit(self.rules())
        super().accept()
