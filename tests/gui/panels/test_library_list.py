import json

import pytest
from drags import drop, hover, leave
from PySide6.QtCore import QMimeData

from photoclust.gui.grid.mime import MIME_PHOTO_IDS
from photoclust.gui.panels.library_list import LibraryList
from photoclust.gui.panels.nav_model import NavItem
from photoclust.gui.places import ALL_PHOTOS, Place, PlaceKind


def photos(*ids):
    mime = QMimeData()
    mime.setData(MIME_PHOTO_IDS, json.dumps(ids).encode())
    return mime


@pytest.fixture
def rows(qtbot, look):
    rows = LibraryList(look)
    qtbot.addWidget(rows)
    rows.set_items([NavItem(ALL_PHOTOS, "All"), NavItem(Place(PlaceKind.UNCLUSTERED), "Unclustered", "2")])
    rows.resize(200, rows.sizeHint().height())
    rows.show()
    rows.show_groups_at_hand(True)
    return rows


def middle(rows, row):
    return rows.visualRect(rows.rows.index(row)).center()


def test_photos_are_freed_from_their_groups(rows, qtbot):
    assert hover(rows.viewport(), photos(4, 5), middle(rows, 1))
    assert (rows.drop_row(), rows.drop_note()) == (1, "+2")
    leave(rows.viewport())
    assert rows.drop_row() == -1
    with qtbot.waitSignal(rows.photosFreed) as freed:
        assert drop(rows.viewport(), photos(4, 5), middle(rows, 1))
    assert freed.args == [[4, 5]]


def test_other_rows_take_nothing(rows):
    assert not hover(rows.viewport(), photos(4), middle(rows, 0))
    assert not drop(rows.viewport(), photos(4), middle(rows, 0))


def test_nothing_is_taken_while_no_groups_are_shown(rows):
    rows.show_groups_at_hand(False)
    assert not hover(rows.viewport(), photos(4), middle(rows, 1))
