import pytest

from photoclust.core.errors import LibraryError
from photoclust.core.photo import Album, AlbumId, AlbumMember, PhotoId
from photoclust.gui.grid.photo_model import Section
from photoclust.gui.panels.center import Center
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, Place, PlaceKind, similar_to_files
from photoclust.library.browse import FolderInfo, Overview

FOLDERS = (FolderInfo("/photos/2024", 3, True),)
MEMBERS = (AlbumMember(PhotoId(1), "/a"), AlbumMember(None, "/gone"))
FULL = Overview(3, FOLDERS, 0, (Album(AlbumId(4), "Rome", MEMBERS),))
EMPTY = Overview(0, (), 0, ())


@pytest.fixture
def center(session, look, qtbot):
    center = Center(look, session)
    qtbot.addWidget(center)
    center.resize(900, 600)
    center.show()
    session._overview_read(FULL)
    center.show_overview(FULL)
    return center


def parts(center):
    named = {
        "knobs": center.clusters,
        "title": center.header,
        "grid": center.grid,
        "hint": center.hint,
        "unreadable": center.unreadable,
        "empty": center.empty,
        "trouble": center.trouble,
    }
    return {name for name, widget in named.items() if widget.isVisible()}


@pytest.mark.parametrize(
    ("place", "visible", "title"),
    [
        (ALL_PHOTOS, {"grid"}, None),
        (CLUSTERS, {"knobs", "grid"}, None),
        (Place(PlaceKind.UNCLUSTERED), {"title", "grid"}, "Unclustered"),
        (Place(PlaceKind.UNREADABLE), {"unreadable"}, None),
        (Place(PlaceKind.FOLDER, "/photos/2024"), {"title", "grid"}, "2024"),
        (Place(PlaceKind.ALBUM, 4), {"title", "grid"}, "Rome"),
        (Place(PlaceKind.SEARCH, "cat"), {"title", "grid"}, "“cat”"),
        (similar_to_files(["/x/y.jpg"]), {"title", "grid"}, "Similar to y.jpg"),
    ],
)
def test_each_place_has_its_parts(center, place, visible, title):
    center.show_place(place)
    assert parts(center) == visible
    if title is not None:
        assert center.header.title.text() == title


def test_where_there_is_no_library_the_reason_is_shown_whatever_the_place(center):
    error = LibraryError("database-newer", path="/library/albums.sqlite")
    center.show_trouble(error)
    for place in (ALL_PHOTOS, CLUSTERS, Place(PlaceKind.UNREADABLE)):
        center.show_place(place)
        assert parts(center) == {"trouble"}
    assert center.trouble.words.text() == error.message
    center.show_overview(FULL)
    assert parts(center) == {"unreadable"}


def test_an_empty_library_shows_nothing_but_a_way_to_begin(center):
    center.show_overview(EMPTY)
    for place in (ALL_PHOTOS, CLUSTERS, Place(PlaceKind.UNCLUSTERED)):
        center.show_place(place)
        assert parts(center) == {"empty"}
    center.show_overview(FULL)
    assert parts(center) == {"title", "grid"}


def test_photos_of_another_place_are_not_shown(center):
    center.show_place(CLUSTERS)
    center.show_photos(ALL_PHOTOS, [PhotoId(1)])
    assert center.photos.ids() == []
    center.show_groups(CLUSTERS, [Section(0, "x", (PhotoId(1),))])
    assert center.photos.ids() == [1]
    center.show_place(ALL_PHOTOS)
    assert center.photos.ids() == [], "nothing of the last place stays under the new title"


def test_news_of_the_same_place_keep_the_photos(center):
    center.show_photos(ALL_PHOTOS, [PhotoId(1), PhotoId(2)])
    center.show_place(ALL_PHOTOS)
    assert center.photos.ids() == [1, 2]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(PlaceKind.ALBUM, 4), "This album is empty."),
        (similar_to_files(["/x.jpg"]), "Nothing in the library looks like this picture."),
        (Place(PlaceKind.UNCLUSTERED), "Every photo is in a group."),
        (Place(PlaceKind.FOLDER, "/photos/2024"), "There are no photos here."),
    ],
)
def test_nothing_there_says_why(center, place, words, qtbot):
    center.show_place(place)
    with qtbot.waitSignal(center.countChanged) as count:
        center.show_photos(place, [])
    assert count.args == [0]
    assert parts(center) == {"title", "hint"}
    assert center.hint.text().startswith(words)
    center.show_photos(place, [PhotoId(1)])
    assert parts(center) == {"title", "grid"}


def test_missing_members_of_an_album_are_counted(center):
    center.show_place(Place(PlaceKind.ALBUM, 4))
    assert center.header.note.text() == "1 missing"


def test_a_new_name_is_shown_at_once(center, session):
    center.show_place(Place(PlaceKind.ALBUM, 4))
    renamed = Overview(3, FOLDERS, 0, (Album(AlbumId(4), "Roma", MEMBERS),))
    session._overview_read(renamed)
    center.show_overview(renamed)
    assert center.header.title.text() == "Roma"


def test_groups_that_have_to_wait_say_for_what(center):
    center.show_place(CLUSTERS)
    center.show_waiting(CLUSTERS, indexing=True)
    assert "Groups follow when the first photos are in." in center.hint.text()
    center.show_waiting(CLUSTERS, indexing=False)
    assert center.hint.text() == ""


def test_a_place_to_drop_shows_itself(center):
    before = center.grab().toImage()
    center.show_drop_target(True)
    assert center._veil.isVisible()
    assert center.grab().toImage() != before
    center.show_drop_target(False)
    assert not center._veil.isVisible()
    center.show_overview(EMPTY)
    center.show_drop_target(True)
    assert not center._veil.isVisible()
    assert center.empty._place.property("dropTarget") is True
    center.show_drop_target(False)
    assert center.empty._place.property("dropTarget") is False
