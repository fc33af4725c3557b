import pytest

from photoclust.core.photo import PhotoId
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, MAP, Place, PlaceKind, similar_to


@pytest.mark.parametrize(
    "place",
    [
        ALL_PHOTOS,
        CLUSTERS,
        MAP,
        Place(PlaceKind.CLUSTERS, "/photos/2024: summer"),
        Place(PlaceKind.UNCLUSTERED),
        Place(PlaceKind.FOLDER, "/a:b"),
        Place(PlaceKind.ALBUM, 17),
    ],
)
def test_places_survive_the_settings(place):
    assert Place.from_setting(place.as_setting()) == place


@pytest.mark.parametrize("kind", [PlaceKind.SEARCH, PlaceKind.SIMILAR, PlaceKind.UNREADABLE])
def test_passing_places_are_not_kept(kind):
    assert Place(kind, "x").as_setting() == "all"


def test_photos_like_several_are_not_kept():
    assert similar_to(PhotoId(1), PhotoId(2)).as_setting() == "all"


@pytest.mark.parametrize("text", ["", "nonsense", "album:x", "album:", "folder:", "search:cat", "album:-1"])
def test_nonsense_is_all_photos(text):
    assert Place.from_setting(text) == ALL_PHOTOS
