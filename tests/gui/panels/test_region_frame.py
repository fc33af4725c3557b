import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.part import WHOLE, Part
from photoclust.gui.panels.region_frame import GRIPS, Grip, between, held, moved, region_of, resized

share = st.floats(0, 1)
anywhere = st.floats(-1, 2)
least = st.tuples(st.floats(0.001, 0.5), st.floats(0.001, 0.5))


@st.composite
def parts(draw, smallest=0.01):
    left, top = draw(st.floats(0, 1 - smallest)), draw(st.floats(0, 1 - smallest))
    right, bottom = draw(st.floats(left + smallest, 1)), draw(st.floats(top + smallest, 1))
    return Part(left, top, right, bottom)


def is_inside(part):
    return WHOLE.holds(part, 1e-9)


@given(st.tuples(anywhere, anywhere), st.tuples(anywhere, anywhere), least)
def test_a_new_frame_is_inside_and_large_enough(one, other, smallest):
    part = between(one, other, smallest)
    assert is_inside(part)
    assert part.width >= smallest[0] - 1e-9
    assert part.height >= smallest[1] - 1e-9


@given(st.tuples(share, share), st.tuples(share, share))
def test_a_new_frame_goes_from_where_the_mouse_was_to_where_it_is(one, other):
    part = between(one, other, (0.0, 0.0))
    assert part == pytest.approx(
        (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    )


@given(parts(), anywhere, anywhere)
def test_moving_keeps_the_size_and_stays_inside(part, across, down):
    there = moved(part, across, down)
    assert is_inside(there)
    assert there.width == pytest.approx(part.width)
    assert there.height == pytest.approx(part.height)
    if part.left + across >= 0 and part.right + across <= 1:
        assert there.left == pytest.approx(part.left + across)


@given(parts(), st.sampled_from(GRIPS), anywhere, anywhere, least)
def test_only_held_edges_move(part, grip, across, down, smallest):
    there = resized(part, grip, across, down, smallest)
    assert is_inside(there)
    assert there.width >= min(smallest[0], part.width) - 1e-9
    assert there.height >= min(smallest[1], part.height) - 1e-9
    if grip.across >= 0:
        assert there.left == part.left
    if grip.across <= 0:
        assert there.right == part.right
    if grip.down >= 0:
        assert there.top == part.top
    if grip.down <= 0:
        assert there.bottom == part.bottom


@given(parts(0.2), st.sampled_from(GRIPS))
def test_every_grip_can_be_held(part, grip):
    x = (part.left + part.right + grip.across * part.width) / 2
    y = (part.top + part.bottom + grip.down * part.height) / 2
    assert held(part, (x, y), (0.05, 0.05)) == grip


@given(parts(0.2))
def test_the_inside_moves_and_the_outside_draws_anew(part):
    middle = (part.left + part.right) / 2, (part.top + part.bottom) / 2
    assert held(part, middle, (0.05, 0.05)) == Grip(0, 0)
    assert held(part, (part.left - 0.06, middle[1]), (0.05, 0.05)) is None


@given(parts(0.0), st.integers(1, 9000), st.integers(1, 9000))
def test_pixels_hold_the_part_and_lie_in_the_picture(part, width, height):
    region = region_of(part, width, height)
    assert 0 <= region.x < region.x + region.width <= width
    assert 0 <= region.y < region.y + region.height <= height
    assert region.x <= part.left * width + 1e-3
    assert region.x + region.width >= part.right * width - 1e-3
    assert region.width <= part.width * width + 2


@given(st.integers(1, 9000), st.integers(1, 9000), st.data())
def test_whole_pixels_stay_what_they_are(width, height, data):
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    right, bottom = data.draw(st.integers(x + 1, width)), data.draw(st.integers(y + 1, height))
    region = region_of(Part(x / width, y / height, right / width, bottom / height), width, height)
    assert (region.x, region.y, region.x + region.width, region.y + region.height) == (x, y, right, bottom)
