import pytest

from photoclust.core.photo import Album, AlbumId
from photoclust.gui.album_editor import AlbumEditor, free_name
from photoclust.gui.changes import Changes
from photoclust.library import albums, browse


@pytest.fixture
def changes(session):
    made = Changes(session)
    yield made
    made.close()


@pytest.fixture
def editor(changes):
    return AlbumEditor(changes)


@pytest.fixture
def ids(session):
    return browse.photo_ids(session.library)


@pytest.fixture
def state(session, changes, qtbot):
    """What lies on disk when all changes are made: name -> photos."""

    def read():
        qtbot.waitUntil(lambda: not changes.busy)
        return {album.name: album.photo_ids for album in albums.list_albums(session.library)}

    return read


def album(session, name) -> Album:
    return albums.album_by_name(session.library, name)


def test_create_undo_redo(changes, editor, session, ids, state, qtbot):
    with qtbot.waitSignal(editor.created) as created:
        editor.create("Birds", ids[:2])
    assert state() == {"Birds": ids[:2]}
    changes.stack.undo()
    assert state() == {}
    changes.stack.redo()
    assert state() == {"Birds": ids[:2]}
    assert album(session, "Birds").id == created.args[0], "later changes must find it again"


def test_names_that_are_taken_get_a_number(editor, state):
    for _ in range(3):
        editor.create()
    assert sorted(state()) == ["New album", "New album 2", "New album 3"]


def test_free_name_sees_no_difference_in_case():
    assert free_name([Album(AlbumId(1), "birds")], "Birds") == "Birds 2"


def test_rename_undo(changes, editor, session, state):
    editor.create("Birds")
    state()
    editor.rename(album(session, "Birds"), "Bees")
    assert list(state()) == ["Bees"]
    changes.stack.undo()
    assert list(state()) == ["Birds"]
    changes.stack.redo()
    assert list(state()) == ["Bees"]


def test_delete_undo_brings_all_back(changes, editor, session, ids, state, qtbot):
    editor.create("Birds", ids[3:7])
    state()
    with qtbot.waitSignal(changes.said) as said:
        editor.delete(album(session, "Birds"))
    assert said.args == ["The album “Birds” was deleted."]
    assert state() == {}
    changes.stack.undo()
    assert state() == {"Birds": ids[3:7]}
    changes.stack.redo()
    assert state() == {}
    changes.stack.undo()
    assert state() == {"Birds": ids[3:7]}


def test_adding_is_undone_for_what_was_added_only(changes, editor, session, ids, state, qtbot):
    editor.create("Birds", ids[:3])
    state()
    with qtbot.waitSignal(changes.said) as said:
        editor.add(album(session, "Birds").id, [ids[1], ids[5], ids[5], ids[2]])
    assert said.args == ["1 photo added to “Birds”."]
    assert state() == {"Birds": [*ids[:3], ids[5]]}
    changes.stack.undo()
    assert state() == {"Birds": ids[:3]}


def test_adding_nothing_new_is_nothing_to_undo(changes, editor, session, ids, state):
    editor.create("Birds", ids[:3])
    state()
    count = changes.stack.count()
    editor.add(album(session, "Birds").id, ids[:2])
    state()
    assert changes.stack.count() == count


def test_removing_undo(changes, editor, session, ids, state):
    editor.create("Birds", ids[:3])
    state()
    editor.remove(album(session, "Birds"), ids[:1])
    assert state() == {"Birds": ids[1:3]}
    changes.stack.undo()
    assert sorted(state()["Birds"]) == sorted(ids[:3])


def test_drops(editor, session, ids, state):
    editor.drop(None, ids[:2])
    assert state() == {"New album": ids[:2]}
    editor.drop(album(session, "New album").id, ids[4:5])
    assert state() == {"New album": [*ids[:2], ids[4]]}


def test_a_row_of_changes_is_made_in_order(editor, session, ids, state):
    editor.create("A", ids[:1])
    state()
    here = album(session, "A")
    for photo_id in ids[1:6]:
        editor.add(here.id, [photo_id])
    editor.rename(here, "B")
    assert state() == {"B": ids[:6]}


def test_trouble_is_told_and_what_was_built_on_it_is_not_tried(changes, editor, session, state, qtbot):
    editor.create("A")
    editor.create("B")
    state()
    with qtbot.waitSignal(session.failed) as failed:
        editor.rename(album(session, "A"), "B")
    assert failed.args[0].code == "album-exists"
    assert sorted(state()) == ["A", "B"]
    assert not changes.stack.canUndo()


def test_an_album_that_is_gone_meanwhile_is_passed_over(editor, state):
    editor.rename(None, "x")
    editor.delete(None)
    editor.remove(Album(AlbumId(77), "gone"), [])
    assert state() == {}


def test_closing_at_once_loses_no_change(changes, editor, session, ids):
    for number in range(12):
        editor.create(f"Album {number}", ids[:number])
    library = session.library
    session.close()
    changes.close()
    assert len(albums.list_albums(library)) == 12
