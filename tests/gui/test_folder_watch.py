import pytest

from photoclust.gui import folder_watch
from photoclust.gui.folder_watch import FolderWatch
from photoclust.library.indexing import IndexSummary
from photoclust.library.watching import Timing

QUICK = Timing(settle=0.05, patience=5, look=0.05, poll=1000)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(folder_watch, "START_MS", 0)


@pytest.fixture
def watch(qtbot):
    watch = FolderWatch(timing=QUICK)
    yield watch
    watch.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "\udcff photos"
    made.mkdir()
    return made


def begin(watch, folder, qtbot):
    watch.want(True)
    with qtbot.waitSignal(watch.changed, timeout=10_000) as changed:
        watch.set_folders([str(folder)])
    assert changed.args == [[str(folder)]]


def test_changes_are_told_on_the_gui_thread(watch, folder, qtbot):
    begin(watch, folder, qtbot)
    with qtbot.waitSignal(watch.changed, timeout=10_000) as changed:
        (folder / "new.jpg").write_bytes(b"new")
    assert changed.args == [[str(folder)]]


def test_a_drive_that_goes_is_told(watch, folder, qtbot):
    begin(watch, folder, qtbot)
    with qtbot.waitSignal(watch.presenceChanged, timeout=10_000):
        folder.rename(folder.with_name("away"))


def test_nothing_is_started_while_it_is_not_wanted(watch, folder):
    watch.set_folders([str(folder)])
    assert not watch._later.isActive()
    assert watch._watcher is None


def test_switched_off_and_on_again(watch, folder, qtbot):
    begin(watch, folder, qtbot)
    watch.want(False)
    qtbot.waitUntil(lambda: not watch._watched and not watch._watcher._roots)
    with qtbot.assertNotEmitted(watch.changed, wait=400):
        (folder / "new.jpg").write_bytes(b"new")
    with qtbot.waitSignal(watch.changed, timeout=10_000):
        watch.want(True)


def test_a_folder_that_left_the_library_is_not_told_any_more(watch, folder, qtbot):
    begin(watch, folder, qtbot)
    watch.set_folders([])
    qtbot.waitUntil(lambda: not watch._watched)
    with qtbot.assertNotEmitted(watch.changed):
        watch._told.emit((str(folder),))  # it was under way already


def test_the_time_that_a_run_takes_is_passed_on(watch, folder, qtbot):
    summary = IndexSummary(0, 0, 0, 0, 0, (), 1000.0)
    watch.looked_through(summary)
    begin(watch, folder, qtbot)
    watch.looked_through(summary)
    assert watch._watcher._poll == 20_000


def test_closed_before_it_began(watch, folder, qtbot):
    watch.want(True)
    watch.set_folders([str(folder)])
    watch.close()
    watch.set_folders([])
    assert not watch._later.isActive()
    assert watch._watcher is None
