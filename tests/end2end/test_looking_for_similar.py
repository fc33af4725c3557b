"""Look-alikes, done by hand: asked for in every way, refined, limited, and gone back through."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hands import CTRL, drop
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from photoclust.gui import desktop
from photoclust.gui.grid.corner_signs import Sign, sign_rect

ALT = Qt.KeyboardModifier.AltModifier
KITTENS = ["kitten.jpg", "kitten-cropped.jpg"]


@pytest.fixture
def at_work(start, person):
    """The window with all sample photos in it."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    return hands


@pytest.fixture
def similar(at_work):
    """What is like the kitten."""
    at_work.click_photo("kitten.jpg")
    at_work.key(Qt.Key.Key_L, CTRL)
    at_work.wait(lambda: at_work.shown()[:2] == KITTENS)
    at_work.wait_for_rest()
    return at_work


def title(hands):
    return hands.find("pageTitle").text()


def chips(hands, name):
    return [chip for chip in hands.window.findChildren(QWidget, name) if chip.isVisible()]


def hover_and_click(hands, name, sign):
    rect = hands.grid.visualRect(hands.grid.model().index(hands.shown().index(name), 0))
    QTest.mouseMove(hands.grid.viewport(), rect.center())
    hands.click(hands.grid.viewport(), sign_rect(rect, sign).center())


def test_a_search_is_refined_by_key_and_by_mouse_and_goes_back_step_by_step(similar):
    hands = similar
    first = hands.shown()
    assert title(hands) == "Similar to kitten.jpg"
    # Less like this, by key.
    hands.click_photo(first[2])
    hands.key(Qt.Key.Key_Minus)
    hands.wait(lambda: first[2] not in hands.shown())
    hands.wait_for_rest()
    assert [chip.accessibleName() for chip in chips(hands, "lessChip")] == [first[2]]
    second = hands.shown()
    # More like this, by mouse; it stands with the examples then.
    hover_and_click(hands, "kitten-cropped.jpg", Sign.MORE)
    hands.wait(lambda: len(chips(hands, "moreChip")) == 1)
    hands.wait_for_rest()
    assert hands.shown()[:2] == KITTENS
    assert hands.grid.model().score_at(1) == ""
    # Back, back, forward: by key, by button, by the buttons at the side of the mouse.
    hands.key(Qt.Key.Key_Left, ALT)
    hands.wait(lambda: hands.shown() == second)
    hands.wait_for_rest()
    hands.click("backButton")
    hands.wait(lambda: hands.shown() == first)
    hands.wait_for_rest()
    hands.qtbot.mouseClick(hands.grid.viewport(), Qt.MouseButton.ForwardButton, pos=QPoint(200, 200))
    hands.wait(lambda: hands.shown() == second)
    # A chip taken away is a step of its own.
    hands.click(chips(hands, "lessChip")[0].button)
    hands.wait(lambda: hands.shown() == first)
    hands.wait_for_rest()
    # Without the last example there is nothing to look for.
    hands.click(chips(hands, "exampleChip")[0].button)
    hands.wait(lambda: len(hands.shown()) == 41)
    assert not hands.find("queryBar").isVisible()


def test_the_way_back_leads_to_the_photo_one_came_from(similar):
    hands = similar
    hands.wait(hands.find("backButton").isEnabled)
    hands.key(Qt.Key.Key_Left, ALT)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    current = hands.window.session.paths_of(hands.grid.selected_ids())
    assert [Path(path).name for path in current] == ["kitten.jpg"]
    assert not hands.find("backButton").isEnabled()
    hands.key(Qt.Key.Key_Right, ALT)
    hands.wait(lambda: hands.shown()[:2] == KITTENS)


