"""Changes of groups by hand: each is kept at once, and taken back exactly."""

import pytest

from photoclust.core.grouping import Method
from photoclust.gui.changes import Changes
from photoclust.gui.group_editor import GroupEditor
from photoclust.gui.grouper import Grouper
from photoclust.gui.saved_clusterings import SavedClusterings
from photoclust.library import clusterings
from photoclust.library.grouping import GroupingRequest


@pytest.fixture
def grouper(session):
    return Grouper(session)


@pytest.fixture
def changes(session):
    made = Changes(session)
    yield made
    made.close()


@pytest.fixture
def editor(session, grouper, changes):
    return GroupEditor(session, grouper, changes, lambda: ())


@pytest.fixture
def saved(session, grouper, changes, editor, qtbot):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    return SavedClusterings(window, session, grouper, changes, editor)


@pytest.fixture
def rest(session, changes, editor, qtbot):
    """Waits until nothing is under way; what was made by then."""

    def wait():
        qtbot.waitUntil(
            lambda: not changes.busy and not session.background._current and not editor._rest.isActive(),
            timeout=20_000,
        )

    return wait


@pytest.fixture
def now(grouper, rest):
    """The groups that are shown, when nothing is under way; grouped at first."""
    grouper.group(GroupingRequest(Method.AGGLOMERATIVE, similarity=0.3))

    def look():
        rest()
        return grouper.clustering_of(())

    look()
    return look


