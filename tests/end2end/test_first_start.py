"""What somebody sees who has just installed the program, opens a picture with it, or went back a version."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest
from hands import Hands, drop
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtWidgets import QFileDialog

from photoclust.config.settings import Settings
from photoclust.gui import desktop, run
from photoclust.library.session import Library

NEWER = 1000


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the environment does not tell the folder")
def test_one_press_adds_the_folder_of_pictures(start, person, home):
    shutil.copytree(person.photos, home / "Pictures")
    hands = start()
    hands.wait(lambda: hands.find("addPicturesButton").isVisible())
    hands.click("addPicturesButton")
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    assert hands.rows("folderList") == [("Pictures", "41")]


def test_a_picture_that_the_program_was_opened_with_is_the_question(start, person):
    hands = start(person.photos, person.photos / "chambord.jpg")
    hands.wait(lambda: "neuschwanstein.jpg" in hands.shown() and len(hands.shown()) < 20)
    hands.wait_for_rest()
    assert hands.find("pageTitle").text() == "Similar to chambord.jpg"


def test_a_picture_without_a_library_is_answered_with_a_sentence(start, person):
    hands = start(person.photos / "chambord.jpg")
    hands.wait(lambda: "no photos" in hands.find("messageText").text())
    assert hands.find("emptyPage").isVisible()


@pytest.fixture(params=["albums.sqlite", "cache.sqlite"])
def newer(request, person):
    """A library of which one file was written by a later version."""
    Library.open(person.library)
    path = person.library / request.param
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {NEWER}")
    return path


def test_a_library_of_a_newer_version_is_refused_politely(newer, person, qtbot, qapp, monkeypatch):
    def contents():
        return {path.name: hashlib.sha256(path.read_bytes()).digest() for path in person.library.iterdir()}

    before = contents()
    window = run.make_window(qapp, person.paths, person.library, Settings())
    qtbot.addWidget(window)
    hands = Hands(window, qtbot)
    window.show()
    window.start([str(person.photos)])
    hands.wait(lambda: hands.find("troublePage").isVisible())
    words = hands.find("troubleText").text()
    assert str(newer) in words
    assert "Install the newer version again" in words
    # Whatever is tried is answered with the same sentence, and changes nothing.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(person.photos))
    mime = QMimeData()
    mime.setUrls([desktop.file_url(str(person.photos))])
    hands.click_row("libraryList", "Clusters")
    for attempt in (
        window.actions_by_name["add-folder"].trigger,
        window.actions_by_name["rescan"].trigger,
        lambda: drop(window, mime, QPoint(10, 10)),
        lambda: hands.click_row("libraryList", "All photos"),
    ):
        window.center.message.hide()
        attempt()
        hands.wait(lambda: hands.find("messageText").isVisible())
        assert hands.find("messageText").text() == words
        assert hands.find("troublePage").isVisible()
    hands.click("openAgainButton")
    hands.wait_for_rest()
    assert hands.find("troublePage").isVisible()
    assert contents() == before
    # The newer version made room, and the folder of the command line is still wanted.
    newer.unlink()
    hands.click("openAgainButton")
    hands.wait(lambda: len(hands.shown()) == 41)
    assert not hands.find("troublePage").isVisible()
    hands.wait_for_rest()
