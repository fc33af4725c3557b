"""How stored embeddings become the points that are compared, and what of that is kept."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import numpy as np
import pytest
from fixtures.catalogs import content, put
from fixtures.vector_library import add_photos, remove_photos
from numpy.typing import NDArray

from photoclust.core.errors import CancelledError
from photoclust.core.photo import PhotoId
from photoclust.library import placing
from photoclust.library.comparison import Comparison
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.embedding_cache import EmbeddingCache, StoredEmbeddings
from photoclust.store.results import Results

MODEL = "made-up/1/1"
NAMES = [f"{kind}-{number}" for number, kind in itertools.product(range(30), ("dog", "sea", "hut", "car"))]
MORE = [f"{kind}-{number}" for number, kind in itertools.product(range(30, 32), ("dog", "owl"))]


@pytest.fixture
def library(library_dir: Path) -> Library:
    return Library.open(library_dir)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a hundred photos were many: too many to wait for, and worth keeping."""
    monkeypatch.setattr(placing, "SMALL", 50)
    monkeypatch.setattr(placing, "WORTH_KEEPING", 50)
    monkeypatch.setattr(placing, "QUICK", 1000)
    monkeypatch.setattr(placing, "SAMPLE", 64)


def compared(library: Library, *, wait: bool = True) -> Comparison:
    with library.cache() as database:
        ask = library.comparisons.completed if wait else library.comparisons.get
        return ask(database, MODEL)


def points(library: Library, *, wait: bool = True) -> dict[str, NDArray[np.float32]]:
    comparison = compared(library, wait=wait)
    with library.cache() as database:
        photos = Catalog(database).photos([PhotoId(int(number)) for number in comparison.ids])
    return {Path(photo.path).stem: row for photo, row in zip(photos, comparison.space.vectors, strict=True)}


def same(one: dict[str, NDArray[np.float32]], other: dict[str, NDArray[np.float32]]) -> bool:
    """Bit by bit, photo by photo."""
    return one.keys() == other.keys() and all((one[name] == other[name]).all() for name in one)


