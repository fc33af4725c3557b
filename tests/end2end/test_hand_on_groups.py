"""Groups under a person's hand: by mouse and by keys, undone and done again, saved, there after a restart."""

from __future__ import annotations

import pytest
from hands import CTRL
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu

SHIFT = Qt.KeyboardModifier.ShiftModifier
REST = "Unclustered"


@pytest.fixture
def at_groups(grouped):
    """All groups are to be seen at once."""
    hands = grouped
    hands.window.resize(1440, 3000)  # all groups are seen at once: what is dragged must not scroll away
    hands.grid.set_thumbnail_size(64)
    hands.wait_for_rest()
    return hands


def group_of(hands, name):
    return next(title for title, names in hands.groups().items() if name in names)


def partition(hands):
    return {title: sorted(names) for title, names in hands.groups().items()}


def everything(hands):
    return sorted(name for names in hands.groups().values() for name in names)


def at_rest_with(hands, condition):
    hands.wait(condition)
    hands.wait_for_rest()


def click_header(hands, title, keys=Qt.KeyboardModifier.NoModifier):
    hands.click(hands.grid.viewport(), hands.header_center(title), keys)


def undo(hands):
    hands.key(Qt.Key.Key_Z, CTRL, hands.grid)


def redo(hands):
    hands.key(Qt.Key.Key_Z, CTRL | SHIFT, hands.grid)


def rename(hands, title, name):
    """By F2 and typing over the title."""
    click_header(hands, title)
    hands.key(Qt.Key.Key_F2, target=hands.grid)
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert QApplication.focusWidget().text() == title
    hands.type(name)
    hands.key(Qt.Key.Key_Return)
    at_rest_with(hands, lambda: name in hands.groups())


def click_action(hands, title, action):
    """A link in a group's header."""
    number = list(hands.groups()).index(title)
    hands.grid.show_section(number)
    section, header = hands.grid.scene.sections[number], hands.grid.scene.header(number)
    place = [item.id for item in section.actions].index(action)
    hands.click(hands.grid.viewport(), header.action_rect(place).center())


def choose(hands, menu, entry):
    hands.wait(lambda: hands.window.findChild(QMenu, menu) is not None)
    opened = hands.window.findChild(QMenu, menu)
    opened.findChild(QAction, entry).trigger()
    opened.close()


def test_slide_rename_merge_split_pin_regroup_undo_save_restart(at_groups, start):
    hands = at_groups
    photos = everything(hands)
    # Slide.
    hands.choose_segment("methodBox", "Tree")
    hands.click("clusterButton")
    hands.wait_for_rest()
    before = hands.grid.model().sections()
    hands.key(Qt.Key.Key_PageUp, target=hands.find("similaritySlider"))
    at_rest_with(hands, lambda: hands.grid.model().sections() != before)
    # Rename, by F2.
    rename(hands, group_of(hands, "chambord.jpg"), "Our castles")
    castles = hands.groups()["Our castles"]
    # The name sticks while the slider is moved to and fro.
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        before = hands.grid.model().sections()
        hands.key(key, target=hands.find("similaritySlider"))
        at_rest_with(hands, lambda before=before: hands.grid.model().sections() != before)
    assert hands.groups()["Our castles"] == castles
    # Merge two, by Ctrl and click on their headers and Ctrl+J.
    cats = group_of(hands, "kitten.jpg")
    other = next(title for title in hands.groups() if title not in {REST, "Our castles", cats})
    unmerged = partition(hands)
    click_header(hands, cats)
    click_header(hands, other, CTRL)
    hands.key(Qt.Key.Key_J, CTRL, hands.grid)
    at_rest_with(hands, lambda: len(hands.groups()) == len(unmerged) - 1)
    both = group_of(hands, "kitten.jpg")
    assert set(hands.groups()[both]) == {*unmerged[cats], *unmerged[other]}
    merged = partition(hands)
    # Undo by key, redo by the menu of the message's kin: exact both ways.
    undo(hands)
    at_rest_with(hands, lambda: partition(hands) == unmerged)
    redo(hands)
    at_rest_with(hands, lambda: partition(hands) == merged)
    # Split by the link in the header.
    click_action(hands, both, "split")
    at_rest_with(hands, lambda: len(hands.groups()) == len(unmerged))
    assert everything(hands) == photos
    # Drag a photo from one group onto the header of another.
    assert hands.drag(
        hands.grid.viewport(),
        hands.photo_center("rocket.jpg"),
        hands.grid.viewport(),
        hands.header_center("Our castles"),
    )
    at_rest_with(hands, lambda: "rocket.jpg" in hands.groups()["Our castles"])
    # Pin by key.
    click_header(hands, "Our castles")
    hands.key(Qt.Key.Key_P, CTRL, hands.grid)
    at_rest_with(
        hands,
        lambda: [s.note for s in hands.grid.model().sections() if s.title == "Our castles"] == ["pinned"],
    )
    pinned = hands.groups()["Our castles"]
    by_hand = partition(hands)
    # Cluster again, another way: the pinned group stays, first.
    hands.choose_segment("methodBox", "Elbow")
    hands.key(Qt.Key.Key_G, CTRL, hands.grid)
    at_rest_with(hands, lambda: partition(hands) != by_hand)
    assert next(iter(hands.groups().items())) == ("Our castles", pinned)
    assert everything(hands) == photos
    # Undo the clustering: all that was done by hand is back, and the knobs say how it was made.
    undo(hands)
    at_rest_with(hands, lambda: partition(hands) == by_hand)
    assert hands.find("methodBox").currentText() == "Tree"
    # Save it under a name.
    hands.key(Qt.Key.Key_S, CTRL, hands.grid)
    hands.wait(lambda: hands.window.findChild(QInputDialog) is not None)
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Trips")
    hands.key(Qt.Key.Key_Return)
    at_rest_with(hands, lambda: hands.find("groupsNote").text() == "“Trips”")
    hands.back_to_the_window()
    # Change it once more, and close: what is worked on is kept too.
    rename(hands, "Our castles", "Castles and a rocket")
    worked_on = partition(hands)
    hands.window.close()
    again = start()
    at_rest_with(again, lambda: len(again.groups()) >= 5)
    assert partition(again) == worked_on
    assert again.grid.model().sections()[0].note in {"pinned", ""}
    # And the saved one is still as it was saved.
    again.click("savedClusteringsButton")
    choose(again, "savedClusteringsMenu", "openClusteringEntry")
    at_rest_with(again, lambda: "Our castles" in again.groups())
    assert partition(again) == by_hand
    undo(again)
    at_rest_with(again, lambda: partition(again) == worked_on)


