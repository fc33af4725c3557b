"""Photos leave the program as plain files: byte-equal, under names that clash with nothing."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.permissions import bound_by_permissions, can_be_bound

from photoclust.core.errors import CancelledError, ExportError
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, Progress, ignore_progress
from photoclust.library.export import ExportFolder, ExportMode, ExportPlan, plan_export
from photoclust.library.export_run import ExportReport, run_export

MODES = [ExportMode.COPY, ExportMode.HARDLINK, ExportMode.SYMLINK]
THREE = ("dahlia.jpg", "horses.jpg", "kitten.jpg")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "of the house"


@pytest.fixture(autouse=True)
def indexed_few(shelf: Shelf) -> None:
    shelf.index()


def plan(
    shelf: Shelf,
    target: Path,
    *names: str,
    folder: str | None = "Album",
    mode: ExportMode = ExportMode.COPY,
    missing: Sequence[str] = (),
) -> ExportPlan:
    ids = [shelf.id_of(name) for name in names or THREE]
    return plan_export(shelf.library, [ExportFolder(folder, ids, missing)], str(target), mode)


def run(plan: ExportPlan, cancel: CancelToken | None = None) -> ExportReport:
    return run_export(plan, on_progress=ignore_progress, cancel=cancel or CancelToken())


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def originals(shelf: Shelf, *names: str) -> dict[str, bytes]:
    return {f"Album/{name}": (shelf.folder / name).read_bytes() for name in names or THREE}


class TestShots:
    @pytest.fixture(autouse=True)
    def shots(self, shelf: Shelf) -> None:
        """A RAW file and a film, and a photo of the same name in another folder."""
        (shelf.folder / "horses.CR2").write_bytes(bytes(1000))
        (shelf.folder / "kitten.mov").write_bytes(bytes(100))
        (shelf.folder / "sub").mkdir()
        shutil.copy(shelf.folder / "kitten.jpg", shelf.folder / "sub" / "horses.jpg")
        (shelf.folder / "sub" / "horses.dng").write_bytes(bytes(10))
        shelf.index()

    def plan(self, shelf: Shelf, target: Path, mode: ExportMode, *, whole: bool) -> ExportPlan:
        ids = [shelf.id_of(name) for name in ("horses.jpg", "dahlia.jpg", "kitten.jpg", "sub/horses.jpg")]
        folders = [ExportFolder("Album", ids)]
        return plan_export(shelf.library, folders, str(target), mode, with_companions=whole)

    @pytest.mark.parametrize("mode", list(ExportMode))
    def test_they_come_along_when_asked_for(self, shelf: Shelf, target: Path, mode: ExportMode) -> None:
        bare = self.plan(shelf, target, mode, whole=False)
        names = [Path(entry.target).name for entry in bare.entries]
        assert names == ["horses.jpg", "dahlia.jpg", "kitten.jpg", "horses (2).jpg"]
        whole = self.plan(shelf, target, mode, whole=True)
        assert [Path(entry.target).name for entry in whole.entries] == [
            *("horses.jpg", "horses.CR2", "dahlia.jpg", "kitten.jpg", "kitten.mov"),
            *("horses (2).jpg", "horses (2).dng"),
        ]
        assert (bare.companions, whole.companions) == (3, 3)
        links = mode in {ExportMode.HARDLINK, ExportMode.SYMLINK}
        assert whole.bytes - bare.bytes == (0 if links else 1110)
        assert run(whole).copied == 7

    def test_one_that_is_gone_is_said(self, shelf: Shelf, target: Path) -> None:
        (shelf.folder / "horses.CR2").unlink()
        whole = self.plan(shelf, target, ExportMode.COPY, whole=True)
        assert (len(whole.entries), whole.missing) == (6, (str(shelf.folder / "horses.CR2"),))
        assert self.plan(shelf, target, ExportMode.COPY, whole=False).missing == ()


class TestPlan:
    def test_it_writes_nothing(self, shelf: Shelf, target: Path) -> None:
        made = plan(shelf, target)
        assert not target.exists()
        assert [entry.target for entry in made.entries] == [f"Album{os.sep}{name}" for name in THREE]
        assert made.bytes == sum((shelf.folder / name).stat().st_size for name in THREE)
        assert (made.present, made.missing, made.target) == ((), (), str(target))

    @pytest.mark.parametrize("mode", [ExportMode.HARDLINK, ExportMode.SYMLINK])
    def test_links_take_no_room(self, shelf: Shelf, target: Path, mode: ExportMode) -> None:
        assert plan(shelf, target, mode=mode).bytes == 0

    def test_a_file_in_the_targets_place(self, shelf: Shelf, target: Path) -> None:
        target.parent.mkdir()
        target.write_bytes(b"mine")
        with pytest.raises(ExportError) as caught:
            plan(shelf, target)
        assert caught.value.code == "export-target"
        assert target.read_bytes() == b"mine"

    def test_too_little_room(self, shelf: Shelf, small_disk: Path) -> None:
        with pytest.raises(ExportError, match=r"\d MB are needed, 1 MB are free") as caught:
            plan(shelf, small_disk / "here")
        assert caught.value.code == "export-space"
        assert plan(shelf, small_disk / "here", mode=ExportMode.SYMLINK).entries

    @pytest.mark.timeout(20)
    def test_a_drive_that_does_not_exist(
        self, shelf: Shelf, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On Windows not even the root of a path needs to be there."""
        monkeypatch.setattr("os.path.isdir", lambda _path: False)
        with pytest.raises(ExportError, match="no such drive"):
            plan(shelf, target)

    def test_originals_that_are_gone_are_listed(self, shelf: Shelf, target: Path) -> None:
        (shelf.folder / "horses.jpg").unlink()
        made = plan(shelf, target, missing=["/lost/a.jpg"])
        assert made.missing == ("/lost/a.jpg", str(shelf.folder / "horses.jpg"))
        report = run(made)
        assert report.copied == 2
        assert [path for path, _ in report.skipped] == list(made.missing)

    def test_photos_that_are_no_more_are_left_out(self, shelf: Shelf, target: Path) -> None:
        made = plan_export(shelf.library, [ExportFolder("A", [PhotoId(4711)])], str(target))
        assert (made.entries, made.missing) == ((), ())


