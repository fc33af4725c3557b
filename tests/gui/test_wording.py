from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.photo import CompanionKind
from photoclust.gui import wording


def test_numbers_have_groups_in_every_locale(qapp):
    assert wording.number(12408) == "12,408"
    assert wording.decimal(0.4219) == "0.42"


def test_one_thing_is_not_many(qapp):
    assert wording.counted(1, "photo") == "1 photo"
    assert wording.counted(0, "photo") == "0 photos"
    assert wording.counted(12408, "file") == "12,408 files"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 bytes"), (999, "999 bytes"), (999_000, "999 kB"), (3_100_000, "3.1 MB")]
)
def test_sizes(qapp, count, text):
    assert wording.size(count) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2013-06-04T08:00", "2013-06-04T20:00", "4 June 2013"),
        ("2013-06-04", "2013-06-09", "4 – 9 Jun 2013"),
        ("2021-06-01", "2021-08-30", "Jun – Aug 2021"),
        ("2021-06-01", "2024-08-30", "Jun 2021 – Aug 2024"),
    ],
)
def test_spans_are_as_short_as_they_can_be(qapp, first, last, text):
    assert wording.span(datetime.fromisoformat(first), datetime.fromisoformat(last)) == text


def test_moment(qapp):
    assert wording.moment(datetime(2022, 8, 14, 20, 12)) == "14 Aug 2022, 20:12"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3, "less than a minute left"),
        (60, "2 min left"),
        (500, "9 min left"),
        (3600, "1 h 1 min left"),
        (9000, "2 h 31 min left"),
    ],
)
def test_time_left(qapp, seconds, text):
    assert wording.time_left(seconds) == text


@given(st.floats(0, 1e6))
def test_time_left_never_promises_less_than_it_takes(seconds):
    text = wording.time_left(seconds)
    words = text.split()
    if "h" in words:
        promised = int(words[0]) * 3600 + int(words[2]) * 60
    else:
        promised = 60 if words[0] == "less" else int(words[0]) * 60
    assert seconds <= promised


def test_names_that_are_no_text_can_be_shown():
    assert wording.printable("/a/b\udcff.jpg") == "/a/b\ufffd.jpg"
    assert wording.name_of("/a/b\udcff.jpg") == "b\ufffd.jpg"
    assert wording.name_of("/a/b/") == "b"
    assert wording.name_of("/") == "/"


def test_coordinates_name_their_hemispheres(qapp):
    assert wording.coordinates(42.3601, -71.0589) == "42.3601° N, 71.0589° W"
    assert wording.coordinates(-1.5, 2.25) == "1.5000° S, 2.2500° E"


RAW, FILM = CompanionKind.RAW, CompanionKind.FILM


@pytest.mark.parametrize(
    ("kinds", "badge", "words"),
    [
        (CompanionKind.NONE, "", ""),
        (RAW, "RAW", "with RAW file"),
        (FILM, "Live", "Live Photo, with film"),
        (RAW | FILM, "RAW · Live", "Live Photo, with RAW file and film"),
    ],
)
def test_what_belongs_to_a_photo(qapp, kinds, badge, words):
    assert (wording.badge(kinds), wording.with_companions(kinds)) == (badge, words)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.874, "87 %"),
        (0.876, "87 %"),
        (0.9999, "99 %"),
        (1.0, "100 %"),
        (0.29, "29 %"),
        (-0.2, "0 %"),
        (1.2, "100 %"),
    ],
)
def test_per_cent_are_never_rounded_up(share, text):
    assert wording.percent(share) == text
