"""The main job, done by hand: folders in; clusters, look-alikes and albums out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hands import CTRL, drop
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from photoclust.gui import desktop

CASTLES = {"neuschwanstein.jpg", "neuschwanstein-small.jpg", "chambord.jpg"}


@pytest.fixture
def at_work(start, person):
    """The window with all sample photos in it."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    return hands


def group_of(hands, name):
    return next(title for title, names in hands.groups().items() if name in names)


def make_album(hands, name, *photos):
    """Selects photos and makes an album of them, by keyboard."""
    hands.click_photo(photos[0])
    for photo in photos[1:]:
        hands.click_photo(photo, CTRL)
    hands.key(Qt.Key.Key_N, CTRL)
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type(name)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: (name, str(len(photos))) in hands.rows("albumPanel"))
    hands.wait_for_rest()


def test_from_an_empty_library_to_a_folder_of_chosen_photos(start, person, tmp_path, monkeypatch):
    hands = start()
    # The empty library says what to do; its button asks for a folder.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(person.photos))
    hands.click("addFolderButton")
    hands.wait(lambda: hands.find("indexProgress").isVisible())
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    assert hands.rows("libraryList")[0] == ("All photos", "41")
    assert hands.rows("folderList") == [("Fotos von früher", "41")]
    # Clusters, with each method.
    hands.choose_segment("viewBox", "Clusters")
    hands.wait(lambda: len(hands.groups()) >= 5)
    for method in ("Tree", "K-means", "Elbow", "Auto"):
        hands.choose_segment("methodBox", method)
        if method == "K-means":
            spin = hands.find("kSpin")
            hands.click(spin.lineEdit())
            spin.selectAll()
            hands.type("8")
        hands.wait_for_rest()
        before = hands.grid.model().sections()
        hands.click("clusterButton")
        hands.wait(lambda before=before: hands.grid.model().sections() is not before)
        hands.wait_for_rest()
        titles = [title for title in hands.groups() if title != "Unclustered"]
        assert len(titles) == 8 if method == "K-means" else len(titles) >= 4, method
        assert sorted(hands.shown()) == sorted(path.name for path in person.photos.iterdir()), method
        assert hands.find("elbowPlot").isVisible() == (method == "Elbow")
    assert set(hands.groups()[group_of(hands, "chambord.jpg")]) >= CASTLES
    # Select, and see what looks like it.
    hands.click_photo("neuschwanstein.jpg")
    similar = hands.find("similarPanel")
    hands.wait(lambda: similar.isVisible() and similar.model().rowCount() > 0)
    hands.wait_for_rest()
    first = hands.window.session.paths_of(similar.model().ids()[:1])[0]
    assert Path(first).name == "neuschwanstein-small.jpg"
    assert hands.find("selectionLabel").text().startswith("1 selected")
    # Drag the whole group onto "New album", and name that.
    title = group_of(hands, "chambord.jpg")
    castles = hands.groups()[title]
    albums = hands.find("albumPanel")
    assert hands.drag(
        hands.grid.viewport(),
        hands.header_center(title),
        albums.viewport(),
        hands.row_center("albumPanel", "New album"),
    )
    hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.type("Castles")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: ("Castles", str(len(castles))) in hands.rows("albumPanel"))
    # Drag one more photo onto it.
    assert hands.drag(
        hands.grid.viewport(),
        hands.photo_center("kingfisher.jpg"),
        albums.viewport(),
        hands.row_center("albumPanel", "Castles"),
    )
    hands.wait(lambda: ("Castles", str(len(castles) + 1)) in hands.rows("albumPanel"))
    # Export it.
    hands.click_row("albumPanel", "Castles")
    hands.wait(lambda: len(hands.shown()) == len(castles) + 1)
    hands.click("exportButton")
    hands.wait(lambda: hands.window.findChild(QWidget, "exportDialog") is not None)
    target = hands.find("exportTarget")
    target.selectAll()
    hands.qtbot.keyClicks(target, str(tmp_path / "out"))
    hands.wait(lambda: hands.find("startExportButton").isEnabled())
    hands.click("startExportButton")
    hands.wait(lambda: hands.find("openFolderButton").isVisible())
    hands.click("closeExportButton")
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert set(written) == {*castles, "kingfisher.jpg"}
    assert all(written[name] == (person.photos / name).read_bytes() for name in written)


