"""Who is suspected, who is left alone, and who is free again."""

from __future__ import annotations

import pytest

from photoclust.core.photo import Fingerprint
from photoclust.store.database import Database
from photoclust.store.quarantine import CRASHED, ENOUGH, HUNG, Quarantine

ONE, TWO = Fingerprint(b"1" * 16), Fingerprint(b"2" * 16)


@pytest.fixture
def quarantine(cache: Database) -> Quarantine:
    return Quarantine(cache, "7")


def test_nothing_is_held_against_a_picture_at_first(quarantine: Quarantine) -> None:
    assert (quarantine.code(ONE), quarantine.all()) == (None, {})


def test_in_company_a_picture_is_only_ever_a_suspect(quarantine: Quarantine) -> None:
    for _ in range(10):
        quarantine.suspect(ONE, alone=False)
    assert quarantine.code(ONE) == ""


def test_alone_often_enough_it_was_the_reason(quarantine: Quarantine) -> None:
    for _ in range(ENOUGH):
        assert quarantine.code(ONE) in {None, ""}
        quarantine.suspect(ONE, alone=True)
    assert quarantine.all() == {ONE: CRASHED}


def test_one_that_is_convicted_stays_so_when_it_is_suspected_too(quarantine: Quarantine) -> None:
    quarantine.convict(ONE, HUNG)
    quarantine.suspect(ONE, alone=True)
    assert quarantine.code(ONE) == HUNG


def test_acquitted_ones_are_as_new(quarantine: Quarantine) -> None:
    quarantine.suspect(ONE, alone=True)
    quarantine.convict(TWO, CRASHED)
    quarantine.acquit([ONE])
    assert quarantine.all() == {TWO: CRASHED}
    quarantine.suspect(ONE, alone=True)
    assert quarantine.code(ONE) == ""


def test_the_person_may_want_all_tried_again(quarantine: Quarantine) -> None:
    quarantine.convict(ONE, HUNG)
    quarantine.suspect(TWO, alone=True)
    quarantine.reopen()
    assert quarantine.all() == {ONE: "", TWO: ""}
    quarantine.suspect(TWO, alone=True)
    assert quarantine.code(TWO) == ""


def test_a_newer_decoder_begins_anew_and_with_care(cache: Database, quarantine: Quarantine) -> None:
    quarantine.convict(ONE, CRASHED)
    newer = Quarantine(cache, "8")
    assert (newer.code(ONE), newer.all()) == ("", {ONE: ""})
    newer.suspect(ONE, alone=True)
    assert newer.code(ONE) == ""
    newer.suspect(ONE, alone=True)
    assert newer.code(ONE) == CRASHED