class TestCopies:
    def test_they_are_byte_equal_and_as_old(self, shelf: Shelf, target: Path) -> None:
        os.utime(shelf.folder / "horses.jpg", ns=(1, 1_234_567_890_123_456_789))
        report = run(plan(shelf, target))
        assert (report.copied, report.present, report.skipped, report.target) == (3, 0, (), str(target))
        assert files(target) == originals(shelf)
        assert (target / "Album" / "horses.jpg").stat().st_mtime_ns == 1_234_567_890_123_456_789
        for name in THREE:
            modes = {(folder / name).stat().st_mode for folder in (shelf.folder, target / "Album")}
            assert len(modes) == 1

    def test_without_a_folder_they_lie_in_the_target_itself(self, shelf: Shelf, target: Path) -> None:
        run(plan(shelf, target, folder=None))
        assert sorted(files(target)) == list(THREE)

    def test_a_second_export_copies_nothing(self, shelf: Shelf, target: Path) -> None:
        run(plan(shelf, target))
        before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
        again = plan(shelf, target)
        assert (again.entries, len(again.present)) == ((), 3)
        assert (run(again).copied, run(again).present) == (0, 3)
        assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before

    def test_nothing_is_overwritten(self, shelf: Shelf, target: Path) -> None:
        (target / "Album").mkdir(parents=True)
        (target / "Album" / "horses.jpg").write_bytes(b"somebody's own")
        assert run(plan(shelf, target)).copied == 3
        assert (target / "Album" / "horses.jpg").read_bytes() == b"somebody's own"
        assert (target / "Album" / "horses (2).jpg").read_bytes() == (
            shelf.folder / "horses.jpg"
        ).read_bytes()

    @pytest.mark.parametrize("mode", MODES)
    def test_not_even_what_came_after_the_plan(self, shelf: Shelf, target: Path, mode: ExportMode) -> None:
        made = plan(shelf, target, mode=mode)
        (target / "Album").mkdir(parents=True)
        (target / "Album" / "horses.jpg").write_bytes(b"somebody's own")
        report = run(made)
        assert (target / "Album" / "horses.jpg").read_bytes() == b"somebody's own"
        assert [path for path, _ in report.skipped] == [str(shelf.folder / "horses.jpg")]
        assert report.copied == 2
        assert not list(target.rglob("*.part"))

    def test_the_longest_name_a_disk_takes(self, shelf: Shelf, target: Path) -> None:
        name = "x" * 251 + ".jpg"
        (shelf.folder / "horses.jpg").rename(shelf.folder / name)
        shelf.index()
        assert run(plan(shelf, target, name)).skipped == ()
        assert files(target) == originals(shelf, name)

    def test_a_part_left_by_a_crash_is_in_nobodys_way(self, shelf: Shelf, target: Path) -> None:
        (target / "Album").mkdir(parents=True)
        (target / "Album" / "horses.jpg.part").write_bytes(b"half")
        assert run(plan(shelf, target)).copied == 3
        assert originals(shelf).items() <= files(target).items()

    @pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
    def test_an_original_that_may_not_be_read_is_skipped(self, shelf: Shelf, target: Path) -> None:
        made = plan(shelf, target)
        (shelf.folder / "horses.jpg").chmod(0)
        with bound_by_permissions():
            report = run(made)
        assert report.skipped == ((str(shelf.folder / "horses.jpg"), "Permission denied"),)
        assert report.copied == 2
        assert sorted(files(target)) == ["Album/dahlia.jpg", "Album/kitten.jpg"]

    def test_one_that_goes_after_the_plan_is_skipped(self, shelf: Shelf, target: Path) -> None:
        made = plan(shelf, target)
        (shelf.folder / "horses.jpg").unlink()
        assert [path for path, _ in run(made).skipped] == [str(shelf.folder / "horses.jpg")]
        assert not list(target.rglob("*.part"))

    @pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
    def test_a_target_that_may_not_be_written(self, shelf: Shelf, target: Path) -> None:
        target.parent.mkdir(mode=0o500)
        with bound_by_permissions(), pytest.raises(ExportError) as caught:
            run(plan(shelf, target))
        assert (caught.value.code, caught.value.path) == ("export-target", str(target))

    def test_a_disk_that_gets_full_stops_it_with_whole_files_only(
        self,
        shelf: Shelf,
        small_disk: Path,
    ) -> None:
        large = shelf.folder / "horses.jpg"
        large.write_bytes(large.read_bytes() + bytes(2 << 20))
        shelf.index()
        elsewhere = plan(shelf, small_disk.parent / "elsewhere", "dahlia.jpg", "horses.jpg", "kitten.jpg")
        made = ExportPlan(str(small_disk), elsewhere.mode, elsewhere.entries, (), ())
        with pytest.raises(ExportError) as caught:
            run(made)
        assert caught.value.code == "disk-full"
        assert files(small_disk) == originals(shelf, "dahlia.jpg")


