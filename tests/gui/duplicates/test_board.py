"""What is still to be decided, whatever the person said of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.duplicates import (
    Duplicate,
    DuplicateGroup,
    DuplicateReport,
    KeeperReason,
    KeeperRule,
    Tier,
)
from photoclust.gui.duplicates.board import Board


def members(board, tier=Tier.FILE):
    return [shown.members for shown in board.open(tier)]


def test_tiers_are_never_mixed(report):
    board = Board().found(report)
    assert members(board, Tier.FILE) == [(1, 2, 3), (4, 5)]
    assert members(board, Tier.PICTURE) == [(6, 7)]
    assert members(board, Tier.SIMILAR) == [(1, 8)]


def test_another_keeper_moves_no_photo_and_is_remembered_by_the_next_search(report):
    board = Board().found(report)
    first = next(board.open(Tier.FILE))
    board = board.choosing(first, 3).choosing(first, 2)
    shown = next(board.open(Tier.FILE))
    assert (shown.keep, shown.members, shown.others) == (2, (1, 2, 3), (1, 3))
    assert shown.reason is None, "a person chose it"
    assert next(board.found(report).open(Tier.FILE)).keep == 2
    back = board.choosing(shown, 1)
    assert next(back.open(Tier.FILE)).reason is not None


def test_a_decided_group_is_gone_and_counted_until_that_is_taken_back(report):
    board = Board().found(report).deciding([5, 4])
    assert members(board) == [(1, 2, 3)]
    assert board.decided_count() == 6
    assert board.undeciding([4, 5]) == Board().found(report)
    less = replace(report, groups=report.groups[:1], decided=6)
    assert board.found(less).decided_count() == 6, "the library counts it by now"


def test_photos_that_went_leave_their_groups_in_all_tiers(report):
    board = Board().found(report).without([1, 5])
    assert members(board, Tier.FILE) == [(2, 3)]
    assert next(board.open(Tier.FILE)).keep == 2, "the suggested one is gone"
    assert members(board, Tier.SIMILAR) == []


def test_the_next_search_knows_what_went(report):
    assert members(Board().found(report).without([1]).found(report)) == [(1, 2, 3), (4, 5)]


reports = st.lists(st.integers(2, 5), max_size=6).map(
    lambda sizes: DuplicateReport(
        tuple(
            DuplicateGroup(
                Tier.FILE,
                10 * at,
                KeeperReason(KeeperRule.PATH),
                tuple(Duplicate(10 * at + place, Tier.FILE, 1.0) for place in range(1, size)),
            )
            for at, size in enumerate(sizes)
        ),
        0,
        0,
        0,
    )
)


@given(reports, st.sets(st.integers(0, 55)))
def test_whoever_is_kept_is_there_and_never_among_those_that_go(report, gone):
    for shown in Board().found(report).without(gone).open(Tier.FILE):
        assert shown.keep in shown.members
        assert shown.keep not in shown.others
        assert len(shown.members) >= 2
        assert gone.isdisjoint(shown.members)
        assert len(shown.kinds) == len(shown.scores) == len(shown.members)
