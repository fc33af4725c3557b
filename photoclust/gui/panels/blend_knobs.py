"""How much time and place count when photos are grouped, and what is near."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from photoclust.core.grouping import PlaceScale, TimeScale
from photoclust.gui.panels.choice_box import choice_box, show_choice
from photoclust.gui.panels.themed import styled
from photoclust.gui.panels.word_slider import KNOB_HEIGHT, WordSlider
from photoclust.gui.theme import Measure
from photoclust.library.blending import Blend

WIDTH = 136


class BlendKnobs(QObject):
    """A slider and a choice for time, and the same for the place where photos have one.

    Attributes:
        time_knob: Both for time, side by side.
        place_knob: Both for the place.

    Signals:
        turned: One of them says something else now.
    """

    turned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time = self._slider("timeWeightSlider", self.tr("Time matters"))
        self.time_scale = choice_box(
            "timeScaleBox",
            self.tr("What is near in time"),
            (
                (self.tr("same hour"), TimeScale.HOUR),
                (self.tr("same day"), TimeScale.DAY),
                (self.tr("same week"), TimeScale.WEEK),
                (self.tr("same season"), TimeScale.SEASON),
            ),
        )
        self.place = self._slider("placeWeightSlider", self.tr("Place matters"))
        self.place_scale = choice_box(
            "placeScaleBox",
            self.tr("What is near in space"),
            (
                (self.tr("same spot"), PlaceScale.SPOT),
                (self.tr("same town"), PlaceScale.TOWN),
                (self.tr("same region"), PlaceScale.REGION),
            ),
        )
        self.time_knob = self._pair(self.time, self.time_scale)
        self.place_knob = self._pair(self.place, self.place_scale)
        self.time.settled.connect(lambda _value: self._give_way(self.place, self.time))
        self.place.settled.connect(lambda _value: self._give_way(self.time, self.place))
        for box in (self.time_scale, self.place_scale):
            box.currentIndexChanged.connect(self._show_scales)
            box.currentIndexChanged.connect(self.turned)
        self.set_has_places(False)
        self.show_blend(Blend())

    def _slider(self, name: str, title: str) -> WordSlider:
        return WordSlider(name, title, self._words, low=title, width=WIDTH)

    def _pair(self, slider: WordSlider, box: QComboBox) -> QWidget:
        """The slider, and the box at the height of the slider itself, under an empty caption."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(styled("", "caption"))
        column.addStretch(1)
        column.addWidget(box)
        pair = QWidget()
        pair.setFixedHeight(KNOB_HEIGHT)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.SMALL)
        row.addWidget(slider)
        row.addLayout(column)
        return pair

    def blend(self) -> Blend:
        """What the knobs say now."""
        return Blend(
            self.time.slider.value() / 100,
            TimeScale(self.time_scale.currentData()),
            self.place.slider.value() / 100,
            PlaceScale(self.place_scale.currentData()),
        )

    def show_blend(self, blend: Blend) -> None:
        """Turns the knobs; nothing is said."""
        self.time.show_value(round(blend.time_weight * 100))
        self.place.show_value(min(round(blend.place_weight * 100), 100 - self.time.slider.value()))
        show_choice(self.time_scale, blend.time_scale)
        show_choice(self.place_scale, blend.place_scale)
        self._show_scales()

    def set_has_places(self, has_places: bool) -> None:
        """Where no photo knows its place, nothing is to be asked about it."""
        self.place_knob.setVisible(has_places)

    def _give_way(self, other: WordSlider, turned: WordSlider) -> None:
        """There is only so much to share."""
        left = 100 - turned.slider.value()
        if other.slider.value() > left:
            other.show_value(left)
        self._show_scales()
        self.turned.emit()

    def _show_scales(self) -> None:
        """What is near matters only where nearness does."""
        self.time_scale.setVisible(self.time.slider.value() > 0)
        self.place_scale.setVisible(self.place.slider.value() > 0)

    def _words(self, value: int) -> str:
        steps = (
            (0, self.tr("not at all")),
            (25, self.tr("a little")),
            (60, self.tr("much")),
            (100, self.tr("above all")),
        )
        return next(words for limit, words in steps if value <= limit)
