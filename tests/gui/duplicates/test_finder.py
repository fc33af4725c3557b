"""Asking the library, with all that can come in between."""

from __future__ import annotations

import pytest

from photoclust.core.duplicates import DEFAULT_RULES, KeeperRule, Tier
from photoclust.core.errors import UserFacingError
from photoclust.gui.duplicates import finder as finder_module
from photoclust.gui.duplicates.finder import KEPT_LANE, LANE, Finder
from photoclust.library.duplicates import find_duplicates


@pytest.fixture
def finder(session) -> Finder:
    rules: list[KeeperRule] = list(DEFAULT_RULES)
    made = Finder(session, lambda: rules, session)
    made.rules_for_test = rules
    return made


def found(finder, qtbot):
    """What is listed in the end: of equal files alone there may be a list before."""
    with qtbot.waitSignal(finder.found, timeout=60_000):
        finder.find()
    with qtbot.waitSignal(finder.listed) as listed:
        pass
    return listed.args[0]


def test_copies_are_found_and_everything_about_them_is_known(finder, copies, session, qtbot):
    counts = []
    finder.countChanged.connect(counts.append)
    with qtbot.waitSignal(finder.started):
        listing = found(finder, qtbot)
    assert listing.tier is Tier.FILE
    assert len(listing.groups) == 3
    assert counts[-1] == sum(listing.counts.values())
    assert all(path for group in listing.groups for path in session.paths_of(group.members))
    assert listing.size == sum(path.stat().st_size for path in copies.iterdir())


def test_another_order_of_rules_keeps_others(finder, copies, session, qtbot):
    def kept():
        return [session.paths_of([group.keep])[0] for group in found(finder, qtbot).groups]

    first = kept()
    finder.rules_for_test[:] = [KeeperRule.PATH]
    assert len(first) == len(kept()) == 3


def test_what_the_person_said_is_listed_without_asking_again(finder, copies, session, qtbot, monkeypatch):
    listing = found(finder, qtbot)
    monkeypatch.setattr(finder_module, "find_duplicates", None)  # would be called
    with qtbot.waitSignal(finder.listed) as listed:
        finder.change(finder.board.deciding(listing.groups[0].members))
    assert len(listed.args[0].groups) == 2
    assert listed.args[0].decided == 1


def test_stopped_it_leaves_what_was_found_before(finder, copies, session, qtbot, monkeypatch):
    found(finder, qtbot)

    def endless(*_args, cancel, **_kwargs):
        while True:
            cancel.checkpoint()

    monkeypatch.setattr(finder_module, "find_duplicates", endless)
    finder.find()
    assert finder.busy
    with qtbot.waitSignal(finder.stopped):
        finder.stop()
    assert not session.background.busy(LANE)
    assert len(list(finder.board.open(Tier.FILE))) == 3


def test_trouble_is_told(finder, session, qtbot, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise UserFacingError("disk-error", path="/x")

    monkeypatch.setattr(finder_module, "find_duplicates", refuse)
    with qtbot.waitSignals([finder.stopped, session.failed]):
        finder.find()
    assert finder.board is None


def test_equal_files_are_there_while_pictures_are_still_compared(finder, copies, session, qtbot, monkeypatch):
    def slow(*args, tiers, cancel, **kwargs):
        while tiers != (Tier.FILE,):
            cancel.checkpoint()
        return find_duplicates(*args, tiers=tiers, cancel=cancel, **kwargs)

    monkeypatch.setattr(finder_module, "find_duplicates", slow)
    with qtbot.waitSignal(finder.listed) as listed:
        finder.find()
    assert listed.args[0].counts == {Tier.FILE: 3}, "of the others nothing is known"
    assert finder.busy
    finder.stop()


def test_photos_that_went_during_a_search_are_not_shown_as_there(finder, copies, qtbot):
    listing = found(finder, qtbot)
    gone = listing.groups[0].others
    finder.change(finder.board.without(gone))
    with qtbot.waitSignal(finder.found, timeout=60_000):
        finder.find()
        finder.stale = True  # as the window says when the catalog changes
    assert len(list(finder.board.open(Tier.FILE))) == 2


def test_a_search_that_would_be_long_is_not_begun_by_itself(finder, session, qtbot):
    finder.find_if_quick()
    qtbot.waitUntil(lambda: not session.background.busy(KEPT_LANE))
    assert not finder.busy


def test_another_model_forgets_all(finder, copies, qtbot):
    found(finder, qtbot)
    with qtbot.waitSignal(finder.countChanged) as changed:
        finder.forget()
    assert changed.args == [None]
    assert finder.board is None
