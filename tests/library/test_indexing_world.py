"""What else the world does while photos are indexed: files vanish, paths have no end, clocks go back."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fixtures.indexed import FEW, Shelf
from fixtures.processes import holding_the_lock

from photoclust.core.errors import CancelledError, LibraryError, ModelError
from photoclust.core.photo import PhotoFile
from photoclust.core.progress import CancelToken, Progress
from photoclust.embedding.embedder import MediaPipeEmbedder
from photoclust.library import analyzer, browse, index_run, scout, settled
from photoclust.library.indexing import IndexSummary
from photoclust.photos import decode as decode_module
from photoclust.photos.listing import BadEntry
from photoclust.photos.scan import scan
from photoclust.store.schema import CACHE

MANY = len(FEW)
PATIENCE = 20.0
LONGEST = 4000  # bytes of a path


def codes(summary: IndexSummary) -> dict[str, str]:
    return {Path(item.path).name: item.code for item in summary.unreadable}


def test_a_time_that_no_database_can_keep(shelf: Shelf) -> None:
    """A camera whose clock was at 2286: more nanoseconds than 63 bits hold."""
    photo = shelf.folder / "kitten.jpg"
    os.utime(photo, ns=(10**19, 10**19))
    if photo.stat().st_mtime_ns < 10**19:
        pytest.skip("the file system keeps no such time")
    summary = shelf.index()
    assert (summary.photos, summary.unreadable) == (MANY, ())
    assert shelf.index().unchanged == MANY


def test_a_photo_vanishes_between_scan_and_read(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan_and_delete(folder: str, **options: Any) -> Iterator[PhotoFile | BadEntry]:
        for entry in scan(folder, **options):
            if entry.path.endswith("kitten.jpg"):
                Path(entry.path).unlink(missing_ok=True)  # the survey comes by as well
            yield entry

    with monkeypatch.context() as patch:
        patch.setattr(settled, "scan", scan_and_delete)
        summary = shelf.index()
    assert (codes(summary), summary.photos) == ({"kitten.jpg": "vanished"}, MANY - 1)
    summary = shelf.index()
    assert (codes(summary), summary.photos) == ({}, MANY - 1)


@pytest.mark.skipif(os.name != "posix", reason="longer than Windows allows")
def test_a_path_of_4000_bytes(shelf: Shelf, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shelf.folder)
    made, name = str(shelf.folder), "ü" * 100
    while len(os.fsencode(made)) + 202 + len("/long.jpg") <= LONGEST:
        os.mkdir(name)
        os.chdir(name)
        made = f"{made}/{name}"
    rest = "d" * (LONGEST - len(os.fsencode(made)) - len("//long.jpg"))
    os.mkdir(rest)
    path = f"{made}/{rest}/long.jpg"
    assert len(os.fsencode(path)) == LONGEST
    Path(rest, "long.jpg").write_bytes((samples / "dahlia.jpg").read_bytes() + b"!")
    summary = shelf.index()
    assert (summary.photos, codes(summary)) == (MANY + 1, {})
    assert path in [photo.path for photo in browse.photos(shelf.library, browse.photo_ids(shelf.library))]
    assert shelf.index().unchanged == MANY + 1


@pytest.mark.slow
def test_a_folder_with_100_000_files(shelf: Shelf) -> None:
    for number in range(100_000):
        (shelf.folder / f"{number:05}.jpg").touch()
    summary = shelf.index()
    assert (summary.photos, summary.embedded, len(summary.unreadable)) == (MANY, MANY, 100_000)
    assert {item.code for item in summary.unreadable} == {"empty"}
    totals = {event.total for event in shelf.events if isinstance(event, Progress)}
    assert totals <= {None, 100_000 + MANY}
    summary = shelf.index()
    assert (summary.unchanged, summary.removed, len(summary.unreadable)) == (MANY, 0, 100_000)


def test_a_clock_that_goes_backwards(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos of tomorrow, and each look at the time of day says less than the one before."""
    future = 4_000_000_000
    for number, path in enumerate(sorted(shelf.folder.iterdir())):
        os.utime(path, (future - number, future - number))
    back = itertools.count(2_000_000_000, -1000)
    monkeypatch.setattr("time.time", lambda: float(next(back)))
    summary = shelf.index()
    assert (summary.photos, summary.seconds >= 0) == (MANY, True)
    for path in shelf.folder.iterdir():
        os.utime(path, (1, 1))
    summary = shelf.index()  # older than before is changed as well
    assert (summary.reused, summary.embedded, summary.photos) == (MANY, 0, MANY)
    assert shelf.index().unchanged == MANY


