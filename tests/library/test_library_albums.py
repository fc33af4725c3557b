"""Albums follow their photos wherever the files go, and whatever is done to them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import same_look_other_content

from photoclust.core.errors import UsageError
from photoclust.core.photo import Album, AlbumId, PhotoId
from photoclust.library import albums, browse
from photoclust.library.folders import remove_folder


def names(album: Album) -> list[str]:
    return [Path(member.path).name for member in album.members]


def edit(path: Path) -> None:
    path.write_bytes(same_look_other_content(path.read_bytes(), 1))


def refusal(code: str) -> pytest.RaisesExc[UsageError]:
    return pytest.raises(UsageError, check=lambda error: error.code == code)


class TestMakingAlbums:
    def test_the_order_of_the_photos_is_kept(self, indexed: Shelf) -> None:
        ids = [indexed.id_of(f"{name}.jpg") for name in ("sheep", "cow", "horses")]
        album = albums.create_album(indexed.library, "Animals", ids)
        assert album.photo_ids == ids
        assert albums.album_by_name(indexed.library, "Animals") == album
        assert not any(member.missing for member in album.members)

    def test_albums_are_kept_in_a_file_of_their_own(self, indexed: Shelf) -> None:
        albums.create_album(indexed.library, "Animals", [indexed.id_of("cow.jpg")])
        (indexed.library.directory / "cache.sqlite").unlink()
        indexed.library = indexed.library.open(indexed.library.directory)
        assert albums.list_albums(indexed.library)[0].photo_ids == []
        indexed.index()
        assert albums.list_albums(indexed.library)[0].photo_ids == [indexed.id_of("cow.jpg")]

    @pytest.mark.parametrize("name", ["", "   ", "\t\n"])
    def test_a_name_is_needed(self, indexed: Shelf, name: str) -> None:
        with refusal("album-name-empty"):
            albums.create_album(indexed.library, name)

    def test_a_name_is_given_once(self, indexed: Shelf) -> None:
        albums.create_album(indexed.library, "Sea side")
        for name in ("Sea side", " Sea  side "):
            with refusal("album-exists"):
                albums.create_album(indexed.library, name)

    def test_white_space_is_tidied(self, indexed: Shelf) -> None:
        assert albums.create_album(indexed.library, "  Sea \n side ").name == "Sea side"
        assert albums.album_by_name(indexed.library, "Sea  side").name == "Sea side"

    def test_a_name_that_is_no_text(self, indexed: Shelf) -> None:
        """A terminal may hand over bytes that are not valid in its encoding."""
        album = albums.create_album(indexed.library, "Sea\udcff")
        assert [found.name for found in albums.list_albums(indexed.library)] == [album.name]
        assert albums.album_by_name(indexed.library, "Sea\udcff") == album

    def test_photos_that_are_no_more_are_left_out(self, indexed: Shelf) -> None:
        album = albums.create_album(indexed.library, "A", [PhotoId(4711), indexed.id_of("cow.jpg")])
        assert names(album) == ["cow.jpg"]


class TestChangingAlbums:
    @pytest.fixture
    def album(self, indexed: Shelf) -> Album:
        return albums.create_album(indexed.library, "Animals", [indexed.id_of("cow.jpg")])

    def test_adding_counts_what_is_new(self, indexed: Shelf, album: Album) -> None:
        ids = [indexed.id_of(f"{name}.jpg") for name in ("cow", "sheep", "sheep")]
        assert albums.add_photos(indexed.library, album.id, ids) == 1
        assert names(albums.album_by_name(indexed.library, "Animals")) == ["cow.jpg", "sheep.jpg"]

    def test_removing_counts_what_was_in(self, indexed: Shelf, album: Album) -> None:
        ids = [indexed.id_of(f"{name}.jpg") for name in ("cow", "sheep")]
        assert albums.remove_photos(indexed.library, album.id, ids) == 1
        assert albums.album_by_name(indexed.library, "Animals").members == ()

    def test_renaming(self, indexed: Shelf, album: Album) -> None:
        albums.create_album(indexed.library, "Other")
        with refusal("album-exists"):
            albums.rename_album(indexed.library, album.id, "Other")
        with refusal("album-name-empty"):
            albums.rename_album(indexed.library, album.id, " ")
        albums.rename_album(indexed.library, album.id, "Animals")  # its own name is not taken
        albums.rename_album(indexed.library, album.id, " Cattle ")
        assert [found.name for found in albums.list_albums(indexed.library)] == ["Cattle", "Other"]
        assert names(albums.album_by_name(indexed.library, "Cattle")) == ["cow.jpg"]

    def test_deleting_and_bringing_back(self, indexed: Shelf, album: Album) -> None:
        albums.add_photos(indexed.library, album.id, [indexed.id_of("bison.jpg")])
        (before,) = albums.list_albums(indexed.library)
        deleted = albums.delete_album(indexed.library, album.id)
        assert albums.list_albums(indexed.library) == []
        assert len(browse.photo_ids(indexed.library)) == 41
        assert albums.restore_album(indexed.library, deleted) == before
        assert albums.list_albums(indexed.library) == [before]

    def test_a_name_taken_meanwhile_can_not_be_brought_back(self, indexed: Shelf, album: Album) -> None:
        deleted = albums.delete_album(indexed.library, album.id)
        albums.create_album(indexed.library, "Animals")
        with refusal("album-exists"):
            albums.restore_album(indexed.library, deleted)

    def test_an_album_deleted_elsewhere_is_said_to_be_unknown(self, indexed: Shelf) -> None:
        gone = AlbumId(4711)
        with refusal("album-unknown"):
            albums.delete_album(indexed.library, gone)
        with refusal("album-unknown"):
            albums.add_photos(indexed.library, gone, [indexed.id_of("cow.jpg")])
        with refusal("album-unknown"):
            albums.album_by_name(indexed.library, "nothing")
        assert albums.remove_photos(indexed.library, gone, [indexed.id_of("cow.jpg")]) == 0


class TestFollowing:
    """An album of kitten.jpg and rocket.jpg, while the files change."""

    @pytest.fixture(autouse=True)
    def album(self, shelf: Shelf) -> Album:
        shelf.index()
        ids = [shelf.id_of("kitten.jpg"), shelf.id_of("rocket.jpg")]
        return albums.create_album(shelf.library, "Two", ids)

    def look(self, shelf: Shelf) -> list[str | None]:
        """The album's members by name; None for those that are missing."""
        shelf.index()
        members = albums.album_by_name(shelf.library, "Two").members
        ids = shelf.ids()
        for member in members:
            if member.photo_id is not None:
                assert ids[member.path.removeprefix(f"{shelf.folder}/")] == member.photo_id
        return [None if member.missing else Path(member.path).name for member in members]

    def test_a_photo_edited_in_place(self, shelf: Shelf) -> None:
        edit(shelf.folder / "kitten.jpg")
        assert self.look(shelf) == ["kitten.jpg", "rocket.jpg"]

    def test_a_photo_that_was_renamed(self, shelf: Shelf) -> None:
        (shelf.folder / "kitten.jpg").rename(shelf.folder / "cat.jpg")
        assert self.look(shelf) == ["cat.jpg", "rocket.jpg"]

    def test_edited_and_then_renamed(self, shelf: Shelf) -> None:
        edit(shelf.folder / "kitten.jpg")
        self.look(shelf)
        (shelf.folder / "kitten.jpg").rename(shelf.folder / "cat.jpg")
        assert self.look(shelf) == ["cat.jpg", "rocket.jpg"]

    def test_renamed_and_then_edited(self, shelf: Shelf) -> None:
        (shelf.folder / "kitten.jpg").rename(shelf.folder / "cat.jpg")
        self.look(shelf)
        edit(shelf.folder / "cat.jpg")
        assert self.look(shelf) == ["cat.jpg", "rocket.jpg"]

    def test_a_photo_that_was_deleted_and_comes_back_elsewhere(self, shelf: Shelf, samples: Path) -> None:
        (shelf.folder / "kitten.jpg").unlink()
        assert self.look(shelf) == [None, "rocket.jpg"]
        shutil.copy(samples / "kitten.jpg", shelf.folder / "again.jpg")
        assert self.look(shelf) == ["again.jpg", "rocket.jpg"]

    def test_a_copy_takes_the_place_of_the_original(self, shelf: Shelf) -> None:
        shutil.copy(shelf.folder / "kitten.jpg", shelf.folder / "copy.jpg")
        assert self.look(shelf) == ["kitten.jpg", "rocket.jpg"]
        (shelf.folder / "kitten.jpg").unlink()
        assert self.look(shelf) == ["copy.jpg", "rocket.jpg"]

    def test_a_photo_overwritten_with_another_member(self, shelf: Shelf) -> None:
        shutil.copy(shelf.folder / "rocket.jpg", shelf.folder / "kitten.jpg")
        shown = self.look(shelf)
        assert shown.count("rocket.jpg") == 1
        assert shown.count("kitten.jpg") <= 1

    def test_the_folder_leaves_the_library_and_comes_back(self, shelf: Shelf) -> None:
        assert remove_folder(shelf.library, str(shelf.folder)).photos == len(list(shelf.folder.iterdir()))
        assert browse.folders(shelf.library) == []
        assert [member.missing for member in albums.album_by_name(shelf.library, "Two").members] == [True] * 2
        assert self.look(shelf) == ["kitten.jpg", "rocket.jpg"]
