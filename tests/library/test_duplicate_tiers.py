"""The three tiers on real photos: edited copies, other shots, and what the person said of them."""

from __future__ import annotations

import csv
import os
import shutil
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.program import Program
from PIL import Image

from photoclust.core.duplicates import DuplicateGroup, DuplicateReport, KeeperRule, Tier, VerdictKind
from photoclust.library import browse
from photoclust.library.duplicates import find_duplicates
from photoclust.library.session import Library
from photoclust.library.verdicts import decide


def found(shelf: Shelf, *tiers: Tier, within: Sequence[str] = ()) -> DuplicateReport:
    return find_duplicates(shelf.library, shelf.model, tiers=tiers or tuple(Tier), within=within)


def names(shelf: Shelf, group: DuplicateGroup) -> list[str]:
    photos = browse.photos(shelf.library, group.photo_ids)
    return [os.path.relpath(photo.path, shelf.folder) for photo in photos]


def dated(path: Path, taken: str) -> None:
    with Image.open(path) as image:
        image.load()
        exif = image.getexif()
        exif.get_ifd(0x8769)[0x9003] = taken
        image.save(path, exif=exif, quality=95)


def cut(shelf: Shelf, name: str, to: str, box: tuple[float, float, float, float]) -> None:
    with Image.open(shelf.folder / name) as image:
        width, height = image.size
        part = image.crop(
            (round(box[0] * width), round(box[1] * height), round(box[2] * width), round(box[3] * height))
        )
        part.save(shelf.folder / to, quality=90)


class TestSamePicture:
    def test_an_edited_copy(self, shelf: Shelf) -> None:
        shelf.index()
        report = found(shelf)
        (group,) = report.groups
        assert (group.tier, sorted(names(shelf, group))) == (
            Tier.PICTURE,
            ["chelsea-mirrored.jpg", "chelsea.jpg"],
        )
        assert group.others[0].tier is Tier.PICTURE
        assert 0.8 < group.others[0].score <= 1
        assert report.pairs > 0
        assert found(shelf).groups == report.groups

    def test_its_copies_are_with_it_and_in_a_group_of_their_own(self, shelf: Shelf) -> None:
        shutil.copy2(shelf.folder / "chelsea.jpg", shelf.folder / "chelsea-copy.jpg")
        shelf.index()
        report = found(shelf)
        assert [(group.tier, len(group.photo_ids)) for group in report.groups] == [
            (Tier.FILE, 2),
            (Tier.PICTURE, 3),
        ]

    def test_a_smaller_one(self, shelf: Shelf) -> None:
        with Image.open(shelf.folder / "horses.jpg") as image:
            image.reduce(2).save(shelf.folder / "small.jpg")
        shelf.index()
        group = next(one for one in found(shelf).groups if "small.jpg" in names(shelf, one))
        assert names(shelf, group) == ["horses.jpg", "small.jpg"]
        assert group.reason.rule is KeeperRule.PIXELS

    def test_cuttings_that_have_nothing_in_common(self, shelf: Shelf) -> None:
        cut(shelf, "horses.jpg", "left.jpg", (0, 0, 0.55, 1))
        cut(shelf, "horses.jpg", "right.jpg", (0.45, 0, 1, 1))
        shelf.index()
        group = next(one for one in found(shelf).groups if "horses.jpg" in names(shelf, one))
        assert sorted(names(shelf, group)) == ["horses.jpg", "left.jpg", "right.jpg"]

    def test_limited_to_a_folder(self, shelf: Shelf) -> None:
        (shelf.folder / "b").mkdir()
        (shelf.folder / "chelsea-mirrored.jpg").rename(shelf.folder / "b/mirrored.jpg")
        shelf.index()
        assert len(found(shelf).groups) == 1
        assert found(shelf, within=[str(shelf.folder / "b")]).groups == ()

    def test_photos_that_have_no_thumbnail_are_counted(self, shelf: Shelf) -> None:
        shelf.index()
        photo = browse.photos(shelf.library, [shelf.id_of("chelsea.jpg")])[0]
        with shelf.library.cache() as cache, cache.transaction():
            cache.execute("DELETE FROM thumbnails WHERE fingerprint = ?", [photo.fingerprint])
        assert (found(shelf).groups, found(shelf).missing) == ((), 1)


