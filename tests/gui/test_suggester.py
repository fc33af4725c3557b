import threading

import pytest

from photoclust.core.errors import LibraryError
from photoclust.gui import suggester as module
from photoclust.gui.session import LibrarySession
from photoclust.gui.suggester import Suggester


@pytest.fixture
def suggester(session):
    return Suggester(session)


def answered(qtbot, session):
    """Waits for the end of a question, whatever came of it."""
    ends = lambda lane, busy: lane == module.LANE and not busy  # noqa: E731
    return qtbot.waitSignal(session.background.busyChanged, timeout=15_000, check_params_cb=ends)


def test_the_latest_words_are_answered(suggester, qtbot):
    with qtbot.waitSignal(suggester.suggested, timeout=15_000) as answer:
        for words in ("k", "ki", "kit", "kitt"):
            suggester.want(words)
    assert answer.args[0] == "kitt"
    assert [one.text for one in answer.args[1]] == ["kitten"]


def test_questions_do_not_pile_up(suggester, session, qtbot, monkeypatch):
    """The first answer of a large library takes seconds; whoever types on must not take all threads."""
    asked, go_on = [], threading.Event()

    def slow(_library, _model, words, _today):
        asked.append(words)
        assert go_on.wait(15)
        return []

    monkeypatch.setattr(module, "suggest", slow)
    suggester.want("d")
    qtbot.waitUntil(lambda: asked == ["d"])
    for words in ("do", "dog"):
        suggester.want(words)
        qtbot.wait(2 * module.PAUSE_MS)
    assert asked == ["d"]
    with qtbot.waitSignal(suggester.suggested, timeout=15_000) as answer:
        go_on.set()
    assert asked == ["d", "dog"]
    assert answer.args[0] == "dog"


def test_what_is_no_longer_wanted_is_not_answered(suggester, session, qtbot):
    with qtbot.assertNotEmitted(suggester.suggested, wait=200):
        suggester.want("kitt")
        suggester.forget()
    begins = lambda lane, busy: lane == module.LANE and busy  # noqa: E731
    with qtbot.assertNotEmitted(suggester.suggested), answered(qtbot, session):
        with qtbot.waitSignal(session.background.busyChanged, check_params_cb=begins):
            suggester.want("kitt")
        suggester.forget()


def test_an_emptied_field_needs_no_answer_of_the_library(suggester, session, qtbot):
    with qtbot.waitSignal(suggester.suggested) as answer:
        suggester.want("")
    assert answer.args == ["", []]
    assert not session.background.busy(module.LANE)


def test_without_a_library_nothing_is_said(app_paths, tmp_path, qtbot):
    closed = LibrarySession(app_paths, tmp_path / "none")
    with qtbot.assertNotEmitted(closed.failed, wait=200):
        Suggester(closed).want("dog")
    closed.close()


def test_after_a_failure_it_goes_on(suggester, session, qtbot, monkeypatch):
    def broken(*_):
        raise LibraryError("database-locked", path="x")

    monkeypatch.setattr(module, "suggest", broken)
    with qtbot.assertNotEmitted(session.failed), answered(qtbot, session):
        suggester.want("dog")
    monkeypatch.undo()
    with qtbot.waitSignal(suggester.suggested, timeout=15_000) as answer:
        suggester.want("kitt")
    assert answer.args[0] == "kitt"
