"""The dialogs of the window are opened, closed and deleted while what they asked for is still on its way."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from photoclust.config.settings import Settings
from photoclust.gui import about, settings_dialog
from photoclust.gui.dialogs import Dialogs
from photoclust.gui.window_state import WindowState


@pytest.fixture
def window(qtbot, session, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.dialogs = Dialogs(window, session, None, None, WindowState(Settings(), tmp_path, window))
    return window


@pytest.mark.parametrize(
    ("module", "opened", "lane"),
    [(about, "open_about", "about"), (settings_dialog, "open_settings", "settings-models")],
)
def test_an_answer_that_finds_its_dialog_closed_is_dropped(
    window, session, qtbot, monkeypatch, module, opened, lane
):
    gate, models = threading.Event(), module.available_models

    def late(folders):
        assert gate.wait(10)
        return models(folders)

    monkeypatch.setattr(module, "available_models", late)
    getattr(window.dialogs, opened)()
    dialog = window.findChild(QDialog)
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    assert session.background.busy(lane)
    gate.set()
    qtbot.waitUntil(lambda: not session.background.busy(lane))
