from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.made_up import BERLIN, NEW_YORK, TODAY, YORK, MadeUp

from photoclust.embedding.models import Model
from photoclust.library import albums, browse
from photoclust.library.session import Library
from photoclust.library.textsearch import Meaning, search

Found = Callable[..., list[str]]
ROOT = "/home/me/Pictures"


def shown(shelf: Shelf, text: str, **options: object) -> list[str]:
    answer = search(shelf.library, shelf.model, text, today=TODAY, **options)  # type: ignore[arg-type]
    ids = [match.photo_id for match in answer.matches]
    return [Path(photo.path).stem for photo in browse.photos(shelf.library, ids)]


class TestNames:
    def test_of_files(self, made_up: MadeUp, found: Found) -> None:
        for name in ("kitten", "kitten-cropped", "kittens", "my_kitten2", "mitten", "xkittenx"):
            made_up.photo(f"{ROOT}/{name}.jpg")
        assert set(found("KITTEN")[:3]) == {"kitten", "kitten-cropped", "my_kitten2"}
        assert found("kitten")[3:] == ["kittens", "xkittenx"]
        assert found("kitten.jpg") == ["kitten"]
        assert found("no such thing") == found("") == found("   ") == found("-") == []

    def test_of_folders_from_the_root_down(self, made_up: MadeUp, found: Found) -> None:
        made_up.photo(f"{ROOT}/Rome 2015/Forum/one.jpg")
        made_up.photo(f"{ROOT}/two.jpg")
        assert found("rome") == found("forum") == found("rome forum") == found('"rome 2015/forum"') == ["one"]
        assert set(found("pictures")) == {"one", "two"}
        assert found("home") == []

    def test_a_folder_in_another_one(self, made_up: MadeUp, found: Found) -> None:
        made_up.folder(f"{ROOT}/deep/inner")
        made_up.folder("/home/me/Pictures of others")
        made_up.photo(f"{ROOT}/deep/inner/a.jpg")
        made_up.photo("/home/me/Pictures of others/b.jpg")
        assert found("inner") == ["a"]
        assert found("deep") == []
        assert found("others") == ["b"]

    def test_names_that_are_no_text(self, made_up: MadeUp, found: Found) -> None:
        made_up.photo(ROOT + os.fsdecode(b"/dog-\xff.jpg"))
        assert len(found("dog")) == 1

    def test_equally_good_ones_latest_first(self, made_up: MadeUp, found: Found) -> None:
        for name, taken in (
            ("x a", "2019-05-01"),
            ("x b", None),
            ("x c", "2021-05-01"),
            ("x d", "2020-05-01"),
        ):
            made_up.photo(f"{ROOT}/{name}.jpg", taken)
        assert found("x") == ["x c", "x d", "x a", "x b"]
        assert found("x", top=2) == ["x c", "x d"]

    def test_phrases_and_what_is_left_out(self, made_up: MadeUp, found: Found) -> None:
        for name in ("red old car", "old red car", "red boat"):
            made_up.photo(f"{ROOT}/{name}.jpg")
        assert found('"old red"') == ["old red car"]
        assert found("red -boat -old") == []
        assert set(found("red -boat")) == {"red old car", "old red car"}
        assert found("-old") == ["red boat"]
        assert found("the boat in the red") == ["red boat"]

    def test_files_that_belong_to_a_photo(self, shelf: Shelf) -> None:
        (shelf.folder / "kitten.NEF").write_bytes(b"raw")
        shelf.index()
        assert shown(shelf, "kitten.nef") == ["kitten"]
        assert shown(shelf, "kitten").count("kitten") == 1