def test_everything_by_keyboard(at_groups):
    hands = at_groups
    photos, grid = everything(hands), hands.grid
    grid.setFocus()
    # Ctrl+Down goes to the headers; Enter selects a group, with Ctrl another one too.
    first, second = list(hands.groups())[:2]
    sizes = {title: len(names) for title, names in hands.groups().items()}
    hands.click_photo(hands.groups()[first][0])
    for step in range(2):
        hands.key(Qt.Key.Key_Up if step == 0 else Qt.Key.Key_Down, CTRL, grid)
        hands.key(Qt.Key.Key_Return, CTRL if step else Qt.KeyboardModifier.NoModifier, grid)
    hands.wait(lambda: len(grid.selected_ids()) == sizes[first] + sizes[second])
    hands.key(Qt.Key.Key_J, CTRL, grid)
    at_rest_with(hands, lambda: sizes[first] + sizes[second] in map(len, hands.groups().values()))
    # A new group of some photos is named at once.
    names = hands.shown()[:1] + hands.shown()[-1:]
    hands.click_photo(names[0])
    hands.click_photo(names[1], CTRL)
    hands.key(Qt.Key.Key_N, CTRL | SHIFT, grid)
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Odd pair")
    hands.key(Qt.Key.Key_Return)
    at_rest_with(hands, lambda: sorted(hands.groups().get("Odd pair", [])) == sorted(names))
    # Move one of them elsewhere by the menu.
    hands.click_photo(names[0])
    hands.key(Qt.Key.Key_M, CTRL | SHIFT, grid)
    hands.wait(lambda: hands.window.findChild(QMenu, "moveToGroupMenu") is not None)
    menu = hands.window.findChild(QMenu, "moveToGroupMenu")
    target = next(action for action in menu.actions() if action.text() == REST)
    target.trigger()
    menu.close()
    hands.back_to_the_window()
    at_rest_with(hands, lambda: names[0] in hands.groups()[REST])
    # Split, hide, show, and all the way back.
    biggest = max((title for title in hands.groups() if title != REST), key=lambda t: len(hands.groups()[t]))
    click_header(hands, biggest)
    count = len(hands.groups())
    hands.key(Qt.Key.Key_D, CTRL, grid)
    at_rest_with(hands, lambda: len(hands.groups()) == count + 1)
    click_header(hands, biggest)
    hidden = hands.groups()[biggest]
    hands.key(Qt.Key.Key_H, CTRL | SHIFT, grid)
    at_rest_with(hands, lambda: biggest not in hands.groups())
    assert hands.find("hiddenGroupsButton").text() == "1 hidden group: show"
    hands.click("hiddenGroupsButton")
    at_rest_with(hands, lambda: hands.groups().get(biggest) == hidden)
    click_action(hands, biggest, "unhide")
    at_rest_with(hands, lambda: not hands.find("hiddenGroupsButton").isVisible())
    assert everything(hands) == photos
    while hands.window.changes.stack.canUndo():
        undo(hands)
        hands.wait_for_rest()
    assert {title: len(names) for title, names in hands.groups().items()} == sizes


