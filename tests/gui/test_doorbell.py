"""A request is heard once, answered by its deletion, and brings the window to the front."""

import os

import pytest
from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QWidget

from photoclust.gui import doorbell
from photoclust.gui.doorbell import Doorbell, bring_to_front
from photoclust.library import mailbox
from photoclust.library.mailbox import Request

REQUEST = Request((os.path.abspath("photos"),), "token")


@pytest.fixture
def bell(qapp, tmp_path, monkeypatch):
    """One that hears of new files from the system."""
    monkeypatch.setattr(doorbell, "LOOK_MS", 10 * 60_000)
    bell = Doorbell(tmp_path)
    yield bell
    bell.close()


def test_a_request_is_heard_once_and_answered(bell, qtbot, tmp_path):
    heard = []
    bell.rung.connect(heard.append)
    for request in (REQUEST, Request()):
        letter = mailbox.post(tmp_path, request)
        qtbot.waitUntil(lambda letter=letter: not letter.exists())
    assert heard == [REQUEST, Request()]


def test_a_request_that_was_there_before_is_heard(qtbot, tmp_path):
    letter = mailbox.post(tmp_path, REQUEST)
    bell, heard = Doorbell(tmp_path), []
    bell.rung.connect(heard.append)
    qtbot.waitUntil(lambda: not letter.exists())
    assert heard == [REQUEST]
    bell.close()


def test_where_nothing_tells_of_new_files_it_looks_by_itself(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(doorbell, "LOOK_MS", 20)
    bell, heard = Doorbell(tmp_path), []
    bell.rung.connect(heard.append)
    watcher = bell.findChild(QFileSystemWatcher)
    watcher.removePaths(watcher.directories())
    letter = mailbox.post(tmp_path, REQUEST)
    qtbot.waitUntil(lambda: not letter.exists())
    assert heard == [REQUEST]
    bell.close()


def test_after_closing_a_request_stays_for_the_next_window(bell, qtbot, tmp_path):
    heard = []
    bell.rung.connect(heard.append)
    bell.close()
    letter = mailbox.post(tmp_path, REQUEST)
    qtbot.wait(50)
    assert letter.exists()
    assert heard == []


def test_a_minimised_window_comes_back_with_the_token_of_whoever_asks(qtbot, monkeypatch):
    window, tokens = QWidget(), []
    qtbot.addWidget(window)
    window.showMinimized()
    monkeypatch.setattr(
        window, "activateWindow", lambda: tokens.append(os.environ.get("XDG_ACTIVATION_TOKEN"))
    )
    bring_to_front(window, "token")
    bring_to_front(window, "")
    assert not window.isMinimized()
    assert window.isVisible()
    assert tokens == ["token", None]
