"""What can be done at once with the photos that were just selected: a small bar over the map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from photoclust.gui import wording
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure, font

FROM = 2  # one photo was clicked, several were chosen


class SelectionBar(QFrame):
    """Stands at the lower edge of its parent while photos are selected. objectName "mapSelectionBar"."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("mapSelectionBar")
        self.setAccessibleName(self.tr("Selected photos"))
        self.setProperty("card", True)
        self.count = styled("")
        self.count.setObjectName("mapSelectionCount")
        self.count.setFont(font(Measure.BODY, bold=True, tabular=True))
        self.new_album = button(self.tr("New album"), "mapNewAlbumButton", "primary")
        self.add_to_album = button(self.tr("Add to album"), "mapAddToAlbumButton")
        self.similar = button(self.tr("Find similar"), "mapSimilarButton")
        self.group = button(self.tr("New group"), "mapGroupButton")
        self.close_button = button("✕", "mapSelectionCloseButton", "quiet")
        self.close_button.setAccessibleName(self.tr("Select nothing"))
        self.close_button.setFixedWidth(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.MEDIUM, Measure.SMALL, Measure.SMALL, Measure.SMALL)
        row.setSpacing(Measure.SMALL)
        for widget in (
            self.count,
            self.new_album,
            self.add_to_album,
            self.similar,
            self.group,
            self.close_button,
        ):
            row.addWidget(widget)
        self.hide()
        parent.installEventFilter(self)

    def show_count(self, photos: int) -> None:
        """So many photos are selected; with one or none the bar goes away."""
        self.count.setText(wording.counted(photos, "photo"))
        self.setVisible(photos >= FROM)
        self.place()

    def place(self) -> None:
        """Goes to the middle of the parent's lower edge."""
        self.adjustSize()
        x = (self._around.width() - self.width()) // 2
        self.move(max(0, x), self._around.height() - self.height() - Measure.LARGE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)