class TestSimilarShots:
    @pytest.fixture
    def burst(self, shelf: Shelf, samples: Path) -> Shelf:
        """Two photos of one flower that have no pixel in common, among others."""
        cut(shelf, "dahlia.jpg", "one.jpg", (0, 0, 0.49, 1))
        cut(shelf, "dahlia.jpg", "two.jpg", (0.51, 0, 1, 1))
        for name in ("cow", "bison", "espresso", "chambord", "kingfisher", "planet-mars", "sea-cave", "pig"):
            shutil.copy2(samples / f"{name}.jpg", shelf.folder)
        for name in ("chelsea.jpg", "dahlia.jpg"):
            (shelf.folder / name).unlink()
        return shelf

    def test_within_seconds(self, burst: Shelf) -> None:
        for number, name in enumerate(("one.jpg", "two.jpg")):
            dated(burst.folder / name, f"2021:08:14 20:12:0{number + 1}")
        burst.index()
        (group,) = found(burst).groups
        assert (group.tier, sorted(names(burst, group))) == (Tier.SIMILAR, ["one.jpg", "two.jpg"])
        assert 0.5 < group.others[0].score < 0.97

    def test_on_another_day(self, burst: Shelf) -> None:
        for number, name in enumerate(("one.jpg", "two.jpg")):
            dated(burst.folder / name, f"2021:08:1{number + 1} 20:12:00")
        burst.index()
        assert found(burst).groups == ()

    def test_alone(self, burst: Shelf) -> None:
        """Asked for without the other tiers, edited copies are no similar shots all the same."""
        with Image.open(burst.folder / "one.jpg") as image:
            image.save(burst.folder / "one-again.jpg", quality=60)
        burst.index()
        assert found(burst, Tier.SIMILAR).groups == ()
        assert [group.tier for group in found(burst).groups] == [Tier.PICTURE]


class TestVerdictsStay:
    @pytest.fixture
    def decided(self, shelf: Shelf) -> Shelf:
        """A group of one picture of which the person wants both."""
        shelf.index()
        (group,) = found(shelf).groups
        decide(shelf.library, group.photo_ids, VerdictKind.KEEP_ALL)
        return shelf

    def nothing_is_open(self, shelf: Shelf) -> bool:
        report = found(shelf)
        return report.groups == () and report.decided == 1

    def test_over_a_restart(self, decided: Shelf) -> None:
        decided.library = Library.open(decided.library.directory)
        assert self.nothing_is_open(decided)

    def test_over_a_rescan_of_files_that_were_touched_and_moved(self, decided: Shelf) -> None:
        os.utime(decided.folder / "chelsea.jpg", (1, 1))
        (decided.folder / "b").mkdir()
        (decided.folder / "chelsea-mirrored.jpg").rename(decided.folder / "b/other name.jpg")
        decided.index()
        assert self.nothing_is_open(decided)

    def test_over_a_folder_that_is_renamed(self, decided: Shelf) -> None:
        decided.folder = decided.folder.rename(decided.folder.with_name("renamed"))
        decided.index()
        assert len(decided.ids()) == 6
        assert self.nothing_is_open(decided)

    def test_over_a_cache_that_is_made_anew(self, decided: Shelf) -> None:
        (decided.library.directory / "cache.sqlite").unlink()
        decided.library = Library.open(decided.library.directory)
        decided.index()
        assert self.nothing_is_open(decided)

    def test_a_new_member_opens_the_group(self, decided: Shelf) -> None:
        with Image.open(decided.folder / "chelsea.jpg") as image:
            image.reduce(2).save(decided.folder / "small.jpg")
        decided.index()
        (group,) = found(decided).groups
        assert (len(group.photo_ids), group.reopened) == (3, True)

    def test_a_file_more_of_a_member_does_not(self, decided: Shelf) -> None:
        shutil.copy2(decided.folder / "chelsea.jpg", decided.folder / "copy.jpg")
        decided.index()
        report = found(decided)
        assert ([group.tier for group in report.groups], report.decided) == ([Tier.FILE], 1)

    def test_distinct_ones_stay_apart_from_what_comes(self, shelf: Shelf) -> None:
        shelf.index()
        decide(shelf.library, found(shelf).groups[0].photo_ids, VerdictKind.DISTINCT)
        with Image.open(shelf.folder / "chelsea.jpg") as image:
            image.reduce(2).save(shelf.folder / "small.jpg")
        shelf.index()
        report = found(shelf)
        (group,) = report.groups
        assert (len(group.photo_ids), report.decided) == (2, 1)
        assert "small.jpg" in names(shelf, group)


def test_made_variants_of_real_photos(photoclust: Program, shared_photos: Path) -> None:
    """Every group is one photo with all its variants; of `truth.csv` by whoever made them."""
    folder = shared_photos / "neardup-synth"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    assert photoclust("index", folder).code == 0
    truth: dict[str, set[str]] = defaultdict(set)
    with open(folder / "truth.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth[row["group"]].add(str(folder / row["file"]))
    expected = {frozenset(pair) for files in truth.values() for pair in combinations(files, 2)}
    answer = photoclust("duplicates", "--tier", "picture", "--json")
    said = {
        frozenset(pair)
        for group in answer.json["groups"]
        for pair in combinations([group["keep"], *(other["path"] for other in group["others"])], 2)
    }
    precision, recall = len(said & expected) / len(said), len(said & expected) / len(expected)
    assert (precision >= 0.995, recall >= 0.98) == (True, True), (precision, recall)
