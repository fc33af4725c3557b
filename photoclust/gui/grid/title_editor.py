"""A field over a section's title, to give the group a name where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from photoclust.gui.theme import Measure, font

LEAST_WIDTH = 220


class TitleEditor(QLineEdit):
    """objectName "groupTitleEditor". Enter takes the name, Escape leaves it; it deletes itself then.

    Args:
        title: What is there.
        rect: Of the title.
        parent: The viewport.

    Signals:
        entered(str): Another name was typed.
    """

    entered = Signal(str)

    def __init__(self, title: str, rect: QRect, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._title = title
        self._behind = parent
        self._over = False
        self.setObjectName("groupTitleEditor")
        self.setAccessibleName(self.tr("Name of the group"))
        self.setFont(font(Measure.TITLE, bold=True))
        height = min(rect.height() - 4, self.sizeHint().height())
        width = min(max(LEAST_WIDTH, rect.width() + 40), parent.width() - rect.x())
        self.setGeometry(rect.x() - 8, rect.center().y() - height // 2, width, height)
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while a name is typed, keys are letters
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._close(take=event.key() != Qt.Key.Key_Escape)  # the grid behind must not hear of it
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._close(take=event.reason() != Qt.FocusReason.ActiveWindowFocusReason)

    def _close(self, *, take: bool) -> None:
        if self._over:
            return
        self._over = True
        name = " ".join(self.text().split())
        if take and name and name != self._title:
            self.entered.emit(name)
        self._behind.setFocus()
        self.hide()
        self.deleteLater()
