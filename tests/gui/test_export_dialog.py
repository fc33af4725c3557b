from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.gui.export_dialog import ExportDialog
from photoclust.library import browse
from photoclust.library.export import ExportFolder
from photoclust.store.companions import Companions


@pytest.fixture
def ids(session):
    return browse.photo_ids(session.library)[:4]


@pytest.fixture
def dialog(session, ids, tmp_path, qtbot):
    folders = [ExportFolder("Some: photos", ids, ["/gone/away.jpg"])]
    dialog = ExportDialog(session, "Some: photos", folders, str(tmp_path / "out"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.start.isEnabled)
    return dialog


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_plan_is_shown_and_nothing_is_written(dialog, tmp_path):
    assert dialog.words.text().startswith("4 files, ")
    assert "Missing and left out: away.jpg" in dialog.words.text()
    assert not (tmp_path / "out").exists()


def test_the_files_that_are_written_are_the_originals(dialog, session, ids, tmp_path, qtbot):
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.report is not None)
    originals = [photo.path for photo in browse.photos(session.library, ids)]
    written = sorted((tmp_path / "out").rglob("*.jpg"))
    assert sorted(path.read_bytes() for path in written) == sorted(
        Path(path).read_bytes() for path in originals
    )
    assert len({path.parent for path in written}) == 1, "one folder of the album's name"
    assert "Done: 4 files exported." in dialog.words.text()
    assert "away.jpg" in dialog.words.text()
    assert dialog.open_folder.isVisible()
    assert not dialog.start.isVisible()


def test_the_folder_can_be_opened_then(dialog, tmp_path, qtbot, monkeypatch):
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.report is not None)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    click(qtbot, dialog.open_folder)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "out")]


def test_choosing_another_folder_makes_another_plan(dialog, tmp_path, qtbot, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(other))
    click(qtbot, dialog.choose)
    qtbot.waitUntil(dialog.start.isEnabled)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert len(list(other.rglob("*.jpg"))) == 4


def test_a_place_that_can_not_be_written_is_said_and_can_be_mended(dialog, tmp_path, qtbot):
    (tmp_path / "file").write_text("in the way")
    dialog.target.setText(str(tmp_path / "file"))
    qtbot.waitUntil(lambda: "is not a folder" in dialog.words.text())
    assert not dialog.start.isEnabled()
    dialog.target.setText(str(tmp_path / "fine"))
    qtbot.waitUntil(dialog.start.isEnabled)


def test_no_folder_no_export(dialog, qtbot):
    dialog.target.setText("  ")
    qtbot.waitUntil(lambda: dialog.words.text() == "Choose a folder.")
    assert not dialog.start.isEnabled()


def test_a_plan_for_the_folder_before_is_never_carried_out(dialog, session, tmp_path, qtbot):
    dialog._make_plan()  # under way, for the folder that stands there now
    dialog.target.setText(str(tmp_path / "other"))
    assert not session.background.busy("export")
    assert not dialog.start.isEnabled()
    qtbot.waitUntil(dialog.start.isEnabled)
    assert dialog._plan.target == str(tmp_path / "other")


def test_one_zip_file(dialog, tmp_path, qtbot):
    dialog.mode.setCurrentIndex(dialog.mode.findData("zip"))
    qtbot.waitUntil(dialog.start.isEnabled)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert len(list((tmp_path / "out").glob("*.zip"))) == 1


def test_a_second_export_finds_the_first_one_there(dialog, session, tmp_path, qtbot, ids):
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.report is not None)
    again = ExportDialog(session, "x", [ExportFolder("Some: photos", ids)], str(tmp_path / "out"))
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: "lie there already" in again.words.text())
    assert not again.start.isEnabled()
    again.reject()


def test_closing_stops_what_is_under_way(dialog, session, qtbot):
    click(qtbot, dialog.start)
    dialog.reject()
    assert not session.background.busy("export")
    assert dialog.report is None


def test_raw_files_and_films_come_along_when_wanted(dialog, session, ids, tmp_path, qtbot):
    assert not dialog.companions.isVisible(), "there are none"
    photo = browse.photos(session.library, ids)[0]
    raw = tmp_path / "raw.NEF"
    raw.write_bytes(bytes(3_000_000))
    with session.library.cache() as database:
        Companions(database).put(Companion(PhotoFile(str(raw), 3_000_000, 1), photo.path, CompanionKind.RAW))
    dialog.mode.setCurrentIndex(1)
    qtbot.waitUntil(dialog.companions.isVisible)
    assert dialog.words.text().startswith("4 files, ")
    qtbot.keyClick(dialog.companions, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.words.text().startswith("5 files, "))
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert len(list((tmp_path / "out").rglob("*.NEF"))) == 1
    assert not dialog.companions.isEnabled()
