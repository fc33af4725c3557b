"""Beside the words about the groups: what is hidden, what changed since, and saved clusterings."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photoclust.gui import wording
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure
from photoclust.library.clustering import Clustering


class GroupsLine(QWidget):
    """objectName "groupsLine".

    Signals:
        hiddenToggled(bool): Hidden groups are to be shown among the others, or not.
        menuRequested(QPoint): Saved clusterings are asked for; the point (global) is where a menu may open.
    """

    hiddenToggled = Signal(bool)
    menuRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groupsLine")
        self._count = 0
        self.note = styled("", "dim")
        self.note.setObjectName("groupsNote")
        self.hidden = button("", "hiddenGroupsButton", "link")
        self.hidden.setCheckable(True)
        self.saved = button(self.tr("Save…"), "savedClusteringsButton", "link")
        self.saved.setAccessibleName(self.tr("Saved clusterings"))
        self.saved.setToolTip(self.tr("Saves these groups under a name, and brings saved ones back"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.LARGE)
        for widget in (self.note, self.hidden, self.saved):
            row.addWidget(widget)
        self.hidden.toggled.connect(self._toggled)
        self.saved.clicked.connect(
            lambda: self.menuRequested.emit(self.saved.mapToGlobal(QPoint(0, self.saved.height())))
        )
        self.hide()

    def show_clustering(self, clustering: Clustering) -> None:
        """Other groups are shown."""
        parts = [f"“{clustering.title}”"] if clustering.title else []
        if clustering.grouping.came:
            new = wording.counted(len(clustering.grouping.came), "photo")
            parts.append(self.tr("{photos} new").format(photos=new))
        if clustering.gone:
            gone = wording.counted(clustering.gone, "photo")
            parts.append(self.tr("{photos} gone").format(photos=gone))
        self.note.setText(" · ".join(parts))
        self.note.setVisible(bool(parts))
        self._count = sum(cluster.hidden for cluster in clustering.clusters)
        if not self._count:
            self.hidden.setChecked(False)
        self._say_hidden()
        self.show()

    def _toggled(self, shown: bool) -> None:
        self._say_hidden()
        self.hiddenToggled.emit(shown)

    def _say_hidden(self) -> None:
        self.hidden.setVisible(bool(self._count))
        groups = wording.counted(self._count, "hidden group")
        text = self.tr("{groups}: leave out") if self.hidden.isChecked() else self.tr("{groups}: show")
        self.hidden.setText(text.format(groups=groups))