def test_folders_can_be_dropped_anywhere_on_the_window(start, person):
    hands = start()
    mime = QMimeData()
    mime.setUrls([desktop.file_url(str(person.photos))])
    assert drop(hands.window, mime, QPoint(700, 500))
    hands.wait(lambda: len(hands.shown()) == 41)


def test_a_dropped_file_is_no_folder_and_says_so(at_work, person):
    mime = QMimeData()
    mime.setUrls([desktop.file_url(str(person.photos / "chambord.jpg"))])
    assert drop(at_work.window, mime, QPoint(700, 500))
    at_work.wait(lambda: "Drop a folder" in at_work.find("messageText").text())
    assert at_work.find("messageBar").isVisible()


def test_a_picture_dropped_on_the_search_field_finds_its_like(at_work, person, tmp_path):
    outside = tmp_path / "elsewhere.jpg"
    outside.write_bytes((person.photos / "kingfisher.jpg").read_bytes())
    mime = QMimeData()
    mime.setUrls([desktop.file_url(str(outside))])
    assert drop(at_work.find("searchField"), mime, QPoint(30, 10))
    at_work.wait(lambda: at_work.find("pageTitle").text() == "Similar to elsewhere.jpg")
    at_work.wait(lambda: 0 < len(at_work.shown()) < 41)
    assert {"kingfisher.jpg", "kingfisher-bright.jpg"} <= set(at_work.shown())
    at_work.click("closePageButton")
    at_work.wait(lambda: len(at_work.shown()) == 41)


def test_words_are_found_and_the_search_is_left_by_escape(at_work):
    at_work.key(Qt.Key.Key_F, CTRL, at_work.grid)
    at_work.type("pyramid")
    at_work.wait(lambda: "red-pyramid.jpg" in at_work.shown() and len(at_work.shown()) < 41)
    at_work.key(Qt.Key.Key_Escape)
    at_work.wait(lambda: len(at_work.shown()) == 41)


def test_a_search_that_finds_nothing_says_what_could_be_asked(at_work):
    at_work.click("searchField")
    at_work.type("zzz")
    at_work.key(Qt.Key.Key_Return)
    at_work.wait(lambda: at_work.find("nothingPage").isVisible())
    assert at_work.find("nothingTitle").text() == "Nothing found for “zzz”"


def test_albums_live_and_die_and_live_again(at_work):
    make_album(at_work, "Birds", "kingfisher.jpg", "scarlet-macaw.jpg")
    at_work.click_row("albumPanel", "Birds")
    at_work.wait(lambda: at_work.shown() == ["kingfisher.jpg", "scarlet-macaw.jpg"])
    # F2 renames.
    at_work.key(Qt.Key.Key_F2, target=at_work.find("albumPanel"))
    at_work.type("Wings")
    at_work.key(Qt.Key.Key_Return)
    at_work.wait(lambda: ("Wings", "2") in at_work.rows("albumPanel"))
    at_work.wait(lambda: at_work.find("pageTitle").text() == "Wings")
    # Delete takes a photo out, in the grid ...
    at_work.click_photo("kingfisher.jpg")
    at_work.key(Qt.Key.Key_Delete, target=at_work.grid)
    at_work.wait(lambda: at_work.shown() == ["scarlet-macaw.jpg"])
    # ... and the album away, in the list; the message brings it back.
    at_work.click_row("albumPanel", "Wings")
    at_work.key(Qt.Key.Key_Delete, target=at_work.find("albumPanel"))
    at_work.wait(lambda: at_work.rows("albumPanel") == [("New album", "")])
    at_work.wait(lambda: len(at_work.shown()) == 41)
    at_work.click("messageAction")
    at_work.wait(lambda: ("Wings", "1") in at_work.rows("albumPanel"))
    # Undo goes on from there: the photo, then the name.
    at_work.key(Qt.Key.Key_Z, CTRL, at_work.grid)
    at_work.wait(lambda: ("Wings", "2") in at_work.rows("albumPanel"))
    at_work.key(Qt.Key.Key_Z, CTRL, at_work.grid)
    at_work.wait(lambda: ("Birds", "2") in at_work.rows("albumPanel"))
    at_work.key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier, at_work.grid)
    at_work.wait(lambda: ("Wings", "2") in at_work.rows("albumPanel"))


