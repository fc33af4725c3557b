"""Getting rid of photos: the plan, the trash, the albums, and the way back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.permissions import bound_by_permissions, can_be_bound
from fixtures.trash import FolderTrash, RememberingTrash

from photoclust.core.duplicates import Removal, RemovalPlan, Tier
from photoclust.core.errors import UsageError, UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, Progress
from photoclust.library import albums, browse
from photoclust.library.duplicates import find_duplicates
from photoclust.library.folders import remove_folder
from photoclust.library.removal import SearchableTrash, plan_removal, removals, remove, restore
from photoclust.library.session import Library
from photoclust.library.settling import alone


@pytest.fixture
def twice(shelf: Shelf) -> Shelf:
    """Six photos, two of them in a second file and one of these in a third."""
    (shelf.folder / "b").mkdir()
    for name in ("b/kitten.jpg", "b/kitten-3.jpg"):
        shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / name)
    shutil.copy2(shelf.folder / "rocket.jpg", shelf.folder / "b/rocket.jpg")
    shelf.index()
    return shelf


@pytest.fixture
def trash(tmp_path: Path) -> FolderTrash:
    return FolderTrash(tmp_path / "trash")


def choose(shelf: Shelf, keep: str, *gone: str) -> tuple[PhotoId, list[PhotoId]]:
    return shelf.id_of(keep), [shelf.id_of(name) for name in gone]


def planned(shelf: Shelf, keep: str, *gone: str) -> RemovalPlan:
    return plan_removal(shelf.library, [choose(shelf, keep, *gone)])


def paths(shelf: Shelf, plan: RemovalPlan) -> list[str]:
    return [os.path.relpath(item.path, shelf.folder) for item in plan.items]


def left_out(shelf: Shelf, plan: RemovalPlan) -> dict[str, str]:
    return {os.path.relpath(path, shelf.folder): code for path, code in plan.left_out}


def members(library: Library, name: str) -> list[tuple[PhotoId | None, str]]:
    return [(member.photo_id, member.path) for member in albums.album_by_name(library, name).members]


def rows(library: Library) -> list[tuple[object, ...]]:
    """The albums to the last byte."""
    with library.albums() as database:
        found = database.rows("SELECT * FROM album_members ORDER BY album_id, position, fingerprint")
    return [tuple(row) for row in found]


def everything(shelf: Shelf) -> dict[str, tuple[bytes, int]]:
    """All files of the folder: what is in them, and their time."""
    return {
        str(path.relative_to(shelf.folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(shelf.folder.rglob("*"))
        if path.is_file()
    }


class TestThePlan:
    def test_names_files_sizes_and_albums(self, twice: Shelf) -> None:
        albums.create_album(twice.library, "Cats", [twice.id_of("b/kitten.jpg")])
        albums.create_album(twice.library, "Red", [twice.id_of("b/rocket.jpg"), twice.id_of("kitten.jpg")])
        plan = plan_removal(
            twice.library,
            [
                choose(twice, "rocket.jpg", "b/rocket.jpg"),
                choose(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg"),
            ],
        )
        assert paths(twice, plan) == ["b/kitten-3.jpg", "b/kitten.jpg", "b/rocket.jpg"]
        assert [item.albums for item in plan.items] == [(), ("Cats",), ("Red",)]
        assert [os.path.basename(item.keeper) for item in plan.items] == [
            "kitten.jpg",
            "kitten.jpg",
            "rocket.jpg",
        ]
        sizes = [(twice.folder / name).stat().st_size for name in ("kitten.jpg", "kitten.jpg", "rocket.jpg")]
        assert ([item.size for item in plan.items], plan.size) == (sizes, sum(sizes))
        assert plan.albums == ("Cats", "Red")
        assert plan.left_out == ()

    def test_changes_nothing(self, twice: Shelf) -> None:
        before, ids = everything(twice), twice.ids()
        planned(twice, "kitten.jpg", "b/kitten.jpg")
        assert (everything(twice), twice.ids()) == (before, ids)

    def test_what_is_kept_anywhere_goes_nowhere(self, twice: Shelf) -> None:
        plan = plan_removal(
            twice.library,
            [
                choose(twice, "kitten.jpg", "b/kitten.jpg", "kitten.jpg"),
                choose(twice, "b/kitten.jpg", "kitten.jpg", "b/kitten-3.jpg"),
            ],
        )
        assert paths(twice, plan) == ["b/kitten-3.jpg"]
        assert left_out(twice, plan) == {"b/kitten.jpg": "removal-kept", "kitten.jpg": "removal-kept"}

    def test_each_goes_once(self, twice: Shelf) -> None:
        choice = choose(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten.jpg")
        assert len(plan_removal(twice.library, [choice, choice]).items) == 1

    def test_photos_that_are_no_more(self, twice: Shelf) -> None:
        keep, gone = choose(twice, "kitten.jpg", "b/kitten.jpg")
        assert plan_removal(twice.library, [(keep, [PhotoId(9999)])]) == RemovalPlan(())
        plan = plan_removal(twice.library, [(PhotoId(9999), gone)])
        assert (plan.items, left_out(twice, plan)) == ((), {"b/kitten.jpg": "removal-keeper"})

    @pytest.mark.parametrize("name", ["kitten.jpg", "b/kitten.jpg"])
    @pytest.mark.parametrize("harm", [Path.unlink, lambda path: os.utime(path, (1, 1))])
    def test_files_that_changed(self, twice: Shelf, name: str, harm: Callable[[Path], None]) -> None:
        harm(twice.folder / name)
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        code = "removal-keeper" if name == "kitten.jpg" else "removal-changed"
        assert (plan.items, left_out(twice, plan)) == ((), {"b/kitten.jpg": code})

    @pytest.mark.parametrize("name", ["kitten.jpg", "b/kitten.jpg"])
    def test_a_photo_that_was_edited_since_it_was_seen(self, twice: Shelf, name: str) -> None:
        report = find_duplicates(twice.library, twice.model, tiers=(Tier.FILE,))
        shutil.copy(twice.folder / "dahlia.jpg", twice.folder / name)
        twice.index()
        choice = choose(twice, "kitten.jpg", "b/kitten.jpg")
        plan = plan_removal(twice.library, [choice], seen=report.contents)
        code = "removal-keeper" if name == "kitten.jpg" else "removal-changed"
        assert (plan.items, left_out(twice, plan)) == ((), {"b/kitten.jpg": code})

    def test_offline_photos(self, twice: Shelf, tmp_path: Path) -> None:
        other = tmp_path / "other"
        shutil.copytree(twice.folder, other)
        twice.index(other)
        choice = choose(twice, "kitten.jpg", str(other / "kitten.jpg"))
        other.rename(tmp_path / "unplugged")
        plan = plan_removal(twice.library, [choice])
        assert plan == RemovalPlan((), ((str(other / "kitten.jpg"), "removal-offline"),))

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_files_that_lie_elsewhere(self, twice: Shelf, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        shutil.copy2(twice.folder / "kitten.jpg", outside / "kitten-9.jpg")
        (twice.folder / "link").symlink_to(outside)
        twice.index()
        plan = planned(twice, "kitten.jpg", "link/kitten-9.jpg")
        assert (plan.items, left_out(twice, plan)) == ((), {"link/kitten-9.jpg": "removal-outside"})

    @pytest.mark.skipif(os.name == "nt", reason="not every file system there has them")
    def test_one_file_under_two_names(self, twice: Shelf) -> None:
        os.link(twice.folder / "kitten.jpg", twice.folder / "linked.jpg")
        twice.index()
        plan = planned(twice, "kitten.jpg", "linked.jpg")
        assert (plan.items, left_out(twice, plan)) == ((), {"linked.jpg": "removal-same-file"})

    @pytest.mark.skipif(not can_be_bound(), reason="no permissions bind this user")
    def test_a_keeper_that_cannot_be_read(self, twice: Shelf) -> None:
        (twice.folder / "kitten.jpg").chmod(0)
        with bound_by_permissions():
            plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        assert left_out(twice, plan) == {"b/kitten.jpg": "removal-keeper"}


class TestRemoving:
    def test_files_go_and_the_library_forgets_them(self, twice: Shelf, trash: FolderTrash) -> None:
        with twice.library.cache() as cache:
            before = cache.rows("SELECT value FROM state WHERE name = 'revision'")
        seen: list[Progress] = []
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg")
        removal = remove(twice.library, plan, trash, on_progress=seen.append)
        assert (removal.count, removal.size, removal.failures) == (2, plan.size, ())
        assert trash.names == ["kitten-3.jpg", "kitten.jpg"]
        assert seen == [Progress(1, 2), Progress(2, 2)]
        assert "b/kitten.jpg" not in twice.ids()
        assert "kitten.jpg" in twice.ids()
        with twice.library.cache() as cache:
            assert cache.rows("SELECT value FROM state WHERE name = 'revision'") > before
        assert removals(twice.library) == [removal]
        summary = twice.index()
        assert (summary.removed, summary.embedded, summary.photos) == (0, 0, 7)

    def test_all_of_it_comes_back_after_a_restart(self, twice: Shelf, trash: FolderTrash) -> None:
        ids = list(twice.ids().values())
        albums.create_album(twice.library, "Everything", ids)
        albums.create_album(twice.library, "Cats", [twice.id_of("b/kitten.jpg"), ids[0]])
        before, known, albums_before = everything(twice), twice.ids(), rows(twice.library)
        removal = remove(twice.library, planned(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg"), trash)
        assert everything(twice) != before
        twice.library = Library.open(twice.library.directory)
        (remembered,) = removals(twice.library)
        assert remembered == removal
        left = restore(twice.library, remembered.id, trash)
        assert (left.count, left.size, left.failures) == (0, 0, ())
        assert (everything(twice), twice.ids(), rows(twice.library)) == (before, known, albums_before)
        assert (trash.names, removals(twice.library)) == ([], [])
        summary = twice.index()
        assert (summary.unchanged, summary.embedded, summary.reused) == (9, 0, 0)

    def test_nothing_to_do(self, twice: Shelf, trash: FolderTrash) -> None:
        removal = remove(twice.library, RemovalPlan(()), trash)
        assert (removal.count, removal.failures, removals(twice.library)) == (0, (), [])

    def test_companions_go_with_their_photo(self, shelf: Shelf, trash: FolderTrash) -> None:
        shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / "kitten-2.jpg")
        (shelf.folder / "kitten-2.dng").write_bytes(b"a RAW file that nobody opens")
        shelf.index()
        before, known = everything(shelf), shelf.ids()
        plan = planned(shelf, "kitten.jpg", "kitten-2.jpg")
        assert paths(shelf, plan) == ["kitten-2.dng", "kitten-2.jpg"]
        assert {item.photo_id for item in plan.items} == {shelf.id_of("kitten-2.jpg")}
        removal = remove(shelf.library, plan, trash)
        assert (removal.count, trash.names) == (2, ["kitten-2.dng", "kitten-2.jpg"])
        assert shelf.index().unreadable == ()
        restore(shelf.library, removal.id, trash)
        assert (everything(shelf), shelf.ids()) == (before, known)
        details = browse.photo_details(shelf.library, shelf.id_of("kitten-2.jpg"), shelf.model)
        assert details is not None
        assert [os.path.basename(one.path) for one in details.companions] == ["kitten-2.dng"]

    def test_a_companion_that_changed_stays(self, shelf: Shelf, trash: FolderTrash) -> None:
        shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / "kitten-2.jpg")
        (shelf.folder / "kitten-2.dng").write_bytes(b"a RAW file that nobody opens")
        shelf.index()
        (shelf.folder / "kitten-2.dng").write_bytes(b"another")
        plan = planned(shelf, "kitten.jpg", "kitten-2.jpg")
        assert left_out(shelf, plan) == {"kitten-2.dng": "removal-changed"}
        remove(shelf.library, plan, trash)
        assert trash.names == ["kitten-2.jpg"]

    def test_who_cancels_keeps_what_went(self, twice: Shelf, trash: FolderTrash) -> None:
        before, cancel = everything(twice), CancelToken()
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg")
        removal = remove(twice.library, plan, trash, cancel=cancel, on_progress=lambda _: cancel.cancel())
        assert (removal.count, removal.failures, len(trash.names)) == (1, (), 1)
        half = restore(twice.library, removal.id, trash, cancel=cancel)
        assert (half.count, half.failures) == (1, ())
        assert restore(twice.library, removal.id, trash).count == 0
        assert everything(twice) == before

    def test_only_one_at_a_time(self, twice: Shelf, trash: FolderTrash) -> None:
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        with alone(twice.library):
            for work in (
                lambda: remove(twice.library, plan, trash),
                lambda: restore(twice.library, 1, trash),
            ):
                with pytest.raises(UsageError, check=lambda error: error.code == "removal-underway"):
                    work()
            assert removals(twice.library) == []
        assert trash.names == []

    def test_a_file_under_a_name_that_is_no_text(self, shelf: Shelf, trash: FolderTrash) -> None:
        name = os.fsdecode(b"\xff.jpg")
        try:
            shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / name)
        except OSError:
            pytest.skip("this file system has no such names")
        shelf.index()
        before = everything(shelf)
        removal = remove(shelf.library, planned(shelf, "kitten.jpg", name), trash)
        assert removal.count == 1
        restore(shelf.library, removal.id, trash)
        assert everything(shelf) == before


class TestTheLastLookBeforeAFileGoes:
    @pytest.mark.parametrize(
        "harm", [lambda path: path.unlink(missing_ok=True), lambda path: os.utime(path, (1, 1))]
    )
    def test_a_keeper_that_went_or_changed(
        self, twice: Shelf, trash: FolderTrash, harm: Callable[[Path], None]
    ) -> None:
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg")
        removal = remove(twice.library, plan, trash, on_progress=lambda _: harm(twice.folder / "kitten.jpg"))
        assert removal.count == 1
        assert [failure.code for failure in removal.failures] == ["removal-keeper"]
        assert len(trash.names) == 1

    def test_a_file_that_changed(self, twice: Shelf, trash: FolderTrash) -> None:
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        os.utime(twice.folder / "b/kitten.jpg", (1, 1))
        removal = remove(twice.library, plan, trash)
        assert [failure.code for failure in removal.failures] == ["removal-changed"]
        assert (twice.folder / "b/kitten.jpg").exists()

    def test_a_photo_that_is_another_one_now(self, twice: Shelf, trash: FolderTrash) -> None:
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        shutil.copy(twice.folder / "dahlia.jpg", twice.folder / "b/kitten.jpg")
        twice.index()
        removal = remove(twice.library, plan, trash)
        assert [failure.code for failure in removal.failures] == ["removal-changed"]

    def test_two_ways_to_one_file_that_nobody_could_see(self, twice: Shelf, trash: FolderTrash) -> None:
        """A share that is mounted twice: both names are gone at once."""

        class Both(FolderTrash):
            def put(self, path: str) -> str:
                where = super().put(path)
                (twice.folder / "kitten.jpg").rename(twice.folder / "hidden")
                return where

            def take_out(self, where: str, path: str) -> None:
                super().take_out(where, path)
                (twice.folder / "hidden").rename(twice.folder / "kitten.jpg")

        before = everything(twice)
        plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        removal = remove(twice.library, plan, Both(trash.folder))
        assert [failure.code for failure in removal.failures] == ["removal-same-file"]
        assert (removal.count, everything(twice), removals(twice.library)) == (0, before, [])


class TestAlbums:
    @pytest.fixture
    def album(self, twice: Shelf) -> Callable[..., None]:
        def make(*names: str) -> None:
            albums.create_album(twice.library, "Trip", [twice.id_of(name) for name in names])

        return make

    def test_another_content_takes_the_place(
        self, twice: Shelf, trash: FolderTrash, album: Callable[..., None]
    ) -> None:
        album("horses.jpg", "chelsea-mirrored.jpg", "dahlia.jpg")
        before = rows(twice.library)
        removal = remove(twice.library, planned(twice, "chelsea.jpg", "chelsea-mirrored.jpg"), trash)
        names = [os.path.basename(path) for _, path in members(twice.library, "Trip")]
        assert names == ["horses.jpg", "chelsea.jpg", "dahlia.jpg"]
        twice.index()
        assert [os.path.basename(path) for _, path in members(twice.library, "Trip")] == names
        restore(twice.library, removal.id, trash)
        assert rows(twice.library) == before

    def test_a_keeper_that_is_a_member_stays_where_it_is(
        self, twice: Shelf, trash: FolderTrash, album: Callable[..., None]
    ) -> None:
        album("chelsea-mirrored.jpg", "dahlia.jpg", "chelsea.jpg")
        before = rows(twice.library)
        plan = planned(twice, "chelsea.jpg", "chelsea-mirrored.jpg")
        assert plan.albums == ("Trip",)
        removal = remove(twice.library, plan, trash)
        assert [os.path.basename(path) for _, path in members(twice.library, "Trip")] == [
            "dahlia.jpg",
            "chelsea.jpg",
        ]
        restore(twice.library, removal.id, trash)
        assert rows(twice.library) == before

    def test_equal_bytes(self, twice: Shelf, trash: FolderTrash, album: Callable[..., None]) -> None:
        album("b/kitten.jpg", "dahlia.jpg")
        before = rows(twice.library)
        removal = remove(twice.library, planned(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg"), trash)
        assert members(twice.library, "Trip")[0] == (
            twice.id_of("kitten.jpg"),
            str(twice.folder / "kitten.jpg"),
        )
        restore(twice.library, removal.id, trash)
        assert rows(twice.library) == before

    def test_a_copy_that_stays_is_not_what_the_album_shows(
        self, twice: Shelf, trash: FolderTrash, album: Callable[..., None]
    ) -> None:
        album("kitten.jpg")
        remove(twice.library, planned(twice, "b/kitten.jpg", "b/kitten-3.jpg"), trash)
        assert members(twice.library, "Trip") == [
            (twice.id_of("kitten.jpg"), str(twice.folder / "kitten.jpg"))
        ]

    def test_one_of_several_that_come_back(
        self, twice: Shelf, trash: FolderTrash, album: Callable[..., None]
    ) -> None:
        """The keeper stood at the place of the first; then it stands at that of the second."""
        album("horses.jpg", "chelsea-mirrored.jpg", "dahlia.jpg", "rocket.jpg", "kitten.jpg")
        before = rows(twice.library)
        removal = remove(
            twice.library, planned(twice, "chelsea.jpg", "chelsea-mirrored.jpg", "rocket.jpg"), trash
        )
        names = [os.path.basename(path) for _, path in members(twice.library, "Trip")]
        assert names == ["horses.jpg", "chelsea.jpg", "dahlia.jpg", "kitten.jpg"]
        trash.kept = {"rocket.jpg"}
        left = restore(twice.library, removal.id, trash)
        assert [(failure.code, os.path.basename(failure.path)) for failure in left.failures] == [
            ("not-written", "rocket.jpg")
        ]
        names = [os.path.basename(path) for _, path in members(twice.library, "Trip")]
        assert names == ["horses.jpg", "chelsea-mirrored.jpg", "dahlia.jpg", "chelsea.jpg", "kitten.jpg"]
        trash.kept = set()
        assert restore(twice.library, removal.id, trash).count == 0
        assert rows(twice.library) == before

    def test_what_the_person_did_meanwhile_stays_done(
        self, twice: Shelf, trash: FolderTrash, album: Callable[..., None]
    ) -> None:
        album("chelsea-mirrored.jpg", "dahlia.jpg")
        gone = albums.create_album(twice.library, "Gone", [twice.id_of("chelsea-mirrored.jpg")])
        removal = remove(twice.library, planned(twice, "chelsea.jpg", "chelsea-mirrored.jpg"), trash)
        trip = albums.album_by_name(twice.library, "Trip")
        albums.remove_photos(twice.library, trip.id, [twice.id_of("chelsea.jpg")])
        albums.add_photos(twice.library, trip.id, [twice.id_of("rocket.jpg")])
        albums.delete_album(twice.library, gone.id)
        assert restore(twice.library, removal.id, trash).failures == ()
        names = [os.path.basename(path) for _, path in members(twice.library, "Trip")]
        assert names == ["dahlia.jpg", "rocket.jpg"]
        assert [album.name for album in albums.list_albums(twice.library)] == ["Trip"]


class TestATrashThatFailsHalfWay:
    def test_the_rest_goes_on_and_it_says_which(self, twice: Shelf, trash: FolderTrash) -> None:
        albums.create_album(
            twice.library, "Trip", [twice.id_of(name) for name in ("chelsea-mirrored.jpg", "rocket.jpg")]
        )
        before, known, albums_before = everything(twice), twice.ids(), rows(twice.library)
        trash.refused = {"chelsea-mirrored.jpg"}
        plan = plan_removal(
            twice.library,
            [
                choose(twice, "chelsea.jpg", "chelsea-mirrored.jpg"),
                choose(twice, "b/rocket.jpg", "rocket.jpg"),
            ],
        )
        removal = remove(twice.library, plan, trash)
        (failure,) = removal.failures
        assert (failure.path, failure.code, failure.values["detail"]) == (
            str(twice.folder / "chelsea-mirrored.jpg"),
            "not-written",
            "it is in use",
        )
        assert (removal.count, trash.names) == (1, ["rocket.jpg"])
        assert [os.path.relpath(path, twice.folder) for _, path in members(twice.library, "Trip")] == [
            "chelsea-mirrored.jpg",
            "b/rocket.jpg",
        ]
        assert "chelsea-mirrored.jpg" in twice.ids()
        restore(twice.library, removal.id, trash)
        assert (everything(twice), twice.ids(), rows(twice.library)) == (before, known, albums_before)

    def test_what_belongs_to_a_photo_stays_with_it(self, shelf: Shelf, trash: FolderTrash) -> None:
        shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / "kitten-2.jpg")
        (shelf.folder / "kitten-2.dng").write_bytes(b"a RAW file that nobody opens")
        shelf.index()
        plan = planned(shelf, "kitten.jpg", "kitten-2.jpg")
        trash.refused = {"kitten-2.jpg"}
        removal = remove(shelf.library, plan, trash)
        assert [os.path.basename(failure.path) for failure in removal.failures] == ["kitten-2.jpg"]
        assert (removal.count, trash.names) == (0, [])

    @pytest.mark.skipif(not can_be_bound(), reason="no permissions bind this user")
    def test_a_folder_that_may_not_be_written(self, twice: Shelf, tmp_path: Path) -> None:
        class Strict(FolderTrash):
            def put(self, path: str) -> str:
                try:
                    return super().put(path)
                except OSError as error:
                    raise UserFacingError("not-written", path=path, detail=str(error)) from error

        plan = planned(twice, "kitten.jpg", "b/kitten.jpg")
        (twice.folder / "b").chmod(0o500)
        try:
            with bound_by_permissions():
                removal = remove(twice.library, plan, Strict(tmp_path / "trash"))
        finally:
            (twice.folder / "b").chmod(0o700)
        assert [failure.code for failure in removal.failures] == ["not-written"]
        assert removal.count == 0
        assert (twice.folder / "b/kitten.jpg").exists()


class TestComingBack:
    @pytest.fixture
    def removal(self, twice: Shelf, trash: FolderTrash) -> Removal:
        return remove(twice.library, planned(twice, "kitten.jpg", "b/kitten.jpg", "b/kitten-3.jpg"), trash)

    def test_nothing_is_overwritten(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        occupied = twice.folder / "b/kitten.jpg"
        shutil.copy(twice.folder / "dahlia.jpg", occupied)
        left = restore(twice.library, removal.id, trash)
        assert [(failure.path, failure.code) for failure in left.failures] == [
            (str(occupied), "restore-occupied")
        ]
        assert left.count == 1
        assert occupied.read_bytes() == (twice.folder / "dahlia.jpg").read_bytes()
        assert [one.count for one in removals(twice.library)] == [1]
        occupied.unlink()
        assert restore(twice.library, removal.id, trash).count == 0

    def test_a_trash_that_was_emptied(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        shutil.rmtree(trash.folder)
        assert removals(twice.library) == []
        left = restore(twice.library, removal.id, trash)
        assert {failure.code for failure in left.failures} == {"restore-lost"}
        assert left.count == 0

    def test_the_folder_is_made_again(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        shutil.rmtree(twice.folder / "b")
        assert restore(twice.library, removal.id, trash).failures == ()
        assert (twice.folder / "b/kitten.jpg").exists()

    def test_not_where_the_drive_was(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        twice.folder.rename(twice.folder.with_name("unplugged"))
        left = restore(twice.library, removal.id, trash)
        assert {failure.code for failure in left.failures} == {"folder-missing"}
        assert (left.count, twice.folder.exists()) == (2, False)

    def test_brought_back_by_hand(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        place = next(path for path in trash.folder.iterdir() if path.name.endswith("kitten.jpg"))
        place.rename(twice.folder / "b/kitten.jpg")
        left = restore(twice.library, removal.id, trash)
        assert (left.count, left.failures) == (0, ())
        assert "b/kitten.jpg" in twice.ids()

    def test_a_new_catalog(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        """Ids begin anew there: the photo gets another one rather than one that is taken."""
        (twice.library.directory / "cache.sqlite").unlink()
        twice.library = Library.open(twice.library.directory)
        twice.index()
        assert restore(twice.library, removal.id, trash).failures == ()
        assert {"b/kitten.jpg", "b/kitten-3.jpg", "kitten.jpg"} <= twice.ids().keys()
        assert len(set(twice.ids().values())) == 9

    def test_a_content_that_a_new_catalog_does_not_know(self, twice: Shelf, trash: FolderTrash) -> None:
        removal = remove(twice.library, planned(twice, "chelsea.jpg", "chelsea-mirrored.jpg"), trash)
        (twice.library.directory / "cache.sqlite").unlink()
        twice.library = Library.open(twice.library.directory)
        twice.index()
        assert restore(twice.library, removal.id, trash).failures == ()
        assert twice.index().embedded == 1

    def test_a_folder_that_left_the_library(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        remove_folder(twice.library, str(twice.folder))
        assert restore(twice.library, removal.id, trash).failures == ()
        assert (twice.folder / "b/kitten.jpg").exists()
        assert twice.ids() == {}

    def test_twice(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        restore(twice.library, removal.id, trash)
        with pytest.raises(UsageError, check=lambda error: error.code == "removal-unknown"):
            restore(twice.library, removal.id, trash)

    def test_the_latest_first(self, twice: Shelf, trash: FolderTrash, removal: Removal) -> None:
        second = remove(twice.library, planned(twice, "rocket.jpg", "b/rocket.jpg"), trash)
        assert [one.id for one in removals(twice.library)] == [second.id, removal.id]
        restore(twice.library, removal.id, trash)
        assert [one.id for one in removals(twice.library)] == [second.id]

    def test_trashes_that_can_search(self, tmp_path: Path) -> None:
        assert isinstance(RememberingTrash(tmp_path / "one"), SearchableTrash)
        assert not isinstance(FolderTrash(tmp_path / "other"), SearchableTrash)
