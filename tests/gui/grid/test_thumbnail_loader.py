"""Thumbnails come off the GUI thread, the last asked first, and late answers are dropped."""

import logging
import threading

import pytest
from pictures import Album, color_of
from PySide6.QtCore import QThread, QTimer

from photoclust.core.errors import UserFacingError
from photoclust.gui.grid import thumbnail_loader
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader, ThumbnailSpec

SPEC = ThumbnailSpec(32, 4)


@pytest.fixture
def album():
    return Album()


@pytest.fixture
def loader(qapp, album):
    loader = ThumbnailLoader(album.open, threads=1)
    yield loader
    album.gate.set()
    loader.close()


def wait_for(qtbot, loader, *photos):
    qtbot.waitUntil(lambda: all(loader.get(photo, SPEC) is not None for photo in photos))


def test_placeholder_now_pixmap_later(loader, album, qtbot, qapp):
    threads = []
    loader.loaded.connect(lambda _photo: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(loader.loaded) as caught:
        assert loader.get(5, SPEC) is None
    assert caught.args == [5]
    assert threads == [qapp.thread()]
    pixmap = loader.get(5, SPEC)
    assert (pixmap.width(), pixmap.height()) == (32, 32)
    middle, expected = pixmap.toImage().pixelColor(16, 16), color_of(5)
    assert abs(middle.hue() - expected.hue()) < 8
    assert album.asked == [5]  # once
    assert album.opened[0] is not threading.main_thread()


def test_last_asked_first_served(loader, album, qtbot):
    album.gate.clear()
    loader.get(0, SPEC)
    assert album.waiting.acquire(timeout=5)  # the only worker is held up with photo 0
    for photo in (1, 2, 3, 1):
        loader.get(photo, SPEC)
    album.gate.set()
    wait_for(qtbot, loader, 0, 1, 2, 3)
    assert album.asked == [0, 1, 3, 2]


def test_what_went_out_of_sight_is_not_loaded(loader, album, qtbot):
    album.gate.clear()
    loader.get(0, SPEC)
    assert album.waiting.acquire(timeout=5)
    for photo in range(1, 50):
        loader.get(photo, SPEC, owner="grid")
    loader.get(50, SPEC, owner="strip")
    loader.keep_only("grid", [7, 8])
    album.gate.set()
    wait_for(qtbot, loader, 7, 8, 50)
    assert sorted(album.asked) == [0, 7, 8, 50]


def test_late_answer_is_dropped_after_invalidate(loader, album, qtbot):
    album.gate.clear()
    loader.get(1, SPEC)
    assert album.waiting.acquire(timeout=5)
    loader.invalidate()
    seen = []
    loader.loaded.connect(seen.append)
    loader.get(2, SPEC)
    album.gate.set()
    wait_for(qtbot, loader, 2)
    assert seen == [2]
    assert loader.get(1, SPEC) is None  # asked for anew
    wait_for(qtbot, loader, 1)
    assert album.asked == [1, 2, 1]


def test_invalidate_of_some_keeps_the_others(loader, album, qtbot):
    album.missing = {3}
    for photo in (1, 2, 3):
        loader.get(photo, SPEC)
    wait_for(qtbot, loader, 1, 2)
    qtbot.waitUntil(lambda: loader.is_missing(3))
    album.missing = set()
    loader.invalidate([1, 3])
    assert loader.get(2, SPEC) is not None
    assert loader.get(1, SPEC) is None
    assert not loader.is_missing(3)
    wait_for(qtbot, loader, 1)
    assert album.asked.count(2) == 1
    assert album.asked.count(1) == 2


def test_missing_picture_is_known_and_not_asked_for_again(loader, album, qtbot):
    album.missing = {4}
    with qtbot.waitSignal(loader.loaded) as caught:
        loader.get(4, SPEC)
    assert caught.args == [4]
    assert loader.is_missing(4)
    assert loader.get(4, SPEC) is None
    loader.get(5, SPEC)
    wait_for(qtbot, loader, 5)
    assert album.asked == [4, 5]
    assert not loader.is_missing(5)


def test_error_of_the_world_is_reported_and_survived(loader, album, qtbot):
    album.broken = {4: UserFacingError("vanished")}
    with qtbot.waitSignal(loader.failed) as caught:
        loader.get(4, SPEC)
    assert caught.args == [4, "The file disappeared while it was being read."]
    assert loader.is_missing(4)
    loader.get(5, SPEC)
    wait_for(qtbot, loader, 5)


def test_bug_is_logged_and_survived(loader, album, qtbot, caplog):
    album.broken = {4: ZeroDivisionError("oh")}
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(loader.failed) as caught:
        loader.get(4, SPEC)
    assert caught.args == [4, "oh"]
    assert "ZeroDivisionError" in caplog.text
    loader.get(5, SPEC)
    wait_for(qtbot, loader, 5)


def test_source_that_cannot_be_opened_is_tried_again(qapp, qtbot):
    album = Album()
    attempts = []

    def open_source():
        attempts.append(None)
        if len(attempts) == 1:
            raise UserFacingError("no-photos")
        return album.open()

    loader = ThumbnailLoader(open_source, threads=1)
    with qtbot.waitSignal(loader.failed):
        loader.get(1, SPEC)
    loader.get(2, SPEC)
    wait_for(qtbot, loader, 2)
    loader.close()


def test_other_size_stands_in_meanwhile(loader, album, qtbot):
    loader.get(1, SPEC)
    wait_for(qtbot, loader, 1)
    album.gate.clear()
    larger = ThumbnailSpec(48, 4)
    assert loader.get(1, larger).width() == 32
    assert loader.get(1, ThumbnailSpec(20, 10)) is None  # a circle can't be made of a square
    album.gate.set()
    qtbot.waitUntil(lambda: loader.get(1, larger).width() == 48)


def test_large_thumbnail_is_sharpened_from_the_original(loader, album, qtbot):
    large = ThumbnailSpec(160, 6, 2.0)
    seen = []
    loader.loaded.connect(seen.append)
    loader.get(1, large)
    qtbot.waitUntil(lambda: len(seen) == 1)  # the stored one, enlarged
    assert album.previews == []
    assert loader.get(1, large) is not None
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert album.previews == [(1, 480)]  # 3:2, short edge 320
    loader.get(1, large)
    loader.get(2, ThumbnailSpec(80, 6))
    qtbot.waitUntil(lambda: len(seen) == 3)
    loader.get(2, ThumbnailSpec(80, 6))  # 80 of 64 pixels is good enough
    loader.get(3, SPEC)
    wait_for(qtbot, loader, 3)
    assert len(album.previews) == 1


def test_preview_that_cannot_be_had_leaves_the_stored_one(loader, album, qtbot):
    large = ThumbnailSpec(160, 6)
    loader.get(1, large)
    qtbot.waitUntil(lambda: loader.get(1, large) is not None)
    album.broken = {1: UserFacingError("vanished")}
    with qtbot.waitSignal(loader.failed):
        loader.get(1, large)
    assert loader.get(1, large) is not None
    assert not loader.is_missing(1)


def test_memory_is_bounded(qapp, qtbot):
    album = Album()
    loader = ThumbnailLoader(album.open, budget=3 * 32 * 32 * 4)
    for photo in range(4):
        loader.get(photo, SPEC)
        wait_for(qtbot, loader, photo)
    assert loader.get(0, SPEC) is None
    assert loader.get(3, SPEC) is not None
    loader.close()


def turns_of_fifty_answers(album, qtbot):
    """In which turn of the event loop each of fifty answers arrived that were ready before the first turn."""
    loader = ThumbnailLoader(album.open, threads=1)
    for photo in range(50):
        loader.get(photo, SPEC)
    for _ in range(50):
        assert album.waiting.acquire(timeout=5)
    turns, turn = [], [0]
    loader.loaded.connect(lambda _photo: turns.append(turn[0]))
    ticks = QTimer(interval=0)
    ticks.timeout.connect(lambda: turn.append(turn.pop() + 1))
    ticks.start()
    qtbot.waitUntil(lambda: len(turns) == 50)
    ticks.stop()
    loader.close()
    return turns


def test_many_answers_are_handed_over_together(qapp, album, qtbot):
    assert len(set(turns_of_fifty_answers(album, qtbot))) <= 10


def test_events_are_looked_at_between_answers_when_time_is_up(qapp, album, qtbot, monkeypatch):
    monkeypatch.setattr(thumbnail_loader, "TIME_SLICE", 0.0)
    assert len(set(turns_of_fifty_answers(album, qtbot))) >= 45


def test_two_threads_share_the_work_and_open_one_source_each(qapp, album, qtbot):
    loader = ThumbnailLoader(album.open)
    seen = []
    loader.loaded.connect(seen.append)
    for photo in range(200):
        loader.get(photo, SPEC)
    qtbot.waitUntil(lambda: len(seen) == 200)
    assert sorted(seen) == list(range(200))
    assert sorted(thread.name for thread in album.opened) == ["thumbnails-0", "thumbnails-1"]
    loader.close()


def test_close_joins_leaves_the_source_and_keeps_silent(qapp, qtbot):
    album = Album()
    loader = ThumbnailLoader(album.open)
    loader.get(1, SPEC)
    wait_for(qtbot, loader, 1)
    loader.loaded.connect(lambda _photo: pytest.fail("loaded after close"))
    for photo in range(2, 100):
        loader.get(photo, SPEC)
    loader.close()
    loader.close()
    assert album.left == len(album.opened) >= 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("thumbnails")]
    assert loader.get(1, SPEC) is not None
    assert loader.get(200, SPEC) is None
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("thumbnails")]
    other = ThumbnailLoader(album.open)
    other.get(1, SPEC)
    wait_for(qtbot, other, 1)  # the event loop ran, nothing late came
    other.close()


def test_no_thread_starts_before_it_is_needed(qapp):
    album = Album()
    loader = ThumbnailLoader(album.open)
    assert album.opened == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("thumbnails")]
    loader.close()