def test_a_model_that_vanishes_loses_nothing(shelf: Shelf, tmp_path: Path) -> None:
    shelf.index()
    path = shelf.folder / "kitten.jpg"
    path.write_bytes(path.read_bytes() + b"!")
    shelf.model, model = replace(shelf.model, path=tmp_path / "gone.tflite"), shelf.model
    with pytest.raises(ModelError) as caught:
        shelf.index()
    assert caught.value.code == "model-missing"
    shelf.model = model
    summary = shelf.index()
    assert (summary.photos, summary.embedded, summary.removed) == (MANY, 1, 0)


def test_a_full_disk_ends_the_run_with_a_sentence_and_the_next_goes_on(shelf: Shelf) -> None:
    database = shelf.library.cache()
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.close()
    from photoclust.store.database import Database

    prepare = Database._prepare

    def with_little_room(self: Database) -> None:
        prepare(self)
        if self.path.name.startswith("cache"):
            self.execute(f"PRAGMA max_page_count = {pages + 3}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_prepare", with_little_room)
        with pytest.raises(LibraryError) as caught:
            shelf.index()
    assert caught.value.code == "disk-full"
    assert "nothing was lost" in caught.value.message
    assert shelf.index().photos == MANY


class TestCancelWhateverItIsAt:
    """It returns while what it waited for still hangs: nobody waits for that."""

    def cancelled(self, shelf: Shelf, inside: threading.Event) -> None:
        token = CancelToken()
        canceller = threading.Thread(target=lambda: (inside.wait(PATIENCE), token.cancel()))
        canceller.start()
        with pytest.raises(CancelledError):
            shelf.index(cancel=token)
        canceller.join()
        assert inside.is_set()

    def test_a_folder_that_does_not_answer(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        inside, go = threading.Event(), threading.Event()

        def slow(folder: str, **options: Any) -> Iterator[PhotoFile | BadEntry]:
            entries = scan(folder, **options)
            yield next(entries)
            inside.set()
            go.wait(PATIENCE)
            yield from entries

        monkeypatch.setattr(settled, "scan", slow)
        try:
            self.cancelled(shelf, inside)
        finally:
            go.set()
        monkeypatch.undo()
        assert shelf.index().photos == MANY

    def test_a_drive_that_does_not_answer(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        inside, go = threading.Event(), threading.Event()

        def slow(folder: str) -> int | None:
            inside.set()
            go.wait(PATIENCE)
            return None

        monkeypatch.setattr(index_run, "identity_of", slow)
        try:
            self.cancelled(shelf, inside)
        finally:
            go.set()

    def test_a_model_that_is_being_loaded(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        inside, go = threading.Event(), threading.Event()
        load = MediaPipeEmbedder.__init__

        def slow(self: MediaPipeEmbedder, model: object) -> None:
            inside.set()
            go.wait(PATIENCE)
            load(self, model)  # type: ignore[arg-type]

        monkeypatch.setattr(MediaPipeEmbedder, "__init__", slow)
        try:
            self.cancelled(shelf, inside)
        finally:
            go.set()

    def test_a_large_file_that_is_being_read(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Between two blocks it stops, and no picture is decoded after that."""
        monkeypatch.setattr(decode_module, "BLOCK", 4096)
        token, decoded = CancelToken(), []
        read = analyzer.read_file

        def read_and_cancel(path: str, between: object) -> bytes:
            token.cancel()
            return read(path, between)  # type: ignore[arg-type]

        monkeypatch.setattr(analyzer, "read_file", read_and_cancel)
        monkeypatch.setattr(analyzer, "decode", lambda *_: decoded.append(1))
        with pytest.raises(CancelledError):
            shelf.index(cancel=token)
        assert decoded == []


def test_a_cancel_does_not_wait_for_another_programs_lock(shelf: Shelf) -> None:
    shelf.index()
    for path in shelf.folder.iterdir():
        path.write_bytes(path.read_bytes() + b"!")
    token = CancelToken()
    later = threading.Timer(0.3, token.cancel)
    with holding_the_lock(shelf.library.directory / CACHE.file):
        later.start()
        with pytest.raises(CancelledError):
            shelf.index(cancel=token)
    later.join()


def test_a_large_file_is_read_whole_block_by_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode_module, "BLOCK", 1000)
    laps: list[int] = []
    for size in (1, 999, 1000, 1001, 5000, 12345):
        content = os.urandom(size)
        (tmp_path / "a.jpg").write_bytes(content)
        laps.clear()
        assert decode_module.read_file(str(tmp_path / "a.jpg"), lambda: laps.append(1)) == content
        assert len(laps) == (0 if size < 1000 else -(-size // 1000))


def test_looking_ahead_in_a_thread_yields_all_in_order_and_hands_faults_on() -> None:
    assert list(scout.in_thread(lambda: iter(range(2000)), lambda: None)) == list(range(2000))

    def broken() -> Iterator[int]:
        yield from range(300)
        raise ZeroDivisionError

    found: list[int] = []
    with pytest.raises(ZeroDivisionError):
        found.extend(scout.in_thread(broken, lambda: None))
    assert found == list(range(300))
