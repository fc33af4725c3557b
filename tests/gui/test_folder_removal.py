import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from photoclust.gui.changes import Changes
from photoclust.gui.folder_removal import FolderRemoval
from photoclust.library import albums, browse


@pytest.fixture
def changes(session):
    made = Changes(session)
    yield made
    made.close()


@pytest.fixture
def removal(changes, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return FolderRemoval(window, changes)


@pytest.fixture
def folder(session):
    (info,) = browse.folders(session.library)
    return info.path


def answer(removal, qtbot, text):
    question = removal.parent().findChild(QMessageBox, "removeFolderQuestion")
    button = next(button for button in question.buttons() if button.text().replace("&", "") == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_no_is_no(removal, changes, session, folder, qtbot):
    removal.ask(folder)
    answer(removal, qtbot, "Cancel")
    assert not changes.busy
    assert not changes.stack.canUndo()
    assert len(browse.photo_ids(session.library)) == 41


def test_removed_undone_and_removed_again(removal, changes, session, folder, qtbot):
    ids = browse.photo_ids(session.library)
    album = albums.create_album(session.library, "Birds", ids[:3])
    removal.ask(folder)
    told = []
    removal.removed.connect(told.append)
    changes.said.connect(told.append)
    with qtbot.waitSignals([removal.removed, changes.said]):
        answer(removal, qtbot, "Remove")
    assert told == [folder, "“samples” with 41 photos was removed from the library."]
    assert (browse.photo_ids(session.library), browse.folders(session.library)) == ([], [])
    assert changes.stack.undoText() == "Remove folder"
    for _ in range(2):
        with qtbot.waitSignal(removal.restored) as restored:
            changes.stack.undo()
        assert restored.args == [folder]
        assert browse.photo_ids(session.library) == ids
        assert albums.list_albums(session.library)[0].photo_ids == album.photo_ids
        with qtbot.waitSignal(removal.removed):
            changes.stack.redo()
        assert browse.photo_ids(session.library) == []


def test_a_folder_whose_name_is_no_text(removal, changes, session, qtbot):
    odd = "/photos/\udcff"
    with qtbot.waitSignal(removal.removed) as removed:
        removal.remove(odd)
    assert removed.args == [odd]
    changes.stack.clear()