class TestLinks:
    def test_hard_links_are_the_same_file(self, shelf: Shelf, target: Path) -> None:
        run(plan(shelf, target, mode=ExportMode.HARDLINK))
        assert files(target) == originals(shelf)
        assert all((target / "Album" / name).samefile(shelf.folder / name) for name in THREE)
        assert not any((target / "Album" / name).is_symlink() for name in THREE)

    def test_symbolic_links_lead_to_the_originals(self, shelf: Shelf, target: Path) -> None:
        run(plan(shelf, target, mode=ExportMode.SYMLINK))
        assert files(target) == originals(shelf)
        assert {os.readlink(target / "Album" / name) for name in THREE} == {
            str(shelf.folder / name) for name in THREE
        }

    @pytest.mark.parametrize("mode", MODES)
    def test_a_photo_that_is_a_link_itself(
        self, shelf: Shelf, target: Path, tmp_path: Path, mode: ExportMode
    ) -> None:
        """A relative link means nothing anywhere else."""
        (shelf.folder / "horses.jpg").rename(tmp_path / "elsewhere.jpg")
        (shelf.folder / "horses.jpg").symlink_to(Path("..") / "elsewhere.jpg")
        shelf.index()
        assert run(plan(shelf, target, "horses.jpg", mode=mode)).copied == 1
        exported = target / "Album" / "horses.jpg"
        assert exported.read_bytes() == (tmp_path / "elsewhere.jpg").read_bytes()
        assert exported.is_symlink() == (mode is ExportMode.SYMLINK)

    def test_hard_links_do_not_reach_another_disk(self, shelf: Shelf, other_disk: Path) -> None:
        report = run(plan(shelf, other_disk / "x", mode=ExportMode.HARDLINK))
        assert (report.copied, len(report.skipped)) == (0, 3)
        assert "cross-device" in report.skipped[0][1]

    @pytest.mark.parametrize("mode", MODES)
    def test_a_second_export_of_links(self, shelf: Shelf, target: Path, mode: ExportMode) -> None:
        run(plan(shelf, target, mode=mode))
        assert len(plan(shelf, target, mode=mode).present) == 3


