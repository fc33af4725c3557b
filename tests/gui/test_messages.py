import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from photoclust.core.errors import SENTENCES, PhotoUnreadableError, UserFacingError
from photoclust.gui import messages


def test_a_sentence_names_the_file_even_if_its_template_does_not(qapp):
    error = PhotoUnreadableError("truncated", path="/photos/beach.jpg")
    assert messages.sentence(error).startswith("beach.jpg: ")
    assert SENTENCES["truncated"] in messages.sentence(error)


def test_a_sentence_that_has_the_path_says_it_once(qapp):
    text = messages.sentence(UserFacingError("folder-missing", path="/photos/x\udcff"))
    assert text.count("/photos/x\ufffd") == 1


@pytest.fixture
def reporter(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return messages.BugReporter(window)


@pytest.mark.expect_log
def test_a_bug_in_a_thread_shows_a_dialog_with_a_report_to_copy(reporter, qtbot):
    def bug():
        raise ZeroDivisionError("a bug of ours")

    hooks = sys.excepthook, threading.excepthook
    reporter.install()
    try:
        with qtbot.waitSignal(reporter.caught):
            thread = threading.Thread(target=bug)
            thread.start()
            thread.join()
    finally:
        sys.excepthook, threading.excepthook = hooks
    qtbot.waitUntil(lambda: reporter.parent().findChild(messages.CrashDialog) is not None)
    dialog = reporter.parent().findChild(messages.CrashDialog)
    report = dialog.findChild(QPlainTextEdit, "crashReport").toPlainText()
    assert "ZeroDivisionError: a bug of ours" in report
    assert "in bug" in report
    dialog.findChild(QPushButton, "copyReportButton").click()
    assert QGuiApplication.clipboard().text() == report
    QGuiApplication.clipboard().clear()
    dialog.close()


@pytest.mark.expect_log
def test_a_storm_of_bugs_is_one_dialog(reporter, qtbot):
    for number in range(5):
        reporter.report(ValueError(number))
    qtbot.waitUntil(lambda: reporter.parent().findChild(messages.CrashDialog) is not None)
    assert len(reporter.parent().findChildren(messages.CrashDialog)) == 1
    reporter.parent().findChild(messages.CrashDialog).close()