class TestDates:
    @pytest.fixture(autouse=True)
    def photos(self, made_up: MadeUp) -> None:
        made_up.photo(f"{ROOT}/a.jpg", "2019-05-12 10:00:00")
        made_up.photo(f"{ROOT}/b.jpg", "2020-07-01 23:59:59")
        made_up.photo(f"{ROOT}/c.jpg", "2020-12-25 00:00:00")
        made_up.photo(f"{ROOT}/d.jpg")
        made_up.photo(f"{ROOT}/1985/scan.jpg", "2021-03-03 08:00:00")
        made_up.photo(f"{ROOT}/e 2019.jpg")
        made_up.photo(f"{ROOT}/IMG_2020.jpg", "2019-05-13 10:00:00")
        made_up.photo(f"{ROOT}/f.jpg", "1890-01-01 00:00:00")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("may 2019", {"a", "IMG_2020"}),
            ("summer 2020", {"b"}),
            ("summer", {"b"}),
            ("christmas", {"c"}),
            ("2020", {"b", "c"}),
            ("2019-05-12", {"a"}),
            ("2018-2019", {"a", "IMG_2020"}),
            ("before 1900", {"f"}),
            ("2020 -christmas", {"b"}),
            ("last week", set()),
        ],
    )
    def test_when_it_was_taken(self, found: Found, text: str, expected: set[str]) -> None:
        assert set(found(text)) == expected

    def test_a_name_counts_where_there_is_no_date(self, found: Found) -> None:
        assert set(found("2019")) == {"a", "IMG_2020", "e 2019"}
        assert found("2019")[-1] == "e 2019"

    def test_a_folder_counts_also_where_a_scanner_wrote_the_date(self, found: Found) -> None:
        assert found("1985") == found("2021") == ["scan"]
        assert found('"2020"') == ["IMG_2020"]

    def test_how_it_was_understood(self, made_up: MadeUp, model: Model) -> None:
        answer = search(made_up.library, model, "summer 2020 -christmas", today=TODAY)
        summer, christmas = answer.understood
        assert (summer.text, summer.meanings, summer.photos) == ("summer 2020", (Meaning.DATE,), 1)
        assert summer.span == (date(2020, 6, 1), date(2020, 8, 31))
        assert (christmas.text, christmas.excluded, christmas.span) == ("christmas", True, None)


