"""Folders in, embeddings out, with the real model on real photos."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import FEW, Shelf
from fixtures.pictures import same_look_other_content

from photoclust.core.courtesy import Courtesy
from photoclust.core.errors import ModelError, UserFacingError
from photoclust.core.progress import CancelToken, Progress
from photoclust.embedding.models import find_model
from photoclust.library import albums, browse, index_options
from photoclust.library.analyzer import Analyzer
from photoclust.library.index_options import IndexOptions, default_jobs
from photoclust.library.indexing import IndexSummary, PhotosChanged, index_folders
from photoclust.library.thumbnails import ThumbnailSource
from photoclust.store.embedding_cache import EmbeddingCache, StoredVectors

MANY = len(FEW)


def counts(summary: IndexSummary) -> dict[str, int]:
    """What happened, without what did not."""
    numbers = {
        name: getattr(summary, name) for name in ("photos", "embedded", "reused", "unchanged", "removed")
    }
    numbers["unreadable"] = len(summary.unreadable)
    return {name: number for name, number in numbers.items() if number}


def vectors(shelf: Shelf) -> StoredVectors:
    with shelf.library.cache() as database:
        cache = EmbeddingCache(database)
        return cache.load(cache.model_id(shelf.model.key) or -1)


class TestAFirstRun:
    def test_everything_is_embedded(self, indexed: Shelf, samples: Path) -> None:
        stored = vectors(indexed)
        assert len(stored.ids) == len(list(samples.glob("*.jpg"))) == 41
        assert np.linalg.norm(stored.vectors, axis=1) == pytest.approx(np.ones(41), abs=1e-6)
        assert stored.label_ids.shape == stored.label_probabilities.shape == (41, 20)

    def test_the_counts(self, shelf: Shelf) -> None:
        summary = shelf.index()
        assert counts(summary) == {"photos": MANY, "embedded": MANY}
        assert summary.seconds > 0

    def test_every_photo_has_its_metadata_and_thumbnail(self, indexed: Shelf) -> None:
        ids = browse.photo_ids(indexed.library)
        with ThumbnailSource(indexed.library) as thumbnails:
            assert all((thumbnails.get(photo_id) or b"").startswith(b"\xff\xd8") for photo_id in ids)
        for photo in browse.photos(indexed.library, ids):
            assert photo.metadata.format == "JPEG"
            assert max(photo.metadata.width, photo.metadata.height) > 300
            assert photo.file.size == os.path.getsize(photo.path)
            assert photo.file.mtime_ns == os.stat(photo.path).st_mtime_ns

    def test_what_is_said_on_the_way(self, shelf: Shelf) -> None:
        shelf.index()
        progress = [event for event in shelf.events if isinstance(event, Progress)]
        assert [event.done for event in progress] == sorted(event.done for event in progress)
        assert progress[-1] == Progress(MANY, MANY, progress[-1].seconds_left)
        written = [event.count for event in shelf.events if isinstance(event, PhotosChanged)]
        assert sum(written) == MANY

    @pytest.mark.parametrize("jobs", [1, 3])
    def test_the_number_of_threads_changes_nothing(self, shelf: Shelf, indexed: Shelf, jobs: int) -> None:
        assert counts(shelf.index(jobs=jobs)) == {"photos": MANY, "embedded": MANY}
        few, everything = vectors(shelf), vectors(indexed)
        for name in FEW:
            row = few.vectors[few.ids == shelf.id_of(f"{name}.jpg")][0]
            other = everything.vectors[everything.ids == indexed.id_of(f"{name}.jpg")][0]
            assert float(row @ other) == pytest.approx(1, abs=1e-5)


class TestALaterRun:
    @pytest.fixture(autouse=True)
    def run_before(self, shelf: Shelf) -> None:
        shelf.index()

    def test_nothing_changed(self, shelf: Shelf) -> None:
        revision = shelf.ids()
        summary = shelf.index()
        assert counts(summary) == {"photos": MANY, "unchanged": MANY}
        assert shelf.ids() == revision
        assert not [event for event in shelf.events if isinstance(event, PhotosChanged)]

    def test_unchanged_photos_are_not_opened(self, shelf: Shelf) -> None:
        """Same size and time: a second run looks at names only."""
        for name in FEW:
            path = shelf.folder / f"{name}.jpg"
            status = path.stat()
            path.write_bytes(bytes(status.st_size))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert counts(shelf.index()) == {"photos": MANY, "unchanged": MANY}

    def test_the_folder_was_renamed(self, shelf: Shelf) -> None:
        before = shelf.ids()
        album = albums.create_album(shelf.library, "Cats", [before["chelsea.jpg"], before["kitten.jpg"]])
        renamed = shelf.folder.with_name("renamed - Ä")
        shelf.folder.rename(renamed)
        shelf.folder = renamed
        assert counts(shelf.index()) == {"photos": MANY, "reused": MANY}
        assert shelf.ids() == before
        assert [folder.path for folder in browse.folders(shelf.library)] == [str(renamed)]
        (again,) = albums.list_albums(shelf.library)
        assert again.photo_ids == album.photo_ids
        assert [member.path for member in again.members] == [
            str(renamed / "chelsea.jpg"),
            str(renamed / "kitten.jpg"),
        ]

    def test_a_photo_was_moved_inside_the_folder(self, shelf: Shelf) -> None:
        before = shelf.id_of("horses.jpg")
        (shelf.folder / "sub").mkdir()
        (shelf.folder / "horses.jpg").rename(shelf.folder / "sub" / "animals.jpg")
        assert counts(shelf.index()) == {"photos": MANY, "reused": 1, "unchanged": MANY - 1}
        assert shelf.id_of("sub/animals.jpg") == before

    @pytest.mark.parametrize("name", ["aa.jpg", "zz.jpg"])  # found before and after the old place
    def test_a_photo_was_copied(self, shelf: Shelf, name: str) -> None:
        before = shelf.id_of("horses.jpg")
        shutil.copy2(shelf.folder / "horses.jpg", shelf.folder / name)
        assert counts(shelf.index()) == {"photos": MANY + 1, "reused": 1, "unchanged": MANY}
        assert shelf.id_of("horses.jpg") == before != shelf.id_of(name)
        assert len(vectors(shelf).ids) == MANY + 1

    def test_a_photo_was_edited_in_place(self, shelf: Shelf) -> None:
        before = shelf.ids()
        shutil.copy(shelf.folder / "rocket.jpg", shelf.folder / "horses.jpg")
        path = shelf.folder / "horses.jpg"
        path.write_bytes(same_look_other_content(path.read_bytes(), 1))
        assert counts(shelf.index()) == {"photos": MANY, "embedded": 1, "unchanged": MANY - 1}
        assert shelf.ids() == before
        stored = vectors(shelf)
        rows = [stored.vectors[stored.ids == shelf.id_of(f"{name}.jpg")][0] for name in ("rocket", "horses")]
        assert float(rows[0] @ rows[1]) == pytest.approx(1, abs=1e-5)

    def test_only_the_time_of_a_photo_changed(self, shelf: Shelf) -> None:
        os.utime(shelf.folder / "horses.jpg", ns=(5, 5))
        assert counts(shelf.index()) == {"photos": MANY, "reused": 1, "unchanged": MANY - 1}
        assert counts(shelf.index()) == {"photos": MANY, "unchanged": MANY}

    def test_two_photos_changed_places(self, shelf: Shelf) -> None:
        one, other, third = (shelf.folder / name for name in ("horses.jpg", "rocket.jpg", "third.jpg"))
        one.rename(third)
        other.rename(one)
        third.rename(other)
        assert counts(shelf.index()) == {"photos": MANY, "reused": 2, "unchanged": MANY - 2}
        assert counts(shelf.index()) == {"photos": MANY, "unchanged": MANY}

    def test_a_photo_was_deleted_and_comes_back(self, shelf: Shelf, samples: Path) -> None:
        gone = shelf.id_of("horses.jpg")
        (shelf.folder / "horses.jpg").unlink()
        summary = shelf.index()
        assert counts(summary) == {"photos": MANY - 1, "unchanged": MANY - 1, "removed": 1}
        assert browse.photos(shelf.library, [gone]) == []
        assert len(vectors(shelf).ids) == MANY - 1
        shutil.copy(samples / "horses.jpg", shelf.folder)
        assert counts(shelf.index()) == {"photos": MANY, "reused": 1, "unchanged": MANY - 1}

    def test_another_model_embeds_everything_anew_and_forgets_nothing(
        self, shelf: Shelf, tmp_path: Path
    ) -> None:
        assert shelf.model.path is not None
        shutil.copy(shelf.model.path, tmp_path / "mine.tflite")
        first, shelf.model = shelf.model, find_model([tmp_path, shelf.model.path.parent], "mine")
        before = shelf.ids()
        assert counts(shelf.index()) == {"photos": MANY, "embedded": MANY}
        assert counts(shelf.index()) == {"photos": MANY, "unchanged": MANY}
        assert shelf.ids() == before
        assert len(vectors(shelf).ids) == MANY
        shelf.model = first
        assert counts(shelf.index()) == {"photos": MANY, "unchanged": MANY}


class TestCopies:
    def test_a_content_is_embedded_once_in_a_run(self, shelf: Shelf) -> None:
        for number in range(20):
            shutil.copy(shelf.folder / "horses.jpg", shelf.folder / f"horses {number}.jpg")
        assert counts(shelf.index(jobs=4)) == {"photos": MANY + 20, "embedded": MANY, "reused": 20}
        assert len(vectors(shelf).ids) == MANY + 20

    def test_a_moved_pair_of_copies_stays_a_pair(self, shelf: Shelf) -> None:
        shutil.copy(shelf.folder / "horses.jpg", shelf.folder / "copy.jpg")
        shelf.index()
        before = shelf.ids()
        renamed = shelf.folder.with_name("renamed")
        shelf.folder.rename(renamed)
        shelf.folder = renamed
        assert counts(shelf.index()) == {"photos": MANY + 1, "reused": MANY + 1}
        assert set(shelf.ids().values()) == set(before.values())
        assert set(shelf.ids()) == set(before)


class TestFolders:
    def test_a_folder_inside_another_is_covered_by_it(self, shelf: Shelf) -> None:
        inner = shelf.folder / "sub"
        inner.mkdir()
        (shelf.folder / "horses.jpg").rename(inner / "horses.jpg")
        assert counts(shelf.index(inner)) == {"photos": 1, "embedded": 1}
        assert counts(shelf.index()) == {"photos": MANY, "embedded": MANY - 1, "unchanged": 1}
        assert [folder.path for folder in browse.folders(shelf.library)] == [str(shelf.folder)]
        assert counts(shelf.index(inner)) == {"photos": 1, "unchanged": 1}
        assert [folder.path for folder in browse.folders(shelf.library)] == [str(shelf.folder)]
        assert counts(shelf.index(inner, shelf.folder, inner)) == {"photos": MANY, "unchanged": MANY}

    def test_folders_side_by_side(self, shelf: Shelf) -> None:
        other = shelf.folder.with_name("photos-2")
        shutil.copytree(shelf.folder, other)
        assert counts(shelf.index(shelf.folder, other)) == {
            "photos": 2 * MANY,
            "embedded": MANY,
            "reused": MANY,
        }
        assert [(folder.path, folder.photos) for folder in browse.folders(shelf.library)] == [
            (str(shelf.folder), MANY),
            (str(other), MANY),
        ]

    def test_a_folder_that_does_not_exist_changes_nothing(self, shelf: Shelf) -> None:
        with pytest.raises(UserFacingError) as caught:
            shelf.index(shelf.folder, shelf.folder / "missing")
        assert (caught.value.code, caught.value.path) == ("folder-missing", str(shelf.folder / "missing"))
        assert browse.folders(shelf.library) == []

    def test_a_file_is_no_folder(self, shelf: Shelf) -> None:
        with pytest.raises(UserFacingError, match=r"rocket\.jpg"):
            shelf.index(shelf.folder / "rocket.jpg")

    def test_without_folders_all_of_the_library_are_looked_through(self, shelf: Shelf) -> None:
        shelf.index()
        (shelf.folder / "rocket.jpg").unlink()
        summary = index_folders(
            shelf.library, [], shelf.model, IndexOptions(), on_event=lambda _: None, cancel=CancelToken()
        )
        assert counts(summary) == {"photos": MANY - 1, "unchanged": MANY - 1, "removed": 1}

    def test_only_what_is_in_the_library_already(self, shelf: Shelf) -> None:
        """What was noticed of a folder that has left the library meanwhile does not bring it back."""
        known, other = shelf.folder / "sub", shelf.folder.with_name("other")
        known.mkdir()
        shutil.copytree(shelf.folder, other)
        shelf.index()
        shutil.copy(shelf.folder / "rocket.jpg", known)
        options = IndexOptions(only_known=True)
        for folders in ([str(other), str(known)], [str(other)]):
            summary = index_folders(
                *(shelf.library, folders, shelf.model, options),
                on_event=lambda _: None,
                cancel=CancelToken(),
            )
        assert counts(summary) == {}
        assert set(shelf.ids()) == {f"{name}.jpg" for name in FEW} | {"sub/rocket.jpg"}
        assert [folder.path for folder in browse.folders(shelf.library)] == [str(shelf.folder)]

    def test_an_empty_library_has_nothing_to_look_through(self, shelf: Shelf) -> None:
        summary = index_folders(
            shelf.library, [], shelf.model, IndexOptions(), on_event=lambda _: None, cancel=CancelToken()
        )
        assert counts(summary) == {}

    def test_a_name_that_is_no_text(self, shelf: Shelf) -> None:
        odd = Path(os.fsdecode(os.fsencode(shelf.folder) + b"/\xff\xfe")) / os.fsdecode(b"\x80.jpg")
        odd.parent.mkdir()
        (shelf.folder / "rocket.jpg").rename(odd)
        assert counts(shelf.index()) == {"photos": MANY, "embedded": MANY}
        assert isinstance(shelf.id_of(odd), int)
        assert counts(shelf.index()) == {"photos": MANY, "unchanged": MANY}


class TestTheModel:
    @pytest.fixture
    def damaged(self, shelf: Shelf, tmp_path: Path) -> None:
        assert shelf.model.path is not None
        own = tmp_path / "models"
        own.mkdir()
        (own / shelf.model.file).write_bytes(b"damaged")
        shelf.model = find_model([own, shelf.model.path.parent])

    @pytest.mark.usefixtures("damaged")
    def test_a_damaged_one_stops_the_run_with_its_name(self, shelf: Shelf) -> None:
        with pytest.raises(ModelError, match="models") as caught:
            shelf.index()
        assert caught.value.code == "model-damaged"
        assert browse.photo_ids(shelf.library) == []

    def test_it_is_not_loaded_when_nothing_is_new(self, indexed: Shelf, shelf: Shelf, damaged: None) -> None:
        """Every content is known under this model's key, so its file is not even read."""
        shelf.library = indexed.library
        assert counts(shelf.index()) == {"photos": MANY, "reused": MANY}


