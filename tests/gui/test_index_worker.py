import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from photoclust.core.errors import UserFacingError
from photoclust.gui.index_worker import Indexer, IndexState
from photoclust.library.browse import photo_ids
from photoclust.library.models import find_model
from photoclust.library.session import Library

RUNNING, PAUSED, IDLE = IndexState.RUNNING, IndexState.PAUSED, IndexState.IDLE


@pytest.fixture
def library(library_dir):
    return Library.open(library_dir)


@pytest.fixture
def finder(app_paths):
    return lambda: find_model(app_paths.models)


@pytest.fixture
def indexer(qtbot):
    indexer = Indexer()
    yield indexer
    indexer.close()


@pytest.fixture
def few(samples, tmp_path):
    """Six photos of which one can't be read."""
    folder = tmp_path / "few"
    folder.mkdir()
    for photo in sorted(samples.rglob("*.jpg"))[:5]:
        shutil.copy(photo, folder)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def copies(samples: Path, folder: Path, times: int) -> Path:
    """Photos that are all different: a comment at the end of each makes it another content."""
    folder.mkdir()
    for number in range(times):
        for photo in sorted(samples.rglob("*.jpg"))[:20]:
            (folder / f"{number}-{photo.name}").write_bytes(photo.read_bytes() + bytes([number]))
    return folder


def test_it_tells_all_that_happens_on_the_gui_thread(indexer, library, finder, few, qtbot):
    told = []
    for name in ("stateChanged", "progressed", "photosChanged", "photoFailed", "finished"):
        signal = getattr(indexer, name)
        signal.connect(lambda *values, name=name: told.append((name, values, QThread.currentThread())))
    with qtbot.waitSignal(indexer.finished, timeout=30_000) as finished:
        indexer.start(library, finder, [str(few)])
    assert {thread for *_rest, thread in told} == {indexer.thread()}
    summary = finished.args[0]
    assert (summary.photos, summary.embedded, len(summary.unreadable)) == (5, 5, 1)
    assert next(values for name, values, _ in told if name == "photoFailed")[0] == str(few / "broken.jpg")
    assert sum(values[0] for name, values, _ in told if name == "photosChanged") >= 5
    assert [values[0] for name, values, _ in told if name == "stateChanged"] == [RUNNING, IDLE]
    assert told[-1][0] == "finished", "whoever hears the end may start the next run"


def test_folders_that_come_meanwhile_are_indexed_after(indexer, library, finder, few, samples, qtbot):
    finished = []
    indexer.finished.connect(finished.append)
    indexer.start(library, finder, [str(few)])
    indexer.start(library, finder, [str(samples)])
    indexer.start(library, finder, [str(samples)])
    qtbot.waitUntil(lambda: indexer.state is IDLE, timeout=30_000)
    assert len(finished) == 2, "the same wish twice is one run"
    assert len(photo_ids(library)) == 46


def test_pause_stands_still_and_resume_goes_on(indexer, library, finder, samples, tmp_path, qtbot):
    folder = copies(samples, tmp_path / "many", 4)
    indexer.start(library, finder, [str(folder)])
    qtbot.waitSignal(indexer.progressed, timeout=20_000).wait()
    indexer.pause()
    assert indexer.state is PAUSED
    with qtbot.assertNotEmitted(indexer.finished, wait=700):
        pass
    standing = len(photo_ids(library))
    with qtbot.assertNotEmitted(indexer.progressed, wait=300):
        pass
    assert len(photo_ids(library)) == standing
    with qtbot.waitSignal(indexer.finished, timeout=60_000):
        indexer.resume()
    assert len(photo_ids(library)) == 80


def test_cancel_keeps_what_is_done_and_the_next_run_goes_on(
    indexer, library, finder, samples, tmp_path, qtbot
):
    folder = copies(samples, tmp_path / "many", 6)
    reached = lambda progress: progress.done >= 20  # noqa: E731
    indexer.start(library, finder, [str(folder)])
    qtbot.waitSignal(indexer.progressed, timeout=30_000, check_params_cb=reached).wait()
    with qtbot.waitSignal(indexer.cancelled, timeout=5_000):
        indexer.cancel()
    kept = len(photo_ids(library))
    assert 0 < kept < 120
    with qtbot.waitSignal(indexer.finished, timeout=60_000) as finished:
        indexer.start(library, finder, [])
    assert finished.args[0].unchanged == kept
    assert finished.args[0].embedded == 120 - kept


def test_cancel_wakes_a_paused_run(indexer, library, finder, samples, tmp_path, qtbot):
    indexer.start(library, finder, [str(copies(samples, tmp_path / "many", 3))])
    qtbot.waitSignal(indexer.progressed, timeout=20_000).wait()
    indexer.pause()
    with qtbot.waitSignal(indexer.cancelled, timeout=5_000):
        indexer.cancel()
    assert indexer.state is IDLE


def test_closing_in_the_middle_waits_for_the_thread(indexer, library, finder, samples, tmp_path, qtbot):
    indexer.start(library, finder, [str(copies(samples, tmp_path / "many", 3))])
    qtbot.waitSignal(indexer.photosChanged, timeout=30_000).wait()
    indexer.close()
    assert not indexer._thread.isRunning()
    assert photo_ids(library)


def test_what_the_world_says_no_to_is_told_and_ends_the_run(indexer, library, finder, qtbot):
    with qtbot.waitSignal(indexer.failed, timeout=10_000) as failed:
        indexer.start(library, finder, ["/no/such/folder"])
    assert failed.args[0].code == "folder-missing"
    assert indexer.state is IDLE


def test_a_missing_model_is_told(indexer, library, few, qtbot):
    def missing():
        raise UserFacingError("model-unknown", name="x", known="y")

    with qtbot.waitSignal(indexer.failed, timeout=10_000) as failed:
        indexer.start(library, missing, [str(few)])
    assert failed.args[0].code == "model-unknown"


def test_a_bug_ends_the_run_and_reaches_the_excepthook(indexer, library, few, qtbot):
    def bug():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        indexer.start(library, bug, [str(few)])
        qtbot.waitUntil(lambda: bool(caught), timeout=10_000)
    assert caught[0][0] is ZeroDivisionError
    assert indexer.state is IDLE
