"""The guards of `guards.py` are tests of every test; here they are tested on tests that misbehave."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import guards
from guards import log_is_quiet, no_threads_left, nothing_of_qt_left
guards.PATIENCE = 0.1
"""

MISBEHAVING = {
    "running timer": """
        def test_it(qtbot):
            timer = QTimer()
            timer.start(1000)
            kept.append(timer)
        """,
    "running thread": """
        class Sleeper(QThread):
            def run(self):
                self.msleep(1000)

        def test_it(qtbot):
            thread = Sleeper()
            thread.start()
            kept.append(thread)
            ends.append(thread.wait)
        """,
    "jobs in the global thread pool": """
        def test_it(qtbot):
            job = threading.Event()
            QThreadPool.globalInstance().start(job.wait)
            ends.append(job.set)
        """,
    "widget <PySide6.QtWidgets.QLabel": """
        def test_it(qtbot):
            kept.append(QLabel("left"))
        """,
    "threads left running": """
        def test_it():
            job = threading.Event()
            threading.Thread(target=job.wait, daemon=True).start()
            ends.append(job.set)
        """,
    "unexpected log records": """
        def test_it():
            logging.getLogger("photoclust.some.module").warning("something odd")
        """,
}

WELL_BEHAVED = """
    import threading

    def test_widget_timer_and_thread(qtbot):
        window = QWidget()
        qtbot.addWidget(window)
        QTimer(window).start(1000)
        window.itself = window
        thread = QThread()
        thread.start()
        thread.quit()
        thread.wait()

    def test_python_thread():
        threading.Thread(target=lambda: None).start()

    @pytest.mark.expect_log
    def test_announced_warning():
        logging.getLogger("photoclust").warning("expected")

    def test_looked_at_warning(caplog):
        logging.getLogger("photoclust").warning("expected")

    def test_information():
        logging.getLogger("photoclust").info("nothing to see")
    """

PREAMBLE = """
    import logging, threading
    import pytest
    from PySide6.QtCore import QThread, QThreadPool, QTimer
    from PySide6.QtWidgets import QLabel, QWidget
    kept, ends = [], []

    @pytest.fixture(scope="session", autouse=True)
    def _end():
        yield
        for end in ends:
            end()
    """


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    """A test session of its own that has the guards."""
    pytester.makeconftest(CONFTEST)
    pytester.makeini(
        "[pytest]\nqt_api = pyside6\nmarkers = expect_log\naddopts = -p no:cacheprovider -p no:randomly"
    )
    return pytester


def run(inner: pytest.Pytester, source: str) -> pytest.RunResult:
    from textwrap import dedent

    inner.makepyfile(dedent(PREAMBLE) + dedent(source))
    return inner.runpytest_subprocess()


@pytest.mark.parametrize("complaint", MISBEHAVING)
def test_a_test_that_leaves_something_behind_fails(inner: pytest.Pytester, complaint: str) -> None:
    result = run(inner, MISBEHAVING[complaint])
    result.assert_outcomes(passed=1, errors=1)
    assert complaint in result.stdout.str()


def test_well_behaved_tests_pass(inner: pytest.Pytester) -> None:
    run(inner, WELL_BEHAVED).assert_outcomes(passed=5)


def test_the_real_home_is_out_of_sight(home: Path) -> None:
    import platformdirs
    from PySide6.QtCore import QStandardPaths

    assert Path.home() == home
    for folder in (
        platformdirs.user_data_dir("photoclust"),
        platformdirs.user_config_dir("photoclust"),
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation),
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation),
    ):
        assert Path(folder).is_relative_to(home)