def test_more_can_be_seen_when_likeness_ends(similar):
    hands = similar
    few = hands.shown()
    assert hands.find("moreWords").text() == "Likeness ends here."
    hands.click("showMoreButton")
    hands.wait(lambda: len(hands.shown()) == 41)
    assert hands.shown()[: len(few)] == few
    assert hands.find("moreWords").text() == f"The first {len(few) - 1} are alike."
    assert not hands.find("showMoreButton").isVisible()
    # As it was left, it is found again.
    hands.wait_for_rest()
    hands.click_row("libraryList", "All photos")
    hands.wait(lambda: title(hands) == "")
    hands.wait_for_rest()
    hands.key(Qt.Key.Key_Left, ALT)
    hands.wait(lambda: hands.shown()[: len(few)] == few and len(hands.shown()) == 41)


def test_filters_stay_while_one_refines_and_go_with_a_click(similar, person):
    hands = similar
    hands.click_photo("kitten-cropped.jpg")
    hands.key(Qt.Key.Key_N, CTRL)
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Cats")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: ("Cats", "1") in hands.rows("albumPanel"))
    hands.wait_for_rest()
    hands.click_photo("kitten.jpg")
    hands.click("filterButton")
    menu = hands.find("filterAlbumMenu")
    next(entry for entry in menu.actions() if entry.text() == "Cats").trigger()
    hands.find("filterMenu").close()
    hands.back_to_the_window()
    hands.wait(lambda: hands.shown() == KITTENS)
    hands.wait_for_rest()
    assert [chip.accessibleName() for chip in chips(hands, "filterChip")] == ["album Cats"]
    hands.click_photo("kitten-cropped.jpg")
    hands.key(Qt.Key.Key_Minus)
    hands.wait(lambda: hands.shown() == ["kitten.jpg"])
    hands.wait_for_rest()
    hands.click(chips(hands, "filterChip")[0].button)
    hands.wait(lambda: not chips(hands, "filterChip"))
    hands.wait_for_rest()
    assert len(chips(hands, "lessChip")) == 1
    assert "kitten-cropped.jpg" not in hands.shown()


def test_words_are_looked_for_among_some_photos(at_work, person):
    hands = at_work
    hands.click("searchField")
    hands.type("neuschwanstein")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: "neuschwanstein.jpg" in hands.shown())
    hands.wait_for_rest()
    found = len(hands.shown())
    hands.click("filterButton")
    menu = hands.find("filterDateMenu")
    next(entry for entry in menu.actions() if entry.text().startswith("Last year")).trigger()
    hands.find("filterMenu").close()
    hands.back_to_the_window()
    hands.wait(lambda: not hands.shown())
    hands.wait_for_rest()
    hands.click(chips(hands, "filterChip")[0].button)
    hands.wait(lambda: len(hands.shown()) == found)


def test_several_pictures_from_anywhere_are_one_question(at_work, person, tmp_path):
    hands = at_work
    outside = Path(shutil.copy(person.photos / "rocket.jpg", tmp_path / "from outside.jpg"))
    image = QImage(str(outside)).scaled(300, 200)
    assert image.save(str(tmp_path / "from outside.jpg"), "JPEG")
    mime = QMimeData()
    mime.setUrls([desktop.file_url(str(path)) for path in (outside, person.photos / "kitten.jpg")])
    assert drop(hands.find("searchField"), mime, QPoint(30, 10))
    hands.wait(lambda: len(chips(hands, "exampleChip")) == 2)
    hands.wait(lambda: {"rocket.jpg", "kitten-cropped.jpg"} <= set(hands.shown()))
    hands.wait_for_rest()
    assert title(hands) == "Similar to 2 photos"
    assert [chip.accessibleName() for chip in chips(hands, "exampleChip")] == [
        "from outside.jpg",
        "kitten.jpg",
    ]


