"""Folders and pictures from outside: added and asked for, as soon as the library is open."""

import os
import shutil

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photoclust.gui import openings as module
from photoclust.gui.openings import Openings, Sorted, sort_out
from photoclust.gui.session import LibrarySession
from photoclust.library import mailbox
from photoclust.library.mailbox import Request


class Folders(QObject):
    firstPhotosCame = Signal(int)  # noqa: N815 - its name in the real one

    def __init__(self):
        super().__init__()
        self.added = []

    def add(self, folders):
        self.added += folders


class Queries:
    def __init__(self):
        self.asked = []

    def ask_files(self, paths):
        self.asked.append(list(paths))


class Scene:
    """A window with nothing in it, over a library that is not open yet."""

    def __init__(self, paths, library_dir, qtbot):
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.session = LibrarySession(paths, library_dir)
        self.folders, self.queries = Folders(), Queries()
        self.openings = Openings(self.window, self.session, self.folders, self.queries)
        self.errors = []
        self.session.failed.connect(self.errors.append)
        self._qtbot = qtbot

    def open_library(self):
        with self._qtbot.waitSignal(self.session.overviewChanged):
            self.session.open()

    def rest(self):
        self._qtbot.waitUntil(lambda: not self.session.background.busy(module.LANE))


@pytest.fixture
def empty(app_paths, library_dir, qtbot):
    scene = Scene(app_paths, library_dir, qtbot)
    yield scene
    scene.openings.close()
    scene.session.close()


@pytest.fixture
def filled(app_paths, library_copy, qtbot):
    scene = Scene(app_paths, library_copy, qtbot)
    yield scene
    scene.openings.close()
    scene.session.close()


@pytest.fixture
def photo(samples, tmp_path):
    return shutil.copy(next(samples.rglob("*.jpg")), tmp_path / "question ü.jpg")


def test_things_wait_until_the_library_is_open(filled, photo, tmp_path):
    filled.openings.open([str(tmp_path)])
    filled.openings.open([str(photo)])
    assert filled.folders.added == filled.queries.asked == []
    filled.open_library()
    filled.rest()
    assert filled.folders.added == [str(tmp_path)]
    assert filled.queries.asked == [[str(photo)]]


def test_nothing_is_lost_when_things_come_quickly(filled, photo, tmp_path):
    filled.open_library()
    filled.openings.open([str(tmp_path)])
    filled.openings.open([str(photo)])
    filled.rest()
    filled.openings.open([str(tmp_path / "missing")])
    filled.rest()
    assert filled.folders.added == [str(tmp_path)]
    assert filled.queries.asked == [[str(photo)]]
    assert len(filled.errors) == 1


def test_several_pictures_are_one_question(filled, photo, tmp_path):
    filled.open_library()
    other = shutil.copy(photo, tmp_path / "other.jpg")
    filled.openings.open([str(photo), str(other)])
    filled.rest()
    assert filled.queries.asked == [[str(photo), str(other)]]


def test_an_empty_library_has_nothing_like_a_picture(empty, photo):
    empty.open_library()
    empty.openings.open([str(photo)])
    empty.rest()
    assert empty.queries.asked == []
    assert [error.code for error in empty.errors] == ["no-photos"]


def test_a_picture_that_comes_with_the_first_folder_waits_for_its_photos(empty, photo, tmp_path):
    empty.open_library()
    empty.openings.open([str(photo), str(tmp_path)])
    empty.rest()
    assert empty.folders.added == [str(tmp_path)]
    assert empty.queries.asked == empty.errors == []
    empty.folders.firstPhotosCame.emit(3)
    empty.folders.firstPhotosCame.emit(3)
    assert empty.queries.asked == [[str(photo)]]


def test_what_is_not_there_is_named(filled, tmp_path):
    filled.open_library()
    filled.openings.open([str(tmp_path / "gone.jpg"), str(tmp_path / "gone"), str(tmp_path)])
    filled.rest()
    assert [(error.code, error.path) for error in filled.errors] == [
        ("file-missing", str(tmp_path / "gone.jpg")),
        ("folder-missing", str(tmp_path / "gone")),
    ]
    assert filled.folders.added == [str(tmp_path)], "one that is missing does not keep the others out"


def test_a_second_start_raises_the_window_and_hands_over(filled, qtbot, tmp_path, monkeypatch):
    raised = []
    monkeypatch.setattr(module, "bring_to_front", lambda *arguments: raised.append(arguments))
    filled.open_library()
    post = tmp_path / "mailbox"
    post.mkdir()
    filled.openings.listen(post)
    mailbox.post(post, Request((str(tmp_path),), "token"))
    qtbot.waitUntil(lambda: filled.folders.added == [str(tmp_path)])
    assert raised == [(filled.window, "token")]


def test_sorting(tmp_path):
    file = tmp_path / "a.jpg"
    file.touch()
    missing = str(tmp_path / "b")
    found = sort_out([str(file), str(tmp_path), missing, str(file), os.devnull])
    assert found == Sorted([str(tmp_path)], [str(file), os.devnull], [missing])
