import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize, QSizeF

from photoclust.core.part import WHOLE
from photoclust.gui.compare.gaze import Gaze, fitted, limits, native, seen

pictures = st.builds(QSize, st.integers(10, 9000), st.integers(10, 9000))
rooms = st.builds(QSizeF, st.floats(40, 3000), st.floats(40, 2000))
shares = st.floats(0, 1)
gazes = st.builds(Gaze, shares, shares, st.floats(0.05, 40))


@given(pictures, rooms)
def test_at_first_the_picture_is_whole_and_in_the_middle(picture, room):
    lies = Gaze().placed(picture, room)
    assert lies.width() == pytest.approx(fitted(picture, room).width())
    assert lies.width() <= room.width() + 1e-6
    assert lies.height() <= room.height() + 1e-6
    assert lies.center().x() == pytest.approx(room.width() / 2)
    assert lies.center().y() == pytest.approx(room.height() / 2)
    assert seen(lies, room) == pytest.approx(WHOLE, abs=1e-6)


@given(pictures, st.integers(2, 4), rooms, gazes)
def test_a_copy_of_another_size_shows_the_same_part_at_the_same_place(picture, times, room, gaze):
    one, other = gaze.placed(picture, room), gaze.placed(picture * times, room)
    for edge in ("x", "y", "width", "height"):
        assert getattr(one, edge)() == pytest.approx(getattr(other, edge)(), abs=1e-3)


@given(pictures, rooms, gazes)
def test_no_more_room_is_empty_than_must_be(picture, room, gaze):
    lies = gaze.placed(picture, room)
    for start, length, space in (
        (lies.x(), lies.width(), room.width()),
        (lies.y(), lies.height(), room.height()),
    ):
        if length <= space:
            assert start == pytest.approx((space - length) / 2)
        else:
            assert start <= 1e-6
            assert start + length >= space - 1e-6


@given(pictures, rooms, gazes, st.floats(0.3, 3), shares, shares)
def test_what_is_under_the_mouse_stays_there(picture, room, gaze, factor, x, y):
    at = QPointF(x * room.width(), y * room.height())
    before = gaze.placed(picture, room)
    closer = gaze.zoomed(factor, at, picture, room, (0.01, 400))
    after = closer.placed(picture, room)
    left = at.x() - (at.x() - before.x()) / before.width() * after.width()
    assume(after.width() > room.width())
    assume(room.width() - after.width() <= left <= 0)
    point = (at.x() - before.x()) / before.width()
    assert (at.x() - after.x()) / after.width() == pytest.approx(point, abs=1e-6)


@given(pictures, rooms, gazes, st.floats(-500, 500), st.floats(-500, 500))
def test_panning_moves_by_what_was_dragged_and_never_gets_stuck(picture, room, gaze, across, down):
    gaze = gaze.settled(picture, room)
    before = gaze.placed(picture, room)
    there = gaze.panned(QPointF(across, down), picture, room)
    after = there.placed(picture, room)
    assert abs(after.x() - before.x()) <= abs(across) + 1e-6
    if room.width() - after.width() < before.x() + across < 0:
        assert after.x() - before.x() == pytest.approx(across, abs=1e-6)
    assert there.settled(picture, room).placed(picture, room).x() == pytest.approx(after.x(), abs=1e-6)


@given(pictures, rooms, gazes, st.floats(0, 1))
def test_what_is_seen_grows_with_the_margin(picture, room, gaze, margin):
    lies = gaze.placed(picture, room)
    inner, outer = seen(lies, room), seen(lies, room, margin)
    assert outer.holds(inner)
    assert WHOLE.holds(outer)
    assert inner.width > 0
    assert inner.height > 0


@given(st.lists(pictures, min_size=1, max_size=6), rooms, st.sampled_from([1.0, 1.5, 2.0]))
def test_limits_hold_whole_and_all_pixels_of_each(sizes, room, ratio):
    least, most = limits(sizes, room, ratio)
    assert least <= 1 <= most
    assert all(least <= native(size, room, ratio) <= most for size in sizes)


def test_a_hundred_percent_on_a_fine_screen():
    picture, room = QSize(4000, 3000), QSizeF(400, 300)
    assert native(picture, room, 1) == pytest.approx(10)
    assert native(picture, room, 2) == pytest.approx(5)
