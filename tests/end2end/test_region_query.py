"""A part of a photo, drawn in the viewer with the mouse or by keys alone, in the whole window."""

from __future__ import annotations

import pytest
from hands import LEFT, NO_KEYS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photoclust.library import browse

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def viewing(start, person):
    """The viewer shows the castle; what is asked for is noted."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    hands.click_photo("neuschwanstein.jpg")
    hands.key(Qt.Key.Key_Return, NO_KEYS, hands.grid)
    hands.wait(hands.find("photoViewer").isVisible)
    hands.wait(lambda: hands.find("viewerPicture").image.width() > 384)
    hands.asked = []
    hands.window.viewer.regionChosen.connect(lambda photo_id, region: hands.asked.append((photo_id, region)))
    return hands


def size_of(hands, photo_id):
    found = browse.photos(hands.window.session.library, [photo_id])
    return found[0].metadata.width, found[0].metadata.height


def test_with_the_mouse(viewing):
    hands = viewing
    hands.click("findPartOfPhotoButton")
    picker, place = hands.find("regionPicker"), hands.find("viewerPicture").place()
    start = QPoint(round(place.x() + 0.1 * place.width()), round(place.y() + 0.1 * place.height()))
    end = QPoint(round(place.x() + 0.2 * place.width()), round(place.y() + 0.22 * place.height()))
    QTest.mousePress(picker, LEFT, NO_KEYS, start)
    QTest.mouseMove(picker, (start + end) / 2)
    QTest.mouseMove(picker, end)
    QTest.mouseRelease(picker, LEFT, NO_KEYS, end)
    hands.click("findPartButton")
    hands.wait(lambda: hands.asked)
    photo_id, region = hands.asked[0]
    assert hands.window.session.paths_of([photo_id])[0].endswith("neuschwanstein.jpg")
    width, height = size_of(hands, photo_id)
    assert region.x == pytest.approx(0.1 * width, abs=4)
    assert region.y == pytest.approx(0.1 * height, abs=4)
    assert region.width == pytest.approx(0.1 * width, abs=8)
    assert region.height == pytest.approx(0.12 * height, abs=8)
    hands.wait_for_rest()


def test_by_keys_alone(viewing):
    hands = viewing
    hands.key(Qt.Key.Key_R)
    hands.wait(hands.find("regionPicker").hasFocus)
    for _ in range(5):
        hands.key(Qt.Key.Key_Left)
        hands.key(Qt.Key.Key_Down, SHIFT)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: hands.asked)
    photo_id, region = hands.asked[0]
    width, height = size_of(hands, photo_id)
    assert region.x == pytest.approx(0.15 * width, abs=2)
    assert region.width == pytest.approx(0.5 * width, abs=2)
    assert region.height == pytest.approx(0.6 * height, abs=2)
    hands.wait_for_rest()
