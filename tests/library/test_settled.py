"""A rescan that passes over folders finds what one finds that looks at everything."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import encoded, scene
from fixtures.raws import nef
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photoclust.core.progress import CancelToken
from photoclust.embedding.models import Model
from photoclust.library import index_run, settled
from photoclust.library.failures import try_again
from photoclust.library.folders import remove_folder, restore_folder
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexEvent, PhotoFailed, PhotosChanged, index_folders
from photoclust.library.session import Library
from photoclust.store.database import Database
from photoclust.store.known_files import KnownCursor

FOLDERS = ("", "a", "a/b", "a-", "c")
NAMES = ("1.jpg", "1.jpg", "1.jpg", "2.jpg", "1.nef", "1.mov", "3.eps", "bad.jpg")
CONTENTS = 7

WHERE = st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES)).map(lambda parts: os.path.join(*parts))
FOLDER = st.sampled_from(FOLDERS[1:])
EDIT = st.one_of(
    st.tuples(st.just("write"), WHERE, st.integers(0, CONTENTS - 1)),
    st.tuples(st.just("delete"), WHERE),
    st.tuples(st.just("move"), WHERE, WHERE),
    st.tuples(st.just("touch"), WHERE, st.integers(1, 9)),
    st.tuples(st.just("link"), WHERE, st.sampled_from(["../outside", "../outside/far.jpg", "a", "1.jpg"])),
    st.tuples(st.just("remove tree"), FOLDER),
    st.tuples(st.just("rename tree"), FOLDER, FOLDER),
)
STEP = st.tuples(
    st.lists(EDIT, max_size=2),
    st.sampled_from(["run", "killed", "part", "leave", "undo", "again", "retry"]),
)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory, model: Model) -> tuple[list[bytes], Path]:
    """A few small pictures, and a library that has their vectors: then no run has to wait for the model."""
    made = [encoded(scene(48, 32, seed)) for seed in range(CONTENTS)]
    base = tmp_path_factory.mktemp("known")
    (base / "photos").mkdir()
    for number, content in enumerate(made):
        (base / "photos" / f"{number}.jpg").write_bytes(content)
        (base / "photos" / f"raw {number}.nef").write_bytes(nef([content]))
    shelf = Shelf(Library.open(base / "library"), base / "photos", model)
    shelf.index()
    remove_folder(shelf.library, str(shelf.folder))
    return made, base / "library"


class Disk:
    """A folder of photos and what happens to it."""

    def __init__(self, root: Path, contents: list[bytes]) -> None:
        self.root = root / "photos"
        self._contents = contents
        self._time = 1_700_000_000
        (root / "outside").mkdir()
        (root / "outside" / "far.jpg").write_bytes(contents[0])
        self.root.mkdir()

    def edit(self, kind: str, *values: Any) -> None:
        """Does it, if it can be done."""
        try:
            self._edit(kind, *values)
        except OSError:  # nothing there, or a folder where a file should be, or the other way round
            return

    def _edit(self, kind: str, where: str, *values: Any) -> None:
        path = self.root / where
        if kind == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            content = self._contents[values[0]]
            path.write_bytes({".nef": nef([content]), ".jpg": content}.get(path.suffix, b"?" * values[0]))
            if path.name == "bad.jpg":
                path.write_bytes(b"\xff\xd8 no picture" + bytes(values[0]))
            self._stamp(path)
        elif kind == "delete":
            path.unlink()
        elif kind == "move":
            path.rename(self.root / values[0])
        elif kind == "touch":
            os.utime(path, (values[0], values[0]))
        elif kind == "link":
            path.symlink_to(self.root / values[0])
        elif kind == "remove tree":
            shutil.rmtree(path)
        elif kind == "rename tree":
            path.rename(self.root / values[0])

    def _stamp(self, path: Path) -> None:
        self._time += 1
        os.utime(path, (self._time, self._time))


class Killed(BaseException):
    """The end of the program, at a moment at which nothing of it can be caught."""


class Side:
    """A library that is brought up to date with the disk, with digests or without."""

    def __init__(self, directory: Path, base: Path, model: Model, *, digests: bool) -> None:
        shutil.copytree(base, directory)
        self.library = Library.open(directory)
        self.model = model
        self.digests = digests
        self.removed: Any = None

    def step(self, root: Path, kind: str) -> Any:
        """One run, or what a person does; returns all that is to be seen of it."""
        if not self.digests:
            with self.library.cache() as database:
                database.execute("DELETE FROM folder_digests")
        said: list[str] = []

        def hear(event: IndexEvent) -> None:
            if isinstance(event, PhotoFailed):
                said.append(event.path)
            if kind == "killed" and isinstance(event, PhotosChanged):
                raise Killed

        if kind == "leave" and self.removed is None:
            self.removed = remove_folder(self.library, str(root))
        if kind == "undo" and self.removed is not None:
            restore_folder(self.library, self.removed)
            self.removed = None
        if kind == "retry":
            try_again(self.library, [str(root / "bad.jpg"), str(root / "a/bad.jpg")])
        part = root / "a" if kind == "part" and (root / "a").is_dir() else root
        counts: Any = None
        if kind != "leave":
            try:
                summary = index_folders(
                    self.library,
                    [str(part)],
                    self.model,
                    IndexOptions(jobs=1, again=kind == "again"),
                    on_event=hear,
                    cancel=CancelToken(),
                )
                unreadable = [(item.path, item.code) for item in summary.unreadable]
                counts = (summary.photos, summary.reused, summary.unchanged, summary.removed, unreadable)
            except Killed:
                counts = "killed"
        with self.library.cache() as database:
            tables = [
                list(map(tuple, database.rows(f"SELECT * FROM {table} ORDER BY path")))
                for table in ("photos", "failures", "companions", "folders")
            ]
        return counts, said, tables


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=2, max_size=5))
def test_whatever_happens_in_between(
    tmp_path_factory: pytest.TempPathFactory,
    contents: tuple[list[bytes], Path],
    model: Model,
    steps: list[tuple[list[tuple[Any, ...]], str]],
) -> None:
    made, base = contents
    root = tmp_path_factory.mktemp("script")
    disk = Disk(root, made)
    sides = [Side(root / f"library {on}", base, model, digests=on) for on in (True, False)]
    for number, folder in enumerate(FOLDERS):
        disk.edit("write", os.path.join(folder, "1.jpg"), number)
    for edits, kind in [([], "run"), *steps, ([], "run"), ([], "run")]:
        for edit in edits:
            disk.edit(*edit)
        with_digests, without = (side.step(disk.root, kind) for side in sides)
        assert with_digests == without
    shutil.rmtree(root)


def digests_of(shelf: Shelf) -> dict[str, int]:
    """Folders that have a digest, relative to the shelf's, with their photos."""
    with shelf.library.cache() as database:
        rows = database.rows("SELECT folder, photos FROM folder_digests ORDER BY folder")
    return {os.path.relpath(os.fsdecode(folder), shelf.folder): photos for folder, photos in rows}