class TestZip:
    def test_one_file_with_everything_in_it(self, shelf: Shelf, target: Path) -> None:
        report = run(plan(shelf, target, mode=ExportMode.ZIP))
        assert report.target == str(target / "Album.zip")
        assert [path.name for path in target.iterdir()] == ["Album.zip"]
        with zipfile.ZipFile(report.target) as archive:
            assert archive.testzip() is None
            assert {name: archive.read(name) for name in archive.namelist()} == originals(shelf)

    def test_an_older_one_is_kept(self, shelf: Shelf, target: Path) -> None:
        target.mkdir(parents=True)
        (target / "Album.zip").write_bytes(b"older")
        assert run(plan(shelf, target, mode=ExportMode.ZIP)).target == str(target / "Album (2).zip")
        assert (target / "Album.zip").read_bytes() == b"older"

    def test_names_that_are_no_text_stay_apart(self, shelf: Shelf, target: Path) -> None:
        odd = [os.fsdecode(name) for name in (b"\xff.jpg", b"\xfe.jpg")]
        for name in odd:
            shutil.move(shelf.folder / THREE[odd.index(name)], shelf.folder / name)
        shelf.index()
        report = run(plan(shelf, target, *odd, mode=ExportMode.ZIP))
        with zipfile.ZipFile(report.target) as archive:
            assert len(set(archive.namelist())) == 2
            assert [archive.read(name) for name in archive.namelist()] == [
                (shelf.folder / name).read_bytes() for name in odd
            ]

    def test_a_photo_that_is_gone_is_skipped(self, shelf: Shelf, target: Path) -> None:
        made = plan(shelf, target, mode=ExportMode.ZIP)
        (shelf.folder / "horses.jpg").unlink()
        report = run(made)
        assert (report.copied, [path for path, _ in report.skipped]) == (
            2,
            [str(shelf.folder / "horses.jpg")],
        )
        with zipfile.ZipFile(report.target) as archive:
            assert len(archive.namelist()) == 2


class TestStopping:
    @pytest.mark.parametrize("mode", [ExportMode.COPY, ExportMode.ZIP])
    def test_whole_files_stay_and_no_half_ones(self, shelf: Shelf, target: Path, mode: ExportMode) -> None:
        token = CancelToken()

        def stop(progress: Progress) -> None:
            if progress.done == 1:
                token.cancel()

        with pytest.raises(CancelledError):
            run_export(plan(shelf, target, mode=mode), on_progress=stop, cancel=token)
        kept = originals(shelf, *THREE[:2]) if mode is ExportMode.COPY else {}
        assert files(target) == kept

    def test_it_says_how_far_it_is(self, shelf: Shelf, target: Path) -> None:
        heard: list[Progress] = []
        run_export(plan(shelf, target), on_progress=heard.append, cancel=CancelToken())
        assert [(item.done, item.total) for item in heard] == [(0, 3), (1, 3), (2, 3), (3, 3)]
