"""The bar above everything: name, search, Grid, Clusters or Map, size of the thumbnails."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from photoclust.gui.look import Look
from photoclust.gui.panels.search_field import SearchField
from photoclust.gui.panels.segmented_box import SegmentedBox
from photoclust.gui.panels.themed import Hairline, IconLabel
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, MAP, Place, PlaceKind
from photoclust.gui.theme import Measure

SLIDER_WIDTH = 90
WAY = 16  # edge of the arrows
ROOM_FOR_SIZES = 900  # width from which on there is room for the size of the thumbnails


class TopBar(QWidget):
    """52 px high.

    Signals:
        placeChosen(Place): Grid, Clusters or Map was chosen.
        thumbnailSizeChosen(int): Edge in device-independent pixels.
    """

    placeChosen = Signal(object)
    thumbnailSizeChosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(Measure.TOP_BAR)
        self._place = ALL_PHOTOS
        name = QLabel("PhotoClust")
        name.setProperty("heading", True)
        name.setFixedWidth(Measure.LEFT_PANE - Measure.LARGE - Measure.TINY)
        self.search = SearchField()
        self.back = self._way(look, "previous", "backButton", self.tr("Back"), "Alt+Left")
        self.forward = self._way(look, "next", "forwardButton", self.tr("Forward"), "Alt+Right")
        self.view = SegmentedBox(look)
        self.view.setObjectName("viewBox")
        self.view.setAccessibleName(self.tr("View"))
        self.view.setAccessibleDescription(self.tr("View"))  # Qt gives the value as a combo box's name
        self.view.addItem(self.tr("Grid"), PlaceKind.ALL)
        self.view.addItem(self.tr("Clusters"), PlaceKind.CLUSTERS)
        self.view.addItem(self.tr("Map"), PlaceKind.MAP)
        self.view.activated.connect(self._view_chosen)
        self.thumbnails = QSlider(Qt.Orientation.Horizontal)
        self.thumbnails.setObjectName("thumbnailSizeSlider")
        self.thumbnails.setAccessibleName(self.tr("Size of thumbnails"))
        self.thumbnails.setToolTip(self.tr("Size of thumbnails"))
        self.thumbnails.setRange(Measure.THUMBNAIL_MIN, Measure.THUMBNAIL_MAX)
        self.thumbnails.setSingleStep(16)
        self.thumbnails.setPageStep(48)
        self.thumbnails.setFixedWidth(SLIDER_WIDTH)
        self.thumbnails.valueChanged.connect(self.thumbnailSizeChosen)

        row = QHBoxLayout()
        row.setContentsMargins(Measure.LARGE, 0, Measure.LARGE, 0)
        row.setSpacing(Measure.MEDIUM)
        row.addWidget(name)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addWidget(self.view)
        self._sizes = [IconLabel(look, "smaller", 16), self.thumbnails, IconLabel(look, "larger", 18)]
        for part in self._sizes:
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        column.addWidget(Hairline(Qt.Orientation.Horizontal))

    @staticmethod
    def _way(look: Look, icon: str, name: str, title: str, keys: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setAccessibleName(title)
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{title} ({native})")
        made.setIconSize(QSize(WAY, WAY))
        made.setEnabled(False)
        made.setIcon(look.icon(icon))
        look.changed.connect(lambda: made.setIcon(look.icon(icon)))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the search field gets that of the sizes, which keys change as well."""
        super().resizeEvent(event)
        for part in self._sizes:
            part.setVisible(self.width() >= ROOM_FOR_SIZES)

    def show_ways(self, back: bool, forward: bool) -> None:
        """Whether the window can go back, and forward."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_place(self, place: Place) -> None:
        """Shows whether the place is grouped, and its words if it is a search."""
        self._place = place
        self.view.choose(place.kind if place.kind in {PlaceKind.CLUSTERS, PlaceKind.MAP} else PlaceKind.ALL)
        self.search.show_words(str(place.key) if place.kind is PlaceKind.SEARCH else "")

    def show_thumbnail_size(self, pixels: int) -> None:
        self.thumbnails.blockSignals(True)
        self.thumbnails.setValue(pixels)
        self.thumbnails.blockSignals(False)

    def _view_chosen(self, _row: int) -> None:
        view = self.view.currentData()
        clustered = view == PlaceKind.CLUSTERS
        self.placeChosen.emit(MAP if view == PlaceKind.MAP else switched(self._place, clustered=clustered))


def switched(place: Place, *, clustered: bool) -> Place:
    """The same photos as groups or as a plain grid: folders keep their limits, all else is the library."""
    if clustered:
        if place.kind is PlaceKind.CLUSTERS:
            return place
        return Place(PlaceKind.CLUSTERS, place.key) if place.kind is PlaceKind.FOLDER else CLUSTERS
    if place.kind in {PlaceKind.MAP, PlaceKind.DUPLICATES}:
        return ALL_PHOTOS
    if place.kind is not PlaceKind.CLUSTERS:
        return place
    return Place(PlaceKind.FOLDER, place.key) if place.key is not None else ALL_PHOTOS
