import numpy as np
import pytest

from photoclust.core.queries import PhotoFilter
from photoclust.gui.browser import LANE, Browser
from photoclust.gui.grouper import Grouper
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, Place, PlaceKind, similar_to, similar_to_files
from photoclust.library import albums
from photoclust.library.browse import Overview
from photoclust.library.grouping import GroupingRequest


@pytest.fixture
def grouper(session):
    return Grouper(session)


@pytest.fixture
def browser(session, grouper):
    return Browser(session, grouper)


def listed(qtbot, browser, place):
    with qtbot.waitSignal(browser.photosListed, timeout=15_000) as signal:
        browser.go(place)
    assert signal.args[0] == place
    return signal.args[1]


def look_alikes(qtbot, browser, place):
    with qtbot.waitSignal(browser.lookAlikesListed, timeout=15_000) as signal:
        browser.go(place)
    assert signal.args[0] == place
    return signal.args[1]


def names(session, ids):
    return {path.rsplit("/", 1)[1] for path in session.paths_of(ids)}


def test_all_photos(browser, session, qtbot):
    ids = listed(qtbot, browser, ALL_PHOTOS)
    assert len(ids) == len(set(ids)) == 41
    assert all(session.paths_of(ids))


def test_a_folder(browser, samples, qtbot):
    assert len(listed(qtbot, browser, Place(PlaceKind.FOLDER, str(samples)))) == 41
    assert listed(qtbot, browser, Place(PlaceKind.FOLDER, "/elsewhere")) == []


def test_an_album_in_its_own_order(browser, session, qtbot):
    ids = listed(qtbot, browser, ALL_PHOTOS)
    wanted = [ids[5], ids[2], ids[9]]
    album = albums.create_album(session.library, "Some", wanted)
    assert listed(qtbot, browser, Place(PlaceKind.ALBUM, int(album.id))) == wanted
    assert listed(qtbot, browser, Place(PlaceKind.ALBUM, 999)) == []


def test_words(browser, session, qtbot):
    found = listed(qtbot, browser, Place(PlaceKind.SEARCH, "neuschwanstein"))
    assert names(session, found) >= {"neuschwanstein.jpg", "neuschwanstein-small.jpg"}


def test_look_alikes_of_a_photo_begin_with_the_photo(browser, session, qtbot):
    query = listed(qtbot, browser, Place(PlaceKind.SEARCH, "neuschwanstein.jpg"))[0]
    found = look_alikes(qtbot, browser, similar_to(query))
    assert found.ids[0] == query
    assert "neuschwanstein-small.jpg" in names(session, found.ids[:2])
    assert np.isnan(found.scores[0])
    assert 0.5 < found.scores[1] <= 1


def test_more_look_alikes_are_known_already(browser, session, qtbot, monkeypatch):
    query = listed(qtbot, browser, ALL_PHOTOS)[0]
    first = look_alikes(qtbot, browser, similar_to(query))
    assert browser.shown_look_alikes is None
    monkeypatch.setattr("photoclust.gui.listing.find_similar", None)
    with qtbot.waitSignal(browser.lookAlikesListed) as signal:
        browser.show_more()
    more = signal.args[1]
    assert more.ids[: len(first.ids)] == first.ids
    assert len(more.ids) == 41
    assert (more.further, browser.shown_look_alikes) == (0, 40)
    assert all(session.paths_of(more.ids))


def test_a_list_that_is_read_again_stays_as_long_as_it_was(browser, qtbot):
    query = listed(qtbot, browser, ALL_PHOTOS)[0]
    look_alikes(qtbot, browser, similar_to(query))
    with qtbot.waitSignal(browser.lookAlikesListed):
        browser.show_more()
    with qtbot.waitSignal(browser.lookAlikesListed, timeout=15_000) as signal:
        browser.refresh()
    assert len(signal.args[1].ids) == 41


def test_limits_stay_while_a_query_is_refined(browser, session, qtbot):
    ids = listed(qtbot, browser, ALL_PHOTOS)
    album = albums.create_album(session.library, "Some", ids[5:20])
    limits = PhotoFilter(album=album.id)
    look_alikes(qtbot, browser, similar_to(ids[0]))
    with qtbot.waitSignal(browser.lookAlikesListed, timeout=15_000) as signal:
        browser.limit(limits)
    answer = signal.args[1].answer
    assert set(answer.ids.tolist()) == set(ids[5:20])
    with qtbot.waitSignal(browser.lookAlikesListed, timeout=15_000) as signal:
        browser.refine(browser.place.key.with_less([ids[7]]))
    assert signal.args[0].limits == limits
    assert set(signal.args[1].answer.ids.tolist()) == set(ids[5:20]) - {ids[7]}
    browser.refine(None)
    assert browser.place == ALL_PHOTOS


