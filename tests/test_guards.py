"""The guards of `guards.py` are tests of every test; here they are tested on tests that misbehave."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

pytest_plugins = ["pytester"]

CONFTEST = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import guards
from guards import log_is_quiet, no_threads_left, nothing_of_qt_left
guards.PATIENCE = 0.1
guards.WINDOW_CODE = "test_"
"""

MISBEHAVING = {
    "timer": (
        "running timer",
        """
        def test_it(qtbot):
            timer = QTimer()
            timer.start(1000)
            kept.append(timer)
            ends.append(timer.stop)
        """,
    ),
    "thread": (
        "running thread",
        """
        class Sleeper(QThread):
            def run(self):
                self.msleep(1000)

        def test_it(qtbot):
            thread = Sleeper()
            thread.start()
            kept.append(thread)
            ends.append(thread.wait)
        """,
    ),
    "pool": (
        "jobs in the global thread pool",
        """
        def test_it(qtbot):
            job = threading.Event()
            QThreadPool.globalInstance().start(job.wait)
            ends.append(job.set)
            ends.append(QThreadPool.globalInstance().waitForDone)
        """,
    ),
    "widget": (
        "widget <PySide6.QtWidgets.QLabel",
        """
        def test_it(qtbot):
            kept.append(QLabel("left"))
        """,
    ),
    "override": (
        "an override of Qt raised, and these lost a reference: ['test_override.Second.currentChanged']",
        """
        class First(QListView):
            def __init__(self):
                super().__init__()
                self.setModel(QStringListModel(["a"], self))

            def setSelectionModel(self, model):
                super().setSelectionModel(model)
                self.chosen = []

            def selectionChanged(self, selected, deselected):
                self.chosen.clear()  # too early: an AttributeError that nobody sees

        class Second(First):
            def currentChanged(self, current, previous):
                super().currentChanged(current, previous)

        def test_it(qtbot):
            qtbot.addWidget(Second())
        """,
    ),
    "python_thread": (
        "threads left running",
        """
        def test_it():
            job = threading.Event()
            threading.Thread(target=job.wait, daemon=True).start()
            ends.append(job.set)
        """,
    ),
    "log": (
        "unexpected log records",
        """
        def test_it():
            logging.getLogger("photoclust.some.module").warning("something odd")
        """,
    ),
}
"""What a test does wrong -> what is said about it, and such a test."""

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
    from PySide6.QtCore import QStringListModel, QThread, QThreadPool, QTimer
    from PySide6.QtWidgets import QLabel, QListView, QWidget
    kept, ends = [], []

    @pytest.fixture(scope="module", autouse=True)
    def _end():
        yield
        for end in ends:
            end()
    """


def run(pytester: pytest.Pytester, tests: dict[str, str]) -> pytest.RunResult:
    """Runs some modules of tests in a session of their own that has the guards."""
    pytester.makeconftest(CONFTEST)
    pytester.makeini("[pytest]\nqt_api = pyside6\nmarkers = expect_log\naddopts = -p no:cacheprovider -rE")
    pytester.makepyfile(**{f"test_{name}": dedent(PREAMBLE) + dedent(test) for name, test in tests.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "200")  # so that the summary is not cut
        return pytester.runpytest_subprocess()


def test_tests_that_leave_something_behind_fail(pytester: pytest.Pytester) -> None:
    result = run(pytester, {name: test for name, (_, test) in MISBEHAVING.items()})
    result.assert_outcomes(passed=len(MISBEHAVING), errors=len(MISBEHAVING))
    for name, (complaint, _) in MISBEHAVING.items():
        summary = f"ERROR test_{name}.py::test_it - Failed: "
        assert any(line.startswith(summary) and complaint in line for line in result.stdout.lines), name


def test_well_behaved_tests_pass(pytester: pytest.Pytester) -> None:
    run(pytester, {"well": WELL_BEHAVED}).assert_outcomes(passed=5)


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
