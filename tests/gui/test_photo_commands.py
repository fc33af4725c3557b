from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui import desktop
from photoclust.gui.photo_commands import PhotoCommands
from photoclust.library import browse


@pytest.fixture
def selected(session, qtbot):
    listed = []
    session.ask(lambda library, _token: browse.photo_ids(library), listed.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(listed))
    return [*listed[0][:2], PhotoId(10**9)]


@pytest.fixture
def commands(session, selected, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    view = SimpleNamespace(selected_ids=lambda: selected)
    return PhotoCommands(window, session, None, lambda: view, None, None)


def test_selected_photos_are_copied_in_their_order(commands, session, selected, qtbot):
    commands.copy()
    qtbot.waitUntil(lambda: not session.background.busy("clipboard"))
    mime = QGuiApplication.clipboard().mimeData()
    paths = session.paths_of(selected[:2])
    assert desktop.dropped_paths(mime) == paths
    assert mime.text() == "\n".join(paths)
    QGuiApplication.clipboard().clear()


def test_the_first_selected_photo_with_a_path_is_shown_as_a_file(commands, session, selected, monkeypatch):
    shown = []
    monkeypatch.setattr(desktop, "show_in_file_manager", shown.append)
    selected.insert(0, selected.pop())
    commands.show_file()
    assert shown == session.paths_of(selected[1:2])
