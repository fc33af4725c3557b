"""A decoder or a disk that hangs holds up one thread for a while, and nothing else."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from pathlib import Path

import pytest
from fixtures.faults import hanging_decoder, spoil
from fixtures.indexed import FEW, Shelf

from photoclust.core.errors import CancelledError, PhotoUnreadableError
from photoclust.core.progress import CancelToken
from photoclust.library import analyzer, index_run
from photoclust.library.guard import patience_for, quarantine
from photoclust.library.indexing import IndexOptions, IndexSummary, index_folders
from photoclust.library.thumbnails import ThumbnailSource
from photoclust.photos import decode as decode_module
from photoclust.photos import formats

MANY = len(FEW)
SHORT = 1.5  # seconds; a good photo takes a few hundredths, on a machine that is not at its limit


def index(
    shelf: Shelf, *, jobs: int = 2, again: bool = False, cancel: CancelToken | None = None
) -> IndexSummary:
    return index_folders(
        shelf.library,
        [str(shelf.folder)],
        shelf.model,
        IndexOptions(jobs=jobs, time_limit=SHORT, again=again),
        on_event=shelf.events.append,
        cancel=cancel or CancelToken(),
    )


def codes(summary: IndexSummary) -> dict[str, str]:
    return {Path(item.path).name: item.code for item in summary.unreadable}


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_is_listed_and_the_others_are_indexed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    for name in ("chelsea.jpg", "rocket.jpg"):  # more than there are threads: each is replaced
        spoil(shelf.folder / name)
    with hanging_decoder(monkeypatch) as hanging:
        summary = index(shelf, jobs=jobs)
        assert codes(summary) == {"chelsea.jpg": "decoder-hung", "rocket.jpg": "decoder-hung"}
        assert (summary.photos, summary.embedded) == (MANY - 2, MANY - 2)
        assert "longer than" in summary.unreadable[0].reason
        assert [hanging.acquire(blocking=False) for _ in range(3)] == [True, True, False]
        summary = index(shelf, jobs=jobs)  # not tried again
        assert (len(codes(summary)), hanging.acquire(blocking=False)) == (2, False)


def test_copies_do_not_wait_for_ever_and_do_not_hang_too(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(shelf.folder / "chelsea.jpg")
    for number in range(3):
        shutil.copy(shelf.folder / "chelsea.jpg", shelf.folder / f"chelsea {number}.jpg")
    with hanging_decoder(monkeypatch) as hanging:
        assert len(codes(index(shelf, jobs=4))) == 4
        assert hanging.acquire(blocking=False)
        assert not hanging.acquire(blocking=False)


def test_tried_again_by_hand_it_is_a_photo_if_it_can_be(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(shelf.folder / "chelsea.jpg")
    with hanging_decoder(monkeypatch):
        index(shelf)
    summary = index(shelf, again=True)  # the decoder was only in a bad mood
    assert (codes(summary), summary.photos) == ({}, MANY)
    with shelf.library.cache() as database:
        assert quarantine(database).all() == {}


def test_a_large_picture_that_hangs_does_not_keep_the_turn(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large pictures are decoded one at a time; the next one's patience begins with its turn."""
    monkeypatch.setattr(formats, "LARGE", 1)
    go, whole = threading.Event(), decode_module.to_rgb

    def hang(*given):  # type: ignore[no-untyped-def]
        if getattr(hang, "first", True):
            hang.first = False  # type: ignore[attr-defined]
            go.wait()
        return whole(*given)

    monkeypatch.setattr(decode_module, "to_rgb", hang)
    try:
        summary = index(shelf, jobs=3)
    finally:
        go.set()
    assert list(codes(summary).values()) == ["decoder-hung"]
    assert summary.photos == MANY - 1


