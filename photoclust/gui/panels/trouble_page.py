"""What is shown where the library can't be opened: why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from photoclust.core.errors import UserFacingError
from photoclust.gui import messages
from photoclust.gui.look import Look
from photoclust.gui.panels.notice_card import notice_card
from photoclust.gui.panels.themed import button, styled


class TroublePage(QWidget):
    """Nothing was changed, so trying again is safe.

    Signals:
        againRequested: The library is to be opened once more.
        quitRequested: That is that.
    """

    againRequested = Signal()
    quitRequested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("troublePage")
        self.setProperty("content", True)
        title = styled(self.tr("The library can't be opened."), wrap=True)
        title.setProperty("title", True)
        self.words = styled("", wrap=True)
        self.words.setObjectName("troubleText")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = button(self.tr("Try again"), "openAgainButton", "primary")
        leave = button(self.tr("Quit"), "quitButton", "link")
        self.again.clicked.connect(self.againRequested)
        leave.clicked.connect(self.quitRequested)
        notice_card(look, "unreadable", (title, self.words), (self.again, leave), self)

    def show_error(self, error: UserFacingError) -> None:
        """Says why."""
        text = messages.sentence(error)
        self.words.setText(text)
        self.words.setAccessibleName(text)