class TestCamerasAndPlaces:
    @pytest.fixture(autouse=True)
    def photos(self, made_up: MadeUp) -> None:
        made_up.photo(f"{ROOT}/a.jpg", "2019-05-12", "Canon EOS 80D", BERLIN)
        made_up.photo(f"{ROOT}/b.jpg", "2020-05-12", "Apple iPhone 7", NEW_YORK)
        made_up.photo(f"{ROOT}/c.jpg", "2020-05-13", "NIKON CORPORATION NIKON D80", YORK)
        made_up.photo(f"{ROOT}/d.jpg", None, None, (0.5, -30.0))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("canon", ["a"]),
            ("eos 80d", ["a"]),
            ("iphone", ["b"]),
            ("d80", ["c"]),
            ("berlin", ["a"]),
            ("Germany", ["a"]),
            ("new york", ["b"]),
            ("united kingdom", ["c"]),
            ("york -new", ["c"]),
            ("berlin 2019 canon", ["a"]),
            ("berlin 2020", []),
            ("photos from berlin in 2019", ["a"]),
        ],
    )
    def test_where_and_with_what(self, found: Found, text: str, expected: list[str]) -> None:
        assert found(text) == expected

    def test_words_that_belong_together(self, made_up: MadeUp, model: Model) -> None:
        text = "new york eos 80d may 2020 grey whale"
        terms = search(made_up.library, model, text, today=TODAY).understood
        assert [term.text for term in terms] == ["new york", "eos 80d", "may 2020", "grey whale"]
        assert [term.meanings for term in terms] == [(Meaning.PLACE,), (Meaning.CAMERA,), (Meaning.DATE,), ()]

    def test_vectors_are_loaded_only_for_what_is_seen(
        self, made_up: MadeUp, found: Found, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def load(*_: object) -> None:
            raise AssertionError("nobody asked what photos show")

        monkeypatch.setattr(made_up.library.comparisons, "get", load)
        assert found("berlin 2019 canon -iphone") == ["a"]
        with pytest.raises(AssertionError, match="nobody asked"):
            found("dog")

    def test_without_a_gazetteer(self, made_up: MadeUp, found: Found) -> None:
        made_up.library.words.gazetteer = None
        assert found("berlin") == []
        assert found("canon") == ["a"]


class TestAlbums:
    def test_by_name(self, made_up: MadeUp, found: Found) -> None:
        one, two = (made_up.photo(f"{ROOT}/{name}.jpg") for name in ("one", "two"))
        album = albums.create_album(made_up.library, "Sömmer in Rom", [one])
        assert found("soemmer") == found("sommer rom") == found("in rom") == ["one"]
        albums.add_photos(made_up.library, album.id, [two])
        assert set(found("rom")) == {"one", "two"}
        albums.rename_album(made_up.library, album.id, "Winter in Prag")
        assert found("rom") == []
        assert set(found("prag")) == {"one", "two"}


class TestSeen:
    def test_what_photos_show(self, indexed: Shelf) -> None:
        castles = shown(indexed, "castle")
        assert {"neuschwanstein", "chambord", "schwerin"} <= set(castles[:6])
        assert "kitten" not in castles
        assert set(shown(indexed, "cats")) == set(shown(indexed, "cat")) >= {"chelsea", "kitten"}
        assert shown(indexed, "insects") == ["honey-bee-on-aster"]  # the other bee is taken for an orchid

    def test_names_and_sight_add_up(self, indexed: Shelf) -> None:
        assert set(shown(indexed, "kitten")[:2]) == {"kitten", "kitten-cropped"}
        assert {"chelsea", "chelsea-mirrored"} <= set(shown(indexed, "kitten")[2:])
        bees = shown(indexed, "bee")
        assert bees[:2] == [
            "honey-bee-on-aster",
            "bee-at-blossom",
        ]  # of both the name says it, of one the model
        assert len(bees) == len(set(bees))

    def test_what_is_seen_can_be_left_out(self, indexed: Shelf) -> None:
        assert "kitten" not in shown(indexed, "animals -cat")
        assert "pig" in shown(indexed, "animals -cat")

    def test_how_it_was_understood(self, indexed: Shelf) -> None:
        answer = search(indexed.library, indexed.model, "kitten -castle", today=TODAY)
        kitten, castle = answer.understood
        assert kitten.meanings == (Meaning.SEEN, Meaning.FILE)
        assert (castle.meanings, castle.excluded) == ((Meaning.SEEN,), True)
        assert kitten.photos == len(answer.matches)
        assert answer.sees
        assert all(0 < match.score <= 1 for match in answer.matches)
        scores = [match.score for match in answer.matches]
        assert scores == sorted(scores, reverse=True)

    def test_within_folders(self, shelf: Shelf) -> None:
        (shelf.folder / "deep").mkdir()
        (shelf.folder / "chelsea.jpg").rename(shelf.folder / "deep" / "chelsea.jpg")
        shelf.index()
        assert shown(shelf, "cat", within=[str(shelf.folder / "deep")]) == ["chelsea"]
        assert set(shown(shelf, "cat")) == {"chelsea", "chelsea-mirrored"}

    def test_photos_that_came_since(self, shelf: Shelf) -> None:
        shelf.index()
        (shelf.folder / "chelsea.jpg").rename(shelf.folder / "tiger.jpg")
        assert "tiger" not in shown(shelf, "cat")
        shelf.index()
        assert "tiger" in shown(shelf, "cat")
        (shelf.folder / "tiger.jpg").unlink()
        shelf.index()
        assert "tiger" not in shown(shelf, "cat")

    def test_a_photo_without_a_vector_is_found_by_its_name(self, shelf: Shelf) -> None:
        shelf.index()
        made = MadeUp(shelf.library)
        made.photo(f"{shelf.folder}/cat of no vector.jpg")
        found = shown(shelf, "cat")
        assert {"cat of no vector", "chelsea"} <= set(found)


def test_an_empty_library(library_dir: Path, model: Model) -> None:
    answer = search(Library.open(library_dir), model, "dog 2019 -cat berlin", today=TODAY)
    assert answer.matches == []
    assert [term.photos for term in answer.understood] == [0, 0, 0, 0]
    assert answer.sees
