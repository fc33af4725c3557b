"""Which files there are and what is known of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from fixtures.catalogs import content, put
from hypothesis import given, settings
from hypothesis import strategies as st

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Brief, PhotoFile, PhotoId, PhotoMetadata, Unreadable
from photoclust.store import catalog as module
from photoclust.store.catalog import Catalog, PhotoOrder
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.paths import range_below, within_clause
from photoclust.store.schema import CACHE

EMPTY = PhotoUnreadableError("empty", path="/p/bad.jpg")
NOT_TEXT = "/p/\udcff\udcfe.jpg"  # the bytes ff fe


@pytest.fixture
def catalog(cache: Database) -> Iterator[Catalog]:
    with cache.transaction():
        yield Catalog(cache)


class TestFolders:
    def test_they_are_kept_in_byte_order(self, catalog: Catalog) -> None:
        for path in ("/b", "/a b", "/a", "/\udcff", "/a"):
            catalog.add_folder(path)
        assert catalog.folders() == ["/a", "/a b", "/b", "/\udcff"]
        catalog.remove_folder("/a b")
        catalog.remove_folder("/nothing")
        assert catalog.folders() == ["/a", "/b", "/\udcff"]


class TestPhotos:
    def test_all_that_is_known_comes_back(self, catalog: Catalog) -> None:
        metadata = PhotoMetadata(
            width=4000,
            height=3000,
            format="HEIF",
            taken=datetime(1899, 12, 31, 23, 59, 58),
            camera="Böx 2",
            exposure="f/8",
            latitude=-48.25,
            longitude=9.5,
        )
        file = PhotoFile(NOT_TEXT, 2**40, -1_500_000_000_000_000_001)
        catalog.add_content(content("x"), metadata, -(2**63))
        catalog.put_photo(file, content("x"))
        photo = catalog.photo_at(NOT_TEXT)
        assert photo is not None
        assert (photo.file, photo.path, photo.metadata) == (file, NOT_TEXT, metadata)
        assert catalog.briefs([photo.id]).get(photo.id) == Brief(NOT_TEXT, metadata.taken)
        assert photo.fingerprint == content("x")

    def test_they_come_in_the_order_asked_for(self, catalog: Catalog) -> None:
        ids = [put(catalog, f"/p/{name}.jpg") for name in "abc"]
        wanted = [ids[2], PhotoId(999), ids[0], ids[2]]
        assert [photo.id for photo in catalog.photos(wanted)] == [ids[2], ids[0], ids[2]]
        assert catalog.photos([]) == []

    def test_many_are_asked_for_in_parts(self, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "PAGE", 3)
        ids = [put(catalog, f"/p/{number:02}.jpg") for number in range(10)]
        assert [photo.id for photo in catalog.photos(ids[::-1])] == ids[::-1]
        briefs = catalog.briefs([*ids, PhotoId(999)])
        assert briefs.ids.tolist() == sorted(ids)
        assert [briefs.get(photo.id) for photo in catalog.photos(ids)] == [
            Brief(f"/p/{number:02}.jpg", None) for number in range(10)
        ]
        assert not len(catalog.briefs([]))

    def test_a_photo_edited_in_place_keeps_its_id(self, catalog: Catalog) -> None:
        before = put(catalog, "/p/a.jpg", "one")
        assert put(catalog, "/p/a.jpg", "two", size=200) == before
        photo = catalog.photo_at("/p/a.jpg")
        assert photo is not None
        assert (photo.fingerprint, photo.file.size) == (content("two"), 200)
        assert catalog.files_of(content("one")) == []

    def test_a_moved_photo_keeps_its_id(self, catalog: Catalog) -> None:
        photo_id = put(catalog, "/p/a.jpg", "one")
        catalog.move_photo(photo_id, PhotoFile(NOT_TEXT, 5, 6))
        assert catalog.photo_at("/p/a.jpg") is None
        assert catalog.files_of(content("one")) == [(photo_id, NOT_TEXT)]
        (photo,) = catalog.photos([photo_id])
        assert photo.file == PhotoFile(NOT_TEXT, 5, 6)

    def test_a_photo_moved_onto_another_takes_its_place(self, catalog: Catalog) -> None:
        moved, other = put(catalog, "/p/a.jpg", "one"), put(catalog, "/p/b.jpg", "two")
        catalog.move_photo(moved, PhotoFile("/p/b.jpg", 5, 6))
        assert catalog.photos([moved, other])[0].path == "/p/b.jpg"
        assert catalog.count() == 1

    def test_ids_are_never_given_twice(self, catalog: Catalog) -> None:
        first = put(catalog, "/p/a.jpg")
        catalog.remove_photos([first])
        assert put(catalog, "/p/a.jpg") > first

    def test_all_places_of_a_content_the_oldest_first(self, catalog: Catalog) -> None:
        ids = [put(catalog, path, "same") for path in ("/p/z.jpg", "/p/a.jpg")]
        assert catalog.files_of(content("same")) == [(ids[0], "/p/z.jpg"), (ids[1], "/p/a.jpg")]

    def test_a_content_outlives_its_last_file(self, catalog: Catalog) -> None:
        photo_id = put(catalog, "/p/a.jpg", "one")
        catalog.remove_photos([photo_id, PhotoId(77)])
        assert catalog.count() == 0
        catalog.put_photo(PhotoFile("/q/b.jpg", 1, 2), content("one"))
        photo = catalog.photo_at("/q/b.jpg")
        assert photo is not None
        assert photo.metadata.width == 640

    def test_order(self, catalog: Catalog) -> None:
        dates = {"b": datetime(2020, 1, 1), "c": datetime(2021, 1, 1), "a": None, "d": datetime(2020, 1, 1)}
        ids = {name: put(catalog, f"/p/{name}.jpg", taken=taken) for name, taken in dates.items()}

        def listed(order: PhotoOrder) -> str:
            names = {photo_id: name for name, photo_id in ids.items()}
            return "".join(names[photo_id] for photo_id in catalog.photo_ids(order=order))

        assert listed(PhotoOrder.TAKEN_NEWEST) == "cbda"
        assert listed(PhotoOrder.TAKEN_OLDEST) == "bdca"
        assert listed(PhotoOrder.NAME) == "abcd"
        assert listed(PhotoOrder.ADDED) == "dacb"


class TestFailures:
    def test_they_come_back_as_they_were_said(self, catalog: Catalog) -> None:
        error = PhotoUnreadableError("too-large", path=NOT_TEXT, megapixels="4,294", limit=178)
        catalog.put_failure(PhotoFile(NOT_TEXT, 3, 4), error, "1")
        (failure,) = catalog.unreadable()
        assert failure == Unreadable(NOT_TEXT, error.message, "too-large", error.values)

    @pytest.mark.parametrize("becomes_readable", ["put", "move"])
    def test_one_is_forgotten_when_the_file_can_be_read(
        self, catalog: Catalog, becomes_readable: str
    ) -> None:
        catalog.put_failure(PhotoFile("/p/a.jpg", 3, 4), EMPTY, "1")
        if becomes_readable == "put":
            put(catalog, "/p/a.jpg")
        else:
            catalog.move_photo(put(catalog, "/p/b.jpg"), PhotoFile("/p/a.jpg", 1, 2))
        assert catalog.unreadable() == []

    def test_the_latest_counts(self, catalog: Catalog) -> None:
        catalog.put_failure(PhotoFile("/p/a.jpg", 3, 4), EMPTY, "1")
        catalog.put_failure(
            PhotoFile("/p/a.jpg", 5, 6), PhotoUnreadableError("corrupt", path="/p/a.jpg"), "1"
        )
        assert [failure.code for failure in catalog.unreadable()] == ["corrupt"]


class TestBelow:
    """What lies below a folder, and no neighbour with a longer name."""

    PATHS = ("/p/a.jpg", "/p/sub/b.jpg", "/p/sub/deep/c.jpg", "/p/sub-way/d.jpg", "/p/sub.jpg", "/pp/e.jpg")

    @pytest.fixture(autouse=True)
    def filled(self, catalog: Catalog) -> None:
        for path in self.PATHS:
            put(catalog, path)
        catalog.put_failure(PhotoFile("/p/sub/bad.jpg", 0, 0), EMPTY, "1")
        catalog.put_failure(PhotoFile("/p/sub.bad.jpg", 0, 0), EMPTY, "1")

    @pytest.mark.parametrize(
        ("folders", "count"),
        [
            ([], 6),
            (["/"], 6),
            (["/p"], 5),
            (["/p/"], 5),
            (["/p/sub"], 2),
            (["/p/sub", "/pp"], 3),
            (["/p/sub", "/p"], 5),
            (["/p/su"], 0),
            (["/p/a.jpg"], 0),
        ],
    )
    def test_counting(self, catalog: Catalog, folders: list[str], count: int) -> None:
        assert catalog.count(folders) == count == len(catalog.photo_ids(folders))

    def test_failures(self, catalog: Catalog) -> None:
        assert [failure.path for failure in catalog.unreadable(["/p/sub"])] == ["/p/sub/bad.jpg"]

    def test_forgetting(self, catalog: Catalog) -> None:
        assert catalog.remove_below("/p/sub") == 2
        assert catalog.count() == 4
        assert [failure.path for failure in catalog.unreadable()] == ["/p/sub.bad.jpg"]

    def test_bounds_in_words(self) -> None:
        assert range_below("/p/sub") == (b"/p/sub/", b"/p/sub0")
        assert within_clause([]) == ("1", [])


NAMES = st.lists(st.sampled_from([b" ", b"-", b".", b"/", b"0", b"a", b"\xff", b"\xc3\xa9"]), max_size=5)
PATHS = NAMES.map(b"".join).map(lambda name: os.fsdecode(b"/p/" + name.strip(b"/").replace(b"//", b"/x")))


@settings(max_examples=40)
@given(paths=st.sets(PATHS, max_size=25), bad=st.sets(st.integers(0, 24)), page=st.integers(1, 30))
def test_what_is_known_comes_in_byte_order_page_by_page(
    tmp_path_factory: pytest.TempPathFactory, paths: set[str], bad: set[int], page: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, Database(tmp_path_factory.mktemp("c"), CACHE) as database:
        patch.setattr(module, "PAGE", page)
        catalog = Catalog(database)
        for number, path in enumerate(sorted(paths)):
            if number in bad:
                catalog.put_failure(PhotoFile(path, number, 0), EMPTY, "1")
            else:
                put(catalog, path, size=number)
        known = list(catalog.known_below("/p", 1))
    expected = sorted(paths, key=os.fsencode)
    assert [entry.file.path for entry in known] == [path for path in expected if path.startswith("/p/")]
    for entry in known:
        failed = sorted(paths).index(entry.file.path) in bad
        assert (entry.photo_id is None, entry.failure is not None) == (failed, failed)
        assert entry.decoder == ("1" if failed else "")


def test_writing_between_two_pages_disturbs_nothing(cache: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexing commits its batches while it reads on."""
    monkeypatch.setattr(module, "PAGE", 2)
    catalog = Catalog(cache)
    for name in "bdfhj":
        put(catalog, f"/p/{name}.jpg")
    seen = []
    for entry in catalog.known_below("/p", 1):
        seen.append(Path(entry.file.path).stem)
        put(catalog, f"/p/{seen[-1]}0.jpg")  # comes right after, and was seen by the scan already
        put(catalog, "/p/a.jpg")
    assert [name for name in seen if len(name) == 1] == list("bdfhj")


def test_a_photo_is_embedded_under_one_model_and_not_under_another(cache: Database) -> None:
    catalog, vectors = Catalog(cache), EmbeddingCache(cache)
    one, other = vectors.add_model("one"), vectors.add_model("other")
    put(catalog, "/p/a.jpg", "same")
    put(catalog, "/p/b.jpg", "same")
    put(catalog, "/p/c.jpg")
    none = np.empty(0)
    vectors.put(one, content("same"), np.ones(4, np.float32), none, none)
    vectors.put(other, content("/p/c.jpg"), np.ones(4, np.float32), none, none)
    assert [entry.embedded for entry in catalog.known_below("/p", one)] == [True, True, False]
    assert [entry.embedded for entry in catalog.known_below("/p", other)] == [False, False, True]


def test_the_revision_grows(catalog: Catalog) -> None:
    before = catalog.revision()
    catalog.bump_revision()
    assert catalog.revision() == before + 1
