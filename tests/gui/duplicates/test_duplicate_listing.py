"""Sections and figures of a tier."""

from __future__ import annotations

from photoclust.core.duplicates import Tier
from photoclust.gui.duplicates.board import Board
from photoclust.gui.duplicates.facts import facts_of
from photoclust.gui.duplicates.listing import list_tier
from photoclust.library import browse


def test_headers_name_who_stays_and_why(qapp, report, facts, paths_of):
    listing = list_tier(Board().found(report), Tier.FILE, facts, paths_of)
    first = listing.sections[0]
    assert (first.title, first.photo_ids) == ("1.jpg", (1, 2, 3))
    assert first.subtitle == "More pixels: 3000 × 2000 against 640 × 427"
    assert [action.text for action in first.actions] == [
        "Compare",
        "Not duplicates",
        "Keep all",
        "Move 2 to the trash…",
    ]
    assert first.note == ""
    assert "new photo" in list_tier(Board().found(report), Tier.SIMILAR, facts, paths_of).sections[0].note


def test_figures_are_of_what_is_open(qapp, report, facts, paths_of):
    board = Board().found(report)
    listing = list_tier(board, Tier.FILE, facts, paths_of)
    assert listing.counts == {Tier.FILE: 2, Tier.PICTURE: 1, Tier.SIMILAR: 1}
    assert (listing.others, listing.size) == (3, 10_000), "photos 2, 3 and 5"
    assert (listing.decided, listing.missing) == (5, 3)
    later = list_tier(board.deciding([4, 5]), Tier.PICTURE, facts, paths_of)
    assert later.counts == {Tier.FILE: 1, Tier.PICTURE: 1, Tier.SIMILAR: 1}
    assert later.decided == 6


def test_a_chosen_keeper_gives_the_header_its_name(qapp, report, facts, paths_of):
    board = Board().found(report)
    board = board.choosing(next(board.open(Tier.FILE)), 3)
    section = list_tier(board, Tier.FILE, facts, paths_of).sections[0]
    assert (section.title, section.subtitle) == ("3.jpg", "You chose this one")


def test_facts_are_those_of_the_library(session):
    ids = browse.photo_ids(session.library)
    photos = {photo.id: photo for photo in browse.photos(session.library, ids)}
    facts = facts_of(session.library, [*ids, 99_999])
    assert facts.ids.tolist() == sorted(photos)
    for photo in photos.values():
        assert facts.of(photo.id) == (photo.metadata.width, photo.metadata.height, photo.file.size)
    assert facts.of(99_999) is None
    some = ids[3:9]
    assert facts.bytes_of(some) == sum(photos[one].file.size for one in some)
