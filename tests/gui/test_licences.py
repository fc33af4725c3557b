from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from photoclust.gui import desktop
from photoclust.gui.about import AboutDialog
from photoclust.gui.licences import LINES_AT_ONCE, LicencesDialog, licence_pieces


@pytest.fixture
def bundle(session, tmp_path):
    """The session of a program that was packed, with a long text; the folder of the licences."""
    folder = tmp_path / "bundle" / "licenses"
    folder.mkdir(parents=True)
    lines = [f"line {number} of ©" for number in range(3 * LINES_AT_ONCE + 1)]
    (folder / "THIRD_PARTY_LICENSES.txt").write_text("\n".join(lines), "utf-8")
    session.paths = replace(session.paths, resources=tmp_path / "bundle" / "resources")
    return folder


def test_the_whole_text_of_a_bundle_is_shown_from_its_start(bundle, session, qtbot):
    dialog = LicencesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    text = (bundle / "THIRD_PARTY_LICENSES.txt").read_text("utf-8")
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == text)
    assert dialog.text.verticalScrollBar().value() == 0
    assert dialog.text.textCursor().position() == 0
    assert dialog.text.isReadOnly()


def test_the_folder_of_a_bundle_can_be_opened(bundle, session, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(desktop, "open_folder", opened.append)
    dialog = LicencesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.open_folder.isVisible)
    qtbot.keyClick(dialog.open_folder, Qt.Key.Key_Space)
    assert opened == [str(bundle)]


def test_a_source_tree_shows_its_notice_and_the_libraries(session, qtbot):
    dialog = LicencesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "EfficientNet-Lite0" in dialog.text.toPlainText())
    assert "LGPL-3.0-only" in dialog.text.toPlainText()
    assert not dialog.open_folder.isVisible()


def test_an_installed_wheel_has_its_notice_in_its_metadata(tmp_path):
    (text,) = licence_pieces(tmp_path / "licenses")
    assert "EfficientNet-Lite0" in text


def test_no_piece_is_long(bundle):
    pieces = licence_pieces(bundle)
    assert [piece.count("\n") + 1 for piece in pieces] == [LINES_AT_ONCE] * 3 + [1]


def test_about_leads_there_and_escape_back(session, qtbot):
    about = AboutDialog(session)
    qtbot.addWidget(about)
    about.show()
    qtbot.keyClick(about.findChild(QPushButton, "licencesButton"), Qt.Key.Key_Space)
    dialog = about.findChild(LicencesDialog)
    qtbot.waitUntil(lambda: bool(dialog.text.toPlainText()))
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert about.isVisible()


def test_closed_at_once_it_leaves_nothing_behind(bundle, session, qtbot):
    dialog = LicencesDialog(session)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    qtbot.waitUntil(lambda: not session.background.busy("licences"))
