from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from photoclust.core.photo import (
    Companion,
    CompanionKind,
    Fingerprint,
    Photo,
    PhotoFile,
    PhotoId,
    PhotoMetadata,
)
from photoclust.gui import desktop
from photoclust.gui.panels.inspector import Inspector, facts_of
from photoclust.library import albums, browse
from photoclust.store.companions import Companions


@pytest.fixture
def ids(session, qtbot):
    listed = []
    session.ask(lambda library, _token: browse.photo_ids(library), listed.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(listed))
    return {
        path.rsplit("/", 1)[1]: photo
        for photo, path in zip(listed[0], session.paths_of(listed[0]), strict=True)
    }


@pytest.fixture
def inspector(session, look, qtbot):
    inspector = Inspector(look, session)
    qtbot.addWidget(inspector)
    inspector.resize(292, 800)
    inspector.show()
    return inspector


def at_rest(inspector, session):
    lanes = ("details", "preview", "similar")
    return not inspector._settled.isActive() and not any(session.background.busy(lane) for lane in lanes)


def words(inspector):
    return [label.text() for label in inspector.widget().findChildren(QLabel) if label.isVisible()]


def test_nothing_selected_says_so(inspector):
    assert words(inspector) == ["Select a photo to see more of it."]


def test_a_photo_with_all_that_is_known_of_it(inspector, session, ids, qtbot):
    albums.create_album(session.library, "Castles", [ids["neuschwanstein.jpg"]])
    inspector.show_photo(ids["neuschwanstein.jpg"])
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    qtbot.waitUntil(
        lambda: inspector.findChild(QLabel, "fact0").isVisible()
    )  # Qt shows new ones a little later
    shown = words(inspector)
    assert "neuschwanstein.jpg" in shown
    assert "1024 × 683, 205 kB" in shown
    assert "Castles" in shown
    assert "castle" in shown, "a tag"
    assert inspector.preview.image.width() > 384, "the sharp one has replaced the thumbnail"


def test_look_alikes_with_scores(inspector, session, ids, qtbot):
    inspector.show_photo(ids["neuschwanstein.jpg"])
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    matches = inspector.similar.matches()
    assert matches[0].photo_id == ids["neuschwanstein-small.jpg"]
    assert matches[0].score > 0.9
    assert inspector.neighbours()[:2] == [ids["neuschwanstein.jpg"], ids["neuschwanstein-small.jpg"]]


def test_passing_over_photos_ends_at_the_last(inspector, session, ids, qtbot):
    for photo_id in ids.values():
        inspector.show_photo(photo_id)
    inspector.show_photo(ids["kingfisher.jpg"])
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    assert inspector.name.text() == "kingfisher.jpg"
    assert inspector.photo == ids["kingfisher.jpg"]
    assert ids["kingfisher.jpg"] not in [match.photo_id for match in inspector.similar.matches()]


def test_what_was_asked_for_a_photo_is_not_shown_once_it_is_left(inspector, session, ids, qtbot):
    inspector.show_photo(ids["neuschwanstein.jpg"])
    inspector._ask_for_the_rest()
    inspector.show_photo(None)
    assert at_rest(inspector, session)
    with qtbot.assertNotEmitted(session.background.busyChanged, wait=300):
        pass  # answers that are late come now
    assert words(inspector) == ["Select a photo to see more of it."]


def test_a_file_that_is_gone_is_said_and_the_rest_is_shown(inspector, session, samples, tmp_path, ids, qtbot):
    from photoclust.store.catalog import Catalog

    photo = browse.photos(session.library, [ids["kingfisher.jpg"]])[0]
    with session.library.cache() as database, database.transaction():
        Catalog(database).move_photo(
            photo.id, PhotoFile(str(tmp_path / "gone.jpg"), photo.file.size, photo.file.mtime_ns)
        )
    inspector.show_photo(photo.id)
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    assert "gone.jpg: " in inspector.trouble.text()
    assert not inspector.preview.image.isNull(), "the thumbnail is still there"


def test_albums_follow_when_they_change(inspector, session, ids, qtbot):
    inspector.show_photo(ids["kingfisher.jpg"])
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    albums.create_album(session.library, "Birds", [ids["kingfisher.jpg"]])
    inspector.refresh()
    qtbot.waitUntil(lambda: "Birds" in words(inspector), timeout=15_000)


def test_a_photo_that_is_no_more_is_let_go(inspector, session, qtbot):
    inspector.show_photo(PhotoId(10**9))
    qtbot.waitUntil(lambda: inspector.photo is None, timeout=15_000)


def test_double_click_opens(inspector, session, ids, qtbot):
    inspector.show_photo(ids["kingfisher.jpg"])
    with qtbot.waitSignal(inspector.photoActivated) as activated:
        qtbot.mouseDClick(inspector.preview, Qt.MouseButton.LeftButton)
    assert activated.args == [ids["kingfisher.jpg"]]


def test_facts_that_are_not_known_have_no_line(qapp):
    bare = PhotoMetadata(width=10, height=20, format="PNG")
    photo = Photo(PhotoId(1), PhotoFile("/a.png", 1000, 0), Fingerprint(b"x" * 16), bare)
    assert facts_of(photo, ()) == [("Size", "10 × 20, 1 kB")]


def test_all_facts(qapp):
    data = PhotoMetadata(
        width=4032,
        height=3024,
        format="JPEG",
        taken=datetime(2022, 8, 14, 20, 12),
        camera="iPhone 12",
        exposure="f/1.6, 1/120 s",
        latitude=42.36,
        longitude=-71.05,
    )
    photo = Photo(PhotoId(1), PhotoFile("/a.jpg", 3_100_000, 0), Fingerprint(b"x" * 16), data)
    assert facts_of(photo, ("Coast walks", "Boston")) == [
        ("Taken", "14 Aug 2022, 20:12"),
        ("Camera", "iPhone 12, f/1.6, 1/120 s"),
        ("Size", "4032 × 3024, 3.1 MB"),
        ("Place", "42.3600° N, 71.0500° W"),
        ("Albums", "Coast walks, Boston"),
    ]


def test_a_photo_of_several_files_names_them_all(inspector, session, ids, qtbot, monkeypatch):
    castle = ids["neuschwanstein.jpg"]
    main = session.paths_of([castle])[0]
    raw = main.replace(".jpg", ".NEF")
    with session.library.cache() as database:
        Companions(database).put(Companion(PhotoFile(raw, 25_000_000, 1), main, CompanionKind.RAW))
    shown = []
    monkeypatch.setattr(desktop, "show_in_file_manager", shown.append)
    inspector.show_photo(castle)
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    qtbot.waitUntil(lambda: {"2 files", "neuschwanstein.NEF", "25.0 MB"} <= set(words(inspector)))
    for number in range(2):
        show = inspector.findChild(QPushButton, f"showShotFile{number}")
        show.setFocus()
        qtbot.keyClick(show, Qt.Key.Key_Space)
    assert shown == [main, raw]
    assert show.accessibleName() == "Show neuschwanstein.NEF in the file manager"
    inspector.show_photo(ids["kingfisher.jpg"])
    qtbot.waitUntil(lambda: at_rest(inspector, session), timeout=15_000)
    assert not inspector.files.isVisible()
    assert "neuschwanstein.NEF" not in words(inspector)
