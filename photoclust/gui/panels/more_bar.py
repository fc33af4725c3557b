"""Below the photos that were found: what comes after them, and a button that shows it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photoclust.gui import wording
from photoclust.gui.listing import MORE_AT_ONCE, LookAlikes
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure

HEIGHT = 40


class MoreBar(QWidget):
    """objectName "moreBar".

    Signals:
        moreRequested: Show more.
    """

    moreRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moreBar")
        self.setFixedHeight(HEIGHT)
        self.words = styled("", "dim")
        self.words.setObjectName("moreWords")
        self.more = button("", "showMoreButton", "link")
        self.more.clicked.connect(self.moreRequested)
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.LARGE, 0, Measure.LARGE, 0)
        row.setSpacing(Measure.SMALL)
        row.addStretch(1)
        row.addWidget(self.words)
        row.addWidget(self.more)
        row.addStretch(1)
        self.hide()

    def show_found(self, found: LookAlikes | None) -> None:
        """Tells where likeness ends; nothing where nothing was looked for."""
        self.setVisible(found is not None and bool(len(found.answer.ids)))
        if found is None:
            return
        alike = found.answer.alike
        if found.found <= alike:
            words = self.tr("Likeness ends here.") if alike else self.tr("Nothing is clearly alike.")
        elif alike:
            words = self.tr("The first {n} are alike.").format(n=wording.number(alike))
        else:
            words = self.tr("Nothing is clearly alike; these are the nearest.")
        self.words.setText(words)
        self.more.setVisible(bool(found.further))
        count = wording.number(min(MORE_AT_ONCE, found.further))
        self.more.setText(self.tr("Show {n} more").format(n=count))