def cosines(where: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    rows = np.array([where[name] for name in sorted(where)])
    return np.asarray(rows @ rows.T)


class TestTheSamePhotos:
    def test_are_in_the_same_places_in_whatever_order_they_came(
        self, library: Library, tmp_path: Path
    ) -> None:
        add_photos(library, MODEL, NAMES)
        other = Library.open(tmp_path / "other")
        for name in [*MORE, *reversed(NAMES)]:
            add_photos(other, MODEL, [name])
            if name.endswith("-7"):
                compared(other)
        remove_photos(other, MORE)
        assert same(points(library), points(other))

    def test_count_once_however_often_they_are_there(self, library: Library) -> None:
        add_photos(library, MODEL, NAMES)
        before = points(library)
        with library.cache() as database, database.transaction():
            for number in range(40):
                put(Catalog(database), f"/p/copy {number}.jpg", "dog-1")
            Catalog(database).bump_revision()
        after = points(library)
        assert all((after[name] == before[name]).all() for name in before)
        assert (after["copy 3"] == after["dog-1"]).all()

    def test_after_a_restart(self, library: Library, large: None) -> None:
        add_photos(library, MODEL, NAMES)
        before = points(library)
        assert same(points(Library.open(library.directory), wait=False), before)


class TestWhenPhotosComeAndGo:
    @pytest.fixture(autouse=True)
    def many(self, large: None) -> None:
        """All of these libraries are large."""

    def test_the_others_stay_where_they_are_and_lists_are_those_from_scratch(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In the frame of the first hundred, the lists brought up to date are those found anew."""
        add_photos(library, MODEL, NAMES)
        frame = compared(library).space.frame
        add_photos(library, MODEL, MORE)
        remove_photos(library, NAMES[:1])
        updated = points(library)
        assert (compared(library).space.frame.basis == frame.basis).all()
        with library.cache() as database, database.transaction():
            database.execute("DELETE FROM results")
        monkeypatch.setattr(placing, "make_frame", lambda *_: frame)
        scratch = points(Library.open(library.directory))
        assert updated.keys() == scratch.keys() == {*NAMES[1:], *MORE}
        for name, row in scratch.items():
            np.testing.assert_allclose(updated[name], row, atol=1e-5)

    def test_the_frame_is_made_anew_when_a_twentieth_differs(self, library: Library) -> None:
        add_photos(library, MODEL, NAMES)
        frame = compared(library).space.frame
        for name in MORE:  # four of a hundred and twenty, one at a time
            add_photos(library, MODEL, [name])
            assert (compared(library).space.frame.mean == frame.mean).all()
        remove_photos(library, NAMES[:3])
        anew = points(library)
        assert not np.array_equal(compared(library).space.frame.mean, frame.mean)
        with library.cache() as database, database.transaction():
            database.execute("DELETE FROM results")
        assert same(points(Library.open(library.directory)), anew)

    def test_a_small_library_makes_it_anew_at_once(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(placing, "SMALL", 1000)
        add_photos(library, MODEL, NAMES)
        frame = compared(library).space.frame
        add_photos(library, MODEL, MORE[:1])
        assert not np.array_equal(compared(library).space.frame.mean, frame.mean)

    def test_a_search_does_not_wait_for_neighbours(self, library: Library) -> None:
        add_photos(library, MODEL, NAMES)
        quick = points(library, wait=False)
        assert not compared(library, wait=False).complete
        whole = points(library)
        assert compared(library, wait=False).complete
        assert not same(quick, whole)
        # Drawn together: what belongs together is more alike than it was.
        kinds = np.array([name.split("-")[0] for name in sorted(NAMES)])
        alike = kinds[:, None] == kinds
        assert cosines(whole)[alike].mean() > cosines(quick)[alike].mean() + 0.1

    def test_a_few_new_photos_are_taken_in_without_waiting(self, library: Library) -> None:
        add_photos(library, MODEL, NAMES)
        compared(library)
        add_photos(library, MODEL, MORE[:2])
        assert compared(library, wait=False).complete

    def test_nobody_waits_for_who_waits(self, library: Library) -> None:
        add_photos(library, MODEL, NAMES)
        inside, go_on = threading.Event(), threading.Event()

        def hold() -> None:
            inside.set()
            go_on.wait(10)

        def finish() -> None:
            with library.cache() as database:
                library.comparisons.completed(database, MODEL, checkpoint=hold)

        worker = threading.Thread(target=finish)
        worker.start()
        try:
            assert inside.wait(10)
            assert len(compared(library, wait=False)) == len(NAMES)
        finally:
            go_on.set()
            worker.join()
        assert compared(library, wait=False).complete

    def test_it_can_be_stopped(self, library: Library) -> None:
        add_photos(library, MODEL, NAMES)

        def stop() -> None:
            raise CancelledError

        with library.cache() as database, pytest.raises(CancelledError):
            library.comparisons.completed(database, MODEL, checkpoint=stop)
        assert compared(library).complete


class TestKeeping:
    @pytest.fixture(autouse=True)
    def kept(self, large: None, library: Library) -> None:
        """All of these libraries are large, and their neighbours are kept."""
        add_photos(library, MODEL, NAMES)

    def test_what_is_damaged_is_made_anew(self, library: Library, caplog: pytest.LogCaptureFixture) -> None:
        before = points(library)
        with library.cache() as database, database.transaction():
            database.execute("UPDATE results SET data = x'0badf00d'")
        with caplog.at_level("ERROR"):
            assert same(points(Library.open(library.directory)), before)

    def test_a_busy_database_is_no_reason_to_wait(self, library: Library) -> None:
        with library.cache() as writer, writer.transaction():
            writer.execute("UPDATE state SET value = value")
            assert compared(library).complete
        with library.cache() as database:
            assert not database.rows("SELECT 1 FROM results")

    def test_models_have_their_own(self, library: Library) -> None:
        before = points(library)
        with library.cache() as database:
            library.comparisons.completed(database, "another/1/1")
        assert same(points(library), before)

    def test_only_the_models_used_last_are_kept(self, library: Library) -> None:
        for number in range(6):
            add_photos(library, f"another/{number}/1", NAMES)
            with library.cache() as database:
                library.comparisons.completed(database, f"another/{number}/1")
        with library.cache() as database:
            assert database.rows("SELECT count(*) FROM results WHERE kind = 'space'") == [(4,)]
            assert Results(database).get("space", b"nothing") is None


class TestReducedVectors:
    @pytest.fixture(autouse=True)
    def kept(self, large: None, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        """A large library, asked before."""
        monkeypatch.setattr("photoclust.library.reduced.NEW", 3)
        add_photos(library, MODEL, NAMES)
        compared(library)

    @pytest.fixture
    def read(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """How many contents were read as the model made them, each time."""
        counts: list[int] = []
        load = EmbeddingCache.load_some

        def count(cache: EmbeddingCache, model: int, wanted: NDArray[np.void]) -> StoredEmbeddings:
            counts.append(len(wanted))
            return load(cache, model, wanted)

        monkeypatch.setattr(EmbeddingCache, "load_some", count)
        return counts

    def test_the_same_photos_are_not_read_again(self, library: Library, read: list[int]) -> None:
        before = compared(library)
        after = compared(Library.open(library.directory), wait=False)
        assert read == []
        assert (after.space.vectors == before.space.vectors).all()
        assert (after.space.plain == before.space.plain).all()
        assert (after.label_ids == before.label_ids).all()
        assert (after.label_probabilities == before.label_probabilities).all()

    def test_of_new_ones_only_these_are_read(self, library: Library, read: list[int]) -> None:
        before = points(library)
        add_photos(library, MODEL, MORE[:2])
        remove_photos(library, NAMES[:2])
        restarted = Library.open(library.directory)
        compared(restarted)
        compared(Library.open(library.directory), wait=False)
        assert read == [2, 2], "so few are not worth keeping"
        with library.cache() as database, database.transaction():
            database.execute("DELETE FROM results WHERE kind = 'reduced'")
        scratch = compared(Library.open(library.directory))
        known = compared(restarted)
        np.testing.assert_allclose(known.space.plain, scratch.space.plain, atol=1e-3)
        assert (known.label_ids == scratch.label_ids).all()
        assert before.keys() != points(library).keys()

    def test_many_new_ones_are_kept(self, library: Library, read: list[int]) -> None:
        add_photos(library, MODEL, MORE)
        compared(library)
        compared(Library.open(library.directory), wait=False)
        assert read == [4]

    def test_until_neighbours_are_asked_for_there_is_one_matrix(self, library: Library) -> None:
        with library.cache() as database, database.transaction():
            database.execute("DELETE FROM results")
        comparison = compared(Library.open(library.directory), wait=False)
        assert comparison.space.vectors is comparison.space.plain
        again = compared(Library.open(library.directory), wait=False)
        assert (again.space.frame.basis == comparison.space.frame.basis).all(), "the frame is kept too"


def test_a_content_is_found_by_its_name(library: Library) -> None:
    add_photos(library, MODEL, NAMES)
    comparison = compared(library)
    row = comparison.row_of_content(content("sea-5"))
    assert row is not None
    assert (comparison.space.vectors[row] == points(library)["sea-5"]).all()
    assert comparison.row_of_content(content("nobody")) is None


def test_an_empty_library(library: Library) -> None:
    assert len(compared(library)) == len(compared(library, wait=False)) == 0
    assert compared(library).row_of_content(content("nobody")) is None
