"""The pieces of a question, each of which can be taken away."""

from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPixmap

from photoclust.core.photo import AlbumId, PhotoId, Region
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery
from photoclust.gui.panels.query_bar import MOST_CHIPS, QueryBar
from photoclust.gui.places import ALL_PHOTOS, Place, PlaceKind, similar_to, similar_to_files

ONE, TWO, THREE = PhotoId(1), PhotoId(2), PhotoId(3)
LIMITS = PhotoFilter(("/photos/2024",), AlbumId(4), date(2024, 5, 1), date(2024, 6, 2), unclustered=True)


class Loader(QObject):
    """Has pictures of some photos."""

    loaded = Signal(object)

    def __init__(self):
        super().__init__()
        self.there = {}

    def get(self, photo_id, _spec, *, owner=None):
        return self.there.get(photo_id)


@pytest.fixture
def bar(look, qtbot):
    bar = QueryBar(look, lambda ids: [f"/photos/{number}.jpg" for number in ids], lambda _album: "Rome")
    qtbot.addWidget(bar)
    bar.resize(700, 200)
    return bar


def asked(*photo_ids, limits=EVERYTHING, **parts):
    return Place(PlaceKind.SIMILAR, SimilarQuery(photo_ids, **parts), limits)


def chips(bar, name):
    return [chip for chip in bar._chips if chip.objectName() == name]


def words(bar):
    """All that the bar says, in order."""
    return [
        item.widget().accessibleName() or item.widget().text()
        for item in map(bar._flow.itemAt, range(bar._flow.count()))
    ]


def picture_of(chip):
    return chip._picture.pixmap().toImage()


def test_it_is_there_where_something_is_looked_for(bar):
    for place, shown in (
        (ALL_PHOTOS, False),
        (similar_to(ONE), True),
        (Place(PlaceKind.ALBUM, 4), False),
        (Place(PlaceKind.SEARCH, "cat"), True),
    ):
        bar.show_place(place)
        assert bar.isHidden() is not shown


def test_it_names_every_piece(bar):
    bar.show_place(asked(ONE, more=(TWO,), less=(THREE,), paths=("/x/y.png",), limits=LIMITS))
    assert words(bar) == [
        *("Like", "y.png", "1.jpg", "More like", "2.jpg", "Less like", "3.jpg"),
        *("Among", "/photos/2024", "album Rome", "1 May 2024 – 2 Jun 2024", "in no group", "Add filter"),
    ]
    bar.show_place(Place(PlaceKind.SEARCH, "cat"))
    assert words(bar) == ["Filter"]


@pytest.mark.parametrize(("name", "part"), [("exampleChip", ONE), ("moreChip", TWO), ("lessChip", THREE)])
def test_each_piece_of_a_query_can_be_taken_away(bar, qtbot, name, part):
    bar.show_place(asked(ONE, more=(TWO,), less=(THREE,)))
    (chip,) = chips(bar, name)
    assert chip.button.accessibleName() == f"Remove {part}.jpg"
    with qtbot.waitSignal(bar.partRemoved) as removed:
        qtbot.mouseClick(chip.button, Qt.MouseButton.LeftButton)
    assert removed.args == [part]


def test_a_part_of_a_picture_becomes_the_whole_again(bar, qtbot):
    part = Region(1, 2, 30, 40)
    bar.show_place(asked(ONE, region=part))
    (chip,) = chips(bar, "exampleChip")
    assert chip.label.text() == "part of 1.jpg"
    with qtbot.waitSignal(bar.partRemoved) as removed:
        qtbot.keyClick(chip.button, Qt.Key.Key_Space)
    assert removed.args == [part]


def test_each_piece_of_a_filter_can_be_taken_away(bar, qtbot):
    bar.show_place(asked(ONE, limits=LIMITS))
    left = []
    bar.limitsChanged.connect(left.append)
    for chip in chips(bar, "filterChip"):
        qtbot.mouseClick(chip.button, Qt.MouseButton.LeftButton)
    folders, album, since, until = LIMITS.folders, LIMITS.album, LIMITS.since, LIMITS.until
    assert left == [
        PhotoFilter((), album, since, until, unclustered=True),
        PhotoFilter(folders, None, since, until, unclustered=True),
        PhotoFilter(folders, album, None, None, unclustered=True),
        PhotoFilter(folders, album, since, until),
    ]


def test_the_keyboard_does_not_get_lost_with_a_chip(bar, qtbot):
    bar.show()
    bar.show_place(asked(ONE, less=(TWO,)))
    with qtbot.waitExposed(bar):
        bar.activateWindow()
    chips(bar, "lessChip")[0].button.setFocus()
    bar.show_place(asked(ONE))
    assert bar.focusWidget() is bar.filter


def test_of_very_many_it_shows_some_and_says_how_many_more(bar):
    ids = tuple(PhotoId(number) for number in range(1, MOST_CHIPS + 6))
    bar.show_place(asked(*ids))
    assert len(chips(bar, "exampleChip")) == MOST_CHIPS
    assert "and 5 photos" in words(bar)


def test_pictures_come_when_they_are_there(bar):
    loader = Loader()
    bar.set_loader(loader)
    bar.show_place(asked(ONE))
    (chip,) = chips(bar, "exampleChip")
    assert picture_of(chip).isNull()
    red = QPixmap(40, 20)
    red.fill(QColor("red"))
    loader.there[ONE] = red
    loader.loaded.emit(TWO)
    loader.loaded.emit(ONE)
    assert picture_of(chip).pixelColor(5, 5) == QColor("red")
    assert picture_of(chip).width() == picture_of(chip).height()


def test_a_picture_from_outside_is_shown_as_it_was_read(bar):
    bar.show_place(similar_to_files(["/x/y.png"]))
    pixels = np.zeros((30, 61, 3), np.uint8)
    pixels[..., 1] = 255
    bar.show_icons({"/x/y.png": pixels})
    (chip,) = chips(bar, "exampleChip")
    assert picture_of(chip).pixelColor(8, 8) == QColor(0, 255, 0)


def test_the_menu_opens_at_the_button(bar, qtbot):
    bar.show_place(similar_to(ONE))
    with qtbot.waitSignal(bar.filterRequested) as wanted:
        qtbot.mouseClick(bar.filter, Qt.MouseButton.LeftButton)
    assert wanted.args == [bar.filter]


def test_pieces_stand_side_by_side_and_go_on_below(bar, qtbot):
    bar.show_place(asked(*(PhotoId(number) for number in range(1, 9)), limits=LIMITS))
    with qtbot.waitExposed(bar):
        bar.show()
    wide = bar.heightForWidth(2000)
    assert bar.heightForWidth(400) > wide
    boxes = [bar._flow.itemAt(place).geometry() for place in range(bar._flow.count())]
    assert not any(
        first.intersects(second) for place, first in enumerate(boxes) for second in boxes[place + 1 :]
    )
