"""A person tidies up: what is there twice is found, decided on, removed, and comes back."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog

from photoclust.core.errors import UserFacingError
from photoclust.gui.trash import SystemTrash

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="the trash of a test's own home is freedesktop.org's"
)


class Tidy:
    """Hands in the room of duplicates."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    @property
    def grid(self):
        return self.hands.find("duplicateGrid")

    def enter(self) -> None:
        """Goes there and waits for what is found."""
        self.hands.click_row("libraryList", "Duplicates")
        self.hands.wait(lambda: self.hands.window.center.duplicates.listing is not None)
        self.hands.wait_for_rest()

    def groups(self) -> dict[str, list[str]]:
        """Name of the photo to keep -> names of all."""
        return {
            section.title: [self._name(photo_id) for photo_id in section.photo_ids]
            for section in self.grid.model().sections()
        }

    def _name(self, photo_id) -> str:
        return Path(self.hands.window.session.paths_of([photo_id])[0]).name

    def notes(self) -> str:
        return self.hands.find("decidedButton").text()

    def at(self, title: str) -> int:
        number = list(self.groups()).index(title)
        self.grid.show_section(number)
        return number

    def link(self, title: str, text: str) -> None:
        """Clicks a link in the header of a group."""
        number = self.at(title)
        header = self.grid.scene.header(number)
        action = next(part for _place, part in header.actions if part.text.startswith(text))
        self.hands.click(self.grid.viewport(), action.rect.center())

    def photo(self, name: str) -> QPoint:
        names = [self._name(photo_id) for photo_id in self.grid.model().ids()]
        index = self.grid.model().index(names.index(name), 0)
        self.grid.scrollTo(index)
        return self.grid.visualRect(index).center()

    @staticmethod
    def dialogs(name: str) -> list[QDialog]:
        every = QApplication.topLevelWidgets()
        return [one for one in every if one.objectName() == name and one.isVisible()]

    def dialog(self, name: str) -> QDialog:
        self.hands.wait(lambda: self.dialogs(name))
        return self.dialogs(name)[0]

    def wait_for_close(self, name: str) -> None:
        self.hands.wait(lambda: not self.dialogs(name))


@pytest.fixture
def twice(person):
    """Three of the photos lie in a second folder too; two of those pairs are in question in most tests."""
    backup = person.photos / "Backup"
    backup.mkdir()
    for photo in sorted(person.photos.glob("*.jpg"))[:3]:
        shutil.copy2(photo, backup / f"copy of {photo.name}")
    return backup


@pytest.fixture
def names(person):
    return [path.name for path in sorted(person.photos.glob("*.jpg"))[:3]]


@pytest.fixture
def begin(start, person, twice):
    """Starts PhotoClust, with the photos in it, in the room of duplicates."""

    def begin(*folders) -> Tidy:
        hands = start(*folders)
        hands.wait_for_rest()
        hands.wait(lambda: hands.rows("libraryList")[0][1] == "44")
        hands.wait_for_rest()
        tidy = Tidy(hands)
        tidy.enter()
        return tidy

    return begin


def test_a_verdict_stays_over_a_restart_and_a_renamed_folder(begin, person, names):
    tidy = begin(person.photos)
    assert list(tidy.groups()) == names
    tidy.link(names[0], "Not duplicates")
    tidy.hands.wait(lambda: list(tidy.groups()) == names[1:])
    tidy.hands.key(Qt.Key.Key_A)  # at the next group by now: keep all
    tidy.hands.wait(lambda: list(tidy.groups()) == names[2:])
    tidy.hands.wait_for_rest()
    assert "2 groups decided" in tidy.notes()
    tidy.hands.window.close()

    moved = person.photos.rename(person.photos.with_name("Umbenannt 图"))
    again = begin(moved)
    assert list(again.groups()) == names[2:]
    assert "2 groups decided" in again.notes()


