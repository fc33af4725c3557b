"""A small rounded piece of a question, with a button that takes it away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from photoclust.gui.look import Look
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.theme import Measure

HEIGHT = 28
PICTURE = 22
WIDEST_TEXT = 180
CLOSE = 18


class Chip(QFrame):
    """Picture, words, and a button.

    Args:
        look: For the icon of the button.
        name: objectName; that of its button has "Remove" appended.
        text: What it says; "" for a picture alone.
        what: What it is, in full: tool tip and accessible name.
        pictured: Whether a picture stands before the words.
        parent: Qt's parent.

    Signals:
        removed: The button was used.
    """

    removed = Signal()

    def __init__(
        self, look: Look, name: str, text: str, what: str, *, pictured: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("chip", True)
        self.setFixedHeight(HEIGHT)
        self.setToolTip(what)
        self.setAccessibleName(what)
        self._look = look
        self._picture = QLabel(self)
        self._picture.setFixedSize(QSize(PICTURE, PICTURE))
        self._picture.setVisible(pictured)
        self.label = ElidedLabel(parent=self)
        self.label.setText(text)
        self.label.setMaximumWidth(min(WIDEST_TEXT, self.label.sizeHint().width()))
        self.label.setVisible(bool(text))
        self.button = QToolButton(self)
        self.button.setObjectName(f"{name}Remove")
        self.button.setAccessibleName(self.tr("Remove {what}").format(what=what))
        self.button.setToolTip(self.tr("Remove"))
        self.button.setProperty("round", True)
        self.button.setFixedSize(QSize(CLOSE, CLOSE))
        self.button.setIconSize(QSize(10, 10))
        self.button.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 if pictured else Measure.SMALL, 0, 4, 0)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addWidget(self.label)
        row.addWidget(self.button)
        look.changed.connect(self._dress)
        self._dress()

    def show_picture(self, picture: QPixmap) -> None:
        """Shows a square picture."""
        self._picture.setPixmap(picture)

    def _dress(self) -> None:
        self.button.setIcon(self._look.icon("close"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
