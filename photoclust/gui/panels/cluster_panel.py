"""How the photos are grouped: method, its one knob, time and place, size, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from photoclust.core.grouping import Grouping, Method
from photoclust.core.progress import Progress
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.blend_knobs import BlendKnobs
from photoclust.gui.panels.cluster_words import describe
from photoclust.gui.panels.cut_plot import CutPlot
from photoclust.gui.panels.elbow_plot import ElbowPlot
from photoclust.gui.panels.flow_layout import FlowLayout
from photoclust.gui.panels.groups_line import GroupsLine
from photoclust.gui.panels.knobs import Knobs
from photoclust.gui.panels.order_knobs import OrderKnobs
from photoclust.gui.panels.segmented_box import SegmentedBox
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.panels.word_slider import WordSlider, knob_field
from photoclust.gui.theme import Measure
from photoclust.library.grouping import CutCurve, GroupingRequest

TREES = {Method.AUTO, Method.AGGLOMERATIVE}
LARGEST_K = 100_000
LARGEST_MIN_SIZE = 1000


class ClusterPanel(QWidget):
    """objectName "clusterPanel". Only the knobs that the method has are shown.

    Signals:
        requested(GroupingRequest): Group the photos this way, now.
        slid(GroupingRequest): The cut moves: what the photos fall into there, in passing.
        stopRequested: Stop what is under way.
        knobsChanged(GroupingRequest): A knob was turned; for the settings.
    """

    requested = Signal(object)
    slid = Signal(object)
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
        self.orders = OrderKnobs(self)
        self.go = button(self.tr("Group photos"), "clusterButton", "primary")
        self.summary = styled("", "dim", wrap=True)
        self.summary.setObjectName("clusterSummary")
        self.stop = button(self.tr("Stop"), "clusterStopButton", "link")
        self.line = GroupsLine()
        self.plot = ElbowPlot(look)
        self.cuts = CutPlot(look)
        self._linkage_field = knob_field(self.tr("Linkage"), self.orders.linkage)
        self._k_field = knob_field(self.tr("Groups"), self.k)
        self._lay_out()
        self._connect()
        self._show_knobs()
        self.show_idle()

    def _lay_out(self) -> None:
        knobs = FlowLayout(gap=Measure.LARGE, row_gap=Measure.SMALL)
        for widget in (
            self.method,
            self.similarity,
            self._k_field,
            self._linkage_field,
            self.blend.time_knob,
            self.blend.place_knob,
            knob_field(self.tr("At least"), self.min_size),
            self.go,
        ):
            knobs.addWidget(widget)
        words = QHBoxLayout()
        words.setSpacing(Measure.SMALL)
        words.addWidget(self.summary, 1)
        words.addWidget(self.stop)
        words.addWidget(self.orders.groups)
        words.addWidget(self.orders.members)
        words.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.SMALL, Measure.LARGE, Measure.SMALL)
        column.setSpacing(2)
        column.addLayout(knobs)
        column.addLayout(words)
        column.addWidget(self.plot)
        column.addWidget(self.cuts)

    def _connect(self) -> None:
        self.method.currentIndexChanged.connect(self._method_changed)
        self.go.clicked.connect(lambda: self.requested.emit(self.request()))
        self.stop.clicked.connect(self.stopRequested)
        self.similarity.settled.connect(self._turned_live)
        self.similarity.slider.valueChanged.connect(self._slide)
        self.cuts.moved.connect(lambda similarity: self.similarity.slider.setValue(round(similarity * 100)))
        self.orders.linkage.currentIndexChanged.connect(self._turned)
        for box in (self.orders.groups, self.orders.members):
            box.currentIndexChanged.connect(self._turned_live)
        self.min_size.valueChanged.connect(self._turned_live)
        self.blend.turned.connect(self._turned)
        self.k.valueChanged.connect(self._turned)

    def request(self) -> GroupingRequest:
        """What the knobs say now."""
        method = Method(self.method.currentData())
        blend = self.blend.blend()
        linkage, group_order, member_order = self.orders.choices()
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
            linkage=linkage,
            group_order=group_order,
            member_order=member_order,
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
        self.orders.show_choices(knobs.linkage, knobs.group_order, knobs.member_order)
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
                request.linkage,
                request.group_order,
                request.member_order,
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
            *self.orders.choices(),
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
        self._say(describe(self._last, more_coming=self._more_coming) if self._last is not None else "")

    def show_more_coming(self, coming: bool) -> None:
        """Photos are being indexed: the groups are those of the photos that were there."""
        if coming != self._more_coming:
            self._more_coming = coming
            if not self._running:
                self.show_idle()

    def show_draft(self, grouping: Grouping) -> None:
        """Says what the cut gives while it moves."""
        self._say(describe(grouping, more_coming=self._more_coming))
        self.cuts.show_cut(grouping.similarity)

    def show_curve(self, curve: CutCurve) -> None:
        """What all similarities would give."""
        self.cuts.show_curve(curve)
        self._show_knobs()

    def _say(self, text: str) -> None:
        self.summary.setText(text)
        self.summary.setVisible(bool(text))

    def show_grouping(self, grouping: Grouping, request: GroupingRequest) -> None:
        """Says what came of a request."""
        self._last, self._shown = grouping, request
        if grouping.chosen is Method.AGGLOMERATIVE and grouping.similarity is not None:
            self.similarity.show_value(round(grouping.similarity * 100))
            self.cuts.show_cut(grouping.similarity)
        if grouping.method is Method.AUTO:
            self.cuts.show_suggested(grouping.similarity)
        if grouping.elbow:
            self.plot.show_curve(grouping.elbow, grouping.k)
        self.show_idle()
        self._show_knobs()

    def _method_changed(self, _row: int) -> None:
        self._show_knobs()
        self._turned()

    def _show_knobs(self) -> None:
        method = Method(self.method.currentData())
        self.similarity.setVisible(method is Method.AGGLOMERATIVE)
        self._k_field.setVisible(method is Method.KMEANS)
        elbow = self._last is not None and bool(self._last.elbow)
        self.plot.setVisible(method is Method.ELBOW and elbow)
        self._linkage_field.setVisible(method is Method.AGGLOMERATIVE)
        self.cuts.setVisible(method in TREES and self.cuts.has_curve)

    def _slide(self, _value: int) -> None:
        """The cut follows the hand, where there is a tree to cut."""
        if self._last is None or self._last.chosen is not Method.AGGLOMERATIVE:
            return
        if Method(self.method.currentData()) is Method.AUTO:  # who takes the cut in hand has the tree
            self.method.choose(Method.AGGLOMERATIVE)
        self.slid.emit(self.request())

    def _turned(self, _value: int = 0) -> None:
        self.knobsChanged.emit(self.request())

    def _turned_live(self, _value: int) -> None:
        """These knobs act at once, when there is something to act on."""
        self._turned()
        trees = (Method.AUTO, Method.AGGLOMERATIVE)
        now = self.request()
        if self._shown is None:
            return
        if self._shown.method == now.method or {self._shown.method, now.method} <= set(trees):
            self.requested.emit(self.request())
