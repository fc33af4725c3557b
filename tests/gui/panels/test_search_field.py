import json
import os

import pytest
from drags import drop, hover, leave
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from photoclust.gui import desktop
from photoclust.gui.grid.mime import MIME_PHOTO_IDS
from photoclust.gui.panels.search_field import SearchField

MIDDLE = QPoint(20, 10)
PICTURE = os.path.abspath("a picture.jpg")


@pytest.fixture
def field(qtbot):
    field = SearchField()
    qtbot.addWidget(field)
    field.resize(300, 32)
    field.show()
    return field


def file_mime(path=PICTURE):
    mime = QMimeData()
    mime.setUrls([desktop.file_url(path)])
    return mime


def test_words_are_looked_for_after_a_pause(field, qtbot):
    searched = []
    field.searched.connect(searched.append)
    qtbot.keyClicks(field, "cat ")
    qtbot.waitUntil(lambda: searched == ["cat"])


def test_return_does_not_wait_and_does_not_ask_twice(field, qtbot):
    searched = []
    field.searched.connect(searched.append)
    qtbot.keyClicks(field, "dog")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert searched == ["dog"]


def test_emptying_it_ends_the_search(field, qtbot):
    searched = []
    field.searched.connect(searched.append)
    qtbot.keyClicks(field, "dog")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert searched == ["dog", ""]
    assert field.text() == ""


def test_showing_words_asks_for_nothing(field, qtbot):
    with qtbot.assertNotEmitted(field.searched):
        field.show_words("cat")
        field.show_words("")


def test_a_dropped_file_is_the_question(field, qtbot):
    with qtbot.waitSignal(field.picturesGiven) as given:
        assert drop(field, file_mime(), MIDDLE)
    assert given.args == [[PICTURE]]
    assert field.text() == ""


def test_a_dropped_photo_of_the_library_is_the_question(field, qtbot):
    mime = file_mime()
    mime.setData(MIME_PHOTO_IDS, json.dumps([5, 6]).encode())
    with qtbot.waitSignal(field.photosGiven) as given, qtbot.assertNotEmitted(field.picturesGiven):
        assert drop(field, mime, MIDDLE)
    assert given.args == [[5, 6]]


def test_it_shows_that_it_takes_a_drop(field):
    hover(field, file_mime(), MIDDLE)
    assert field.property("dropTarget") is True
    leave(field)
    assert field.property("dropTarget") is False


def test_a_copied_file_is_pasted_as_the_question(field, qtbot):
    QGuiApplication.clipboard().setMimeData(file_mime())
    with qtbot.waitSignal(field.picturesGiven):
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()


def test_copied_pixels_are_pasted_as_the_question(field, qtbot):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(field.imageGiven) as given:
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert given.args[0].size() == image.size()
    QGuiApplication.clipboard().clear()


def test_copied_words_are_pasted_as_words(field, qtbot):
    QGuiApplication.clipboard().setText("lake")
    with qtbot.assertNotEmitted(field.picturesGiven):
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "lake"
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("kind", ["urls", "text"])
def test_an_address_in_the_web_is_no_picture(field, qtbot, kind):
    mime = QMimeData()
    if kind == "urls":
        mime.setUrls([QUrl("https://example.org/cat.jpg")])
    else:
        mime.setText(" HTTP://example.org/cat.jpg\n")
    with qtbot.waitSignal(field.linkGiven), qtbot.assertNotEmitted(field.picturesGiven):
        assert drop(field, mime, MIDDLE)
    QGuiApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(field.linkGiven):
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    QGuiApplication.clipboard().clear()


def test_a_picture_that_comes_with_its_address_is_a_picture(field, qtbot):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/cat.jpg")])
    mime.setImageData(image)
    with qtbot.waitSignal(field.imageGiven), qtbot.assertNotEmitted(field.linkGiven):
        assert drop(field, mime, MIDDLE)
