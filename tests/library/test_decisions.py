"""The list of what was decided."""

from __future__ import annotations

import shutil

import pytest

from photoclust.core.duplicates import Tier, VerdictKind
from photoclust.library.decisions import decisions, say_again
from photoclust.library.duplicates import find_duplicates
from photoclust.library.verdicts import decide, take_back


@pytest.fixture
def twice(shelf):
    """Two photos lie there twice."""
    for name in ("dahlia.jpg", "rocket.jpg"):
        shutil.copy2(shelf.folder / name, shelf.folder / f"copy of {name}")
    shelf.index()
    return shelf


def groups(shelf):
    return find_duplicates(shelf.library, shelf.model, tiers=(Tier.FILE,)).groups


def test_decisions_are_listed_latest_first_with_where_the_photos_lie(twice):
    first, second = groups(twice)
    decide(twice.library, first.photo_ids, VerdictKind.DISTINCT)
    decide(twice.library, second.photo_ids, VerdictKind.KEEP_ALL)
    last, earlier = decisions(twice.library)
    assert (earlier.kind, last.kind) == (VerdictKind.DISTINCT, VerdictKind.KEEP_ALL)
    assert sorted(earlier.paths + last.paths) == sorted(
        str(twice.folder / name)
        for name in ("dahlia.jpg", "copy of dahlia.jpg", "rocket.jpg", "copy of rocket.jpg")
    )
    assert last.when.tzinfo is not None


def test_what_is_no_more_is_not_listed(twice):
    decide(twice.library, groups(twice)[0].photo_ids, VerdictKind.DISTINCT)
    gone = twice.folder / "copy of dahlia.jpg"
    gone.unlink()
    twice.index()
    assert str(gone) not in decisions(twice.library)[0].paths


def test_what_was_taken_back_can_be_said_again(twice):
    first, second = groups(twice)
    decide(twice.library, first.photo_ids, VerdictKind.KEEP_ALL)
    (decision,) = decisions(twice.library)
    take_back(twice.library, decision.id)
    assert decisions(twice.library) == []
    assert groups(twice) == (first, second)
    say_again(twice.library, decision)
    (again,) = decisions(twice.library)
    assert (again.kind, again.when, again.files) == (decision.kind, decision.when, decision.files)
    assert groups(twice) == (second,)
