"""What a start without a window ends in: a sentence in the terminal, or a dialog where there is none."""

import io
import sys
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from photoclust import app
from photoclust.config.paths import AppPaths
from photoclust.core.errors import SENTENCES
from photoclust.gui import run
from photoclust.library.mailbox import Request
from photoclust.library.one_window import take_seat


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def paths(tmp_path):
    return AppPaths.default().below(tmp_path)


@pytest.fixture
def dialogs(qapp, qtbot):
    """Names of the dialogs that came up; each is closed at once."""
    names = []

    def look():
        if (dialog := QApplication.activeModalWidget()) is not None:
            names.append(dialog.objectName())
            dialog.close()

    timer = QTimer(interval=10)
    timer.timeout.connect(look)
    timer.start()
    yield names
    timer.stop()


@pytest.fixture
def taken(paths, monkeypatch):
    """The library has a window that does not answer."""
    monkeypatch.setattr(app, "take_seat", partial(take_seat, patience=0.1))
    seat = take_seat(paths.library, Request())
    yield
    seat.close()


@pytest.fixture
def broken(monkeypatch):
    def make_window(*_arguments):
        raise ZeroDivisionError("too early")

    monkeypatch.setattr(run, "make_window", make_window)


def test_a_window_that_does_not_answer_is_told_of_in_a_dialog(dialogs, taken, paths, capsys):
    assert app.main([], paths) == 3
    assert dialogs == ["troubleBox"]
    assert SENTENCES["already-open"] in capsys.readouterr().err


def test_in_a_terminal_the_sentence_is_enough(dialogs, taken, paths, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert app.main([], paths) == 3
    assert dialogs == []
    assert SENTENCES["already-open"] in sys.stderr.getvalue()


@pytest.mark.expect_log
def test_a_crash_before_the_window_ends_in_a_dialog(dialogs, broken, paths):
    with pytest.raises(ZeroDivisionError):
        app.main([], paths)
    assert dialogs == ["crashDialog"]
    assert "too early" in (paths.logs / "photoclust.log").read_text("utf-8")


@pytest.mark.expect_log
def test_in_a_terminal_a_crash_is_a_traceback(dialogs, broken, paths, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(ZeroDivisionError):
        app.main([], paths)
    assert dialogs == []


def test_what_is_given_to_open_arrives_absolute(paths, monkeypatch, tmp_path):
    given = []

    def run_window(_paths, _library, opened, *_others):
        given.append(opened)
        return 0

    monkeypatch.setattr(run, "run_window", run_window)
    monkeypatch.chdir(tmp_path)
    assert app.main(["a.jpg", (tmp_path / "b c").as_uri(), ""], paths) == 0
    assert given == [(str(tmp_path / "a.jpg"), str(tmp_path / "b c"))]


def test_the_desktops_token_is_handed_on(monkeypatch):
    for name in ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"):
        monkeypatch.delenv(name, raising=False)
    assert app.activation_token() == ""
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "older_TIME1")
    assert app.activation_token() == "older_TIME1"
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "newer")
    assert app.activation_token() == "newer"
