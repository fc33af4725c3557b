"""Asking the library, with all that can come in between."""

from __future__ import annotations

import pytest

from photoclust.core.duplicates import DEFAULT_RULES, KeeperRule, Tier
from photoclust.core.errors import UserFacingError
from photoclust.gui.duplicates import finder as finder_module
from photoclust.gui.duplicates.finder import LANE, Finder


@pytest.fixture
def finder(session) -> Finder:
    rules: list[KeeperRule] = list(DEFAULT_RULES)
    made = Finder(session, lambda: rules, session)
    made.rules_for_test = rules
    return made


def found(finder, qtbot):
    with qtbot.waitSignal(finder.listed, timeout=60_000) as listed:
        finder.find()
    return listed.args[0]


def test_copies_are_found_and_everything_about_them_is_known(finder, copies, session, qtbot):
    counts = []
    finder.countChanged.connect(counts.append)
    with qtbot.waitSignals([finder.started, finder.found], timeout=60_000):
        listing = found(finder, qtbot)
    assert listing.tier is Tier.FILE
    assert len(listing.groups) == 3
    assert counts == [sum(listing.counts.values())]
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


def test_stopped_it_is_stale_and_what_was_found_before_stays(finder, copies, session, qtbot, monkeypatch):
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
    assert finder.stale
    assert len(list(finder.board.open(Tier.FILE))) == 3


def test_trouble_is_told(finder, session, qtbot, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise UserFacingError("disk-error", path="/x")

    monkeypatch.setattr(finder_module, "find_duplicates", refuse)
    with qtbot.waitSignals([finder.stopped, session.failed]):
        finder.find()
    assert finder.stale
    assert finder.board is None


def test_another_model_forgets_all(finder, copies, qtbot):
    found(finder, qtbot)
    with qtbot.waitSignal(finder.countChanged) as changed:
        finder.forget()
    assert changed.args == [None]
    assert finder.board is None
