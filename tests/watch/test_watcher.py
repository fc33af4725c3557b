"""Real folders, the system's real events; a test waits for what is said and never for a time."""

from __future__ import annotations

import errno
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoclust.library.watching import make_watcher
from photoclust.watch import watcher as watcher_module
from photoclust.watch.events import Events
from photoclust.watch.watcher import Timing, Watcher

LONG = 20.0  # seconds; what is waited for comes at once or never
QUICK = Timing(settle=0.05, patience=5, look=0.05, poll=1000)


class Ears:
    """Hears what a watcher says."""

    def __init__(self) -> None:
        self.changed: queue.Queue[tuple[str, ...]] = queue.Queue()
        self.presence: queue.Queue[None] = queue.Queue()
        self.watcher = make_watcher(self.changed.put, lambda: self.presence.put(None), QUICK)

    def watch(self, *folders: Path) -> None:
        """Watches, and hears the first word of each folder that is there."""
        self.watcher.watch([str(folder) for folder in folders])
        self.expect(*(folder for folder in folders if folder.exists()))

    def expect(self, *folders: Path) -> None:
        """The next that is said to have changed, in whatever order."""
        waiting = {str(folder) for folder in folders}
        while waiting:
            heard = set(self.changed.get(timeout=LONG))
            assert heard <= waiting, heard
            waiting -= heard

    def nothing_more(self, witness: Path) -> None:
        """Nothing was said; a change of another watched folder, made now, is the next that is heard."""
        (witness / "witness.jpg").write_bytes(b"")
        assert self.changed.get(timeout=LONG) == (str(witness),)


@pytest.fixture
def ears() -> Iterator[Ears]:
    ears = Ears()
    yield ears
    ears.watcher.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "Fotos ä"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "old.jpg").write_bytes(b"old")
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    folder.mkdir()
    return folder


def test_a_folder_is_looked_through_when_watching_begins(ears: Ears, photos: Path, other: Path) -> None:
    ears.watch(photos, other)


@pytest.mark.parametrize("inside", ["", "deep/deeper"])
def test_a_new_photo(ears: Ears, photos: Path, inside: str) -> None:
    ears.watch(photos)
    (photos / inside / "new.JPG").write_bytes(b"new")
    ears.expect(photos)


def test_a_photo_is_changed_moved_and_deleted(ears: Ears, photos: Path) -> None:
    ears.watch(photos)
    (photos / "old.jpg").write_bytes(b"changed")
    ears.expect(photos)
    (photos / "old.jpg").rename(photos / "deep" / "renamed.jpg")
    ears.expect(photos)
    (photos / "deep" / "renamed.jpg").unlink()
    ears.expect(photos)


def test_a_photo_goes_from_one_folder_to_the_other(ears: Ears, photos: Path, other: Path) -> None:
    ears.watch(photos, other)
    (photos / "old.jpg").rename(other / "old.jpg")
    ears.expect(photos, other)


def test_a_new_folder_is_watched_too(ears: Ears, photos: Path, other: Path) -> None:
    ears.watch(photos)
    (photos / "new").mkdir()
    ears.expect(photos)
    (photos / "new" / "new.jpg").write_bytes(b"new")
    ears.expect(photos)
    (other / "x.jpg").write_bytes(b"")
    other.rename(photos / "moved in")
    ears.expect(photos)
    (photos / "moved in" / "y.jpg").write_bytes(b"new")
    ears.expect(photos)


def test_folders_in_folders_are_made_at_once(ears: Ears, photos: Path) -> None:
    """watchdog comes to some of them in two ways, and warns of that in its thread, which would fail this."""
    ears.watch(photos)
    for number in range(60):
        (photos / str(number) / "a" / "b" / "c").mkdir(parents=True)
    (photos / "59" / "a" / "b" / "c" / "new.jpg").write_bytes(b"new")
    heard = set(ears.changed.get(timeout=LONG))
    assert heard == {str(photos)}


def test_what_is_no_photo_is_no_change(ears: Ears, photos: Path, other: Path) -> None:
    ears.watch(photos, other)
    (photos / "notes.txt").write_text("no photo")
    (photos / ".hidden.jpg").write_bytes(b"hidden")
    (photos / ".thumbnails").mkdir()
    (photos / "old.jpg").read_bytes()
    ears.nothing_more(other)


def test_many_files_are_few_reports(ears: Ears, photos: Path, other: Path) -> None:
    ears.watch(photos, other)
    for number in range(3_000):
        (photos / f"{number}.jpg").write_bytes(b"new")
    ears.expect(photos)
    (other / "witness.jpg").write_bytes(b"")
    reports = 1
    while str(other) not in ears.changed.get(timeout=LONG):
        reports += 1
    assert reports <= 5


