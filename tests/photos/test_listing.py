"""A folder's listing, and the digest by which it is known again."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.photos.listing import LATEST, Listing, digest_of, opened, read, sensible

NAME = st.text("ab/\udcff é.", min_size=1, max_size=3).map(lambda name: name.replace("/", "-"))
NUMBER = st.sampled_from([0, 1, 1 << 40, LATEST])
FILES = st.lists(st.tuples(NAME, NUMBER, NUMBER), max_size=4, unique_by=lambda file: file[0])
LISTING = st.builds(
    Listing, st.just("/p"), FILES, FILES, st.lists(NAME, max_size=3, unique=True), st.just([])
)


def essence(listing: Listing) -> object:
    return sorted(listing.photos), sorted(listing.films), sorted(listing.folders)


@given(one=LISTING, other=LISTING)
def test_listings_have_the_same_digest_exactly_if_they_hold_the_same(one: Listing, other: Listing) -> None:
    assert (one.digest() == other.digest()) == (essence(one) == essence(other))


@given(listing=LISTING, data=st.data())
def test_the_order_in_which_a_disk_lists_makes_no_difference(listing: Listing, data: st.DataObject) -> None:
    shuffled = replace(
        listing,
        photos=data.draw(st.permutations(listing.photos)),
        films=data.draw(st.permutations(listing.films)),
        folders=data.draw(st.permutations(listing.folders)),
    )
    assert shuffled.digest() == listing.digest()
    assert digest_of(shuffled.photos) == digest_of(listing.photos)


def test_names_do_not_run_into_each_other() -> None:
    assert digest_of([("a", 1, 1), ("bc", 1, 1)]) != digest_of([("ab", 1, 1), ("c", 1, 1)])
    assert digest_of([("a", 1, 2), ("b", 3, 4)]) != digest_of([("a", 1, 3), ("b", 2, 4)])
    photo, film = Listing("/p", photos=[("a", 1, 1)]), Listing("/p", films=[("a", 1, 1)])
    assert photo.digest() != film.digest()


@pytest.mark.parametrize("time", [LATEST + 1, -LATEST - 2, 1 << 70])
def test_times_that_no_database_can_keep_have_a_digest(time: int) -> None:
    """The one of the time that is kept instead."""
    assert abs(sensible(time)) <= LATEST
    assert digest_of([("a.jpg", 1, time)]) == digest_of([("a.jpg", 1, sensible(time))])


def test_everything_is_sorted_into_its_place(tmp_path: Path) -> None:
    for name in ("a.JPG", "b.mov", "c.eps", "notes.txt", ".d.jpg"):
        (tmp_path / name).write_bytes(b"123")
    for name in ("sub", "e.jpg", "lost+found"):
        (tmp_path / name).mkdir()
    with opened(str(tmp_path)) as (handle, status):
        listing = read(str(tmp_path), handle, lambda _path: True)
    assert os.path.samestat(status, tmp_path.stat())
    assert [name for name, _, _ in listing.photos] == ["a.JPG"]
    assert [name for name, _, _ in listing.films] == ["b.mov"]
    assert sorted(listing.folders) == ["e.jpg", "sub"]
    assert [bad.error.code for bad in listing.bad] == ["format-refused"]
    assert listing.photos[0][1:] == (3, (tmp_path / "a.JPG").stat().st_mtime_ns)