@pytest.fixture
def deep(shelf: Shelf) -> Shelf:
    """An indexed library with folders in folders."""
    for place, name in (("sub", "horses.jpg"), ("sub/deeper", "kitten.jpg"), ("sub-", "rocket.jpg")):
        (shelf.folder / place).mkdir(exist_ok=True)
        (shelf.folder / name).rename(shelf.folder / place / name)
    shelf.index()
    return shelf


def test_the_first_run_settles_what_it_found(deep: Shelf) -> None:
    assert digests_of(deep) == {".": 3, "sub": 1, "sub-": 1, "sub/deeper": 1}


def test_an_unchanged_library_is_not_asked_for_its_photos_and_not_written_to(
    deep: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    real = KnownCursor._ready

    def ready(self: KnownCursor, end: bytes) -> bool:
        asked.append(self._next if self._next < end else b"")
        return real(self, end)

    monkeypatch.setattr(KnownCursor, "_ready", ready)
    with deep.library.cache() as other:
        before = other.rows("PRAGMA data_version")
        summary = deep.index()
        assert other.rows("PRAGMA data_version") == before
    assert (summary.unchanged, summary.photos, summary.embedded) == (6, 6, 0)
    assert set(asked) <= {b""}


def test_only_the_folder_that_changed_is_asked_for(deep: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    real = KnownCursor.take

    def take(self: KnownCursor, path: str) -> Any:
        taken.append(os.path.relpath(path, deep.folder))
        return real(self, path)

    (deep.folder / "sub" / "horses.jpg").rename(deep.folder / "sub" / "donkeys.jpg")
    monkeypatch.setattr(KnownCursor, "take", take)
    monkeypatch.setattr("photoclust.library.scout.Survey.start", lambda _self: None)
    summary = deep.index()
    assert (summary.reused, summary.unchanged, summary.removed) == (1, 5, 0)
    assert set(taken) == {"sub/donkeys.jpg"}
    assert digests_of(deep) == {".": 3, "sub": 1, "sub-": 1, "sub/deeper": 1}


def test_a_kill_before_the_digests_are_written_costs_one_more_look(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(index_run, "settle", die)
        with pytest.raises(Killed):
            shelf.index()
    assert digests_of(shelf) == {}
    summary = shelf.index()
    assert (summary.unchanged, summary.embedded) == (len(list(shelf.folder.iterdir())), 0)
    assert digests_of(shelf) == {".": summary.photos}


def test_nothing_is_settled_that_was_taken_away_meanwhile(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By another program, after the scan: the digest would hide from all later runs that rows are missing."""
    real = index_run.settle

    def late(database: Database, *arguments: Any) -> None:
        removed = remove_folder(shelf.library, str(shelf.folder))
        assert removed.photos > 0
        real(database, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(index_run, "settle", late)
        shelf.index()
    assert digests_of(shelf) == {}
    assert shelf.index().photos == len(list(shelf.folder.iterdir()))


def test_nothing_is_settled_that_came_meanwhile(deep: Shelf) -> None:
    """Rows in a folder that was not there at the scan: were it gone again, nobody would look for them."""
    listed: list[settled.Listed] = []
    with deep.library.cache() as database:
        database.execute("DELETE FROM folder_digests")
        (model_id,) = database.rows("SELECT id FROM models")[0]
        list(
            settled.scan_library(
                deep.library, str(deep.folder), model_id, again=False, on_listed=listed.append
            )
        )
        assert len(listed) == 4
        row = database.rows("SELECT fingerprint FROM contents LIMIT 1")[0]
        database.execute(
            "INSERT INTO photos (path, size, mtime_ns, fingerprint) VALUES (?, 1, 2, ?)",
            [os.fsencode(deep.folder / "brand new" / "1.jpg"), row[0]],
        )
        settled.settle(database, listed, model_id, lambda: None)
    assert digests_of(deep) == {"sub": 1, "sub-": 1, "sub/deeper": 1}
    assert deep.index().removed == 1


def test_folders_with_something_to_be_said_are_looked_at_by_each_run(deep: Shelf) -> None:
    (deep.folder / "sub" / "bad.jpg").write_bytes(b"\xff\xd8 no picture")
    (deep.folder / "sub-" / "drawing.eps").write_bytes(b"%!PS")
    first = deep.index()
    assert digests_of(deep) == {".": 3, "sub/deeper": 1}
    second = deep.index()
    assert second.unchanged == 6
    assert second.unreadable == first.unreadable
    assert {os.path.basename(item.path) for item in second.unreadable} == {"bad.jpg", "drawing.eps"}
    with deep.library.cache() as other:
        before = other.rows("PRAGMA data_version")
        deep.index()
        assert other.rows("PRAGMA data_version") == before, "known ones are told of, and nothing is written"


def test_another_model_has_something_to_do(deep: Shelf) -> None:
    with deep.library.cache() as database:
        (model_id,) = database.rows("SELECT id FROM models")[0]
        listed: list[settled.Listed] = []
        found = list(
            settled.scan_library(
                deep.library, str(deep.folder), model_id + 1, again=False, on_listed=listed.append
            )
        )
        assert len(found) == 6
        settled.settle(database, listed, model_id + 1, lambda: None)
        assert database.rows("SELECT count(*) FROM folder_digests WHERE model_id = ?", [model_id + 1]) == [
            (0,)
        ]
    assert deep.index().unchanged == 6


def test_again_passes_over_nothing(deep: Shelf) -> None:
    with deep.library.cache() as database:
        (model_id,) = database.rows("SELECT id FROM models")[0]
    assert len(list(settled.scan_library(deep.library, str(deep.folder), model_id, again=True))) == 6
    passed_over = list(settled.scan_library(deep.library, str(deep.folder), model_id, again=False))
    assert [type(part).__name__ for part in passed_over] == ["Unchanged"] * 7  # folders + subfolders, cut
