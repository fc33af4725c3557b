import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from photoclust.gui import bug_reporter
from photoclust.gui.crash_dialog import CrashDialog


@pytest.fixture
def reporter(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    reporter = bug_reporter.BugReporter(window)
    hooks = sys.excepthook, threading.excepthook
    yield reporter
    reporter.uninstall()
    sys.excepthook, threading.excepthook = hooks


def dialogs(reporter):
    return reporter.parent().findChildren(CrashDialog)


@pytest.mark.expect_log
def test_a_bug_in_a_thread_shows_a_dialog_with_a_report(reporter, qtbot):
    def bug():
        raise ZeroDivisionError("a bug of ours")

    reporter.install()
    with qtbot.waitSignal(reporter.caught):
        thread = threading.Thread(target=bug)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: len(dialogs(reporter)) == 1)
    dialog = dialogs(reporter)[0]
    report = dialog.findChild(QPlainTextEdit, "crashReport").toPlainText()
    assert "ZeroDivisionError: a bug of ours" in report
    assert "in bug" in report
    dialog.close()


@pytest.mark.expect_log
def test_a_storm_of_bugs_is_one_dialog_and_the_next_bug_another(reporter, qtbot):
    for number in range(5):
        reporter.report(ValueError(number))
    qtbot.waitUntil(lambda: len(dialogs(reporter)) == 1)
    dialogs(reporter)[0].close()
    qtbot.waitUntil(lambda: not dialogs(reporter))
    reporter.report(ValueError("again"))
    qtbot.waitUntil(lambda: len(dialogs(reporter)) == 1)
    dialogs(reporter)[0].close()


def test_a_bug_before_there_is_a_window_is_shown_too(qapp, qtbot):
    seen = []

    def read():
        dialog = QApplication.activeModalWidget()
        seen.append((dialog.windowTitle(), dialog.findChild(QPlainTextEdit, "crashReport").toPlainText()))
        dialog.close()

    QTimer.singleShot(0, qapp, read)
    bug_reporter.show_fatal(ZeroDivisionError("too early"))
    title, report = seen[0]
    assert title == "PhotoClust can't start"
    assert "ZeroDivisionError: too early" in report
