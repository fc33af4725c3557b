"""The line above the photos of an album, a folder or a search: what this is, how many, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from photoclust.gui import wording
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure, font

HEIGHT = 48


class PageHeader(QWidget):
    """Title, count, and buttons as the page needs them.

    Signals:
        exportRequested: The album is to be copied into a folder.
        removeRequested: The selected photos are to leave the album.
        closeRequested: Back to where the search was begun.
    """

    exportRequested = Signal()
    removeRequested = Signal()
    closeRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageHeader")
        self.setFixedHeight(HEIGHT)
        self.title = ElidedLabel("title")
        self.title.setObjectName("pageTitle")
        self.count = styled("", "pill")
        self.count.setObjectName("pageCount")
        self.count.setFont(font(Measure.CAPTION, tabular=True))
        self.count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.note = ElidedLabel("dim", mode=Qt.TextElideMode.ElideRight)
        self.note.setObjectName("pageNote")
        self.remove = button(self.tr("Remove from album"), "removeButton")
        self.remove.setToolTip(self.tr("Takes the selected photos out of the album; the files stay"))
        self.export = button(self.tr("Export…"), "exportButton", "primary")
        self.export.setToolTip(self.tr("Copies the album's photos into a folder"))
        self.close_button = button(self.tr("Close"), "closePageButton", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.LARGE, 0, Measure.LARGE, 0)
        row.setSpacing(Measure.SMALL)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addWidget(self.note, 1)
        row.addStretch()
        row.addWidget(self.remove)
        row.addWidget(self.export)
        row.addWidget(self.close_button)
        self.remove.clicked.connect(self.removeRequested)
        self.export.clicked.connect(self.exportRequested)
        self.close_button.clicked.connect(self.closeRequested)
        self.show_page("")

    def show_page(self, title: str, *, note: str = "", album: bool = False, closable: bool = False) -> None:
        """Shows the line for a page; how many photos it has follows with `show_count`."""
        self.title.setText(title)
        self.show_note(note)
        self.count.hide()
        self.export.setVisible(album)
        self.remove.setVisible(album)
        self.close_button.setVisible(closable)
        self.show_selected(0)

    def show_count(self, count: int) -> None:
        self.count.setText(wording.number(count))
        self.count.setAccessibleName(wording.counted(count, "photo"))
        self.count.show()
        self.export.setEnabled(count > 0)

    def show_note(self, note: str) -> None:
        """Says more of the page."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_selected(self, count: int) -> None:
        """Only what is selected can be removed."""
        self.remove.setEnabled(count > 0)
