import json

import pytest
from drags import drop, hover, leave
from PySide6.QtCore import QMimeData, QPoint, Qt

from photoclust.core.photo import Album, AlbumId, AlbumMember, PhotoId
from photoclust.gui import desktop
from photoclust.gui.grid.mime import MIME_PHOTO_IDS, photo_ids_of
from photoclust.gui.panels.album_panel import AlbumPanel


def album(number, name, *photos):
    members = tuple(AlbumMember(PhotoId(photo) if photo else None, f"/p/{photo}.jpg") for photo in photos)
    return Album(AlbumId(number), name, members)


def photos(*ids):
    mime = QMimeData()
    mime.setData(MIME_PHOTO_IDS, json.dumps(ids).encode())
    return mime


@pytest.fixture
def panel(qtbot, look):
    panel = AlbumPanel(look)
    qtbot.addWidget(panel)
    panel.set_albums([album(7, "Birds", 1, 2, 0), album(9, "Coast")])
    panel.resize(200, panel.sizeHint().height())
    panel.show()
    return panel


def middle(panel, row) -> QPoint:
    return panel.visualRect(panel.rows.index(row)).center()


def texts(panel):
    return [(panel.rows.item(row).text, panel.rows.item(row).count) for row in range(panel.rows.rowCount())]


def test_albums_and_a_way_to_make_one(panel):
    assert texts(panel) == [("Birds", "3"), ("Coast", "0"), ("New album", "")]
    assert panel.rows.item(0).cover == 1
    assert panel.rows.item(0).tip == "1 missing"


def test_the_target_shows_itself_and_says_how_many_are_new(panel):
    assert hover(panel.viewport(), photos(2, 3, 4), middle(panel, 0))
    assert (panel.drop_row(), panel.drop_note()) == (0, "+2")
    assert hover(panel.viewport(), photos(2), middle(panel, 0)) is True
    leave(panel.viewport())
    assert panel.drop_row() == -1


def test_photos_that_are_all_there_are_not_promised_again(panel):
    hover(panel.viewport(), photos(1, 2), middle(panel, 0))
    assert panel.drop_note() == "already in"
    leave(panel.viewport())


def test_a_drop_on_an_album_names_it(panel, qtbot):
    with qtbot.waitSignal(panel.photosDropped) as dropped:
        assert drop(panel.viewport(), photos(3, 4), middle(panel, 1))
    assert dropped.args == [9, [3, 4]]
    assert panel.drop_row() == -1


def test_a_drop_on_new_album_makes_one(panel, qtbot):
    with qtbot.waitSignal(panel.photosDropped) as dropped:
        assert drop(panel.viewport(), photos(3), middle(panel, 2))
    assert dropped.args == [None, [3]]


def test_files_from_outside_are_not_taken(panel):
    mime = QMimeData()
    mime.setUrls([desktop.file_url("/p/1.jpg")])
    assert not hover(panel.viewport(), mime, middle(panel, 0))
    assert photo_ids_of(mime) == []


def test_delete_asks_for_the_current_album_only(panel, qtbot):
    panel.show_current(panel.rows.item(1).key)
    with qtbot.waitSignal(panel.deleteRequested) as asked:
        qtbot.keyClick(panel, Qt.Key.Key_Delete)
    assert asked.args == [9]
    panel.show_current("new-album")
    with qtbot.assertNotEmitted(panel.deleteRequested):
        qtbot.keyClick(panel, Qt.Key.Key_Delete)


def test_names_can_be_edited_but_not_the_way_to_make_one(panel):
    editable = [panel.rows.item(row).editable for row in range(3)]
    assert editable == [True, True, False]


def test_it_paints_in_every_state(panel):
    panel.show_current(panel.rows.item(0).key)
    plain = panel.grab().toImage()
    hover(panel.viewport(), photos(5), middle(panel, 1))
    targeted = panel.grab().toImage()
    assert plain != targeted
    leave(panel.viewport())
    assert panel.grab().toImage() == plain