def test_a_header_dragged_onto_another_merges_them(at_groups):
    hands = at_groups
    cats, castles = group_of(hands, "kitten.jpg"), group_of(hands, "chambord.jpg")
    wanted = {*hands.groups()[cats], *hands.groups()[castles]}
    # To the last photo of the target's section: anywhere in it will do.
    assert hands.drag(
        hands.grid.viewport(),
        hands.header_center(cats),
        hands.grid.viewport(),
        hands.photo_center(hands.groups()[castles][-1]),
    )
    at_rest_with(hands, lambda: set(hands.groups()[group_of(hands, "kitten.jpg")]) == wanted)
    assert "groups merged" in hands.find("messageText").text()
    hands.click("messageAction")
    at_rest_with(hands, lambda: cats in hands.groups())


def test_new_photos_are_suggested_to_a_pinned_group_and_wait_for_an_answer(at_groups, person, samples):
    hands = at_groups
    rename(hands, group_of(hands, "kitten.jpg"), "Cats")
    cats = hands.groups()["Cats"]
    click_header(hands, "Cats")
    hands.key(Qt.Key.Key_P, CTRL, hands.grid)
    hands.wait_for_rest()
    for name, source in (("a new cat.jpg", "chelsea.jpg"), ("a new bird.jpg", "kingfisher.jpg")):
        (person.photos / name).write_bytes((person.photos / source).read_bytes() + b" ")
    hands.key(Qt.Key.Key_F5, target=hands.grid)
    at_rest_with(hands, lambda: hands.groups().get("May belong to “Cats”") == ["a new cat.jpg"])
    assert hands.groups()["Cats"] == cats
    click_action(hands, "May belong to “Cats”", "refuse")
    at_rest_with(hands, lambda: "May belong to “Cats”" not in hands.groups())
    assert "a new cat.jpg" not in hands.groups()["Cats"]
    undo(hands)
    at_rest_with(hands, lambda: "May belong to “Cats”" in hands.groups())
    click_action(hands, "May belong to “Cats”", "accept")
    at_rest_with(hands, lambda: hands.groups()["Cats"] == [*cats, "a new cat.jpg"])


def test_photos_are_moved_by_their_menu_and_freed_in_the_left_pane(at_groups):
    hands = at_groups
    castles = group_of(hands, "chambord.jpg")
    hands.click_photo("chambord.jpg")
    hands.grid.photoMenuRequested.emit(hands.grid.selected_ids(), hands.grid.mapToGlobal(hands.grid.pos()))
    menu = QApplication.activePopupWidget()
    assert "Move to group…" in [action.text().replace("&", "") for action in menu.actions()]
    menu.close()
    hands.back_to_the_window()
    assert hands.drag(
        hands.grid.viewport(),
        hands.photo_center("chambord.jpg"),
        hands.find("libraryList").viewport(),
        hands.row_center("libraryList", REST),
    )
    at_rest_with(hands, lambda: "chambord.jpg" in hands.groups()[REST])
    assert "chambord.jpg" not in hands.groups()[castles]


def test_what_was_shaped_by_hand_is_not_grouped_again_by_itself(at_groups, person):
    hands = at_groups
    alone = "rocket.jpg"
    hands.click_photo(alone)
    hands.key(Qt.Key.Key_N, CTRL | SHIFT, hands.grid)
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Alone")
    hands.key(Qt.Key.Key_Return)
    at_rest_with(hands, lambda: hands.groups().get("Alone") == [alone])
    (person.photos / "another cat.jpg").write_bytes((person.photos / "chelsea.jpg").read_bytes() + b" ")
    (person.photos / "horses.jpg").unlink()
    hands.key(Qt.Key.Key_F5, target=hands.grid)
    at_rest_with(hands, lambda: hands.groups().get("New") == ["another cat.jpg"])
    assert hands.groups()["Alone"] == [alone]
    assert "horses.jpg" not in hands.shown()
    assert hands.find("groupsNote").text() == "1 photo new · 1 photo gone"
    click_action(hands, "New", "group-again")
    at_rest_with(hands, lambda: "New" not in hands.groups())
    assert "another cat.jpg" in hands.shown()
