import gc
import threading
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from photoclust.gui.garbage import GarbageCollector

MANY = 300_000


@pytest.fixture
def collections():
    """The generation of each search for garbage, and the thread that made it."""
    made = []

    def note(phase, info):
        if phase == "stop":
            made.append((info["generation"], threading.current_thread()))

    gc.callbacks.append(note)
    yield made
    gc.callbacks.remove(note)


@pytest.fixture
def collector(qapp):
    made = GarbageCollector(lambda: False)
    yield made
    made.stop()


def in_a_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def keep_many():
    kept = [[number] for number in range(MANY)]
    assert len(kept) == MANY


def test_old_objects_are_left_alone_by_whoever_makes_many(collector, collections):
    in_a_thread(keep_many)
    assert 2 in {generation for generation, _thread in collections}, "the test would show nothing"
    collector.start()
    collections.clear()
    in_a_thread(keep_many)
    assert {generation for generation, _thread in collections} == {0, 1}


def test_the_window_looks_through_them_when_there_may_be_any(collector, collections, qtbot):
    collector.start()
    gc.collect()
    collections.clear()
    collector._timer.setInterval(1)
    qtbot.wait(20)
    assert collections == []
    in_a_thread(keep_many)
    qtbot.waitUntil(lambda: (2, threading.main_thread()) in collections)


def test_it_waits_while_others_are_at_work(qapp, collections, qtbot):
    at_work = [True]
    collector = GarbageCollector(lambda: bool(at_work))
    collector.start()
    collector._timer.setInterval(1)
    in_a_thread(keep_many)
    collections.clear()
    qtbot.wait(20)
    assert collections == []
    at_work.clear()
    qtbot.waitUntil(lambda: (2, threading.main_thread()) in collections)
    collector.stop()


@pytest.mark.parametrize("active", [True, False])
def test_what_survived_is_looked_through_while_the_person_is_elsewhere(collector, monkeypatch, qtbot, active):
    state = Qt.ApplicationState.ApplicationActive if active else Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)
    gone = []
    holder = Holder()
    holder.itself = holder
    weakref.finalize(holder, gone.append, True)
    collector.start()
    del holder
    in_a_thread(keep_many)
    collector._timer.setInterval(1)
    qtbot.waitUntil(lambda: gc.get_count()[2] == 0)
    assert bool(gone) is not active


class Holder:
    itself: object = None


def test_it_goes_not_through_what_the_start_made(collector):
    kept = [[number] for number in range(1000)]
    collector.start()
    assert gc.get_freeze_count() > len(kept)


def test_it_leaves_things_as_they_were(collector):
    before = gc.get_threshold()
    collector.start()
    assert gc.get_threshold() != before
    collector.stop()
    collector.stop()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
