"""Back and forward through the places of the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.core.queries import PhotoFilter
from photoclust.gui.history import MOST, History, SideButtons
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, MAP, Place, PlaceKind, similar_to

CATS = Place(PlaceKind.SEARCH, "cats")
ALBUM = Place(PlaceKind.ALBUM, 4)


class Window:
    """Goes where the history says."""

    def __init__(self):
        self.scroll = 0
        self.history = History(self.leave)
        self.came, self.ways = [], []
        self.history.returned.connect(self.came.append)
        self.history.changed.connect(lambda *ways: self.ways.append(ways))

    def leave(self, visit):
        visit.scroll = self.scroll

    def go(self, *places):
        for place in places:
            self.history.visited(place)

    def back(self):
        self.history.back()
        return self.history.present.place

    def forward(self):
        self.history.forward()
        return self.history.present.place


@pytest.fixture
def window(qapp):
    return Window()


def test_there_is_no_way_from_nowhere(window):
    window.history.back()
    window.history.forward()
    assert window.came == []
    assert window.history.present is None


def test_back_and_forward_in_the_order_of_the_visits(window):
    window.go(ALL_PHOTOS, CLUSTERS, MAP)
    assert [window.back(), window.back(), window.back()] == [CLUSTERS, ALL_PHOTOS, ALL_PHOTOS]
    assert [window.forward(), window.forward(), window.forward()] == [CLUSTERS, MAP, MAP]
    assert [visit.place for visit in window.came] == [CLUSTERS, ALL_PHOTOS, CLUSTERS, MAP]


def test_it_says_which_ways_there_are(window):
    window.go(ALL_PHOTOS, CLUSTERS)
    window.back()
    window.forward()
    assert window.ways == [(False, False), (True, False), (False, True), (True, False)]


def test_to_go_elsewhere_forgets_what_was_forward(window):
    window.go(ALL_PHOTOS, CLUSTERS, MAP)
    window.back()
    window.go(CATS)
    assert window.forward() == CATS
    assert window.back() == CLUSTERS


def test_a_place_is_left_as_it_is_and_found_so(window):
    window.go(ALL_PHOTOS)
    window.scroll = 700
    window.go(CLUSTERS)
    window.scroll = 30
    window.back()
    assert window.came[-1].scroll == 700
    window.forward()
    assert window.came[-1].scroll == 30


def test_a_list_that_is_read_again_is_no_visit(window):
    window.go(ALL_PHOTOS, CLUSTERS, CLUSTERS, CLUSTERS)
    assert window.back() == ALL_PHOTOS


def test_letters_typed_one_after_another_are_one_visit(window):
    words = [Place(PlaceKind.SEARCH, text) for text in ("c", "ca", "cat", "ca", "car")]
    window.go(ALL_PHOTOS, *words)
    assert window.back() == ALL_PHOTOS
    assert window.forward() == words[-1]
    window.go(Place(PlaceKind.SEARCH, "dog"))
    assert window.back() == words[-1]


def test_each_refinement_is_a_visit(window):
    first = similar_to(PhotoId(1))
    refined = Place(PlaceKind.SIMILAR, first.key.with_less([PhotoId(3)]))
    limited = Place(PlaceKind.SIMILAR, refined.key, PhotoFilter(unclustered=True))
    window.go(ALL_PHOTOS, first, refined, limited)
    assert [window.back(), window.back(), window.back()] == [refined, first, ALL_PHOTOS]


def test_what_is_gone_is_not_gone_back_to(window):
    window.go(ALL_PHOTOS, ALBUM, ALL_PHOTOS, CLUSTERS, ALBUM, MAP)
    window.back()
    window.back()
    window.history.forget(lambda place: place == ALBUM)
    assert window.history.present.place == CLUSTERS
    assert window.back() == ALL_PHOTOS
    assert window.back() == ALL_PHOTOS
    assert [window.forward(), window.forward()] == [CLUSTERS, MAP]


def test_where_the_window_is_stays_though_it_be_gone(window):
    window.go(ALL_PHOTOS, ALBUM)
    window.history.forget(lambda place: place == ALBUM)
    assert window.history.present.place == ALBUM


def test_it_does_not_grow_without_end(window):
    places = [Place(PlaceKind.ALBUM, number) for number in range(2 * MOST)]
    window.go(*places)
    for _ in range(2 * MOST):
        window.back()
    assert window.history.present.place == places[MOST]


def test_the_buttons_at_the_side_of_a_mouse(qtbot):
    widget, buttons = QWidget(), SideButtons()
    qtbot.addWidget(widget)
    widget.installEventFilter(buttons)
    with qtbot.waitSignal(buttons.backPressed), qtbot.assertNotEmitted(buttons.forwardPressed):
        qtbot.mousePress(widget, Qt.MouseButton.BackButton, pos=QPoint(1, 1))
    with qtbot.waitSignal(buttons.forwardPressed), qtbot.assertNotEmitted(buttons.backPressed):
        qtbot.mousePress(widget, Qt.MouseButton.ForwardButton, pos=QPoint(1, 1))
    with qtbot.assertNotEmitted(buttons.backPressed), qtbot.assertNotEmitted(buttons.forwardPressed):
        qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
