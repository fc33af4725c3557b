import os
import signal
import sys

import pytest
import shiboken6
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from photoclust.config.paths import AppPaths
from photoclust.gui import run


@pytest.fixture
def paths(tmp_path):
    return AppPaths.default().below(tmp_path)


def main_window():
    return next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "mainWindow")


def when_open(act):
    """Does something once the library is open, from inside the event loop that `run_window` starts."""

    def look():
        window = main_window()
        if window.session.overview is not None:
            timer.stop()
            act(window)

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    return timer


def test_the_window_is_shown_before_the_library_is_opened(qapp, qtbot, paths, samples):
    seen = []
    QTimer.singleShot(0, lambda: seen.append((main_window().isVisible(), main_window().session.library)))
    timer = when_open(lambda window: window.close())
    assert run.run_window(paths, paths.library, [], "", False) == 0
    assert seen == [(True, None)]
    assert (paths.config / "settings.json").exists()
    timer.stop()


def test_the_window_fits_the_screen(qapp, qtbot, paths):
    """The offscreen platform's is small."""
    seen = []
    timer = when_open(lambda window: (seen.append((window.size(), window.minimumSize())), window.close()))
    run.run_window(paths, paths.library, [], "", False)
    timer.stop()
    room = QApplication.primaryScreen().availableSize()
    assert seen[0][0] == run.size_for(QSize(1440, 900), room).expandedTo(seen[0][1])
    assert run.size_for(QSize(1440, 900), QSize(1366, 768)) == QSize(1350, 720)
    assert run.size_for(QSize(1440, 900), QSize(2560, 1440)) == QSize(1440, 900)


def test_folders_of_the_command_line_are_added(qapp, qtbot, paths, samples):
    found = []

    def wait_for_photos(window):
        def indexed(summary):
            found.append(summary.photos)
            window.close()

        window.indexer.finished.connect(indexed)

    timer = when_open(wait_for_photos)
    assert run.run_window(paths, paths.library, [str(samples)], "", False) == 0
    assert found == [41]
    timer.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_an_interrupt_closes_the_window_and_says_so(qapp, qtbot, paths):
    timer = when_open(lambda _window: os.kill(os.getpid(), signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)
    assert run.run_window(paths, paths.library, [], "", False) == 130
    assert signal.getsignal(signal.SIGINT) is before
    timer.stop()


def test_hooks_are_put_back(qapp, qtbot, paths):
    before = sys.excepthook
    timer = when_open(lambda window: window.close())
    run.run_window(paths, paths.library, [], "", False)
    timer.stop()
    assert sys.excepthook in {before, sys.__excepthook__}


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="where Qt keeps it in files")
def test_what_the_file_dialog_remembers_lies_among_our_settings(qapp, paths, tmp_path, home):
    run.make_application(paths)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.done(QFileDialog.DialogCode.Accepted)
    shiboken6.delete(dialog)
    assert [file.relative_to(paths.config).name for file in paths.config.iterdir()] == ["QtProject.conf"]
    assert not [file for file in home.rglob("*") if file.is_file()]
