import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from photoclust.core.part import WHOLE, Part
from photoclust.core.photo import PhotoId
from photoclust.gui.compare import supply as module
from photoclust.gui.compare.supply import AT_ONCE, DIFFERENCE, PictureSupply, Wish, image_of_pixels
from photoclust.library.thumbnails import ThumbnailSource


@pytest.fixture
def supply(session):
    made = PictureSupply(session)
    yield made
    made.stop()


@pytest.fixture
def arrived(supply):
    sights = []
    supply.arrived.connect(sights.append)
    return sights


@pytest.fixture
def gate(monkeypatch):
    """Decodes wait until it is opened; how many do so at once is noted."""

    class Gate:
        opened = threading.Event()
        inside = most = 0
        lock = threading.Lock()

    real = ThumbnailSource.pixels

    def pixels(source, *args):
        with Gate.lock:
            Gate.inside += 1
            Gate.most = max(Gate.most, Gate.inside)
        Gate.opened.wait(20)
        with Gate.lock:
            Gate.inside -= 1
        return real(source, *args)

    monkeypatch.setattr(module.ThumbnailSource, "pixels", pixels)
    yield Gate
    Gate.opened.set()


def wish(photo_id, place=0, size=(40, 30), part=WHOLE):
    return Wish(place, (photo_id,), part, size)


def test_pictures_come_in_the_order_of_the_wishes(supply, arrived, listed, qtbot):
    wishes = [wish(photo_id, place) for place, photo_id in enumerate(listed[:6])]
    with qtbot.waitSignal(supply.rested, timeout=20_000):
        supply.want(wishes)
    assert sorted(sight.wish.place for sight in arrived) == list(range(6))
    assert {(sight.image.width(), sight.image.height()) for sight in arrived} == {(40, 30)}
    assert not supply.busy


def test_few_are_decoded_at_once(supply, arrived, listed, gate, qtbot):
    supply.want([wish(photo_id, place) for place, photo_id in enumerate(listed[:6])])
    qtbot.waitUntil(lambda: gate.inside == AT_ONCE)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(arrived) == 6)
    assert gate.most == AT_ONCE


def test_new_wishes_replace_those_that_were_not_begun(supply, arrived, listed, gate, qtbot):
    old = [wish(photo_id, place) for place, photo_id in enumerate(listed[:6])]
    new = [wish(listed[1], 1), wish(listed[7], 5)]
    supply.want(old)
    qtbot.waitUntil(lambda: gate.inside == AT_ONCE)
    supply.want(new)
    with qtbot.waitSignal(supply.rested, timeout=20_000):
        gate.opened.set()
    assert {sight.wish for sight in arrived} == {*old[:2], *new}
    assert len(arrived) == 3, "the second is under way already, and not begun again"


def test_nothing_comes_after_a_stop(supply, arrived, listed, gate, qtbot):
    supply.want([wish(photo_id) for photo_id in listed[:4]])
    qtbot.waitUntil(lambda: gate.inside == AT_ONCE)
    supply.stop()
    gate.opened.set()
    qtbot.waitUntil(lambda: gate.inside == 0)
    qtbot.wait(100)
    assert arrived == []
    assert not supply.busy


def test_one_that_fails_does_not_hold_up_the_others(supply, arrived, listed, qtbot):
    failed = []
    supply.failed.connect(lambda wish, error: failed.append((wish, error.code)))
    gone = wish(PhotoId(987654), 0)
    with qtbot.waitSignal(supply.rested, timeout=20_000):
        supply.want([gone, wish(listed[0], 1)])
    assert failed == [(gone, "vanished")]
    assert [sight.wish.place for sight in arrived] == [1]


def test_a_known_difference_is_only_multiplied(supply, arrived, named, gate, qtbot):
    gate.opened.set()
    ids = (named("kitten"), named("kitten-cropped"))
    part = Part(0.1, 0.1, 0.6, 0.7)
    with qtbot.waitSignal(supply.rested, timeout=20_000):
        supply.want([Wish(DIFFERENCE, ids, part, (50, 40))])
    first = arrived[0]
    gate.most = 0
    with qtbot.waitSignal(supply.rested, timeout=20_000):
        supply.want([Wish(DIFFERENCE, ids, part, (50, 40), gain=8, known=first.difference)])
    assert gate.most == 0, "nothing was decoded"
    assert arrived[1].difference is first.difference
    assert arrived[1].image != first.image


@given(arrays(np.uint8, st.tuples(st.integers(1, 5), st.integers(1, 7), st.just(3))))
def test_an_image_has_the_pixels_it_was_made_of(pixels):
    image = image_of_pixels(pixels)
    height, width = pixels.shape[:2]
    colours = [[image.pixelColor(x, y).getRgb() for x in range(width)] for y in range(height)]
    assert np.array_equal(np.array(colours)[..., :3], pixels)
    assert (np.array(colours)[..., 3] == 255).all()