def test_a_folder_that_is_not_watched_any_more(ears: Ears, photos: Path, other: Path) -> None:
    ears.watch(photos, other)
    ears.watcher.watch([str(other)])
    (photos / "new.jpg").write_bytes(b"new")
    ears.nothing_more(other)


def test_a_drive_is_unplugged_and_comes_back(ears: Ears, photos: Path) -> None:
    ears.watch(photos)
    away = photos.with_name("away")
    photos.rename(away)
    ears.presence.get(timeout=LONG)
    away.rename(photos)
    ears.presence.get(timeout=LONG)
    while not ears.changed.get(timeout=LONG):
        pass
    (photos / "new.jpg").write_bytes(b"new")
    ears.expect(photos)


def test_a_drive_is_there_later(ears: Ears, photos: Path) -> None:
    late = photos.with_name("late")
    ears.watch(late, photos)
    late.mkdir()
    ears.presence.get(timeout=LONG)
    ears.expect(late)


def test_an_empty_folder_in_the_place_of_a_drive_is_another_folder(ears: Ears, photos: Path) -> None:
    ears.watch(photos)
    photos.rename(photos.with_name("away"))
    photos.mkdir()
    ears.presence.get(timeout=LONG)
    (photos / "new.jpg").write_bytes(b"new")
    while not ears.changed.get(timeout=LONG):
        pass


def test_a_watch_that_died_is_made_anew(ears: Ears, photos: Path) -> None:
    """watchdog's thread of a folder may end without a word."""
    ears.watch(photos)
    (emitter,) = ears.watcher._events._observer.emitters
    emitter.stop()
    ears.expect(photos)
    (photos / "new.jpg").write_bytes(b"new")
    ears.expect(photos)


def test_a_folder_behind_a_link(ears: Ears, photos: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(photos)
    ears.watch(link)
    (photos / "new.jpg").write_bytes(b"new")
    ears.expect(link)


class TestByTheClock:
    """Network drives, and Linux without a watch left."""

    @pytest.fixture(autouse=True)
    def often(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(__name__ + ".QUICK", Timing(settle=0.05, patience=5, look=0.05, poll=0.1))

    def test_a_network_drive_is_looked_at_again_and_again(
        self, photos: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(watcher_module, "tells_changes", lambda _folder: False)
        ears = Ears()
        ears.watch(photos)
        for _ in range(3):
            ears.expect(photos)
        ears.watcher.close()

    def test_no_watch_is_left_for_a_folder(self, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")

        monkeypatch.setattr("watchdog.observers.inotify_c.InotifyFD.add_callback", refuse)
        ears = Ears()
        ears.watch(photos)
        for _ in range(3):
            ears.expect(photos)
        ears.watcher.close()

    def test_no_watch_is_left_for_a_subfolder(self, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """watchdog says nothing then; the probe does."""
        from watchdog.observers.inotify_c import InotifyFD

        add, left = InotifyFD.add_callback, iter(range(2))

        def few(self, *arguments):
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, "inotify watch limit reached")
            return add(self, *arguments)

        monkeypatch.setattr(InotifyFD, "add_callback", few)
        ears = Ears()
        ears.watch(photos)
        for _ in range(3):
            ears.expect(photos)
        ears.watcher.close()

    def test_what_takes_long_is_looked_at_less_often(self, photos: Path) -> None:
        ears = Ears()
        ears.watcher.took(100)
        assert ears.watcher._poll == 2000
        ears.watcher.took(0.001)
        assert ears.watcher._poll == QUICK.poll


def test_the_limit_is_not_reached_here(photos: Path) -> None:
    events = Events(lambda *_: None, lambda *_: True)
    assert events.enter(str(photos), str(photos))
    assert events.complete()
    assert events.alive(str(photos))
    events.close()
    assert not events.alive(str(photos))


def test_no_thread_is_left_and_nothing_is_said_after_the_end(photos: Path) -> None:
    before = set(threading.enumerate())
    ears = Ears()
    ears.watch(photos)
    assert set(threading.enumerate()) - before
    ears.watcher.close()
    assert set(threading.enumerate()) == before
    (photos / "new.jpg").write_bytes(b"new")
    ears.watcher.watch([str(photos)])
    ears.watcher.close()
    assert ears.changed.empty()


def test_closed_before_it_was_used() -> None:
    Watcher(lambda _: None, lambda: None, lambda *_: True).close()
