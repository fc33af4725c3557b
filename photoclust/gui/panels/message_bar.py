"""A sentence at the lower edge of the photos, with at most one thing to do about it. Never in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from photoclust.core.errors import UserFacingError
from photoclust.gui import messages
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure

SHOWN_MS = 10_000


class MessageBar(QWidget):
    """Shows the latest message. News go away by themselves, trouble stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.words = styled("", wrap=True)
        self.words.setObjectName("messageText")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = button("", "messageAction", "link")
        self.action.clicked.connect(self._do)
        self._close = button("✕", "messageClose", "quiet")
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setFixedWidth(28)
        self._close.clicked.connect(self.hide)
        card = QFrame()
        card.setProperty("card", True)
        row = QHBoxLayout(card)
        row.setContentsMargins(Measure.MEDIUM, Measure.SMALL, Measure.SMALL, Measure.SMALL)
        row.setSpacing(Measure.SMALL)
        row.addWidget(self.words, 1)
        row.addWidget(self.action)
        row.addWidget(self._close)
        around = QHBoxLayout(self)
        around.setContentsMargins(Measure.LARGE, Measure.TINY, Measure.LARGE, Measure.MEDIUM)
        around.addWidget(card)
        self.hide()

    def tell(
        self, text: str, *, action: str = "", act: Callable[[], object] | None = None, stay: bool = False
    ) -> None:
        """Shows a piece of news for some seconds.

        Args:
            text: One sentence, translated.
            action: Words on the button; "" for no button.
            act: What the button does; the message goes away then.
            stay: It stays until it is closed: there is trouble in it.
        """
        self._show(text, action, act)
        self._timer.start()
        if stay:
            self._timer.stop()

    def complain(self, error: UserFacingError) -> None:
        """Shows trouble until it is closed or something else is to be said."""
        self._timer.stop()
        self._show(messages.sentence(error), "", None)

    def _show(self, text: str, action: str, act: Callable[[], object] | None) -> None:
        self._act = act
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
