"""Pause, cancel, close, come back: nothing is lost, nothing is done twice, everything is where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import CTRL
from PySide6.QtCore import QSize, Qt

from photoclust.config.settings import Settings
from photoclust.library.browse import photo_ids
from photoclust.library.session import Library


@pytest.fixture
def many(person) -> int:
    """Makes the folder twenty times as large: every photo another content. The number of photos.

    One thread indexes them, so that a quick machine is not done before a person can do anything.
    """
    Settings(jobs=1).save(person.paths.config)
    for photo in list(person.photos.iterdir()):
        for number in range(19):
            (person.photos / f"{number}-{photo.name}").write_bytes(photo.read_bytes() + bytes([number]))
    return len(list(person.photos.iterdir()))


def stored(person) -> int:
    return len(photo_ids(Library.open(person.library)))


def test_pause_and_resume(start, person, many):
    hands = start(person.photos)
    hands.wait(lambda: stored(person) > 20)
    hands.click("pauseButton")
    assert hands.find("pauseButton").text() == "Resume"
    hands.wait(lambda: "paused" in hands.find("progressLabel").text())
    counts: list[int] = []

    def stands_still() -> bool:
        counts.append(stored(person))
        return len(counts) > 10 and len(set(counts[-8:])) == 1

    hands.wait(stands_still)
    assert counts[-1] < many
    hands.click("pauseButton")
    hands.wait(lambda: stored(person) == many)
    hands.wait_for_rest()
    assert not hands.find("pauseButton").isVisible()


def test_photos_appear_and_can_be_looked_at_while_others_are_indexed(start, person, many):
    hands = start(person.photos)
    hands.wait(lambda: 20 < len(hands.shown()) < many)
    first = hands.shown()[3]
    hands.click_photo(first)
    hands.wait(lambda: hands.find("photoName").text() == first)
    hands.wait(lambda: hands.find("preview").image.width() > 0)
    before = len(hands.shown())
    hands.wait(lambda: len(hands.shown()) > before)
    selected = hands.window.session.paths_of(hands.grid.selected_ids())
    assert [Path(path).name for path in selected] == [first], "the selection survives new photos"
    hands.click("cancelButton")
    hands.wait_for_rest()


def test_photos_are_clustered_and_searched_while_others_are_indexed(start, person, many):
    hands = start(person.photos)
    hands.wait(lambda: 20 < len(hands.shown()) < many)
    hands.click("pauseButton")
    hands.wait(lambda: "paused" in hands.find("progressLabel").text())
    hands.choose_segment("viewBox", "Clusters")
    hands.wait(lambda: len(hands.groups()) >= 2)
    summary = hands.find("clusterSummary")
    hands.wait(lambda: summary.text().endswith("more photos are coming in"))
    grouped = len(hands.shown())
    assert grouped < many
    name = hands.shown()[0]
    hands.click_photo(name)
    hands.key(Qt.Key.Key_L, CTRL, hands.grid)
    hands.wait(lambda: hands.find("pageTitle").text() == f"Similar to {name}" and len(hands.shown()) > 1)
    hands.key(Qt.Key.Key_F, CTRL, hands.grid)
    hands.type("chambord")
    hands.wait(lambda: hands.shown() and all("chambord" in name for name in hands.shown()))
    hands.click_row("libraryList", "Clusters")
    hands.click("pauseButton")
    hands.wait(lambda: len(hands.shown()) == many)
    hands.wait_for_rest()
    assert "coming" not in summary.text()


def test_cancel_and_rescan(start, person, many):
    hands = start(person.photos)
    hands.wait(lambda: stored(person) > 20)
    hands.click("cancelButton")
    hands.wait(lambda: not hands.find("cancelButton").isVisible(), timeout=5_000)
    assert hands.find("progressLabel").text() == "Indexing stopped. What was done is kept."
    kept = stored(person)
    assert 20 < kept < many
    hands.key(Qt.Key.Key_F5, target=hands.grid)
    hands.wait(lambda: stored(person) == many)
    hands.wait_for_rest()
    assert f"{many - kept} new" in hands.find("progressLabel").text()


def test_closing_in_the_middle_asks_nothing_and_loses_nothing(start, person, many):
    hands = start(person.photos)
    hands.wait(lambda: stored(person) > 20)
    assert hands.window.close()
    kept = stored(person)
    assert 20 < kept < many
    again = start()
    again.wait(lambda: len(again.shown()) == kept)
    again.key(Qt.Key.Key_F5, target=again.grid)
    again.wait(lambda: stored(person) == many)
    again.wait_for_rest()
    assert f"{many - kept} new" in again.find("progressLabel").text()


def test_the_window_comes_back_as_it_was_left(start, person):
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.choose_segment("viewBox", "Clusters")
    hands.wait(lambda: len(hands.groups()) >= 5)
    hands.choose_segment("methodBox", "K-means")
    hands.window.resize(780, 600)  # the offscreen platform's screen is 800 pixels wide
    hands.find("kSpin").setValue(7)
    hands.click("clusterButton")
    hands.wait(lambda: len([title for title in hands.groups() if title != "Unclustered"]) == 7)
    hands.key(Qt.Key.Key_Right, target=hands.find("thumbnailSizeSlider"))
    size = hands.grid.thumbnail_size()
    hands.key(Qt.Key.Key_F9, target=hands.grid)
    assert not hands.find("libraryPanel").isVisible()
    hands.wait_for_rest()
    hands.window.close()
    again = start()
    assert again.window.size() == QSize(780, 600)
    assert not again.find("libraryPanel").isVisible()
    assert again.window.panes.right_wanted
    assert again.grid.thumbnail_size() == size
    assert again.find("methodBox").currentData() == "kmeans"
    again.wait(lambda: len([title for title in again.groups() if title != "Unclustered"]) == 7)


def test_a_narrow_window_folds_the_inspector_away_and_a_wide_one_brings_it_back(start, person):
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.window.resize(1000, 700)
    hands.wait(lambda: not hands.find("inspector").isVisible())
    hands.window.resize(1300, 700)
    hands.wait(lambda: hands.find("inspector").isVisible())
    hands.window.resize(1000, 700)
    hands.window.close()
    assert Settings.load(person.paths.config).show_inspector, "it folded away, nobody closed it"


def test_dark_and_light(start, person):
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    actions = hands.window.actions_by_name
    actions["theme-light"].trigger()
    light = hands.window.grab().toImage()
    actions["theme-dark"].trigger()
    dark = hands.window.grab().toImage()
    corner = hands.grid.mapTo(hands.window, hands.grid.rect().bottomLeft())
    point = (corner.x() + 3, corner.y() - 3)
    assert light.pixelColor(*point).lightness() > 200
    assert dark.pixelColor(*point).lightness() < 60
    hands.window.close()
    assert Settings.load(person.paths.config).theme == "dark"
    actions["theme-system"].trigger()
