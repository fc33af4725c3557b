"""Which pictures are asked for: enough pixels, inside the budget, and nothing twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage

from photoclust.core.part import WHOLE
from photoclust.core.photo import PhotoId
from photoclust.gui.compare.gaze import Gaze, seen
from photoclust.gui.compare.picture_room import PictureRoom
from photoclust.gui.compare.sharp import BUDGET, detail_wish, whole_wish
from photoclust.gui.compare.supply import Sight

IDS = (PhotoId(7),)
share = st.floats(0, 1)
cases = {
    "picture": st.builds(QSize, st.integers(20, 9000), st.integers(20, 9000)),
    "size": st.builds(QSize, st.integers(64, 1500), st.integers(48, 1000)),
    "gaze": st.builds(Gaze, share, share, st.floats(0.1, 30)),
}
with_room = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@pytest.fixture
def room(look, qtbot):
    made = PictureRoom(look)
    qtbot.addWidget(made)
    return made


def image(size):
    return QImage(*size, QImage.Format.Format_RGB32)


@with_room
@given(**cases)
def test_the_whole_fits_its_room_and_is_asked_for_once(room, picture, size, gaze):
    room.resize(size)
    room.show_picture(picture, QImage())
    room.set_gaze(gaze)
    wish = whole_wish(room, 0, IDS)
    assert wish is not None
    assert wish.part == WHOLE
    assert not wish.detail
    assert wish.size[0] <= min(size.width() + 1, picture.width())
    room.show_whole(image(wish.size))
    assert whole_wish(room, 0, IDS) is None


@with_room
@given(**cases, rooms=st.integers(1, 6))
def test_a_detail_holds_what_is_seen_and_is_asked_for_once(room, picture, size, gaze, rooms):
    room.resize(size)
    room.show_picture(picture, QImage())
    room.show_whole(image(whole_wish(room, 0, IDS).size))
    room.set_gaze(gaze.settled(picture, room.room))
    wish = detail_wish(room, 0, IDS, rooms)
    scale = min(1.0, room.scale())
    if wish is None:
        assert room.whole.width() + 1 >= 0.97 * scale * picture.width()
        return
    part = seen(room.lies(), room.room)
    assert wish.detail
    assert wish.part.holds(part)
    across = wish.size[0] / wish.part.width
    assert across == pytest.approx(scale * picture.width(), abs=1)
    assert across <= picture.width() + 1e-6
    room_pixels = (size.width() + 2) * (size.height() + 2)
    assert wish.size[0] * wish.size[1] <= max(BUDGET / rooms, room_pixels)
    room.show_detail(Sight(wish, image((1, 1))))
    assert detail_wish(room, 0, IDS, rooms) is None


def test_a_small_step_finds_what_was_decoded_around(room):
    picture = QSize(6000, 4000)
    room.resize(600, 400)
    room.show_picture(picture, image((600, 400)))
    gaze = Gaze(zoom=10)
    room.set_gaze(gaze)
    room.show_detail(Sight(detail_wish(room, 0, IDS, 6), image((1, 1))))
    room.set_gaze(gaze.panned(QPointF(-250, 150), picture, room.room))
    assert detail_wish(room, 0, IDS, 6) is None
    room.set_gaze(gaze.panned(QPointF(-350, 0), picture, room.room))
    assert detail_wish(room, 0, IDS, 6) is not None


def test_pixels_the_picture_does_not_have_are_not_asked_for(room):
    room.resize(600, 400)
    room.show_picture(QSize(300, 200), QImage())
    assert whole_wish(room, 0, IDS).size == (300, 200)
    room.show_whole(image((300, 200)))
    room.set_gaze(Gaze(zoom=4))
    assert detail_wish(room, 0, IDS, 1) is None
