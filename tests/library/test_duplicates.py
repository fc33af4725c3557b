"""Files of one content, found in a library of real photos."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from fixtures.indexed import Shelf

from photoclust.core.duplicates import DuplicateGroup, DuplicateReport, KeeperRule, Tier, VerdictKind
from photoclust.core.errors import CancelledError, UsageError
from photoclust.core.progress import CancelToken
from photoclust.library import albums, browse
from photoclust.library.duplicates import find_duplicates
from photoclust.library.folders import remove_folder
from photoclust.library.verdicts import decide, take_back

FILE = (Tier.FILE,)


def copy(shelf: Shelf, name: str, *copies: str) -> None:
    for to in copies:
        (shelf.folder / to).parent.mkdir(exist_ok=True)
        shutil.copy2(shelf.folder / name, shelf.folder / to)


def found(shelf: Shelf, *, tiers: Sequence[Tier] = FILE, **options: object) -> DuplicateReport:
    return find_duplicates(shelf.library, shelf.model, tiers=tiers, **options)  # type: ignore[arg-type]


def names(shelf: Shelf, group: DuplicateGroup) -> list[str]:
    photos = browse.photos(shelf.library, group.photo_ids)
    return [os.path.relpath(photo.path, shelf.folder) for photo in photos]


class TestSameFiles:
    def test_there_are_none(self, shelf: Shelf) -> None:
        shelf.index()
        assert found(shelf) == DuplicateReport((), 0, 0, 0)

    def test_an_empty_library(self, shelf: Shelf) -> None:
        assert found(shelf) == DuplicateReport((), 0, 0, 0)

    def test_groups_the_largest_first(self, shelf: Shelf) -> None:
        copy(shelf, "kitten.jpg", "copies/kitten.jpg")
        copy(shelf, "rocket.jpg", "a/rocket-2.jpg", "rocket-3.jpg")
        shelf.index()
        report = found(shelf)
        assert [sorted(names(shelf, group)) for group in report.groups] == [
            ["a/rocket-2.jpg", "rocket-3.jpg", "rocket.jpg"],
            ["copies/kitten.jpg", "kitten.jpg"],
        ]
        assert [names(shelf, group)[0] for group in report.groups] == ["rocket.jpg", "kitten.jpg"]
        for group in report.groups:
            assert group.tier is Tier.FILE
            assert group.reason.rule is KeeperRule.PATH
            assert {(other.tier, other.score) for other in group.others} == {(Tier.FILE, 1.0)}
            assert not group.reopened

    def test_limited_to_folders(self, shelf: Shelf) -> None:
        copy(shelf, "kitten.jpg", "a/1.jpg", "a/2.jpg", "b/3.jpg")
        shelf.index()
        (group,) = found(shelf, within=[str(shelf.folder / "a")]).groups
        assert names(shelf, group) == ["a/1.jpg", "a/2.jpg"]

    def test_the_rules_of_the_person(self, shelf: Shelf) -> None:
        copy(shelf, "kitten.jpg", "kitten-old.jpg")
        os.utime(shelf.folder / "kitten-old.jpg", (1, 1))
        shelf.index()
        assert names(shelf, found(shelf).groups[0])[0] == "kitten-old.jpg"
        assert names(shelf, found(shelf, rules=(KeeperRule.PATH,)).groups[0])[0] == "kitten.jpg"

    def test_the_one_in_an_album(self, shelf: Shelf) -> None:
        copy(shelf, "kitten.jpg", "a-copy-with-a-long-name.jpg")
        shelf.index()
        albums.create_album(shelf.library, "Cats", [shelf.id_of("a-copy-with-a-long-name.jpg")])
        (group,) = found(shelf).groups
        assert names(shelf, group)[0] == "a-copy-with-a-long-name.jpg"
        assert (group.reason.rule, group.reason.values["albums"]) == (KeeperRule.ALBUM, "Cats")

    def test_stops_when_asked(self, shelf: Shelf) -> None:
        shelf.index()
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(CancelledError):
            found(shelf, cancel=cancel)


class TestWhatIsNotOffered:
    @pytest.fixture
    def twice(self, shelf: Shelf) -> Shelf:
        copy(shelf, "kitten.jpg", "b/kitten.jpg")
        shelf.index()
        assert len(found(shelf).groups) == 1
        return shelf

    def test_a_file_that_changed(self, twice: Shelf) -> None:
        with open(twice.folder / "b/kitten.jpg", "ab") as file:
            file.write(b"more")
        assert found(twice) == DuplicateReport((), 0, 0, missing=1)

    def test_a_file_that_is_gone(self, twice: Shelf) -> None:
        (twice.folder / "b/kitten.jpg").unlink()
        assert found(twice) == DuplicateReport((), 0, 0, missing=1)

    def test_a_folder_that_left_the_library(self, twice: Shelf, tmp_path: Path) -> None:
        other = tmp_path / "other"
        shutil.copytree(twice.folder, other)
        twice.index(other)
        assert len(found(twice).groups) == 6
        remove_folder(twice.library, str(other))
        assert len(found(twice).groups) == 1

    def test_a_folder_that_is_offline(self, twice: Shelf, tmp_path: Path) -> None:
        other = tmp_path / "other"
        shutil.copytree(twice.folder, other)
        twice.index(other)
        other.rename(tmp_path / "unplugged")
        assert found(twice).missing == 0
        assert len(found(twice).groups) == 1

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_files_outside_that_a_link_leads_to(self, shelf: Shelf, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        shutil.copy2(shelf.folder / "kitten.jpg", outside)
        (shelf.folder / "link").symlink_to(outside)
        (shelf.folder / "rocket-link.jpg").symlink_to(tmp_path / "rocket.jpg")
        shutil.copy2(shelf.folder / "rocket.jpg", tmp_path)
        shelf.index()
        assert {"link/kitten.jpg", "rocket-link.jpg"} <= shelf.ids().keys()
        assert found(shelf) == DuplicateReport((), 0, 0, 0)

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_one_file_that_is_reached_in_two_ways(self, shelf: Shelf, tmp_path: Path) -> None:
        other = tmp_path / "other"
        other.mkdir()
        shutil.copy2(shelf.folder / "kitten.jpg", other / "only.jpg")
        (shelf.folder / "kitten.jpg").unlink()
        (shelf.folder / "link").symlink_to(other)
        shelf.index(shelf.folder, other)
        assert {"link/only.jpg", str(other / "only.jpg")} <= shelf.ids().keys()
        assert found(shelf).groups == ()


class TestVerdicts:
    @pytest.fixture
    def twice(self, shelf: Shelf) -> Shelf:
        copy(shelf, "kitten.jpg", "b/kitten.jpg")
        shelf.index()
        return shelf

    @pytest.mark.parametrize("kind", VerdictKind)
    def test_a_group_is_hidden_until_that_is_taken_back(self, twice: Shelf, kind: VerdictKind) -> None:
        (group,) = found(twice).groups
        verdict = decide(twice.library, group.photo_ids, kind)
        assert found(twice) == DuplicateReport((), decided=1, pairs=0, missing=0)
        take_back(twice.library, verdict)
        take_back(twice.library, verdict)
        assert found(twice).groups == (group,)

    def test_one_more_file_opens_it_again(self, twice: Shelf) -> None:
        decide(twice.library, found(twice).groups[0].photo_ids, VerdictKind.KEEP_ALL)
        copy(twice, "kitten.jpg", "c.jpg")
        twice.index()
        (group,) = found(twice).groups
        assert (len(group.photo_ids), group.reopened) == (3, True)
        decide(twice.library, group.photo_ids, VerdictKind.KEEP_ALL)
        assert found(twice).decided == 1
        (twice.folder / "c.jpg").unlink()
        twice.index()
        assert found(twice) == DuplicateReport((), decided=1, pairs=0, missing=0)

    def test_another_group_is_none_of_its_business(self, twice: Shelf) -> None:
        decide(twice.library, found(twice).groups[0].photo_ids, VerdictKind.KEEP_ALL)
        copy(twice, "rocket.jpg", "c.jpg")
        twice.index()
        (group,) = found(twice).groups
        assert not group.reopened

    def test_it_takes_two(self, twice: Shelf) -> None:
        kitten, rocket = twice.id_of("kitten.jpg"), twice.id_of("rocket.jpg")
        for ids in ([], [kitten], [kitten, kitten]):
            with pytest.raises(UsageError, check=lambda error: error.code == "duplicates-gone"):
                decide(twice.library, ids, VerdictKind.DISTINCT)
        (twice.folder / "rocket.jpg").unlink()
        twice.index()
        with pytest.raises(UsageError):
            decide(twice.library, [kitten, rocket], VerdictKind.DISTINCT)
