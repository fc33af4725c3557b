import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from photoclust.core.photo import Album, AlbumId
from photoclust.gui.panels.library_panel import LibraryPanel
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, Place, PlaceKind
from photoclust.library.browse import FolderInfo, Overview

OVERVIEW = Overview(
    12408,
    (
        FolderInfo("/home/a/Pictures", 9870, True),
        FolderInfo("/mnt/usb", 0, False),
        FolderInfo("/data/Pictures", 5, True),
    ),
    0,
    (Album(AlbumId(3), "Rome"), Album(AlbumId(4), "Coast")),
)


@pytest.fixture
def panel(qtbot, look):
    panel = LibraryPanel(look)
    qtbot.addWidget(panel)
    panel.set_overview(OVERVIEW)
    panel.resize(220, 600)
    panel.show()
    return panel


def rows(view):
    return [(view.rows.item(row).text, view.rows.item(row).count) for row in range(view.rows.rowCount())]


def test_counts(panel):
    unknown = [("Clusters", ""), ("Unclustered", ""), ("Map", ""), ("Duplicates", "")]
    assert rows(panel.library) == [("All photos", "12,408"), *unknown]
    panel.set_group_counts(86, 1034)
    assert rows(panel.library)[1:3] == [("Clusters", "86"), ("Unclustered", "1,034")]
    panel.set_group_counts(None, None)
    assert rows(panel.library)[1:] == unknown


def test_groups_of_duplicates_are_counted_once_they_are_known(panel):
    panel.set_duplicate_count(1212)
    assert rows(panel.library)[-1] == ("Duplicates", "1,212")
    panel.set_duplicate_count(None)
    assert rows(panel.library)[-1] == ("Duplicates", "")


def test_unreadable_files_have_a_row_only_if_there_are_any(panel):
    panel.set_overview(Overview(1, (), 7, ()))
    assert rows(panel.library)[-1] == ("Unreadable", "7")


def test_folders_of_one_name_are_told_apart_and_offline_ones_are_dim(panel):
    assert rows(panel.folders) == [("Pictures – a", "9,870"), ("usb", "offline"), ("Pictures – data", "5")]
    assert [panel.folders.rows.item(row).dim for row in range(3)] == [False, True, False]


def test_an_empty_library_has_no_heading_for_folders(panel):
    panel.set_overview(Overview(0, (), 0, ()))
    assert not panel.folders.isVisible()


@pytest.mark.parametrize(
    ("place", "marked"),
    [
        (ALL_PHOTOS, ("library", 0)),
        (CLUSTERS, ("library", 1)),
        (Place(PlaceKind.CLUSTERS, "/mnt/usb"), ("folders", 1)),
        (Place(PlaceKind.FOLDER, "/mnt/usb"), ("folders", 1)),
        (Place(PlaceKind.ALBUM, 4), ("albums", 1)),
        (Place(PlaceKind.SEARCH, "cat"), None),
    ],
)
def test_one_row_is_marked_in_all_lists_together(panel, qtbot, place, marked):
    with qtbot.assertNotEmitted(panel.placeChosen):
        panel.show_place(Place(PlaceKind.ALBUM, 3))
        panel.show_place(place)
    found = {
        name: view.currentIndex().row()
        for name, view in (("library", panel.library), ("folders", panel.folders), ("albums", panel.albums))
        if view.currentIndex().isValid()
    }
    assert found == (dict([marked]) if marked else {})


def test_choosing_goes_there(panel, qtbot):
    view = panel.albums
    point = view.visualRect(view.rows.index(1)).center()
    with qtbot.waitSignal(panel.placeChosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen.args == [Place(PlaceKind.ALBUM, 4)]


def test_a_new_album_is_named_as_soon_as_it_is_there(panel):
    panel.edit_album(AlbumId(9))
    assert panel.albums.findChild(QLineEdit) is None
    panel.set_overview(Overview(1, (), 0, (*OVERVIEW.albums, Album(AlbumId(9), "New album"))))
    assert panel.albums.findChild(QLineEdit).text() == "New album"


def test_editing_survives_news_about_counts(panel):
    panel.edit_album(AlbumId(3))
    editor = panel.albums.findChild(QLineEdit)
    editor.setText("half a na")
    panel.set_overview(Overview(12409, OVERVIEW.folders, 0, OVERVIEW.albums))
    assert panel.albums.findChild(QLineEdit) is editor
    assert editor.text() == "half a na"


def test_the_menu_of_an_album_names_it(panel, qtbot):
    point = panel.albums.visualRect(panel.albums.rows.index(0)).center()
    with qtbot.waitSignal(panel.albumMenuRequested) as asked:
        panel.albums.customContextMenuRequested.emit(point)
    assert asked.args[0] == 3
    with qtbot.waitSignal(panel.folderMenuRequested) as asked:
        panel.folders.customContextMenuRequested.emit(point)
    assert asked.args[0] == "/home/a/Pictures"
