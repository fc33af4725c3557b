"""Outcomes are committed in batches: all of one, or nothing of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fixtures.catalogs import content
from fixtures.processes import holding_the_lock

from photoclust.core.errors import LibraryError, PhotoUnreadableError
from photoclust.core.photo import Fingerprint, PhotoFile, PhotoMetadata
from photoclust.embedding.embedder import Embedding
from photoclust.library import recorder as module
from photoclust.library.analyzer import Analysis
from photoclust.library.recorder import BATCH, Recorder
from photoclust.photos.decode import DecodedPhoto
from photoclust.store import database as database_module
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.schema import CACHE


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library", CACHE) as database:
        for folder in ("/p", str(tmp_path)):
            Catalog(database).add_folder(folder)
        yield database


@pytest.fixture
def commits() -> list[list[Fingerprint]]:
    return []


@pytest.fixture
def recorder(database: Database, commits: list[list[Fingerprint]]) -> Recorder:
    return Recorder(database, "model/1/1", commits.append)


def embedded(path: str, what: str | None = None) -> Analysis:
    """A photo that went through the model."""
    none = np.empty(0)
    return Analysis(
        PhotoFile(path, 1, 2),
        content(what if what is not None else path),
        DecodedPhoto(PhotoMetadata(4, 3, "JPEG"), 5, b"\xff\xd8", np.zeros((2, 2, 3), np.uint8)),
        Embedding(np.ones(4, np.float32) / 2, none, none),
    )


def paths(database: Database) -> list[str]:
    return [known.file.path for known in Catalog(database).known_below("/p", 1)]


def test_a_full_batch_is_committed(
    database: Database, recorder: Recorder, commits: list[list[Fingerprint]]
) -> None:
    for number in range(BATCH - 1):
        assert not recorder.add(embedded(f"/p/{number:03}.jpg"), None)
    assert (paths(database), commits) == ([], [])
    assert recorder.add(embedded("/p/last.jpg"), None)
    assert len(paths(database)) == BATCH
    assert commits == [[content(path) for path in paths(database)]]


def test_what_left_the_library_meanwhile_is_not_taken_in(database: Database, recorder: Recorder) -> None:
    recorder.add(embedded("/p/a.jpg"), None)
    recorder.add(
        Analysis(PhotoFile("/p/b.jpg", 1, 2), error=PhotoUnreadableError("empty", path="/p/b.jpg")), None
    )
    Catalog(database).remove_folder("/p")
    assert recorder.flush()
    assert paths(database) == []


def test_a_batch_does_not_wait_for_ever(
    database: Database, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    assert not recorder.add(embedded("/p/a.jpg"), None)
    now += module.BATCH_SECONDS
    assert recorder.add(embedded("/p/b.jpg"), None)
    assert not recorder.add(embedded("/p/c.jpg"), None)  # the next one has its own time
    assert paths(database) == ["/p/a.jpg", "/p/b.jpg"]


def test_flushing_nothing_writes_nothing(database: Database, recorder: Recorder) -> None:
    before = Catalog(database).revision()
    assert not recorder.flush()
    recorder.add(embedded("/p/a.jpg"), None)
    assert recorder.flush()
    assert not recorder.flush()
    assert Catalog(database).revision() == before + 1


def test_a_batch_that_can_not_be_written_is_not_in_it_at_all(
    database: Database,
    recorder: Recorder,
    commits: list[list[Fingerprint]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 50)
    database.execute("PRAGMA busy_timeout = 50")
    recorder.add(embedded("/p/a.jpg"), None)
    with holding_the_lock(database.path), pytest.raises(LibraryError):
        recorder.flush()
    assert (paths(database), commits) == ([], [])


def test_a_content_counts_once(database: Database, recorder: Recorder, tmp_path: Path) -> None:
    """Also when copies were analysed before one of them was committed."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.jpg").touch()
        recorder.add(embedded(str(tmp_path / f"{name}.jpg"), "same"), None)
    recorder.flush()
    assert (recorder.embedded, recorder.reused) == (1, 2)
    assert len(Catalog(database).files_of(content("same"))) == 3


def test_failures_are_committed_with_the_rest(
    database: Database, recorder: Recorder, commits: list[list[Fingerprint]]
) -> None:
    error = PhotoUnreadableError("corrupt", path="/p/bad.jpg")
    recorder.add(Analysis(PhotoFile("/p/bad.jpg", 1, 2), content("bad"), error=error), None)
    recorder.add(Analysis(PhotoFile("/p/gone.jpg", 1, 2), error=error), None)
    recorder.flush()
    assert [failure.path for failure in Catalog(database).unreadable()] == ["/p/bad.jpg", "/p/gone.jpg"]
    assert commits == [[content("bad")]]  # one that could not be read has no content to let go


