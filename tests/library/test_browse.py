"""What the window asks a library for."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.indexed import FEW, Shelf
from fixtures.pictures import encoded, opened, turned
from PIL import Image

from photoclust.core.errors import LibraryError, PhotoUnreadableError
from photoclust.core.photo import CompanionKind, PhotoId
from photoclust.library import albums, browse
from photoclust.library.comparison import Comparison
from photoclust.library.folders import remove_folder
from photoclust.library.models import available_models
from photoclust.library.session import Library, has_library
from photoclust.library.thumbnails import ThumbnailSource
from photoclust.photos.decode import THUMBNAIL_EDGE


def names(shelf: Shelf, ids: list[PhotoId]) -> list[str]:
    return [Path(photo.path).stem for photo in browse.photos(shelf.library, ids)]


class TestLibrary:
    def test_one_is_made_where_it_is_wanted(self, library_dir: Path) -> None:
        assert not has_library(library_dir)
        with pytest.raises(LibraryError) as caught:
            Library.open(library_dir, create=False)
        assert caught.value.code == "no-library"
        assert not library_dir.exists()
        Library.open(library_dir)
        assert has_library(library_dir)
        assert Library.open(library_dir, create=False).directory == library_dir

    def test_it_holds_no_connection(self, library_dir: Path) -> None:
        Library.open(library_dir)
        assert sorted(path.name for path in library_dir.iterdir()) == ["albums.sqlite", "cache.sqlite"]


class TestOverview:
    def test_of_a_library(self, indexed: Shelf) -> None:
        album = albums.create_album(indexed.library, "Cats", [indexed.id_of("kitten.jpg")])
        overview = browse.overview(indexed.library)
        assert (overview.photos, overview.unreadable, overview.albums) == (41, 0, (album,))
        (folder,) = overview.folders
        assert (folder.path, folder.photos, folder.online) == (str(indexed.folder), 41, True)

    def test_of_an_empty_one(self, library_dir: Path) -> None:
        overview = browse.overview(Library.open(library_dir))
        assert overview == browse.Overview(0, (), 0, ())


class TestPhotos:
    def test_in_the_order_asked_for(self, indexed: Shelf) -> None:
        by_name = browse.photo_ids(indexed.library, order=browse.PhotoOrder.NAME)
        found = names(indexed, by_name)
        assert found == sorted(found, key=lambda name: f"{name}.jpg")
        assert names(indexed, by_name[::-1]) == found[::-1]

    def test_of_a_folder(self, indexed: Shelf) -> None:
        assert len(browse.photo_ids(indexed.library, within=[str(indexed.folder)])) == 41
        assert browse.photo_ids(indexed.library, within=["/elsewhere"]) == []

    def test_by_path(self, indexed: Shelf) -> None:
        paths = [str(indexed.folder / name) for name in ("kitten.jpg", "no such.jpg")]
        assert browse.ids_at(indexed.library, paths) == {paths[0]: indexed.id_of("kitten.jpg")}

    def test_details(self, indexed: Shelf) -> None:
        kitten = indexed.id_of("kitten.jpg")
        for name in ("Sea", "Cats"):
            albums.create_album(indexed.library, name, [kitten] if name == "Cats" else [])
        details = browse.photo_details(indexed.library, kitten, indexed.model)
        assert details is not None
        assert details.albums == ("Cats",)
        assert any("cat" in tag or "tabby" in tag for tag in details.tags)
        assert all("," not in tag for tag in details.tags)
        assert details.photo.path == str(indexed.folder / "kitten.jpg")

    def test_details_of_one_that_is_no_more(self, indexed: Shelf) -> None:
        assert browse.photo_details(indexed.library, PhotoId(4711), indexed.model) is None


class TestShots:
    @pytest.fixture(autouse=True)
    def shot(self, shelf: Shelf) -> None:
        (shelf.folder / "kitten.NEF").write_bytes(b"raw")
        (shelf.folder / "kitten.mov").write_bytes(b"film")
        shelf.index()

    def test_a_photo_has_files(self, shelf: Shelf) -> None:
        details = browse.photo_details(shelf.library, shelf.id_of("kitten.jpg"), shelf.model)
        assert details is not None
        assert [Path(one.path).name for one in details.companions] == ["kitten.NEF", "kitten.mov"]
        kinds = browse.briefs(shelf.library, list(shelf.ids().values())).companions
        assert sorted(kinds.tolist()) == [CompanionKind.NONE] * (len(FEW) - 1) + [
            CompanionKind.RAW | CompanionKind.FILM
        ]

    def test_each_of_them_names_the_photo(self, shelf: Shelf) -> None:
        paths = [str(shelf.folder / name) for name in ("kitten.NEF", "kitten.mov", "kitten.jpg", "other.mov")]
        assert browse.ids_at(shelf.library, paths) == dict.fromkeys(paths[:3], shelf.id_of("kitten.jpg"))


class TestPictures:
    def test_thumbnails(self, indexed: Shelf) -> None:
        with ThumbnailSource(indexed.library) as source:
            jpeg = source.get(indexed.id_of("kitten.jpg"))
            assert jpeg is not None
            assert max(opened(jpeg).size) == THUMBNAIL_EDGE
            assert source.get(PhotoId(4711)) is None

    def test_previews(self, shelf: Shelf) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        with Image.open(shelf.folder / "horses.jpg") as image:
            shown = image.convert("RGB")
        (shelf.folder / "turned.jpg").write_bytes(encoded(turned(shown, 6), exif=exif))
        shelf.index()
        with ThumbnailSource(shelf.library) as source:
            jpeg = source.preview(shelf.id_of("turned.jpg"), 500)
            assert jpeg is not None
            assert opened(jpeg).size == (500, round(500 * shown.height / shown.width))
            assert source.preview(PhotoId(4711), 500) is None

    def test_a_preview_of_a_file_that_is_gone(self, shelf: Shelf) -> None:
        shelf.index()
        photo_id = shelf.id_of("rocket.jpg")
        (shelf.folder / "rocket.jpg").unlink()
        with ThumbnailSource(shelf.library) as source:
            assert source.get(photo_id) is not None
            with pytest.raises(PhotoUnreadableError) as caught:
                source.preview(photo_id, 500)
        assert caught.value.code == "vanished"


def in_memory(shelf: Shelf) -> Comparison:
    with shelf.library.cache() as database:
        return shelf.library.comparisons.get(database, shelf.model.key)


def test_removing_a_folder_touches_no_file(shelf: Shelf) -> None:
    (shelf.folder / "bad.jpg").write_bytes(b"")
    shelf.index()
    assert len(in_memory(shelf)) == len(FEW)
    assert remove_folder(shelf.library, str(shelf.folder)).photos == len(FEW)
    assert len(in_memory(shelf)) == 0
    assert (browse.photo_ids(shelf.library), browse.unreadable(shelf.library)) == ([], [])
    assert len(list(shelf.folder.iterdir())) == len(FEW) + 1
    summary = shelf.index()
    assert (summary.embedded, summary.reused) == (0, len(FEW))


def test_models_for_people(shelf: Shelf) -> None:
    assert shelf.model.path is not None
    models = {info.name: info for info in available_models([shelf.model.path.parent])}
    assert models["efficientnet_lite0"].default
    assert models["efficientnet_lite2"].installed
    assert not models["mobilenet_v3_small"].installed
    assert models["mobilenet_v3_small"].address.startswith("https://")
