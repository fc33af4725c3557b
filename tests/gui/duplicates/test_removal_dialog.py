"""The plan before anything goes, and what can happen on the way there and back."""

from __future__ import annotations

import threading

import pytest
from fixtures.trash import FolderTrash
from PySide6.QtCore import Qt

from photoclust.gui.duplicates import removal_dialog
from photoclust.gui.duplicates.removal_dialog import LANE, RemovalDialog
from photoclust.gui.duplicates.restore_dialog import RestoreDialog
from photoclust.library import albums, browse
from photoclust.library.removal import removals

LEFT = Qt.MouseButton.LeftButton


class SlowTrash(FolderTrash):
    """Waits before the second file until it is let go on."""

    def __init__(self, folder):
        super().__init__(folder)
        self.gate = threading.Event()
        self.waiting = threading.Event()

    def put(self, path):
        if self.names:
            self.waiting.set()
            assert self.gate.wait(20)
        return super().put(path)


@pytest.fixture
def choices(session, copies, samples):
    """The samples stay for their copies; nothing of the program's own files ever goes."""
    originals = sorted(samples.rglob("*.jpg"))[:3]
    paths = [str(path) for original in originals for path in (original, copies / f"copy of {original.name}")]
    ids = browse.ids_at(session.library, paths)
    return [(ids[keep], [ids[gone]]) for keep, gone in zip(paths[::2], paths[1::2], strict=True)]


@pytest.fixture
def trash(tmp_path):
    return FolderTrash(tmp_path / "trash")


@pytest.fixture
def open_plan(session, choices, qtbot):
    def open_plan(trash, wanted=choices, seen=None):
        dialog = RemovalDialog(session, trash, lambda: wanted, seen or {})
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: not session.background.busy(LANE))
        return dialog

    return open_plan


def test_the_plan_names_files_sizes_and_albums_and_touches_nothing(
    open_plan, session, choices, copies, trash
):
    albums.create_album(session.library, "Holidays", choices[0][1])
    dialog = open_plan(trash)
    size = sum(path.stat().st_size for path in copies.iterdir())
    assert dialog.words.text().startswith(f"3 files, {round(size / 1000)} kB, would go")
    assert "take over the places in these albums: Holidays" in dialog.words.text()
    rows = [
        [dialog.files.index(row, column).data() for column in range(5)]
        for row in range(dialog.files.rowCount())
    ]
    assert {row[0] for row in rows} == {path.name for path in copies.iterdir()}
    assert all(row[0] == f"copy of {row[2]}" for row in rows)
    assert {row[4] for row in rows} == {str(copies)}
    assert [row[3] for row in rows].count("Holidays") == 1
    assert len(list(copies.iterdir())) == 3
    assert trash.names == []


def test_return_alone_removes_nothing(open_plan, copies, trash, qtbot):
    dialog = open_plan(trash)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert len(list(copies.iterdir())) == 3


def test_what_changed_since_it_was_seen_is_left_out_by_name(open_plan, choices, copies, trash):
    name = sorted(path.name for path in copies.iterdir())[0]
    dialog = open_plan(trash, seen={choices[0][1][0]: b"another content."})
    assert dialog.files.rowCount() == 2
    assert f"Left out: {name}" in dialog.words.text()


def test_without_anything_to_remove_there_is_nothing_to_press(open_plan, trash):
    dialog = open_plan(trash, [])
    assert "nothing that could go" in dialog.words.text()
    assert not dialog.start.isEnabled()


def test_what_did_not_go_is_named(open_plan, copies, trash, qtbot):
    stuck = sorted(path.name for path in copies.iterdir())[1]
    trash.refused.add(stuck)
    dialog = open_plan(trash)
    with qtbot.waitSignal(dialog.removed) as removed:
        qtbot.mouseClick(dialog.start, LEFT)
    removal, plan = removed.args
    assert removal.count == 2
    assert [failure.path for failure in removal.failures] == [str(copies / stuck)]
    assert len(plan.items) == 3
    assert [path.name for path in copies.iterdir()] == [stuck]


def test_stopped_half_way_it_says_what_went(open_plan, session, copies, tmp_path, qtbot):
    trash = SlowTrash(tmp_path / "trash")
    dialog = open_plan(trash)
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(trash.waiting.is_set)
    assert dialog.bar.isVisible()
    assert not dialog.start.isEnabled()
    with qtbot.waitSignal(dialog.removed) as removed:
        qtbot.mouseClick(dialog.leave, LEFT)
        assert dialog.isVisible(), "the file in hand is waited for"
        trash.gate.set()
    assert removed.args[0].count == 2
    assert not dialog.isVisible()
    assert len(list(copies.iterdir())) == 1
    assert [removal.count for removal in removals(session.library)] == [2]


def test_a_window_that_closes_ends_it_after_the_file_in_hand(open_plan, session, copies, tmp_path, qtbot):
    trash = SlowTrash(tmp_path / "trash")
    dialog = open_plan(trash)
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(trash.waiting.is_set)
    timer = threading.Timer(0.2, trash.gate.set)
    timer.start()
    library = session.library
    session.close()
    timer.join()
    assert len(list(copies.iterdir())) == 1
    assert [removal.count for removal in removals(library)] == [2]


def test_trouble_is_said_in_the_dialog(open_plan, trash, qtbot, monkeypatch):
    from photoclust.core.errors import UserFacingError

    dialog = open_plan(trash)

    def refuse(*_args, **_kwargs):
        raise UserFacingError("removal-underway")

    monkeypatch.setattr(removal_dialog, "remove", refuse)
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(lambda: "already" in dialog.words.text())
    assert not dialog.start.isEnabled()
    assert dialog.leave.text() == "Close"
    qtbot.mouseClick(dialog.leave, LEFT)
    assert not dialog.isVisible()


@pytest.fixture
def removed_all(open_plan, trash, qtbot):
    dialog = open_plan(trash)
    with qtbot.waitSignal(dialog.removed):
        qtbot.mouseClick(dialog.start, LEFT)
    return trash


@pytest.fixture
def open_list(session, qtbot):
    def open_list(trash):
        dialog = RestoreDialog(session, trash)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.words.text()))
        return dialog

    return open_list


def test_nothing_in_the_trash_says_so(open_list, trash):
    dialog = open_list(trash)
    assert "Nothing that PhotoClust removed" in dialog.words.text()
    assert not dialog.start.isEnabled()


def test_what_comes_back_and_what_does_not(open_list, removed_all, copies, qtbot):
    stuck = removed_all.names[0]
    removed_all.kept.add(stuck)
    dialog = open_list(removed_all)
    assert dialog.list.count() == 1
    assert "3 files" in dialog.list.item(0).text()
    with qtbot.waitSignal(dialog.restored) as restored:
        qtbot.mouseClick(dialog.start, LEFT)
    assert restored.args[0].count == 1
    qtbot.waitUntil(lambda: "2 files are back where they were." in dialog.words.text())
    assert stuck in dialog.words.text()
    assert len(list(copies.iterdir())) == 2
    assert "1 file" in dialog.list.item(0).text()
    removed_all.kept.clear()
    with qtbot.waitSignal(dialog.restored):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.list.count() == 0)
    assert len(list(copies.iterdir())) == 3