def test_words_are_looked_for_among_the_same_photos_while_they_are_typed(browser, qtbot):
    limits = PhotoFilter(folders=("/elsewhere",))
    assert listed(qtbot, browser, Place(PlaceKind.SEARCH, "neusch"))
    browser.limit(limits)
    browser.search("neuschwanstein")
    assert browser.place == Place(PlaceKind.SEARCH, "neuschwanstein", limits)
    with qtbot.waitSignal(browser.photosListed, timeout=15_000) as signal:
        browser.refresh()
    assert signal.args[1] == []
    browser.search("")
    browser.limit(limits)
    assert browser.place == ALL_PHOTOS, "there is nothing looked for that could be limited"


def test_look_alikes_of_a_file_from_outside(browser, session, samples, tmp_path, qtbot):
    outside = tmp_path / "from outside.jpg"
    outside.write_bytes(next(samples.rglob("neuschwanstein.jpg")).read_bytes())
    found = look_alikes(qtbot, browser, similar_to_files([str(outside)]))
    assert set(found.answer.icons) == {str(outside)}
    assert names(session, found.ids[:2]) == {"neuschwanstein.jpg", "neuschwanstein-small.jpg"}


def test_a_query_that_is_no_picture_is_told_and_lists_nothing(browser, session, tmp_path, qtbot):
    (tmp_path / "notes.jpg").write_text("not a picture")
    with qtbot.waitSignal(session.failed, timeout=15_000) as failed:
        assert listed(qtbot, browser, similar_to_files([str(tmp_path / "notes.jpg")])) == []
    assert failed.args[0].code == "not-a-picture"


def test_groups_are_asked_for_once_and_then_remembered(browser, grouper, qtbot):
    with qtbot.waitSignal(browser.groupsWanted) as wanted:
        browser.go(CLUSTERS)
    assert wanted.args == [CLUSTERS]
    with qtbot.waitSignal(browser.groupsListed, timeout=15_000) as groups:
        grouper.group(GroupingRequest())
    sections = groups.args[1]
    assert len(sections) >= 5
    browser.go(ALL_PHOTOS)
    with qtbot.assertNotEmitted(browser.groupsWanted), qtbot.waitSignal(browser.groupsListed):
        browser.go(CLUSTERS)
    alone = listed(qtbot, browser, Place(PlaceKind.UNCLUSTERED))
    assert alone == [photo for section in sections if section.key < 0 for photo in section.photo_ids]


def test_groups_of_a_folder_are_others_than_those_of_the_library(browser, grouper, samples, qtbot):
    grouper.group(GroupingRequest())
    qtbot.waitSignal(grouper.grouped, timeout=15_000).wait()
    with qtbot.waitSignal(browser.groupsWanted):
        browser.go(Place(PlaceKind.CLUSTERS, str(samples)))


def test_a_search_is_left_for_where_it_was_begun(browser, samples):
    folder = Place(PlaceKind.FOLDER, str(samples))
    browser.go(folder)
    browser.search("castle")
    browser.search("cat")
    assert browser.place == Place(PlaceKind.SEARCH, "cat")
    browser.search("")
    assert browser.place == folder


FULL, EMPTY = Overview(41, (), 0, ()), Overview(0, (), 0, ())


def test_the_first_overview_of_a_start_lists_nothing_again(browser, session, qtbot):
    listed(qtbot, browser, ALL_PHOTOS)
    browser.overview_changed(FULL)
    assert not session.background.busy(LANE)


def test_the_first_overview_of_a_start_asks_for_groups(browser, qtbot):
    """The place was gone to before it was known whether there is anything to group."""
    browser.go(CLUSTERS)
    with qtbot.waitSignal(browser.groupsWanted):
        browser.overview_changed(FULL)


def test_the_first_photos_of_an_empty_library_are_listed(browser, session, qtbot):
    listed(qtbot, browser, ALL_PHOTOS)
    browser.overview_changed(EMPTY)
    assert not session.background.busy(LANE)
    with qtbot.waitSignal(browser.photosListed, timeout=15_000):
        browser.overview_changed(FULL)


def test_emptying_the_field_elsewhere_changes_nothing(browser):
    browser.go(CLUSTERS)
    browser.search("")
    assert browser.place == CLUSTERS


def test_an_album_that_is_gone_is_left(browser, session, qtbot):
    browser.go(Place(PlaceKind.ALBUM, 5))
    browser.overview_changed(Overview(41, (), 0, ()))
    assert browser.place == ALL_PHOTOS


def test_many_wishes_to_refresh_are_one_listing(browser, session, qtbot):
    listed(qtbot, browser, ALL_PHOTOS)
    count = []
    browser.photosListed.connect(lambda *_: count.append(1))
    with qtbot.assertNotEmitted(browser.photosListed, wait=400):
        for _ in range(50):
            browser.refresh_later()
    qtbot.waitUntil(lambda: bool(count))
    assert len(count) == 1


def test_a_late_answer_of_another_place_is_dropped(browser, qtbot):
    places = []
    browser.photosListed.connect(lambda place, _ids: places.append(place))
    browser.go(ALL_PHOTOS)
    browser.go(Place(PlaceKind.SEARCH, "castle"))
    qtbot.waitUntil(lambda: bool(places), timeout=15_000)
    assert places == [Place(PlaceKind.SEARCH, "castle")]
