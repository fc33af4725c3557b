import threading

from photoclust.core.briefs import Briefs
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoFile, PhotoId
from photoclust.gui.session import LibrarySession
from photoclust.library import browse
from photoclust.store.catalog import Catalog


def all_photos(library, _token):
    return browse.photo_ids(library)


def test_names_and_dates_are_known_when_the_answer_comes(session, samples, qtbot):
    answers = []

    def answered(ids):
        answers.append((ids, session.paths_of(ids)))

    session.ask(all_photos, answered, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(answers))
    ids, paths = answers[0]
    assert len(ids) == 41
    assert sorted(paths) == sorted(str(path) for path in samples.rglob("*.jpg"))
    assert any(session.taken_of(photo_id) for photo_id in ids)


def test_the_window_does_nothing_with_what_was_read(session, monkeypatch, qtbot):
    """However many photos are listed: the worker puts together what is known of them."""
    threads = []
    for name in ("of", "updated", "without"):
        monkeypatch.setattr(Briefs, name, noting_the_thread(getattr(Briefs, name), threads))
    answers = []
    session.ask(all_photos, answers.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(answers))
    assert threads
    assert threading.main_thread() not in threads


def noting_the_thread(work, threads):
    def noted(*arguments):
        threads.append(threading.current_thread())
        return work(*arguments)

    return noted


def test_photos_that_were_never_shown_have_no_name_and_no_date(session):
    assert session.paths_of([PhotoId(10**9)]) == [""]
    assert session.taken_of(PhotoId(10**9)) is None


def test_what_changed_is_read_anew_and_known_by_its_old_name_until_then(session, tmp_path, qtbot):
    answers = []
    session.ask(all_photos, answers.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(answers))
    photo = browse.photos(session.library, answers[0][:1])[0]
    moved = PhotoFile(str(tmp_path / "moved.jpg"), photo.file.size, photo.file.mtime_ns)
    with session.library.cache() as database, database.transaction():
        Catalog(database).move_photo(photo.id, moved)
    session.forget_photos()
    assert session.paths_of([photo.id]) == [photo.path]
    session.ask(all_photos, answers.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert session.paths_of([photo.id]) == [moved.path]


def test_the_same_overview_is_told_once(session, qtbot):
    with qtbot.assertNotEmitted(session.overviewChanged):
        session.refresh()
        qtbot.waitUntil(lambda: not session.background.busy("overview"))


def test_trouble_without_a_taker_is_told(session, qtbot):
    def trouble(_library, _token):
        raise UserFacingError("no-photos")

    with qtbot.waitSignal(session.failed) as failed:
        session.ask(trouble, lambda _answer: None, lane="x")
    assert failed.args[0].code == "no-photos"


def test_before_it_is_open_and_after_it_is_closed_nothing_is_asked(app_paths, tmp_path, qtbot):
    session = LibrarySession(app_paths, tmp_path / "library")
    session.ask(all_photos, lambda _ids: None, lane="x")
    assert not session.background.busy("x")
    session.close()
    session.close()
    session.ask(all_photos, lambda _ids: None, lane="x")
    assert not session.background.busy("x")


def test_a_library_that_can_not_be_opened_is_told_and_can_be_tried_again(app_paths, tmp_path, qtbot):
    obstacle = tmp_path / "file"
    obstacle.write_text("in the way")
    session = LibrarySession(app_paths, obstacle / "library")
    session.explain()  # nothing to explain yet
    with qtbot.waitSignal(session.openFailed) as told, qtbot.assertNotEmitted(session.opened):
        session.open()
    with qtbot.waitSignal(session.failed) as explained:
        session.ask(all_photos, lambda _ids: None, lane="x")
    assert explained.args == told.args
    obstacle.unlink()
    with qtbot.waitSignal(session.opened):
        session.open()
    with qtbot.assertNotEmitted(session.failed):
        session.explain()
    session.close()


def test_another_model_is_told_once(session, qtbot):
    with qtbot.waitSignal(session.modelChanged):
        session.use_model("efficientnet_lite2")
    with qtbot.assertNotEmitted(session.modelChanged):
        session.use_model("efficientnet_lite2")
    assert session.model_finder()().name == "efficientnet_lite2"


def test_thumbnails_can_be_had(session, qtbot):
    answers = []
    session.ask(all_photos, answers.append, lane="x")
    qtbot.waitUntil(lambda: bool(answers))
    with session.open_thumbnails() as source:
        assert source.get(answers[0][0]).startswith(b"\xff\xd8")