def test_a_disk_that_gives_nothing_is_no_fault_of_the_photo(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(shelf)
    before = shelf.ids()
    path = shelf.folder / "kitten.jpg"
    path.write_bytes(path.read_bytes() + b"!")
    go, read = threading.Event(), analyzer.read_file

    def hang(path: str, between: object = None) -> bytes:
        go.wait()
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(analyzer, "read_file", hang)
        try:
            summary = index(shelf)
        finally:
            go.set()
    assert codes(summary) == {"kitten.jpg": "no-answer"}
    assert (summary.photos, shelf.ids()) == (MANY, before)
    summary = index(shelf)
    assert (codes(summary), summary.embedded) == ({}, 1)


def test_the_run_can_be_cancelled_while_a_decoder_hangs(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(shelf.folder / "chelsea.jpg")
    token = CancelToken()
    with hanging_decoder(monkeypatch) as hanging:
        watcher = threading.Thread(target=lambda: (hanging.acquire(), token.cancel()))
        watcher.start()
        monkeypatch.setattr(f"{__name__}.SHORT", 3600.0)
        with pytest.raises(CancelledError):
            index(shelf, cancel=token)
        watcher.join()
    with shelf.library.cache() as database:
        assert quarantine(database).all() == {}, "a cancel says nothing of the picture"


def test_large_files_get_more_time() -> None:
    assert patience_for(0, 60) == 60
    assert patience_for(100_000_000, 60) == 180


class TestPreviews:
    def test_one_that_hangs_is_given_up_and_not_tried_again(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        index(shelf)
        shelf.library.guard.time_limit = SHORT
        go, calls = threading.Event(), []

        def hang(path: str, data: bytes, edge: int) -> bytes:
            calls.append(path)
            go.wait()
            return b""

        monkeypatch.setattr("photoclust.library.thumbnails.preview", hang)
        with ThumbnailSource(shelf.library) as source:
            try:
                for _ in range(2):
                    with pytest.raises(PhotoUnreadableError) as caught:
                        source.preview(shelf.id_of("kitten.jpg"), 100)
                    assert caught.value.code == "decoder-hung"
            finally:
                go.set()
            assert len(calls) == 1
            assert source.get(shelf.id_of("kitten.jpg")), "the photo stays in the library"
        assert index(shelf).photos == MANY

    def test_a_suspect_that_decodes_well_is_none_any_more(self, shelf: Shelf) -> None:
        index(shelf)
        (content,) = [photo.fingerprint for photo in shelf_photos(shelf) if "kitten" in photo.path]
        with shelf.library.cache() as database:
            with database.transaction():
                quarantine(database).suspect(content, alone=True)
            with ThumbnailSource(shelf.library) as source:
                assert source.preview(shelf.id_of("kitten.jpg"), 100)
            assert quarantine(database).all() == {}

    def test_closing_waits_for_none(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        index(shelf)
        go, inside = threading.Event(), threading.Event()

        def hang(path: str, data: bytes, edge: int) -> bytes:
            inside.set()
            go.wait()
            return b""

        monkeypatch.setattr("photoclust.library.thumbnails.preview", hang)
        closer = threading.Thread(target=lambda: (inside.wait(), shelf.library.guard.close()))
        closer.start()
        try:
            with ThumbnailSource(shelf.library) as source, pytest.raises(PhotoUnreadableError):
                source.preview(shelf.id_of("kitten.jpg"), 100)
        finally:
            go.set()
            closer.join()
        with shelf.library.cache() as database:
            assert quarantine(database).all() == {}


def shelf_photos(shelf: Shelf):  # type: ignore[no-untyped-def]
    from photoclust.library import browse

    return browse.photos(shelf.library, browse.photo_ids(shelf.library))


def test_the_journal_is_gone_when_the_library_is(shelf: Shelf) -> None:
    index(shelf)
    directory = shelf.library.directory
    assert len(list(directory.glob("in-decoders-*"))) == 1
    del shelf.library
    gc.collect()
    assert [name for name in os.listdir(directory) if name.startswith("in-decoders-")] == []


def test_grace_is_short() -> None:
    """A cancel takes a look every POLL, and then waits GRACE: half a second in all."""
    assert index_run.POLL + index_run.GRACE < 0.5
