"""The report of a start: the milestones in their order, and an end by itself; unasked, nothing."""

import json
import time
from dataclasses import replace

import pytest

from photoclust.gui import run
from photoclust.gui.startup_report import VARIABLE, StartupReport

MADE = ["imported", "built", "painted", "answered"]


@pytest.fixture
def report(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def started(paths, report):
    """Starts the window, which closes by itself, and returns the milestones in order."""
    before = time.monotonic()
    assert run.run_window(paths, paths.library, [], "", False) == 0
    times = json.loads(report.read_text())
    assert before <= min(times.values())
    assert max(times.values()) <= time.monotonic()
    return sorted(times, key=times.__getitem__)


def test_a_library_with_photos(qapp, qtbot, app_paths, library_copy, report):
    assert started(replace(app_paths, library=library_copy), report) == [*MADE, "photo", "screenful"]


def test_an_empty_library(qapp, qtbot, app_paths, tmp_path, report):
    assert started(replace(app_paths, library=tmp_path / "empty"), report) == [*MADE, "screenful"]


def test_nobody_asked(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert StartupReport.if_wanted() is None