@pytest.mark.parametrize("count", [1, 7, 20])
def test_many_are_forgotten_in_parts(
    database: Database, recorder: Recorder, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(module, "DELETE_BATCH", 7)
    for number in range(count):
        recorder.add(embedded(f"/p/{number:03}.jpg"), None)
    recorder.add(
        Analysis(PhotoFile("/p/bad.jpg", 1, 2), error=PhotoUnreadableError("corrupt", path="/p/bad.jpg")),
        None,
    )
    recorder.flush()
    known = list(Catalog(database).known_below("/p", recorder.model_id))
    assert len(known) == count + 1
    assert recorder.remove(known) == count
    assert paths(database) == []
    assert Catalog(database).unreadable() == []


def test_a_moved_photo_is_not_forgotten(database: Database, recorder: Recorder, tmp_path: Path) -> None:
    old, new = str(tmp_path / "old.jpg"), str(tmp_path / "new.jpg")
    recorder.add(embedded(old, "same"), None)
    recorder.flush()
    (known,) = Catalog(database).known_below(os.fspath(tmp_path), recorder.model_id)
    recorder.add(Analysis(PhotoFile(new, 1, 2), content("same")), None)
    recorder.flush()
    assert recorder.remove([known]) == 0
    assert Catalog(database).files_of(content("same")) == [(known.photo_id, new)]


def test_many_copies_are_placed_with_one_look_at_each(
    database: Database, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First all new, then the folder is renamed, then one more comes: never each copy against all others."""
    copies = [f"{number:03}.jpg" for number in range(BATCH * 3)]
    looks = 0
    real = module._is_empty

    def counted(old: str, new: str) -> bool:
        nonlocal looks
        looks += 1
        return real(old, new)

    monkeypatch.setattr(module, "_is_empty", counted)
    folder = tmp_path / "before"
    folder.mkdir()
    for name in copies:
        (folder / name).touch()
        recorder.add(embedded(str(folder / name), "same"), None)
    recorder.flush()
    assert looks <= len(copies)
    before = Catalog(database).files_of(content("same"))
    folder = folder.rename(tmp_path / "after")
    looks, later = 0, Recorder(database, "model/1/1", lambda _: None)
    for name in copies:
        later.add(Analysis(PhotoFile(str(folder / name), 1, 2), content("same")), None)
    later.flush()
    assert looks == len(copies)
    assert Catalog(database).files_of(content("same")) == [
        (photo_id, path.replace("before", "after")) for photo_id, path in before
    ]
    looks = 0
    (folder / "one more.jpg").touch()
    later.add(Analysis(PhotoFile(str(folder / "one more.jpg"), 1, 2), content("same")), None)
    later.flush()
    assert looks <= 1
    assert len(Catalog(database).files_of(content("same"))) == len(copies) + 1


def test_a_place_that_is_empty_is_found_behind_many_that_are_not(
    database: Database, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PLACES", 4)
    for number in range(15):
        (tmp_path / f"{number:02}.jpg").touch()
        recorder.add(embedded(str(tmp_path / f"{number:02}.jpg"), "same"), None)
    recorder.flush()
    places = Catalog(database).files_of(content("same"))
    (tmp_path / "09.jpg").rename(tmp_path / "new.jpg")
    later = Recorder(database, "model/1/1", lambda _: None)
    later.add(Analysis(PhotoFile(str(tmp_path / "new.jpg"), 1, 2), content("same")), None)
    later.flush()
    photo_id, _ = places[9]
    assert dict(Catalog(database).files_of(content("same")))[photo_id] == str(tmp_path / "new.jpg")
    assert len(Catalog(database).files_of(content("same"))) == 15


def test_a_library_folder_goes_with_its_last_photo(
    database: Database, recorder: Recorder, tmp_path: Path
) -> None:
    """In the commit that moves it: what ends the program right after it leaves no empty folder behind."""
    catalog, old, new = Catalog(database), tmp_path / "old", tmp_path / "new"
    catalog.remove_folder(str(tmp_path))
    empty = str(tmp_path / "unplugged, and empty before")
    for folder in (str(old), str(new), empty):
        catalog.add_folder(folder)
    old.mkdir()
    for name in ("a.jpg", "b.jpg"):
        recorder.add(embedded(str(old / name), name), None)
    recorder.flush()
    old.rename(new)
    recorder.add(Analysis(PhotoFile(str(new / "a.jpg"), 1, 2), content("a.jpg")), None)
    recorder.flush()
    assert str(old) in catalog.folders(), "one of its photos may be elsewhere yet"
    recorder.add(Analysis(PhotoFile(str(new / "b.jpg"), 1, 2), content("b.jpg")), None)
    recorder.flush()
    assert set(catalog.folders()) == {"/p", str(new), empty}