OPERATIONS = {
    "merge": lambda editor, before: editor.merge([group.key for group in before.clusters[:3]]),
    "rename": lambda editor, before: editor.rename(before.clusters[1].key, "Ours"),
    "pin": lambda editor, before: editor.pin([before.clusters[0].key], True),
    "hide": lambda editor, before: editor.hide([before.clusters[0].key], True),
    "dissolve": lambda editor, before: editor.dissolve([before.clusters[0].key]),
    "move": lambda editor, before: editor.move(before.clusters[1].photo_ids[:1], before.clusters[0].key),
    "free": lambda editor, before: editor.move(before.clusters[1].photo_ids[:1], None),
    "new group": lambda editor, before: editor.new_group(before.grouping.unclustered[:2]),
    "split": lambda editor, before: editor.split(before.clusters[0].key, 3),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_it_is_kept_undone_and_made_again(name, editor, changes, session, now):
    before = now()
    OPERATIONS[name](editor, before)
    after = now()
    assert after != before
    assert clusterings.working(session.library) == after
    changes.stack.undo()
    assert now() == before
    assert clusterings.working(session.library) == before
    changes.stack.redo()
    assert now() == after
    assert clusterings.working(session.library) == after


def test_a_row_of_changes_is_made_and_taken_back_in_order(editor, changes, now):
    first = before = now()
    for operation in OPERATIONS.values():
        operation(editor, before)
        before = now()
    while changes.stack.canUndo():
        changes.stack.undo()
    assert now() == first


def test_nothing_to_do_is_nothing_to_undo(editor, changes, now):
    before = now()
    editor.move(before.clusters[0].photo_ids, before.clusters[0].key)
    editor.merge([before.clusters[0].key])
    assert now() is before
    assert not changes.stack.canUndo()


def test_what_can_not_be_done_is_told_and_nothing_is_forgotten_for_it(editor, changes, session, now, qtbot):
    editor.rename(now().clusters[0].key, "Ours")
    before = now()
    with qtbot.waitSignal(session.failed) as failed:
        editor.pin([4711], True)
    assert failed.args[0].code == "group-gone"
    assert now() is before
    assert changes.stack.undoText() == "Rename group"


def test_turns_of_the_slider_are_taken_back_as_one(editor, grouper, changes, now):
    before = now()
    for similarity in (0.35, 0.4, 0.5):
        grouper.group(GroupingRequest(Method.AGGLOMERATIVE, similarity=similarity))
        now()
    assert changes.stack.count() == 1
    assert changes.stack.undoText() == "Group photos"
    changes.stack.undo()
    assert now() == before
    changes.stack.redo()
    assert now().request.similarity == 0.5


def test_a_change_between_two_groupings_is_taken_back_by_itself(editor, grouper, changes, now):
    editor.rename(now().clusters[0].key, "Ours")
    now()
    grouper.group(GroupingRequest(Method.KMEANS, k=4))
    now()
    editor.pin([now().clusters[0].key], True)
    now()
    texts = [changes.stack.text(place) for place in range(changes.stack.count())]
    assert texts == ["Rename group", "Group photos", "Pin group"]


def test_a_grouping_that_was_overtaken_by_the_hand_is_made_again(editor, grouper, now):
    key = now().clusters[0].key
    editor.pin([key], True)
    grouper.group(GroupingRequest(Method.KMEANS, k=3))  # both are under way at once
    after = now()
    assert after.request.method is Method.KMEANS
    assert after.clusters[0].pinned
    assert after.clusters[0].key == key


def test_a_split_can_be_stopped(editor, now, qtbot):
    before = now()
    with qtbot.waitSignal(editor.stopped):
        editor.split(before.clusters[0].key)
        editor.stop()
    assert now() is before


def test_closing_at_once_keeps_what_was_grouped(session, grouper, editor, changes, qtbot):
    with qtbot.waitSignal(grouper.made, timeout=20_000):
        grouper.group(GroupingRequest())
    after, library = grouper.clustering_of(()), session.library
    editor.keep()
    session.close()
    changes.close()
    assert clusterings.working(library) == after


def test_what_is_not_written_down_yet_is_not_lost_when_photos_come(grouper, now, qtbot):
    now()
    with qtbot.waitSignal(grouper.made, timeout=20_000):
        grouper.group(GroupingRequest(Method.KMEANS, k=3))
    grouper.forget()
    grouper.want(GroupingRequest())
    assert now().request.method is Method.KMEANS
    grouper.forget()
    grouper.want(GroupingRequest())
    assert now().request.method is Method.KMEANS, "now it is"
    assert grouper.unkept == {}


def test_what_the_hand_did_before_it_was_written_down_is_not_lost_either(grouper, editor, now, qtbot):
    now()
    with qtbot.waitSignal(grouper.made, timeout=20_000):
        grouper.group(GroupingRequest(Method.KMEANS, k=3))
    keys = [group.key for group in grouper.clustering_of(()).clusters]
    with qtbot.waitSignal(grouper.shown, timeout=20_000):
        editor.merge(keys)
    grouper.forget()
    grouper.want(GroupingRequest())
    assert len(now().clusters) == 1


class TestSaved:
    def test_saved_changed_and_opened_again(self, saved, editor, session, changes, now, qtbot):
        before = now()
        with qtbot.waitSignal(saved.said) as said:
            saved.save("Trips")
        assert said.args == ["Saved as “Trips”."]
        assert now().title == "Trips"
        editor.merge([group.key for group in before.clusters])
        merged = now()
        saved.open("Trips")
        assert now().clusters == before.clusters
        changes.stack.undo()
        assert now() == merged

    def test_saving_again_under_its_name_replaces_it_and_another_does_not(
        self, saved, editor, session, now, qtbot
    ):
        saved.save("Trips")
        now()
        saved.save("Others")
        editor.rename(now().clusters[0].key, "Ours")
        now()
        saved.save("Others")
        assert now().title == "Others"
        assert clusterings.saved(session.library, "Others").clusters[0].name == "Ours"
        with qtbot.waitSignal(session.failed) as failed:
            saved.save("Trips")
        assert failed.args[0].code == "clustering-exists"

    def test_deleting_can_be_undone(self, saved, session, changes, now, qtbot):
        saved.save("Trips")
        now()
        with qtbot.waitSignal(changes.said):
            saved.delete("Trips")
        now()
        assert clusterings.list_saved(session.library) == []
        changes.stack.undo()
        now()
        assert [item.name for item in clusterings.list_saved(session.library)] == ["Trips"]

    def test_the_menu_lists_them(self, saved, now, qtbot):
        from PySide6.QtCore import QPoint
        from PySide6.QtWidgets import QApplication

        def entries():
            saved.menu(QPoint(10, 10))
            qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
            menu = QApplication.activePopupWidget()
            texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
            menu.close()
            qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
            return texts

        now()
        assert entries() == ["Save clustering as…", "None saved yet"]
        saved.save("Trips & more")
        now()
        assert entries() == ["Save clustering as…", "Trips && more", "Delete"]