def test_a_photo_can_be_seen_large_and_left_again(at_work):
    at_work.click_photo("chambord.jpg")
    at_work.key(Qt.Key.Key_Return, target=at_work.grid)
    viewer = at_work.find("photoViewer")
    at_work.wait(viewer.isVisible)
    at_work.wait(lambda: at_work.find("viewerPicture").image.width() > 384)
    at_work.key(Qt.Key.Key_Right, target=viewer)
    names = at_work.shown()
    following = names[names.index("chambord.jpg") + 1]
    assert at_work.find("viewerName").text() == following
    at_work.key(Qt.Key.Key_Escape, target=viewer)
    at_work.wait(lambda: at_work.find("photoName").text() == following)
    assert at_work.grid.isVisible()


def test_files_that_can_not_be_read_are_listed_with_their_reason(start, person):
    (person.photos / "empty.jpg").write_bytes(b"")
    (person.photos / "notes.jpg").write_text("not a picture at all" * 1000)
    hands = start(person.photos)
    hands.wait(lambda: ("Unreadable", "2") in hands.rows("libraryList"))
    hands.click_row("libraryList", "Unreadable")
    model = hands.find("unreadableTable").model()
    hands.wait(lambda: model.rowCount() == 2)
    reasons = [model.index(row, 0) for row in range(2)]
    assert [model.index(0, 0, reason).data() for reason in reasons] == ["empty.jpg", "notes.jpg"]
    assert reasons[0].data() == "1 file  ·  The file is empty."
    # Mended without a trace; only another try finds out.
    mended = person.photos / "notes.jpg"
    status = mended.stat()
    mended.write_bytes((person.photos / "chelsea.jpg").read_bytes())
    with open(mended, "r+b") as file:
        file.truncate(status.st_size)
    os.utime(mended, ns=(status.st_atime_ns, status.st_mtime_ns))
    hands.wait_for_rest()
    hands.click("tryAllAgainButton")
    hands.wait(lambda: [reason.code for reason in model.reasons] == ["empty", "truncated"])
    assert hands.rows("libraryList")[-1] == ("Unreadable", "2")


def test_new_and_deleted_photos_are_noticed_by_a_rescan_and_the_selection_stays(at_work, person):
    at_work.click_photo("chambord.jpg")
    (person.photos / "kingfisher.jpg").unlink()
    (person.photos / "copy of a cat.jpg").write_bytes((person.photos / "chelsea.jpg").read_bytes())
    at_work.key(Qt.Key.Key_F5, target=at_work.grid)
    at_work.wait(lambda: "copy of a cat.jpg" in at_work.shown() and "kingfisher.jpg" not in at_work.shown())
    selected = at_work.window.session.paths_of(at_work.grid.selected_ids())
    assert [Path(path).name for path in selected] == ["chambord.jpg"]


def test_groups_follow_by_themselves_when_photos_came(at_work, person, samples):
    at_work.choose_segment("viewBox", "Clusters")
    at_work.wait(lambda: len(at_work.groups()) >= 5)
    (person.photos / "another-chambord.jpg").write_bytes((person.photos / "chambord.jpg").read_bytes())
    at_work.key(Qt.Key.Key_F5, target=at_work.grid)
    at_work.wait(lambda: "another-chambord.jpg" in at_work.shown())
    assert group_of(at_work, "another-chambord.jpg") == group_of(at_work, "chambord.jpg")


def test_a_folder_leaves_the_library_and_its_files_stay(at_work, person):
    at_work.window.removal.ask(str(person.photos))
    question = at_work.find("removeFolderQuestion")
    at_work.wait(question.isVisible)
    at_work.click(next(button for button in question.buttons() if button.text() == "Remove"))
    at_work.wait(lambda: at_work.find("emptyPage").isVisible())
    assert len(list(person.photos.iterdir())) == 41


