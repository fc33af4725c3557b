"""The library's folders change while the window is open, and while it is not."""

from __future__ import annotations

import shutil

import pytest
from hands import CTRL
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from photoclust.config.settings import Settings

ALL = 41


@pytest.fixture
def at_work(start, person):
    """The window with all sample photos in it, their folder being watched."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == ALL)
    wait_until_watched(hands, person)
    return hands


def wait_until_watched(hands, person):
    watch = hands.window.watch
    hands.wait(lambda: watch._watcher is not None and watch._watcher._events.alive(str(person.photos)))
    hands.wait(lambda: watch._watcher._settling.wait() is None)
    hands.wait_for_rest()


def copied(person, name, number):
    """Bytes of a sample photo that are a content of their own."""
    return (person.photos / name).read_bytes() + bytes([number])


def test_new_photos_appear_and_deleted_ones_go_by_themselves(at_work, person):
    at_work.click_photo("chambord.jpg")
    (person.photos / "new.jpg").write_bytes(copied(person, "chelsea.jpg", 1))
    at_work.wait(lambda: "new.jpg" in at_work.shown())
    at_work.wait(lambda: at_work.rows("folderList") == [("Fotos von früher", str(ALL + 1))])
    at_work.wait_for_rest()
    assert at_work.find("progressLabel").text() == f"{ALL + 1} photos · 1 new"
    (person.photos / "new.jpg").unlink()
    at_work.wait(lambda: "new.jpg" not in at_work.shown())
    at_work.wait(lambda: at_work.rows("folderList") == [("Fotos von früher", str(ALL))])
    assert at_work.find("selectionLabel").text().startswith("1 selected"), "nobody is disturbed"


def test_raw_files_and_films_come_to_photos_and_go(at_work, person):
    """The number of photos stays; what belongs to one is told in the grid and in the inspector."""
    at_work.click_photo("chambord.jpg")
    grid, files = at_work.grid, at_work.window.inspector.files
    row = at_work.shown().index("chambord.jpg")
    raw, film = person.photos / "chambord.NEF", person.photos / "chambord.mov"
    raw.write_bytes(b"raw")
    at_work.wait(lambda: grid.photos.badge_at(row) == "RAW")
    at_work.wait(files.isVisible)
    film.write_bytes(b"film")
    at_work.wait(lambda: grid.photos.badge_at(row) == "RAW · Live")
    raw.unlink()
    at_work.wait(lambda: grid.photos.badge_at(row) == "Live")
    film.unlink()
    at_work.wait(lambda: grid.photos.badge_at(row) == "")
    at_work.wait(lambda: not files.isVisible())
    assert len(at_work.shown()) == ALL


def test_a_whole_folder_is_copied_in(at_work, person, samples):
    shutil.copytree(samples, person.photos / "a" / "b" / "copies", ignore=shutil.ignore_patterns("*.md"))
    at_work.wait(lambda: len(at_work.shown()) == 2 * ALL)


def test_clusters_follow(at_work, person):
    at_work.choose_segment("viewBox", "Clusters")
    at_work.wait(lambda: len(at_work.groups()) >= 5)
    (person.photos / "new.jpg").write_bytes(copied(person, "chelsea.jpg", 1))
    at_work.wait(lambda: "new.jpg" in at_work.shown())
    groups = at_work.groups().values()
    assert next(group for group in groups if "new.jpg" in group) == next(
        group for group in groups if "chelsea.jpg" in group
    )


def test_what_happened_meanwhile_is_seen_at_the_next_start(at_work, start, person):
    at_work.window.close()
    (person.photos / "kingfisher.jpg").rename(person.photos / "bird.jpg")
    again = start()
    again.wait(lambda: "bird.jpg" in again.shown() and "kingfisher.jpg" not in again.shown())


def test_switched_off_in_the_settings_nothing_happens_by_itself(at_work, person):
    watcher = at_work.window.watch._watcher
    at_work.window.dialogs.open_settings()
    at_work.wait(lambda: at_work.find("settingsDialog").isVisible())
    box = at_work.find("watchBox")
    at_work.key(Qt.Key.Key_Space, target=box)
    assert not box.isChecked()
    buttons = at_work.find("settingsDialog").findChild(QDialogButtonBox)
    at_work.click(buttons.button(QDialogButtonBox.StandardButton.Ok))
    at_work.wait(lambda: not watcher._roots)
    with at_work.qtbot.assertNotEmitted(at_work.window.indexer.stateChanged, wait=2_500):
        (person.photos / "new.jpg").write_bytes(copied(person, "chelsea.jpg", 1))
    at_work.back_to_the_window()
    at_work.key(Qt.Key.Key_F5, target=at_work.grid)
    at_work.wait(lambda: "new.jpg" in at_work.shown())


def test_switched_off_nothing_happens_at_the_start(at_work, start, person):
    at_work.window.close()
    settings = Settings.load(person.paths.config)
    settings.watch = False
    settings.save(person.paths.config)
    (person.photos / "kingfisher.jpg").unlink()
    again = start()
    again.wait(lambda: len(again.shown()) == ALL)
    with again.qtbot.assertNotEmitted(again.window.indexer.stateChanged, wait=2_500):
        pass
    assert again.window.watch._watcher is None


def test_a_folder_goes_offline_and_comes_back(at_work, person):
    away = person.photos.rename(person.photos.with_name("unplugged"))
    at_work.wait(lambda: at_work.rows("folderList") == [("Fotos von früher", "offline")])
    at_work.wait_for_rest()
    assert len(at_work.shown()) == ALL
    at_work.click_photo("chambord.jpg")
    at_work.click_row("folderList", "Fotos von früher")
    at_work.wait(lambda: len(at_work.shown()) == ALL)
    # An empty mount point is no news.
    person.photos.mkdir()
    with at_work.qtbot.waitSignal(at_work.window.indexer.finished, timeout=20_000):
        pass
    at_work.wait_for_rest()
    assert at_work.rows("folderList") == [("Fotos von früher", "offline")]
    assert len(at_work.shown()) == ALL
    assert [row[0] for row in at_work.rows("libraryList")] == [
        "All photos",
        "Clusters",
        "Unclustered",
        "Map",
        "Duplicates",
    ]
    person.photos.rmdir()
    (away / "kingfisher.jpg").unlink()
    away.rename(person.photos)
    at_work.wait(lambda: at_work.rows("folderList") == [("Fotos von früher", str(ALL - 1))])
    at_work.wait(lambda: len(at_work.shown()) == ALL - 1)


def test_a_folder_is_removed_and_brought_back(at_work, person):
    ids = at_work.grid.model().ids()
    at_work.click_photo("chambord.jpg")
    at_work.key(Qt.Key.Key_N, CTRL)
    at_work.wait(lambda: at_work.rows("albumPanel")[0][1] == "1")
    at_work.wait_for_rest()
    for undo in (
        lambda: at_work.click("messageAction"),
        lambda: at_work.key(Qt.Key.Key_Z, CTRL, at_work.window),
    ):
        at_work.window.removal.ask(str(person.photos))
        question = at_work.find("removeFolderQuestion")
        at_work.wait(question.isVisible)
        at_work.click(next(button for button in question.buttons() if button.text() == "Remove"))
        at_work.wait(lambda: at_work.find("emptyPage").isVisible())
        assert (
            at_work.find("messageText").text()
            == f"“Fotos von früher” with {ALL} photos was removed from the library."
        )
        at_work.wait_for_rest()
        at_work.back_to_the_window()
        undo()
        at_work.wait(lambda: at_work.rows("folderList") == [("Fotos von früher", str(ALL))])
        at_work.wait(lambda: at_work.grid.isVisible() and len(at_work.shown()) == ALL)
        at_work.wait_for_rest()
        assert at_work.grid.model().ids() == ids
        at_work.wait(lambda: at_work.rows("albumPanel")[0][1] == "1")
    wait_until_watched(at_work, person)
    (person.photos / "new.jpg").write_bytes(copied(person, "chelsea.jpg", 1))
    at_work.wait(lambda: "new.jpg" in at_work.shown())


def test_a_folder_is_removed_while_it_is_being_indexed(start, person):
    for photo in list(person.photos.iterdir()):
        for number in range(9):
            (person.photos / f"{number}-{photo.name}").write_bytes(photo.read_bytes() + bytes([number]))
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) > 20)
    hands.window.removal.remove(str(person.photos))
    hands.wait(lambda: hands.find("emptyPage").isVisible())
    hands.wait_for_rest()
    assert hands.rows("libraryList")[0] == ("All photos", "0")