def test_a_new_copy_opens_a_decided_group_again(begin, person, twice, names):
    tidy = begin(person.photos)
    tidy.link(names[0], "Keep all")
    tidy.hands.wait(lambda: names[0] not in tidy.groups())
    tidy.hands.wait_for_rest()
    shutil.copy2(person.photos / names[0], twice / "third.jpg")
    tidy.hands.wait(lambda: names[0] in tidy.groups())
    assert len(tidy.groups()[names[0]]) == 3


def test_a_verdict_can_be_taken_back(begin, person, names):
    tidy = begin(person.photos)
    tidy.link(names[1], "Not duplicates")
    tidy.hands.wait(lambda: names[1] not in tidy.groups())
    tidy.hands.wait_for_rest()
    tidy.hands.window.actions_by_name["undo"].trigger()
    tidy.hands.wait(lambda: list(tidy.groups()) == names)
    tidy.hands.window.actions_by_name["redo"].trigger()
    tidy.hands.wait(lambda: names[1] not in tidy.groups())
    tidy.hands.wait_for_rest()


def test_a_decision_of_an_earlier_day_can_be_taken_back_from_the_list(begin, start, person, names):
    tidy = begin(person.photos)
    tidy.link(names[1], "Not duplicates")
    tidy.hands.wait(lambda: names[1] not in tidy.groups())
    tidy.hands.wait_for_rest()
    tidy.hands.window.close()

    hands = start()
    hands.wait_for_rest()
    again = Tidy(hands)
    again.enter()
    assert list(again.groups()) == [names[0], names[2]]
    hands.click("decidedButton")
    dialog = again.dialog("decisionsDialog")
    hands.wait(lambda: dialog.decisions.rowCount() == 1)
    assert names[1] in dialog.decisions.index(0, 2).data()
    dialog.table.selectAll()
    hands.click(dialog.back)
    hands.wait(lambda: list(again.groups()) == names)
    hands.wait_for_rest()
    hands.window.actions_by_name["undo"].trigger()
    hands.wait(lambda: names[1] not in again.groups())
    hands.wait_for_rest()


def test_another_one_is_kept_and_the_plan_says_so(begin, person, twice, names):
    tidy = begin(person.photos)
    hands = tidy.hands
    hands.click(tidy.grid.viewport(), tidy.photo(f"copy of {names[0]}"))
    hands.key(Qt.Key.Key_K)
    hands.wait(lambda: f"copy of {names[0]}" in tidy.groups())
    hands.key(Qt.Key.Key_T)
    dialog = tidy.dialog("removalDialog")
    hands.wait(dialog.start.isEnabled)
    assert "1 file, " in dialog.words.text()
    assert "Nothing is deleted for good" in dialog.words.text()
    cells = [dialog.files.index(0, column).data() for column in (0, 2)]
    assert cells == [names[0], f"copy of {names[0]}"]
    hands.key(Qt.Key.Key_Return, target=dialog)  # the safe button
    tidy.wait_for_close("removalDialog")
    assert (person.photos / names[0]).exists()
    hands.wait_for_rest()


def remove(tidy: Tidy, title: str) -> None:
    tidy.link(title, "Move 1")
    dialog = tidy.dialog("removalDialog")
    tidy.hands.wait(dialog.start.isEnabled)
    tidy.hands.click(dialog.start)
    tidy.wait_for_close("removalDialog")


def said(hands: Hands) -> str:
    return hands.find("messageText").text()


