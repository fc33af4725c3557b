import pytest
from PySide6.QtCore import Qt

from photoclust.gui.panels.top_bar import TopBar, switched
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, MAP, Place, PlaceKind

FOLDER = Place(PlaceKind.FOLDER, "/a")
FOLDER_CLUSTERS = Place(PlaceKind.CLUSTERS, "/a")
ALBUM = Place(PlaceKind.ALBUM, 3)


@pytest.mark.parametrize(
    ("place", "as_grid", "as_groups"),
    [
        (ALL_PHOTOS, ALL_PHOTOS, CLUSTERS),
        (CLUSTERS, ALL_PHOTOS, CLUSTERS),
        (FOLDER, FOLDER, FOLDER_CLUSTERS),
        (FOLDER_CLUSTERS, FOLDER, FOLDER_CLUSTERS),
        (ALBUM, ALBUM, CLUSTERS),
        (MAP, ALL_PHOTOS, CLUSTERS),
    ],
)
def test_the_same_photos_seen_the_other_way(place, as_grid, as_groups):
    assert switched(place, clustered=False) == as_grid
    assert switched(place, clustered=True) == as_groups


@pytest.fixture
def bar(qtbot, look):
    bar = TopBar(look)
    qtbot.addWidget(bar)
    bar.resize(1200, 52)
    bar.show()
    return bar


def test_choosing_clusters_goes_there(bar, qtbot):
    bar.show_place(FOLDER)
    with qtbot.waitSignal(bar.placeChosen) as chosen:
        qtbot.mouseClick(bar.view, Qt.MouseButton.LeftButton, pos=bar.view.segment_center(1).toPoint())
    assert chosen.args == [FOLDER_CLUSTERS]


def test_choosing_the_map_goes_there_from_anywhere(bar, qtbot):
    bar.show_place(FOLDER)
    with qtbot.waitSignal(bar.placeChosen) as chosen:
        qtbot.mouseClick(bar.view, Qt.MouseButton.LeftButton, pos=bar.view.segment_center(2).toPoint())
    assert chosen.args == [MAP]
    bar.show_place(MAP)
    assert bar.view.currentData() == PlaceKind.MAP


def test_it_shows_where_the_window_is_without_going_there(bar, qtbot):
    with qtbot.assertNotEmitted(bar.placeChosen), qtbot.assertNotEmitted(bar.search.searched):
        bar.show_place(CLUSTERS)
        assert bar.view.currentText() == "Clusters"
        bar.show_place(Place(PlaceKind.SEARCH, "cat"))
        assert (bar.view.currentText(), bar.search.text()) == ("Grid", "cat")
        bar.show_place(ALL_PHOTOS)
        assert bar.search.text() == ""


def test_the_slider_says_the_size(bar, qtbot):
    with qtbot.assertNotEmitted(bar.thumbnailSizeChosen):
        bar.show_thumbnail_size(200)
    with qtbot.waitSignal(bar.thumbnailSizeChosen) as chosen:
        qtbot.keyClick(bar.thumbnails, Qt.Key.Key_Right)
    assert chosen.args == [216]


def test_where_there_is_little_room_the_search_field_has_it(bar, qtbot):
    bar.show()
    bar.resize(1200, bar.height())
    assert bar.thumbnails.isVisible()
    bar.resize(760, bar.height())
    assert not bar.thumbnails.isVisible()
    qtbot.waitUntil(lambda: bar.search.width() > 150)
    bar.resize(1200, bar.height())
    assert bar.thumbnails.isVisible()
