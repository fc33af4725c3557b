import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photoclust.core.grouping import PlaceScale, TimeScale
from photoclust.gui.panels.blend_knobs import BlendKnobs
from photoclust.library.blending import Blend

BLEND = Blend(0.3, TimeScale.SEASON, 0.2, PlaceScale.SPOT)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def knobs(window):
    knobs = BlendKnobs(window)
    row = QHBoxLayout(window)
    row.addWidget(knobs.time_knob)
    row.addWidget(knobs.place_knob)
    knobs.set_has_places(True)
    window.show()
    return knobs


@pytest.mark.parametrize(
    ("value", "words"), [(0, "not at all"), (20, "a little"), (50, "much"), (100, "above all")]
)
def test_the_weight_in_words(knobs, value, words):
    knobs.time.slider.setValue(value)
    assert knobs.time.value_words.text() == words
    assert knobs.time.slider.accessibleDescription() == words


def test_what_is_shown_comes_back_and_nothing_is_said(knobs, qtbot):
    with qtbot.assertNotEmitted(knobs.turned, wait=300):
        knobs.show_blend(BLEND)
    assert knobs.blend() == BLEND


def test_weights_never_add_up_to_more_than_all(knobs, qtbot):
    knobs.show_blend(Blend(0.7, place_weight=0.6))
    assert knobs.blend().place_weight == pytest.approx(0.3)
    with qtbot.waitSignal(knobs.turned):
        knobs.place.slider.setValue(80)
    assert (knobs.blend().time_weight, knobs.blend().place_weight) == (0.2, 0.8)


def test_what_is_near_can_be_chosen_where_it_matters(knobs, qtbot):
    assert not knobs.time_scale.isVisible()
    with qtbot.waitSignal(knobs.turned):
        knobs.time.slider.setValue(30)
    assert knobs.time_scale.isVisible()
    assert not knobs.place_scale.isVisible()
    knobs.time_scale.setFocus()
    with qtbot.waitSignal(knobs.turned):
        qtbot.keyClick(knobs.time_scale, Qt.Key.Key_Down)
    assert knobs.blend().time_scale is TimeScale.WEEK


def test_without_places_nothing_is_asked_about_them(knobs):
    knobs.set_has_places(False)
    assert not knobs.place.isVisible()
    assert not knobs.place_scale.isVisible()
    assert knobs.time.isVisible()
