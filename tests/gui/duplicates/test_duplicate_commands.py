"""Verdicts where something goes wrong."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow

from photoclust.core.duplicates import DEFAULT_RULES
from photoclust.core.errors import UserFacingError
from photoclust.gui.actions import Actions
from photoclust.gui.changes import Changes
from photoclust.gui.duplicates import commands as commands_module
from photoclust.gui.duplicates.commands import DuplicateCommands
from photoclust.gui.duplicates.finder import Finder
from photoclust.gui.duplicates.panel import DuplicatesPanel
from photoclust.gui.duplicates.remover import Remover
from photoclust.gui.trash import SystemTrash
from photoclust.library.decisions import decisions


@pytest.fixture
def room(session, copies, look, qtbot):
    """Three groups of equal files on a page, and what can be done with them."""
    window = QMainWindow()
    qtbot.addWidget(window)
    finder = Finder(session, lambda: DEFAULT_RULES, session)
    panel = DuplicatesPanel(look, session)
    window.setCentralWidget(panel)
    window.resize(900, 700)
    changes = Changes(session, session)
    remover = Remover(window, session, changes, SystemTrash(), lambda: finder.report.contents)
    commands = DuplicateCommands(finder, panel, changes, remover, Actions(window))
    session.failed.connect(commands.failed)
    finder.listed.connect(panel.show_listing)
    panel.show_photo_count(44)
    window.show()
    with qtbot.waitSignal(finder.found, timeout=60_000):
        finder.find()
    qtbot.waitUntil(lambda: len(panel.photos.groups) == 3)
    panel.grid.go_to_group(0)
    yield finder, panel, commands
    changes.close()


def members(panel):
    return [group.members for group in panel.photos.groups]


def test_a_verdict_that_can_not_be_written_does_not_count(room, session, qtbot, monkeypatch):
    def refuse(*_args):
        raise UserFacingError("disk-full", path="/x")

    monkeypatch.setattr(commands_module, "decide", refuse)
    finder, panel, commands = room
    before = members(panel)
    with qtbot.waitSignal(session.failed):
        commands.not_duplicates()
        assert len(finder.board.decided) == 1
    qtbot.waitUntil(lambda: not session.background.busy() and members(panel) == before)
    assert finder.board.decided == frozenset()


def test_trouble_of_something_else_takes_no_verdict_back(room, session, qtbot):
    finder, panel, commands = room
    first = members(panel)[0]
    commands.keep_all()
    session.failed.emit(UserFacingError("disk-error", path="/y"))
    qtbot.waitUntil(lambda: not session.background.busy() and first not in members(panel))
    assert len(decisions(session.library)) == 1
    assert frozenset(first) in finder.board.decided


def test_a_key_that_is_held_decides_once(room, session, qtbot):
    _finder, panel, commands = room
    commands.not_duplicates()
    commands.not_duplicates()
    qtbot.waitUntil(lambda: not session.background.busy() and len(members(panel)) == 2)
    assert len(decisions(session.library)) == 1