def test_the_others_go_the_keeper_takes_their_place_in_albums_and_undo_brings_all_back(
    begin, person, twice, names, home
):
    tidy = begin(person.photos)
    hands, window = tidy.hands, tidy.hands.window
    copy = twice / f"copy of {names[0]}"
    copy_id = next(
        photo_id
        for photo_id in tidy.grid.model().ids()
        if window.session.paths_of([photo_id])[0] == str(copy)
    )
    window.albums.create("Holidays", [copy_id])
    hands.wait(lambda: any(album.name == "Holidays" for album in window.session.albums()))
    hands.wait_for_rest()
    stat = copy.stat()

    def in_album():
        album = next(album for album in window.session.albums() if album.name == "Holidays")
        return [member.path for member in album.members if not member.missing]

    # The copy is in an album, which speaks for it; the person keeps the other one all the same.
    hands.click(tidy.grid.viewport(), tidy.photo(names[0]))
    hands.key(Qt.Key.Key_K)
    remove(tidy, names[0])
    hands.wait(lambda: "is in the trash" in said(hands))
    assert not copy.exists()
    assert (home / ".local/share/Trash/files" / copy.name).exists()
    hands.wait(lambda: in_album() == [str(person.photos / names[0])])
    hands.wait(lambda: names[0] not in tidy.groups())

    hands.click("messageAction")
    hands.wait(copy.exists)
    hands.wait(lambda: in_album() == [str(copy)])
    assert copy.stat().st_mtime_ns == stat.st_mtime_ns
    hands.wait(lambda: len(tidy.groups()) == 3)
    hands.wait(lambda: "back where it was" in said(hands))
    hands.wait_for_rest()


def test_after_a_restart_removed_files_come_back_from_the_list(begin, start, person, twice, names):
    tidy = begin(person.photos)
    remove(tidy, names[0])
    tidy.hands.wait(lambda: not (twice / f"copy of {names[0]}").exists())
    tidy.hands.wait_for_rest()
    tidy.hands.window.close()

    hands = start()
    hands.wait_for_rest()
    again = Tidy(hands)
    again.enter()
    assert names[0] not in again.groups()
    hands.click("bringBackButton")
    dialog = again.dialog("restoreDialog")
    hands.wait(lambda: dialog.list.count() == 1)
    hands.click(dialog.start)
    hands.wait((twice / f"copy of {names[0]}").exists)
    hands.wait(lambda: dialog.list.count() == 0)
    assert "1 file is back where it was." in dialog.words.text()
    hands.click(dialog.leave)
    hands.wait(lambda: names[0] in again.groups())
    hands.wait_for_rest()


def test_all_files_of_the_tier_go_by_the_rules_but_two_that_can_not(begin, person, twice, names, monkeypatch):
    tidy = begin(person.photos)
    hands = tidy.hands
    in_use, locked = (twice / f"copy of {name}" for name in names[1:])
    codes = {str(in_use): "trash-in-use", str(locked): "trash-read-only"}
    real = SystemTrash.put

    def put(self, path):
        if path in codes:
            raise UserFacingError(codes[path], path=path)
        return real(self, path)

    monkeypatch.setattr(SystemTrash, "put", put)
    hands.click("trashAllButton")
    dialog = tidy.dialog("removalDialog")
    hands.wait(dialog.start.isEnabled)
    assert dialog.files.rowCount() == 3
    hands.click(dialog.start)
    hands.wait(lambda: "1 file" in said(hands))
    assert f"{in_use} can't be moved to the trash: another program has it open" in said(hands)
    assert f"{locked} can't be moved to the trash: its folder is read-only" in said(hands)
    assert sorted(twice.iterdir()) == sorted([in_use, locked])
    hands.wait(lambda: list(tidy.groups()) == names[1:])
    hands.wait_for_rest()
    stack = hands.window.actions_by_name
    stack["undo"].trigger()
    hands.wait(lambda: len(list(twice.iterdir())) == 3)
    hands.wait(lambda: list(tidy.groups()) == names)
    hands.wait_for_rest()
    monkeypatch.setattr(SystemTrash, "put", real)
    stack["redo"].trigger()
    hands.wait(lambda: list(twice.iterdir()) == [])
    hands.wait(lambda: not tidy.groups())
    hands.wait_for_rest()


