"""Look-alikes of a photo, of a file from outside, and of a part of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import encoded
from PIL import Image

from photoclust.core.errors import CancelledError, PhotoUnreadableError, UsageError, UserFacingError
from photoclust.core.photo import Match, PhotoId, Region
from photoclust.core.progress import CancelToken
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery
from photoclust.library import albums, browse
from photoclust.library.closer_look import look_closer
from photoclust.library.session import Library
from photoclust.library.similar import FURTHER, SimilarAnswer, find_similar

ALL = 41


def names(shelf: Shelf, matches: list[Match]) -> list[str]:
    photos = browse.photos(shelf.library, [match.photo_id for match in matches])
    return [Path(photo.path).stem for photo in photos]


def ask(shelf: Shelf, query: SimilarQuery, *, limits: PhotoFilter = EVERYTHING) -> SimilarAnswer:
    return find_similar(shelf.library, shelf.model, query, limits=limits)


def matches_of(
    shelf: Shelf, query: SimilarQuery, top: int | None = None, within: Sequence[str] = ()
) -> list[Match]:
    limits = PhotoFilter(folders=tuple(within))
    answer = find_similar(shelf.library, shelf.model, query, limits=limits, most=top or FURTHER)
    return answer.matches(top)


def to_photo(shelf: Shelf, name: str, *, top: int | None = None, within: Sequence[str] = ()) -> list[Match]:
    return to_photos(shelf, [shelf.id_of(f"{name}.jpg")], top=top, within=within)


def to_photos(
    shelf: Shelf, ids: list[PhotoId], *, top: int | None = None, within: Sequence[str] = ()
) -> list[Match]:
    return matches_of(shelf, SimilarQuery.of_photos(ids), top, within)


def to_file(shelf: Shelf, path: Path, *, region: Region | None = None, top: int | None = None) -> list[Match]:
    return matches_of(shelf, SimilarQuery(paths=(os.path.abspath(path),), region=region), top)


class TestSeveralPhotosOfTheLibrary:
    def test_what_is_like_them_together_comes_first_and_they_are_left_out(self, indexed: Shelf) -> None:
        asked = ["kingfisher", "neuschwanstein"]
        ids = [indexed.id_of(f"{name}.jpg") for name in asked]
        found = names(indexed, to_photos(indexed, ids, top=4))
        assert {"kingfisher-bright", "neuschwanstein-small"} <= set(found)
        assert not set(asked) & set(found)

    def test_one_photo_is_asked_for_as_by_itself(self, indexed: Shelf) -> None:
        alone = to_photo(indexed, "chelsea", top=5)
        ids = [indexed.id_of("chelsea.jpg")]
        together = to_photos(indexed, ids, top=5)
        assert [match.photo_id for match in together] == [match.photo_id for match in alone]

    def test_photos_that_are_not_there_are_passed_over(self, indexed: Shelf) -> None:
        kitten = indexed.id_of("kitten.jpg")
        answer = ask(indexed, SimilarQuery.of_photos([PhotoId(4711), kitten]))
        assert names(indexed, answer.matches(1)) == ["kitten-cropped"]


class TestAPhotoOfTheLibrary:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("kingfisher", "kingfisher-bright"),
            ("neuschwanstein", "neuschwanstein-small"),
            ("chelsea", "chelsea-mirrored"),
            ("kitten", "kitten-cropped"),
            ("kitten-cropped", "kitten"),
        ],
    )
    def test_its_other_version_comes_first(self, indexed: Shelf, query: str, first: str) -> None:
        assert names(indexed, to_photo(indexed, query, top=1)) == [first]

    def test_the_scores_are_cosines_of_centred_vectors(self, indexed: Shelf) -> None:
        with indexed.library.cache() as database:
            comparison = indexed.library.comparisons.get(database, indexed.model.key)
        vectors = comparison.space.vectors
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(ALL), abs=1e-5)
        query = indexed.id_of("dahlia.jpg")
        row = int(np.flatnonzero(comparison.ids == query)[0])
        scores = {
            int(photo_id): float(vectors[row] @ vector)
            for photo_id, vector in zip(comparison.ids, vectors, strict=True)
        }
        del scores[query]
        matches = to_photo(indexed, "dahlia", top=ALL)
        assert [match.photo_id for match in matches] == sorted(scores, key=lambda key: -scores[key])
        assert [match.score for match in matches] == pytest.approx(
            sorted(scores.values(), reverse=True), abs=1e-5
        )

    @pytest.mark.parametrize(("top", "count"), [(1, 1), (7, 7), (ALL - 1, ALL - 1), (1000, ALL - 1)])
    def test_as_many_as_asked_for_without_the_query(self, indexed: Shelf, top: int, count: int) -> None:
        matches = to_photo(indexed, "kitten", top=top)
        assert len(matches) == count == len({match.photo_id for match in matches})
        assert indexed.id_of("kitten.jpg") not in {match.photo_id for match in matches}

    def test_without_a_number_the_scores_decide(self, indexed: Shelf) -> None:
        matches = to_photo(indexed, "kitten")
        assert names(indexed, matches)[0] == "kitten-cropped"
        assert 1 <= len(matches) < 15
        assert matches == to_photo(indexed, "kitten", top=len(matches))

    def test_a_photo_that_is_no_more(self, indexed: Shelf) -> None:
        with pytest.raises(UsageError) as caught:
            to_photos(indexed, [PhotoId(4711)])
        assert caught.value.code == "not-in-library"

    def test_alone_in_the_library(self, shelf: Shelf) -> None:
        for path in shelf.folder.iterdir():
            if path.name != "chelsea.jpg":
                path.unlink()
        shelf.index()
        assert to_photo(shelf, "chelsea") == to_photo(shelf, "chelsea", top=5) == []


class TestAFile:
    def test_of_the_library_is_left_out_itself(self, indexed: Shelf) -> None:
        path = indexed.folder / "kitten.jpg"
        as_file, as_photo = to_file(indexed, path, top=10), to_photo(indexed, "kitten", top=10)
        assert [match.photo_id for match in as_file] == [match.photo_id for match in as_photo]
        assert [match.score for match in as_file] == pytest.approx(
            [match.score for match in as_photo], abs=2e-3
        )

    def test_from_outside_finds_its_original(self, indexed: Shelf, tmp_path: Path) -> None:
        with Image.open(indexed.folder / "kitten.jpg") as image:
            (tmp_path / "small.webp").write_bytes(encoded(image.resize((500, 400)), "WEBP", quality=60))
        matches = to_file(indexed, tmp_path / "small.webp", top=2)
        assert names(indexed, matches) == ["kitten", "kitten-cropped"]
        assert matches[0].score > 0.9

    def test_a_copy_of_a_photo_of_the_library_is_another_photo(self, indexed: Shelf, tmp_path: Path) -> None:
        shutil.copy(indexed.folder / "kitten.jpg", tmp_path)
        (match,) = to_file(indexed, tmp_path / "kitten.jpg", top=1)
        assert match.photo_id == indexed.id_of("kitten.jpg")
        assert match.score == pytest.approx(1, abs=2e-3)

    def test_scores_never_exceed_one(self, indexed: Shelf, tmp_path: Path) -> None:
        for name in ("kitten", "rocket", "dahlia"):
            shutil.copy(indexed.folder / f"{name}.jpg", tmp_path / "query.jpg")
            assert to_file(indexed, tmp_path / "query.jpg", top=1)[0].score <= 1 + 1e-6

    def test_a_relative_path(self, indexed: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(indexed.folder)
        assert "kitten" not in names(indexed, to_file(indexed, Path("kitten.jpg"), top=3))

    def test_in_an_empty_library_nothing_is_found(self, indexed: Shelf, tmp_path: Path) -> None:
        path = indexed.folder / "kitten.jpg"
        indexed.library = Library.open(tmp_path / "empty")
        assert to_file(indexed, path) == []

    def test_that_does_not_exist(self, indexed: Shelf, tmp_path: Path) -> None:
        with pytest.raises(UserFacingError) as caught:
            to_file(indexed, tmp_path / "typo.jpg")
        assert (caught.value.code, caught.value.path) == ("file-missing", str(tmp_path / "typo.jpg"))
        assert caught.value.exit_code == 3

    def test_that_is_no_picture(self, indexed: Shelf, tmp_path: Path) -> None:
        (tmp_path / "text.jpg").write_bytes(b"no picture")
        with pytest.raises(PhotoUnreadableError) as caught:
            to_file(indexed, tmp_path / "text.jpg")
        assert (caught.value.code, caught.value.exit_code) == ("not-a-picture", 3)


class TestAPart:
    def collage(self, samples: Path, tmp_path: Path) -> tuple[Path, dict[str, Region]]:
        """Four photos on one sheet, and where each of them is."""
        sheet = Image.new("RGB", (1200, 800), "white")
        places = {}
        for number, name in enumerate(("kitten", "rocket", "dahlia", "great-pyramid")):
            left, top = 600 * (number % 2), 400 * (number // 2)
            with Image.open(samples / f"{name}.jpg") as image:
                sheet.paste(image.resize((600, 400)), (left, top))
            places[name] = Region(left, top, 600, 400)
        (tmp_path / "sheet.png").write_bytes(encoded(sheet, "PNG"))
        return tmp_path / "sheet.png", places

    def test_the_photo_in_that_part_is_found(self, indexed: Shelf, samples: Path, tmp_path: Path) -> None:
        path, places = self.collage(samples, tmp_path)
        for name, region in places.items():
            assert names(indexed, to_file(indexed, path, region=region, top=1)) == [name]

    def test_of_a_photo_of_the_library_leaves_that_out(self, indexed: Shelf) -> None:
        found = names(
            indexed, to_file(indexed, indexed.folder / "kitten.jpg", region=Region(0, 0, 300, 300), top=ALL)
        )
        assert "kitten" not in found
        assert len(found) == ALL - 1

    def test_outside_the_picture(self, indexed: Shelf) -> None:
        with pytest.raises(UsageError) as caught:
            to_file(indexed, indexed.folder / "kitten.jpg", region=Region(0, 0, 99_999, 10))
        assert caught.value.code == "bad-region"


class TestWithin:
    @pytest.fixture
    def two_folders(self, shelf: Shelf) -> Shelf:
        other = shelf.folder.with_name("photos others")
        other.mkdir()
        for name in ("chelsea-mirrored", "rocket"):
            (shelf.folder / f"{name}.jpg").rename(other / f"{name}.jpg")
        shelf.index(shelf.folder, other)
        return shelf

    def test_only_the_folders_asked_for(self, two_folders: Shelf) -> None:
        here, there = str(two_folders.folder), str(two_folders.folder.with_name("photos others"))
        assert set(names(two_folders, to_photo(two_folders, "chelsea", top=9, within=[here]))) == {
            "dahlia",
            "horses",
            "kitten",
        }
        assert names(two_folders, to_photo(two_folders, "chelsea", top=9, within=[there])) == [
            "chelsea-mirrored",
            "rocket",
        ]
        assert len(to_photo(two_folders, "chelsea", top=9, within=[here, there])) == 5
        assert to_photo(two_folders, "chelsea", within=["/nowhere"]) == []

    def test_scores_do_not_depend_on_it(self, two_folders: Shelf) -> None:
        everywhere = {match.photo_id: match.score for match in to_photo(two_folders, "chelsea", top=9)}
        there = str(two_folders.folder.with_name("photos others"))
        for match in to_photo(two_folders, "chelsea", top=9, within=[there]):
            assert match.score == pytest.approx(everywhere[match.photo_id], abs=1e-6)


class TestFeedback:
    def test_more_and_less_change_what_is_found_and_are_left_out_themselves(self, indexed: Shelf) -> None:
        query = SimilarQuery.of_photos([indexed.id_of("kitten.jpg")])
        before = names(indexed, ask(indexed, query).matches(ALL))
        more, less = before[4], before[0]
        refined = query.with_more([indexed.id_of(f"{more}.jpg")]).with_less([indexed.id_of(f"{less}.jpg")])
        after = names(indexed, ask(indexed, refined).matches(ALL))
        assert {more, less} | set(after) == set(before)
        assert not {more, less} & set(after)
        assert [name for name in before if name in after] != after

    def test_more_of_a_kind_draws_its_kind_near(self, indexed: Shelf) -> None:
        query = SimilarQuery.of_photos([indexed.id_of("rocket.jpg")])
        there = "neuschwanstein-small"
        before = names(indexed, ask(indexed, query).matches(ALL)).index(there)
        refined = query.with_more([indexed.id_of("neuschwanstein.jpg")])
        after = names(indexed, ask(indexed, refined).matches(ALL)).index(there)
        assert after == 0 < before

    def test_an_outside_picture_can_be_refined_too(self, indexed: Shelf, tmp_path: Path) -> None:
        with Image.open(indexed.folder / "rocket.jpg") as image:
            (tmp_path / "small.png").write_bytes(encoded(image.resize((300, 300)), "PNG"))
        query = SimilarQuery(paths=(str(tmp_path / "small.png"),))
        assert names(indexed, ask(indexed, query).matches(1)) == ["rocket"]
        refined = query.with_less([indexed.id_of("rocket.jpg")])
        assert "rocket" not in names(indexed, ask(indexed, refined).matches(ALL))

    def test_only_what_was_said_to_be_meant_is_left(self, indexed: Shelf) -> None:
        kitten = indexed.id_of("kitten.jpg")
        only_more = ask(indexed, SimilarQuery(more=(kitten,)))
        as_example = ask(indexed, SimilarQuery.of_photos([kitten]))
        assert only_more.ids.tolist() == as_example.ids.tolist()


class TestTheWholeAnswer:
    def test_it_goes_on_past_the_end_of_likeness(self, indexed: Shelf) -> None:
        answer = ask(indexed, SimilarQuery.of_photos([indexed.id_of("kitten.jpg")]))
        assert 0 < answer.alike < len(answer.ids) == len(answer.scores) == ALL - 1
        assert (np.diff(answer.scores) <= 0).all()
        assert answer.matches() == answer.matches(ALL)[: answer.alike]

    def test_the_examples_that_are_in_the_library_are_known(self, indexed: Shelf) -> None:
        kitten = indexed.id_of("kitten.jpg")
        path = str(indexed.folder / "kitten.jpg")
        assert ask(indexed, SimilarQuery(paths=(path,))).examples == (kitten,)
        assert ask(indexed, SimilarQuery((kitten,), region=Region(0, 0, 90, 90))).examples == (kitten,)

    def test_what_may_be_found_in_others_comes_with_a_clue(self, indexed: Shelf) -> None:
        kitten = indexed.id_of("kitten.jpg")
        assert ask(indexed, SimilarQuery.of_photos([kitten])).clue is None
        clue = ask(indexed, SimilarQuery((kitten,), region=Region(0, 0, 90, 60))).clue
        assert clue is not None
        assert clue.grey.shape == (60, 90)
        assert kitten not in clue.candidates

    def test_a_photo_that_was_edited_since_it_was_indexed(self, shelf: Shelf, samples: Path) -> None:
        shelf.index()
        shutil.copy(samples / "chelsea.jpg", shelf.folder / "rocket.jpg")
        found = ask(shelf, SimilarQuery(paths=(str(shelf.folder / "rocket.jpg"),)))
        assert names(shelf, found.matches(1)) == ["chelsea"]


class TestTheSecondLook:
    """What shows the very picture comes first, however alike others are as a whole."""

    def corner(self, indexed: Shelf, tmp_path: Path, name: str) -> SimilarQuery:
        with Image.open(indexed.folder / f"{name}.jpg") as image:
            width, height = image.size
            part = image.crop((0, 0, round(width * 0.55), round(height * 0.55)))
            (tmp_path / "part.png").write_bytes(encoded(part, "PNG"))
        return SimilarQuery(paths=(str(tmp_path / "part.png"),))

    @pytest.mark.parametrize("name", ["horses", "kitten", "great-pyramid", "chambord"])
    def test_a_part_finds_its_photo(self, indexed: Shelf, tmp_path: Path, name: str) -> None:
        before = ask(indexed, self.corner(indexed, tmp_path, name))
        after = look_closer(indexed.library, indexed.model, before)
        assert names(indexed, after.matches(1)) == [name]
        assert after.scores[0] == 1
        assert 1 <= after.found <= after.alike
        assert after.clue is None
        assert sorted(after.ids.tolist()) == sorted(before.ids.tolist())
        assert (np.diff(after.scores) <= 0).all()

    def test_what_is_alike_stays_alike(self, indexed: Shelf, tmp_path: Path) -> None:
        before = ask(indexed, self.corner(indexed, tmp_path, "kitten"))
        last_first = replace(before, ids=before.ids[::-1].copy(), alike=3)  # the photo is far behind the end
        after = look_closer(indexed.library, indexed.model, last_first)
        assert set(names(indexed, after.matches(after.found))) <= {"kitten", "kitten-cropped"}
        assert set(last_first.ids[:3].tolist()) <= set(after.ids[: after.alike].tolist())
        assert after.alike >= 3 + after.found > 3

    def test_where_it_is_in_no_photo_the_nearest_comes_first(self, indexed: Shelf, tmp_path: Path) -> None:
        noise = np.random.default_rng(0).integers(0, 256, (200, 300, 3), np.uint8)
        (tmp_path / "noise.png").write_bytes(encoded(Image.fromarray(noise), "PNG"))
        before = ask(indexed, SimilarQuery(paths=(str(tmp_path / "noise.png"),)))
        after = look_closer(indexed.library, indexed.model, before)
        first = after.ids[0]
        assert after.ids.tolist()[1:] == [number for number in before.ids.tolist() if number != first]
        assert after.found == 0
        assert before.alike <= after.alike <= before.alike + 1
        assert after.scores[0] == pytest.approx(before.scores[0])
        assert (np.diff(after.scores) <= 0).all()

    def test_it_looks_among_the_photos_asked_about(self, indexed: Shelf, tmp_path: Path) -> None:
        query = self.corner(indexed, tmp_path, "kitten")
        album = albums.create_album(
            indexed.library, "A", [indexed.id_of("rocket.jpg"), indexed.id_of("dahlia.jpg")]
        )
        answer = ask(indexed, query, limits=PhotoFilter(album=album.id))
        after = look_closer(indexed.library, indexed.model, answer)
        assert set(names(indexed, after.matches(ALL))) == {"rocket", "dahlia"}
        assert after.found == 0

    def test_photos_of_the_library_need_none(self, indexed: Shelf) -> None:
        answer = ask(indexed, SimilarQuery.of_photos([indexed.id_of("kitten.jpg")]))
        assert look_closer(indexed.library, indexed.model, answer).ids.tolist() == answer.ids.tolist()

    def test_in_an_empty_library(self, indexed: Shelf, tmp_path: Path) -> None:
        query = self.corner(indexed, tmp_path, "kitten")
        indexed.library = Library.open(tmp_path / "empty")
        assert len(look_closer(indexed.library, indexed.model, ask(indexed, query)).ids) == 0

    def test_it_can_be_stopped(self, indexed: Shelf, tmp_path: Path) -> None:
        token = CancelToken()
        token.cancel()
        answer = ask(indexed, self.corner(indexed, tmp_path, "kitten"))
        with pytest.raises(CancelledError):
            look_closer(indexed.library, indexed.model, answer, cancel=token)


class TestVectorsInMemory:
    def test_they_are_loaded_once(self, indexed: Shelf) -> None:
        with indexed.library.cache() as database:
            first = indexed.library.comparisons.get(database, indexed.model.key)
            assert indexed.library.comparisons.get(database, indexed.model.key) is first

    def test_a_change_of_the_library_shows_at_once(self, shelf: Shelf, samples: Path) -> None:
        shelf.index()
        assert "kitten-cropped" not in names(shelf, to_photo(shelf, "kitten", top=9))
        shutil.copy(samples / "kitten-cropped.jpg", shelf.folder)
        shelf.index()
        assert names(shelf, to_photo(shelf, "kitten", top=1)) == ["kitten-cropped"]
        (shelf.folder / "kitten-cropped.jpg").unlink()
        shelf.index()
        assert "kitten-cropped" not in names(shelf, to_photo(shelf, "kitten", top=9))

    def test_another_model_has_its_own(self, indexed: Shelf) -> None:
        with indexed.library.cache() as database:
            first = indexed.library.comparisons.get(database, indexed.model.key)
            assert len(indexed.library.comparisons.get(database, "another/key/1")) == 0
            assert len(indexed.library.comparisons.get(database, indexed.model.key)) == len(first) == ALL


def test_a_file_that_belongs_to_a_photo_asks_for_it(shelf: Shelf) -> None:
    (shelf.folder / "kitten.NEF").write_bytes(b"never opened")
    shelf.index()
    by_jpeg = to_file(shelf, shelf.folder / "kitten.jpg", top=3)
    assert to_file(shelf, shelf.folder / "kitten.NEF", top=3) == by_jpeg
    with pytest.raises(PhotoUnreadableError):  # a part of the RAW file's own picture
        to_file(shelf, shelf.folder / "kitten.NEF", region=Region(0, 0, 10, 10))
