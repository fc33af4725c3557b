"""How the photos are grouped: method, its one knob, time and place, size, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from photoclust.core.photo import Grouping, Method
from photoclust.core.progress import Progress
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.blend_knobs import BlendKnobs
from photoclust.gui.panels.elbow_plot import ElbowPlot
from photoclust.gui.panels.flow_layout import FlowLayout
from photoclust.gui.panels.groups_line import GroupsLine
from photoclust.gui.panels.knobs import Knobs
from photoclust.gui.panels.segmented_box import SegmentedBox
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.panels.word_slider import KNOB_HEIGHT, WordSlider
from photoclust.gui.theme import Measure
from photoclust.library.grouping import GroupingRequest

LARGEST_K = 100_000
LARGEST_MIN_SIZE = 1000


class ClusterPanel(QWidget):
    """objectName "clusterPanel". Only the knobs that the method has are shown.

    Signals:
        requested(GroupingRequest): Group the photos this way, now.
        stopRequested: Stop what is under way.
        knobsChanged(GroupingRequest): A knob was turned; for the settings.
    """

    requested = Signal(object)
    stopRequested = Signal()
    knobsChanged = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clusterPanel")
        self._within: tuple[str, ...] = ()
        self._shown: GroupingRequest | None = None
        self._last: Grouping | None = None
        self._running = self._more_coming = False
        self.method = SegmentedBox(look)
        self.method.setObjectName("methodBox")
        self.method.setAccessibleName(self.tr("Method"))
        self.method.setAccessibleDescription(self.tr("Method"))  # Qt gives the value as a combo box's name
        for method, text, tip in (
            (Method.AUTO, self.tr("Auto"), self.tr("Lets PhotoClust choose how many groups there are")),
            (
                Method.AGGLOMERATIVE,
                self.tr("Tree"),
                self.tr("Average linkage: merges what is alike, up to a similarity"),
            ),
            (Method.KMEANS, self.tr("K-means"), self.tr("As many groups as you say")),
            (Method.ELBOW, self.tr("Elbow"), self.tr("K-means, with the number from the bend of its curve")),
        ):
            self.method.addItem(text, method.value)
            self.method.setItemData(self.method.count() - 1, tip, 3)  # Qt.ToolTipRole
        self.k = QSpinBox()
        self.k.setObjectName("kSpin")
        self.k.setAccessibleName(self.tr("Number of groups"))
        self.k.setRange(1, LARGEST_K)
        self.min_size = QSpinBox()
        self.min_size.setObjectName("minSizeSpin")
        self.min_size.setAccessibleName(self.tr("Smallest group"))
        self.min_size.setToolTip(self.tr("Smaller groups go to Unclustered"))
        self.min_size.setRange(1, LARGEST_MIN_SIZE)
        self.similarity = WordSlider(
            "similaritySlider",
            self.tr("Similarity"),
            lambda value: self.tr("Similarity {value}").format(value=wording.decimal(value / 100)),
            low=self.tr("fewer"),
            high=self.tr("more"),
            width=184,
        )
        self.blend = BlendKnobs(self)
        self.go = button(self.tr("Group photos"), "clusterButton", "primary")
        self.summary = styled("", "dim", wrap=True)
        self.summary.setObjectName("clusterSummary")
        self.stop = button(self.tr("Stop"), "clusterStopButton", "link")
        self.line = GroupsLine()
        self.plot = ElbowPlot(look)
        self._k_field = self._field(self.tr("Groups"), self.k)
        self._lay_out()
        self._connect()
        self._show_knobs()
        self.show_idle()

    def _field(self, title: str, widget: QWidget) -> QWidget:
        field = QWidget()
        field.setFixedHeight(KNOB_HEIGHT)
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(styled(title, "caption"))
        column.addStretch(1)
        column.addWidget(widget)
        return field

    def _lay_out(self) -> None:
        knobs = FlowLayout(gap=Measure.LARGE, row_gap=Measure.SMALL)
        for widget in (
            self.method,
            self.similarity,
            self._k_field,
            self.blend.time_knob,
            self.blend.place_knob,
            self._field(self.tr("At least"), self.min_size),
            self.go,
        ):
            knobs.addWidget(widget)
        words = QHBoxLayout()
        words.setSpacing(Measure.SMALL)
        words.addWidget(self.summary, 1)
        words.addWidget(self.stop)
        words.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.SMALL, Measure.LARGE, Measure.SMALL)
        column.setSpacing(2)
        column.addLayout(knobs)
        column.addLayout(words)
        column.addWidget(self.plot)

    def _connect(self) -> None:
        self.method.currentIndexChanged.connect(self._method_changed)
        self.go.clicked.connect(lambda: self.requested.emit(self.request()))
        self.stop.clicked.connect(self.stopRequested)
        self.similarity.settled.connect(self._turned_live)
        self.min_size.valueChanged.connect(self._turned_live)
        self.blend.turned.connect(self._turned)
        self.k.valueChanged.connect(self._turned)

    @property
    def summary_label(self) -> QLabel:
        return self.summary

    def request(self) -> GroupingRequest:
        """What the knobs say now."""
        method = Method(self.method.currentData())
        blend = self.blend.blend()
        return GroupingRequest(
            method=method,
            k=self.k.value() if method is Method.KMEANS else None,
            similarity=self.similarity.slider.value() / 100 if method is Method.AGGLOMERATIVE else None,
            time_weight=blend.time_weight,
            time_scale=blend.time_scale,
            place_weight=blend.place_weight,
            place_scale=blend.place_scale,
            min_size=self.min_size.value(),
            within=self._within,
        )

    def set_knobs(self, knobs: Knobs) -> None:
        """Turns the knobs to what the settings say; nothing is requested."""
        blockers = [QSignalBlocker(widget) for widget in (self.method, self.k, self.min_size)]
        self.method.choose(knobs.method)
        if self.method.currentIndex() < 0:
            self.method.setCurrentIndex(0)
        self.k.setValue(knobs.k)
        self.min_size.setValue(knobs.min_size)
        self.similarity.show_value(round(knobs.similarity * 100))
        self.blend.show_blend(knobs.blend)
        for blocker in blockers:
            blocker.unblock()
        self._show_knobs()

    def show_request(self, request: GroupingRequest) -> None:
        """Turns the knobs to what groups were made with that are shown again; nothing is requested."""
        now = self.knobs()
        self.set_knobs(
            Knobs(
                request.method.value,
                now.k if request.k is None else request.k,
                now.similarity if request.similarity is None else request.similarity,
                request.min_size,
                request.blend,
            )
        )

    def knobs(self) -> Knobs:
        """How they stand."""
        return Knobs(
            self.method.currentData(),
            self.k.value(),
            self.similarity.slider.value() / 100,
            self.min_size.value(),
            self.blend.blend(),
        )

    def set_within(self, folders: tuple[str, ...]) -> None:
        """Limits the next requests to these folders; () for the whole library."""
        self._within = folders

    def set_photos(self, count: int, has_places: bool) -> None:
        """There can't be more groups than photos; without places nothing is to be said of them."""
        self.k.setMaximum(max(1, count))
        self.blend.set_has_places(has_places)
        self.go.setEnabled(count > 0)

    def show_running(self, progress: Progress | None = None) -> None:
        """Grouping is under way."""
        self._running = True
        text = self.tr("Grouping…")
        if progress is not None and progress.fraction is not None:
            text = self.tr("Grouping… {percent} %").format(percent=round(progress.fraction * 100))
        self._say(text)
        self.stop.show()

    def show_idle(self) -> None:
        """Nothing is under way; says what the last run made."""
        self._running = False
        self.stop.hide()
        self._say(self._describe(self._last) if self._last is not None else "")

    def show_more_coming(self, coming: bool) -> None:
        """Photos are being indexed: the groups are those of the photos that were there."""
        if coming != self._more_coming:
            self._more_coming = coming
            if not self._running:
                self.show_idle()

    def _say(self, text: str) -> None:
        self.summary.setText(text)
        self.summary.setVisible(bool(text))

    def show_grouping(self, grouping: Grouping, request: GroupingRequest) -> None:
        """Says what came of a request."""
        self._last, self._shown = grouping, request
        if grouping.chosen is Method.AGGLOMERATIVE and grouping.similarity is not None:
            self.similarity.show_value(round(grouping.similarity * 100))
        if grouping.elbow:
            self.plot.show_curve(grouping.elbow, grouping.k)
        self.show_idle()
        self._show_knobs()

    def _describe(self, grouping: Grouping) -> str:
        parts = [wording.counted(sum(not cluster.hidden for cluster in grouping.clusters), "group")]
        if grouping.unclustered:
            alone = wording.counted(len(grouping.unclustered), "photo")
            parts.append(self.tr("{photos} in none").format(photos=alone))
        if grouping.method is Method.AUTO and grouping.similarity is not None:
            cut = wording.decimal(grouping.similarity)
            parts.append(
                self.tr("cut at similarity {cut}, where the groups stand apart best").format(cut=cut)
            )
        elif grouping.method is Method.AUTO:
            parts.append(self.tr("by K-means with {k}").format(k=grouping.k))
        if grouping.silhouette is not None:
            parts.append(self.tr("silhouette {value}").format(value=wording.decimal(grouping.silhouette)))
        if self._more_coming:
            parts.append(self.tr("more photos are coming in"))
        return " · ".join(parts)

    def _method_changed(self, _row: int) -> None:
        self._show_knobs()
        self._turned()

    def _show_knobs(self) -> None:
        method = Method(self.method.currentData())
        self.similarity.setVisible(method is Method.AGGLOMERATIVE)
        self._k_field.setVisible(method is Method.KMEANS)
        elbow = self._last is not None and bool(self._last.elbow)
        self.plot.setVisible(method is Method.ELBOW and elbow)

    def _turned(self, _value: int = 0) -> None:
        self.knobsChanged.emit(self.request())

    def _turned_live(self, _value: int) -> None:
        """These knobs act at once, when there is something to act on."""
        self._turned()
        if self._shown is not None and self._shown.method == self.request().method:
            self.requested.emit(self.request())
