"""Work leaves the GUI thread and its answers come back to it, unless nobody wants them any more."""

import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from photoclust.core.errors import UserFacingError
from photoclust.core.progress import Progress
from photoclust.gui.background import Background


@pytest.fixture
def background(qapp):
    background = Background(threads=2)
    yield background
    background.close()


def fail(*_args):
    raise AssertionError("no answer was expected")


def until_cancelled(started: threading.Event):
    def work(token):
        started.set()
        while True:
            token.checkpoint()

    return work


def let_late_answers_come(background, qtbot):
    """Answers come in order: when this one is here, whatever was under way has been delivered or dropped."""
    done = []
    background.run(lambda _token: None, done.append, lane="last")
    qtbot.waitUntil(lambda: bool(done))


def test_result_arrives_on_the_gui_thread(background, qtbot, qapp):
    answers, worked_in = [], []

    def work(_token):
        worked_in.append(threading.current_thread())
        return 42

    background.run(work, lambda value: answers.append((value, QThread.currentThread())), lane="a")
    assert answers == []  # never at once, so that callers need not expect it
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(42, qapp.thread())]
    assert worked_in[0] is not threading.main_thread()


def test_numbers_differ(background):
    first = background.run(lambda _token: None, lambda _result: None, lane="a")
    second = background.run(lambda _token: None, lambda _result: None, lane="b")
    assert first != second


def test_newer_request_cancels_and_supersedes_the_older(background, qtbot):
    started = threading.Event()
    background.run(until_cancelled(started), fail, fail, lane="a")
    assert started.wait(5)
    answers = []
    background.run(lambda _token: "new", answers.append, lane="a")
    qtbot.waitUntil(lambda: answers == ["new"])
    let_late_answers_come(background, qtbot)
    assert answers == ["new"]


def test_answer_already_under_way_is_dropped(background, qtbot):
    finished = threading.Event()

    def work(_token):
        finished.set()
        return 1

    background.run(work, fail, lane="a")
    assert finished.wait(5)  # its answer waits in the event queue, or will in a moment
    answers = []
    background.run(lambda _token: 2, answers.append, lane="a")
    qtbot.waitUntil(lambda: answers == [2])
    let_late_answers_come(background, qtbot)


def test_request_superseded_while_waiting_is_never_started(qtbot, qapp):
    background = Background(threads=1)
    gate = threading.Event()
    ran, answers = [], []
    background.run(lambda _token: gate.wait(5), lambda _result: None, lane="other")
    background.run(lambda _token: ran.append("old"), fail, lane="a")
    background.run(lambda _token: ran.append("new"), answers.append, lane="a")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert ran == ["new"]
    background.close()


def test_lanes_do_not_wait_for_each_other(background, qtbot):
    gate = threading.Event()
    answers = []
    background.run(lambda _token: gate.wait(5), answers.append, lane="slow")
    background.run(lambda _token: "quick", answers.append, lane="quick")
    qtbot.waitUntil(lambda: answers == ["quick"])
    gate.set()
    qtbot.waitUntil(lambda: answers == ["quick", True])


def no_photos(_token):
    raise UserFacingError("no-photos")


def test_user_facing_error_goes_to_on_error(background, qtbot):
    errors = []
    background.failed.connect(fail)
    background.run(no_photos, fail, errors.append, lane="a")
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].code == "no-photos"


def test_user_facing_error_without_on_error_is_signalled(background, qtbot):
    with qtbot.waitSignal(background.failed) as caught:
        background.run(no_photos, fail, lane="a")
    assert caught.args[0].code == "no-photos"


def test_bug_reaches_the_excepthook_on_the_gui_thread(background, qtbot, monkeypatch):
    seen = []
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, _value, _trace: seen.append((kind, threading.current_thread()))
    )
    background.run(lambda _token: 1 / 0, fail, fail, lane="a")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(ZeroDivisionError, threading.main_thread())]


def test_cancelled_work_says_nothing(background, qtbot):
    started = threading.Event()
    background.run(until_cancelled(started), fail, fail, lane="a")
    assert started.wait(5)
    assert background.busy("a")
    background.cancel("a")
    assert not background.busy("a")
    background.cancel("a")
    let_late_answers_come(background, qtbot)


def test_progress_arrives_in_order_throttled_and_the_last_always(background, qtbot):
    steps, done = [], []

    def work(token):
        for i in range(1, 1001):
            token.report(Progress(i, 1000))

    background.run(work, done.append, lane="a", on_progress=steps.append)
    qtbot.waitUntil(lambda: bool(done))
    numbers = [step.done for step in steps]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 1000
    assert len(numbers) < 100


def test_progress_of_a_cancelled_request_is_dropped(background, qtbot):
    reported = threading.Event()

    def work(token):
        token.report(Progress(1, 1))
        reported.set()

    background.run(work, fail, lane="a", on_progress=fail)
    assert reported.wait(5)
    background.cancel("a")
    let_late_answers_come(background, qtbot)


def test_busy_changed_tells_when_a_lane_begins_and_ends(background, qtbot):
    changes, done = [], []
    background.busyChanged.connect(lambda lane, busy: changes.append((lane, busy)))
    gate = threading.Event()
    background.run(lambda _token: gate.wait(5), fail, lane="a")
    background.run(lambda _token: gate.wait(5), done.append, lane="a")  # supersedes: still busy, no news
    assert changes == [("a", True)]
    gate.set()
    qtbot.waitUntil(lambda: bool(done))
    assert changes == [("a", True), ("a", False)]


def test_close_cancels_joins_and_silences(qtbot, qapp):
    threads_before = set(threading.enumerate())
    background = Background(threads=2)
    started = threading.Event()
    background.run(until_cancelled(started), fail, fail, lane="a")
    background.run(lambda _token: 1, fail, lane="b")
    assert started.wait(5)
    background.close()
    background.close()
    assert set(threading.enumerate()) <= threads_before
    with pytest.raises(RuntimeError, match="Background is closed"):
        background.run(lambda _token: 1, lambda _result: None, lane="a")
    other = Background(threads=1)
    let_late_answers_come(other, qtbot)  # nothing of the closed one came
    other.close()


def test_an_answer_to_somebody_who_was_deleted_is_dropped(background, qtbot):
    finish, asker = threading.Event(), QObject()

    def work(token):
        token.report(Progress(1, 1))
        assert finish.wait(5)
        return 1

    background.run(work, fail, fail, lane="a", on_progress=fail, asker=asker)
    delete(asker)
    finish.set()
    let_late_answers_come(background, qtbot)
    qtbot.waitUntil(lambda: not background.busy("a"))


def test_an_answer_to_somebody_who_is_there_is_not(background, qtbot):
    answers, asker = [], QObject()
    background.run(lambda _token: 1, answers.append, lane="a", asker=asker)
    qtbot.waitUntil(lambda: answers == [1])