class TestCourtesy:
    @pytest.mark.parametrize(
        ("options", "battery", "courtesy"),
        [
            (IndexOptions(), True, Courtesy.NONE),
            (IndexOptions(courteous=True), False, Courtesy.POLITE),
            (IndexOptions(courteous=True), True, Courtesy.THRIFTY),
            (IndexOptions(less_power=True), False, Courtesy.THRIFTY),
        ],
    )
    def test_how_far_to_step_back(
        self, options: IndexOptions, battery: bool, courtesy: Courtesy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(index_options, "on_battery", lambda: battery)
        assert options.courtesy() is courtesy

    def test_to_save_power_is_to_use_half_the_cores(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for cores, half in ((8, 4), (2, 1), (1, 1)):
            monkeypatch.setattr(
                os, "sched_getaffinity", lambda _pid, cores=cores: range(cores), raising=False
            )
            assert (default_jobs(), default_jobs(Courtesy.THRIFTY)) == (cores, half)

    @pytest.mark.skipif(not hasattr(os, "getpriority"), reason="priorities are asked for as POSIX has them")
    @pytest.mark.parametrize(("less_power", "nicest"), [(True, 10), (False, -20)])
    def test_the_threads_that_do_the_work_step_back(
        self, shelf: Shelf, less_power: bool, nicest: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        analyse, found = Analyzer.analyse, set()

        def watched(self, file, **options):
            found.add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
            return analyse(self, file, **options)

        monkeypatch.setattr(Analyzer, "analyse", watched)
        before = os.getpriority(os.PRIO_PROCESS, 0)
        index_folders(
            shelf.library,
            [str(shelf.folder)],
            shelf.model,
            IndexOptions(jobs=1, less_power=less_power),
            on_event=lambda _: None,
            cancel=CancelToken(),
        )
        assert found == {max(nicest, before)}
        assert os.getpriority(os.PRIO_PROCESS, 0) == before
