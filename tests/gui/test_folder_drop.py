import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtWidgets import QWidget

from photoclust.gui import desktop
from photoclust.gui.folder_drop import FolderDrop
from photoclust.gui.grid.mime import MIME_PHOTO_IDS

sys.path.insert(0, str(Path(__file__).parent / "panels"))
from drags import drop, hover, leave

AT = QPoint(10, 10)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.drops = FolderDrop(window)
    window.show()
    return window


def files(*paths):
    mime = QMimeData()
    mime.setUrls([desktop.file_url(path) for path in paths])
    return mime


def test_dropped_paths_are_told(window, qtbot):
    with qtbot.waitSignal(window.drops.dropped) as dropped:
        assert drop(window, files("/photos/ü", "/x"), AT)
    assert dropped.args == [["/photos/ü", "/x"]]


def test_hovering_is_told_and_ends(window):
    told = []
    window.drops.hovering.connect(told.append)
    hover(window, files("/photos"), AT)
    leave(window)
    assert told[0] is True
    assert told[-1] is False


def test_photos_of_the_library_are_none_of_its_business(window, qtbot):
    mime = files("/photos/a.jpg")
    mime.setData(MIME_PHOTO_IDS, json.dumps([1]).encode())
    with qtbot.assertNotEmitted(window.drops.dropped):
        assert not drop(window, mime, AT)


def test_web_addresses_are_not_taken(window):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/x.jpg")])
    assert not drop(window, mime, AT)