def test_the_slider_regroups_while_it_is_moved(at_work):
    at_work.choose_segment("viewBox", "Clusters")
    at_work.wait(lambda: len(at_work.groups()) >= 5)
    at_work.choose_segment("methodBox", "Tree")
    at_work.click("clusterButton")
    at_work.wait_for_rest()
    slider = at_work.find("similaritySlider")
    counts = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        before = at_work.grid.model().sections()
        at_work.key(key, target=slider)
        at_work.wait(lambda before=before: at_work.grid.model().sections() != before)
        at_work.wait_for_rest()
        counts.append(len(at_work.groups().get("Unclustered", [])))
    assert counts[0] < counts[1], "the more alike they must be, the more photos stand alone"


PROMISED = """
    photoGrid clusterPanel similarPanel albumPanel inspector searchField indexProgress pauseButton
    cancelButton methodBox kSpin similaritySlider timeWeightSlider minSizeSpin clusterButton elbowPlot
    exportButton
"""


def test_every_widget_that_others_look_for_is_there(at_work):
    for name in PROMISED.split():
        at_work.find(name)
    assert at_work.window.objectName() == "mainWindow"


def entry(hands, menu, name):
    """An entry of the menu that is open."""
    hands.wait(lambda: hands.window.findChild(QMenu, menu) is not None)
    return hands.window.findChild(QMenu, menu).findChild(QAction, name)


def test_the_menu_of_a_group(at_work, tmp_path):
    at_work.choose_segment("viewBox", "Clusters")
    at_work.wait(lambda: len(at_work.groups()) >= 5)
    at_work.wait_for_rest()
    title = group_of(at_work, "chambord.jpg")
    names = at_work.groups()[title]
    number = list(at_work.groups()).index(title)
    at_work.grid.show_section(number)
    header = at_work.grid.scene.header(number)
    add, more = (header.action_rect(place).center() for place in (0, 2))
    # "Add to album" offers the albums there are, and a new one.
    at_work.click(at_work.grid.viewport(), add)
    entry(at_work, "addToAlbumMenu", "newEntry").trigger()
    at_work.wait(lambda: at_work.rows("albumPanel")[0][1] == str(len(names)))
    QApplication.activePopupWidget().close()
    # "More" selects all of it.
    at_work.click(at_work.grid.viewport(), more)
    entry(at_work, "sectionMenu", "select-groupEntry").trigger()
    at_work.wait(lambda: at_work.find("selectionLabel").text().startswith(f"{len(names)} selected"))
    QApplication.activePopupWidget().close()


def test_the_menu_of_a_photo_finds_its_like(at_work):
    at_work.click_photo("kingfisher.jpg")
    at_work.grid.photoMenuRequested.emit(at_work.grid.selected_ids(), QPoint(200, 200))
    menu = QApplication.activePopupWidget()
    entries = [action.text().replace("&", "") for action in menu.actions()]
    assert "Find similar" in entries
    assert "Move to group…" not in entries, "there are none here"
    menu.close()
    at_work.key(Qt.Key.Key_L, CTRL, at_work.grid)
    at_work.wait(lambda: at_work.find("pageTitle").text() == "Similar to kingfisher.jpg")
    at_work.wait(lambda: at_work.shown()[:1] == ["kingfisher.jpg"])


def test_the_first_photos_come_with_the_offer_to_group_them(start, person):
    hands = start()
    hands.window.folders.add([str(person.photos)])
    hands.wait(lambda: hands.find("messageBar").isVisible())
    assert hands.find("messageText").text() == "41 photos added."
    hands.click("messageAction")
    hands.wait(lambda: len(hands.groups()) >= 5)


def test_another_model_looks_at_all_photos_again(at_work):
    at_work.window.session.use_model("efficientnet_lite2")
    at_work.wait(lambda: "41 new" in at_work.find("progressLabel").text())
    at_work.wait_for_rest()
    at_work.click_photo("kingfisher.jpg")
    at_work.wait(lambda: at_work.find("similarPanel").isVisible())