def test_photos_can_be_dragged_to_albums_and_opened(begin, person, names):
    tidy = begin(person.photos)
    hands = tidy.hands
    albums = hands.find("albumPanel")
    assert hands.drag(
        tidy.grid.viewport(),
        tidy.photo(names[0]),
        albums.viewport(),
        hands.row_center("albumPanel", "New album"),
    )
    hands.wait(lambda: len(hands.window.session.albums()) == 1)
    hands.wait_for_rest()
    hands.click(tidy.grid.viewport(), tidy.photo(names[1]))
    hands.wait(lambda: hands.find("inspector").isVisible())
    hands.key(Qt.Key.Key_Return)
    hands.wait(hands.window.viewer.isVisible)
    assert not hands.window.actions_by_name["keep-this"].isEnabled(), "a key must not act on what is not seen"
    hands.key(Qt.Key.Key_Escape)
    hands.wait(tidy.grid.isVisible)
    assert hands.window.actions_by_name["keep-this"].isEnabled()


def test_thumbnails_elsewhere_may_be_smaller_than_here(begin, person):
    tidy = begin(person.photos)
    slider = tidy.hands.find("thumbnailSizeSlider")
    slider.setValue(72)
    here = tidy.grid.thumbnail_size()
    assert here > 72
    assert slider.value() == here, "it says what holds"
    tidy.hands.click_row("libraryList", "All photos")
    tidy.hands.wait_for_rest()
    slider.setValue(72)
    assert tidy.hands.grid.thumbnail_size() == 72
    slider.setValue(200)
    assert tidy.grid.thumbnail_size() == 200
    tidy.hands.wait_for_rest()


def test_letters_are_letters_where_one_types(begin, person, names):
    tidy = begin(person.photos)
    hands = tidy.hands
    hands.click(tidy.grid.viewport(), tidy.photo(names[0]))
    search = hands.window.top_bar.search
    search.setFocus()
    hands.wait(search.hasFocus)
    hands.type("dakt")
    assert search.text() == "dakt"
    hands.wait_for_rest()
    assert not hands.window.changes.stack.canUndo(), "nothing was decided by typing"
    assert tidy.dialogs("removalDialog") == []


def test_groups_are_compared_and_what_was_marked_is_asked_about_once(begin, person, twice, names):
    tidy = begin(person.photos)
    hands, view = tidy.hands, tidy.hands.window.compare
    tidy.link(names[0], "Compare")
    hands.wait(view.isVisible)
    assert len(view.photos) == 2
    hands.key(Qt.Key.Key_2)
    hands.key(Qt.Key.Key_X)
    hands.key(Qt.Key.Key_N)
    hands.key(Qt.Key.Key_1)
    hands.key(Qt.Key.Key_X)
    hands.key(Qt.Key.Key_2)
    hands.key(Qt.Key.Key_K)
    hands.key(Qt.Key.Key_P)
    assert len(view.dropped_ids) == 1, "what was marked before is marked still"
    hands.key(Qt.Key.Key_N)
    assert len(view.dropped_ids) == 1
    hands.key(Qt.Key.Key_Escape)
    dialog = tidy.dialog("removalDialog")
    hands.wait(dialog.start.isEnabled)
    going = {dialog.files.index(row, 0).data() for row in range(dialog.files.rowCount())}
    assert going == {f"copy of {names[0]}", names[1]}
    hands.click(dialog.leave)
    tidy.wait_for_close("removalDialog")
    assert f"copy of {names[1]}" in tidy.groups(), "the other one is kept now"
    hands.wait_for_rest()


def test_rules_are_put_in_order_and_stay(begin, person, start):
    tidy = begin(person.photos)
    hands = tidy.hands
    hands.click("keeperRulesButton")
    dialog = tidy.dialog("rulesDialog")
    first = dialog.rules()
    hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, target=dialog.list)
    hands.click(dialog.ok)
    hands.wait_for_rest()
    hands.window.close()
    hands = start()
    hands.wait_for_rest()
    rules = hands.window.state.keeper_rules
    assert rules[:2] == (first[1], first[0])
    assert rules[2:] == first[2:]
