import os
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from photoclust.gui.background import Background
from photoclust.gui.crash_dialog import CrashDialog

REPORT = "PhotoClust 1.0\n\nValueError: caf\udce9"


@pytest.fixture
def dialog(qtbot):
    background = Background(threads=1)
    dialog = CrashDialog(REPORT, background)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    background.close()


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def save_as(monkeypatch, path):
    """Lets the person choose a path; returns what was suggested to them."""
    suggested = []

    def choose(_parent, _title, suggestion, _kinds):
        suggested.append(suggestion)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return suggested


def test_the_report_can_be_copied(dialog):
    press(dialog, "copyReportButton")
    assert QGuiApplication.clipboard().text().startswith("PhotoClust 1.0\n\nValueError: caf")
    assert "clipboard" in dialog.outcome.text()
    QGuiApplication.clipboard().clear()


def test_the_report_can_be_saved(dialog, qtbot, monkeypatch, tmp_path, home):
    suggested = save_as(monkeypatch, tmp_path / "report.txt")
    press(dialog, "saveReportButton")
    qtbot.waitUntil(lambda: "is saved as" in dialog.outcome.text())
    assert dialog.outcome.isVisible()
    assert (tmp_path / "report.txt").read_text("utf-8") == "PhotoClust 1.0\n\nValueError: caf\\udce9"
    assert suggested == [os.path.join(home, "Documents", f"photoclust-report-{date.today():%Y-%m-%d}.txt")]


def test_a_report_that_can_not_be_saved_says_so_in_a_sentence(dialog, qtbot, monkeypatch, tmp_path):
    save_as(monkeypatch, tmp_path / "no such folder" / "report.txt")
    press(dialog, "saveReportButton")
    qtbot.waitUntil(lambda: "could not be written" in dialog.outcome.text())
    assert str(tmp_path) in dialog.outcome.text()


def test_a_person_may_think_better_of_it(dialog, monkeypatch):
    save_as(monkeypatch, "")
    press(dialog, "saveReportButton")
    assert dialog.outcome.isHidden()