def test_a_pasted_picture_can_be_refined_and_gone_back_to(at_work, person):
    hands = at_work
    QGuiApplication.clipboard().setImage(QImage(str(person.photos / "rocket.jpg")).scaled(400, 300))
    hands.click(hands.grid.viewport(), QPoint(2, 2))
    hands.key(Qt.Key.Key_V, CTRL)
    hands.wait(lambda: hands.shown()[:1] == ["rocket.jpg"])
    QGuiApplication.clipboard().setImage(QImage(str(person.photos / "dahlia.jpg")).scaled(400, 300))
    hands.wait_for_rest()
    hands.key(Qt.Key.Key_V, CTRL)
    hands.wait(lambda: hands.shown()[:1] == ["dahlia.jpg"])
    assert title(hands) == "Similar to pasted picture 2.png"
    QGuiApplication.clipboard().clear()
    hands.wait_for_rest()
    hands.key(Qt.Key.Key_Left, ALT)
    hands.wait(lambda: hands.shown()[:1] == ["rocket.jpg"])


def test_an_address_is_answered_with_a_sentence(at_work):
    hands = at_work
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/cat.jpg")])
    assert drop(hands.find("searchField"), mime, QPoint(30, 10))
    words = hands.find("messageText")
    hands.wait(lambda: words.text().startswith("PhotoClust never connects to the internet"))
    assert "Drop or paste the picture itself." in words.text()
    assert len(hands.shown()) == 41


def test_the_menu_of_a_found_photo_refines_too(similar, monkeypatch):
    hands = similar
    menus = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _point: menus.append(menu))
    hands.click_photo("kitten-cropped.jpg")
    hands.window.commands.photo_menu([], QPoint())
    names = [entry.objectName() for entry in menus[0].actions()]
    assert names[:2] == ["more-like-thisAction", "less-like-thisAction"]
    menus[0].actions()[1].trigger()
    menus[0].close()
    hands.wait(lambda: "kitten-cropped.jpg" not in hands.shown())
    hands.click_row("libraryList", "All photos")
    hands.wait(lambda: len(hands.shown()) == 41)
    assert not hands.window.actions_by_name["more-like-this"].isEnabled()


def test_a_part_of_a_photo_is_drawn_and_found(at_work):
    hands = at_work
    hands.click_photo("kitten.jpg")
    hands.key(Qt.Key.Key_Return)
    viewer = hands.find("photoViewer")
    hands.wait(viewer.isVisible)
    hands.wait(lambda: not hands.window.session.background.busy("viewer"))
    hands.click(viewer.find_part)
    area = viewer.region.parentWidget()
    middle = area.rect().center()
    QTest.mousePress(
        viewer.region, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle - QPoint(60, 60)
    )
    QTest.mouseMove(viewer.region, middle)
    QTest.mouseMove(viewer.region, middle + QPoint(60, 60))
    QTest.mouseRelease(
        viewer.region, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(60, 60)
    )
    QTest.keyClick(viewer.region, Qt.Key.Key_Return)
    hands.wait(lambda: not viewer.isVisible())
    hands.wait(lambda: hands.shown()[:2] == KITTENS)
    hands.wait_for_rest()
    assert title(hands) == "Similar to part of kitten.jpg"
    assert [chip.accessibleName() for chip in chips(hands, "exampleChip")] == ["part of kitten.jpg"]
    assert hands.grid.model().score_at(1) == "100 %", "the second look found it in the other photo"
    hands.click(chips(hands, "exampleChip")[0].button)
    hands.wait(lambda: title(hands) == "Similar to kitten.jpg")


def test_in_other_pages_the_keys_mean_other_things(similar):
    hands = similar
    before = hands.shown()
    hands.click_photo("kitten-cropped.jpg")
    hands.key(Qt.Key.Key_Return)
    viewer = hands.find("photoViewer")
    hands.wait(viewer.isVisible)
    hands.key(Qt.Key.Key_Minus, target=viewer)
    hands.key(Qt.Key.Key_Escape, target=viewer)
    hands.wait(lambda: not viewer.isVisible())
    hands.wait_for_rest()
    assert hands.shown() == before
    hands.key(Qt.Key.Key_Minus)
    hands.wait(lambda: "kitten-cropped.jpg" not in hands.shown())
