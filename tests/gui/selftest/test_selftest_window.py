"""The self-test of the window: content with a sound one, and names what is broken in another."""

import shutil
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from PySide6.QtGui import QFontDatabase

from photoclust.gui import theme
from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.main_window import MainWindow
from photoclust.gui.panels.elbow_plot import ElbowPlot
from photoclust.gui.selftest import drawing, qt, window
from photoclust.gui.selftest.drawing import drawing_checks
from photoclust.gui.selftest.window import window_check


def failed(checks):
    return {check.name: check.detail for check in checks if not check.ok}


@pytest.fixture
def paths(app_paths, library_copy):
    return replace(app_paths, library=library_copy)


@pytest.fixture
def resources(app_paths, tmp_path):
    """The program's paths with resources that may be broken."""
    folder = tmp_path / "resources"
    for name in ("icons", "theme", "selftest"):
        shutil.copytree(app_paths.resources / name, folder / name)
    return replace(app_paths, resources=folder)


@pytest.fixture(autouse=True)
def theme_as_before(qapp):
    yield
    theme.apply(qapp, theme.theme_for(dark=False))


class TestDrawing:
    def test_all_is_well(self, qapp, qtbot, app_paths):
        checks = list(drawing_checks(app_paths))
        assert failed(checks) == {}
        assert [check.name for check in checks] == [
            *("Qt reads JPEG", "Qt reads PNG", "Qt reads SVG", "icons", "fonts", "elbow plot"),
        ]

    @pytest.mark.parametrize(
        ("kind", "file"),
        [
            ("JPEG", "selftest/baseline.jpg"),
            ("PNG", "icons/photoclust-32.png"),
            ("SVG", "theme/tick-light.svg"),
        ],
    )
    def test_a_picture_that_is_missing(self, qapp, qtbot, resources, kind, file):
        (resources.resources / file).unlink()
        wrong = failed(drawing_checks(resources))
        assert list(wrong) == [f"Qt reads {kind}"]
        assert file.split("/")[1] in wrong[f"Qt reads {kind}"]

    def test_an_icon_that_draws_nothing(self, qapp, qtbot, resources):
        (resources.icons / "album.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" />')
        assert failed(drawing_checks(resources)) == {"icons": "drawn as nothing: album"}

    def test_no_icons(self, qapp, qtbot, resources):
        shutil.rmtree(resources.icons)
        assert "icons" in failed(drawing_checks(resources))

    def test_no_fonts(self, qapp, qtbot, app_paths, monkeypatch):
        monkeypatch.setattr(QFontDatabase, "families", lambda: [])
        assert "no font" in failed(drawing_checks(app_paths))["fonts"]

    def test_fonts_without_letters(self, qapp, qtbot, app_paths, monkeypatch):
        draw = drawing._drawn
        monkeypatch.setattr(drawing, "_drawn", lambda _letter: draw("\ue000"))  # of nobody's alphabet
        assert "same box" in failed(drawing_checks(app_paths))["fonts"]
        monkeypatch.setattr(drawing, "_drawn", lambda _letter: draw(" "))
        assert failed(drawing_checks(app_paths)) == {"fonts": "text is drawn as nothing"}

    def test_a_plot_without_a_curve(self, qapp, qtbot, app_paths, monkeypatch):
        monkeypatch.setattr(ElbowPlot, "show_curve", lambda *_: None)
        assert failed(drawing_checks(app_paths)) == {"elbow plot": "the curve has 0 pixels"}


class TestWindow:
    def test_all_is_well(self, qapp, qtbot, paths):
        check = window_check(qapp, paths)
        assert check.ok, check.detail
        assert int(check.detail.split()[0]) > 5
        assert "closed cleanly" in check.detail

    def test_a_library_without_photos(self, qapp, qtbot, app_paths, tmp_path):
        check = window_check(qapp, replace(app_paths, library=tmp_path / "new"))
        assert (check.ok, check.detail) == (False, "there were no photos to show")

    def test_a_library_that_can_not_be_opened(self, qapp, qtbot, paths):
        (paths.library / "cache.sqlite").write_bytes(b"no database" * 999)
        check = window_check(qapp, paths)
        assert not check.ok
        assert "cache.sqlite belongs to" in check.detail or "cache.sqlite was damaged" in check.detail

    def test_thumbnails_that_do_not_come(self, qapp, qtbot, paths, monkeypatch):
        monkeypatch.setattr(window, "PATIENCE_MS", 1000)
        monkeypatch.setattr(PhotoGrid, "set_loader", lambda *_: None)
        check = window_check(qapp, paths)
        assert (check.ok, check.detail) == (False, "0 photos were shown after 1 s, not all")

    def test_photos_that_are_not_painted(self, qapp, qtbot, paths, monkeypatch):
        monkeypatch.setattr(window, "COLOURS", 1 << 24)
        check = window_check(qapp, paths)
        assert not check.ok
        assert "colours only" in check.detail

    def test_a_bug_in_a_slot(self, qapp, qtbot, paths, monkeypatch, caplog):
        start = MainWindow.start

        def start_badly(self, folders=()):
            QTimer.singleShot(0, self, lambda: 1 // 0)
            start(self, folders)

        monkeypatch.setattr(MainWindow, "start", start_badly)
        check = window_check(qapp, paths)
        assert (check.ok, check.detail.split(":")[0]) == (False, "ZeroDivisionError")
        assert caplog.records

    def test_a_window_that_can_not_be_made(self, qapp, qtbot, paths, monkeypatch, caplog):
        monkeypatch.setattr(window, "make_window", lambda *_: 1 // 0)
        assert not window_check(qapp, paths).ok
        assert caplog.records

    def test_a_thread_that_stays(self, qapp, qtbot, paths, monkeypatch):
        done = threading.Event()
        close = MainWindow.closeEvent

        def close_badly(self, event):
            threading.Thread(target=done.wait, name="stayer").start()
            close(self, event)

        monkeypatch.setattr(MainWindow, "closeEvent", close_badly)
        check = window_check(qapp, paths)
        done.set()
        assert not check.ok
        assert "stayer" in check.detail


class TestHearing:
    def test_remarks_are_told(self, qapp, qtbot):
        with qt.hearing(lambda _why: None) as heard:
            qWarning("something\nodd")
        assert heard.lines == ["something odd"]
        assert "something odd" in heard.summary(qapp.platformName())

    def test_silence_is_not(self, qapp, qtbot):
        with qt.hearing(lambda _why: None) as heard:
            QCoreApplication.sendPostedEvents()
        assert heard.summary("offscreen").endswith("on offscreen")
