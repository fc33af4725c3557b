from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.made_up import BERLIN, NEW_YORK, TODAY, MadeUp

from photoclust.embedding.models import Model
from photoclust.library import albums
from photoclust.library.session import Library
from photoclust.library.textsearch import Meaning, Suggestion, search, suggest
from photoclust.library.words.suggesting import MOST, quoted

ROOT = "/home/me/Pictures"
Asked = Callable[[str], list[Suggestion]]


@pytest.fixture
def asked(made_up: MadeUp, model: Model) -> Asked:
    return lambda text: suggest(made_up.library, model, text, TODAY)


@pytest.fixture
def photos(made_up: MadeUp) -> None:
    made_up.photo(f"{ROOT}/Rome 2015/a.jpg", "2015-06-12", "Canon EOS 80D", BERLIN)
    made_up.photo(f"{ROOT}/Rome 2015/b.jpg", "2015-07-12", "Canon EOS 80D", NEW_YORK)
    made_up.photo(f"{ROOT}/c.jpg", "2020-03-13", "Apple iPhone 7")
    one = made_up.photo(f"{ROOT}/Canaries/d.jpg", "2026-11-20")
    albums.create_album(made_up.library, "Canoeing", [one])


def told(suggestions: list[Suggestion]) -> list[tuple[str, Meaning | None, int]]:
    return [(one.query, one.meaning, one.photos) for one in suggestions]


@pytest.mark.usefixtures("photos")
class TestWhileTyping:
    def test_cameras_folders_albums(self, asked: Asked) -> None:
        assert told(asked("can")) == [
            ("Canon EOS 80D", Meaning.CAMERA, 2),
            ("Canaries", Meaning.FOLDER, 1),
            ("Canoeing", Meaning.ALBUM, 1),
        ]
        assert told(asked("80d")) == [("Canon EOS 80D", Meaning.CAMERA, 2)]
        assert told(asked("rom")) == [('"Rome 2015"', Meaning.FOLDER, 2)]

    def test_towns_and_countries(self, asked: Asked) -> None:
        assert told(asked("ber")) == [("Berlin", Meaning.PLACE, 1)]
        assert told(asked("germ")) == [("Germany", Meaning.PLACE, 1)]
        assert told(asked("new y")) == [("New York City", Meaning.PLACE, 1)]

    def test_dates(self, asked: Asked) -> None:
        assert told(asked("20")) == [
            ("2015", Meaning.DATE, 2),
            ("2020", Meaning.DATE, 1),
            ("2026", Meaning.DATE, 1),
            ('"Rome 2015"', Meaning.FOLDER, 2),
        ]
        (june,) = [one for one in asked("june 2015") if one.meaning is Meaning.DATE]
        assert (june.query, june.photos) == ("june 2015", 1)
        assert june.span == (date(2015, 6, 1), date(2015, 6, 30))
        assert told(asked("summ")) == [("summer 2015", Meaning.DATE, 2)]
        assert told(asked("last w")) == [("last week", Meaning.DATE, 1)]
        assert told(asked("yest")) == []

    def test_with_words_before(self, asked: Asked) -> None:
        assert told(asked("berlin can")) == [("berlin Canon EOS 80D", Meaning.CAMERA, 1)]
        assert told(asked("canon 201"))[0] == ("canon 2015", Meaning.DATE, 2)
        assert told(asked("iphone 201")) == []
        assert told(asked('"rome 2015" ber')) == [('"rome 2015" Berlin', Meaning.PLACE, 1)]
        assert asked("berlin c") == []

    def test_names_that_would_be_taken_apart(self, made_up: MadeUp, model: Model, asked: Asked) -> None:
        made_up.photo(f"{ROOT}/z.jpg", None, "Kodak Film Scanner / HR200, 2")
        assert told(asked("kodak")) == [('"Kodak Film Scanner / HR200, 2"', Meaning.CAMERA, 1)]
        assert len(search(made_up.library, model, asked("kodak")[0].query, today=TODAY).matches) == 1

    def test_what_is_left_out(self, asked: Asked) -> None:
        assert told(asked("canon -ber")) == [("canon -Berlin", Meaning.PLACE, 1)]

    @pytest.mark.parametrize("text", ["", "  ", "can ", "xyzzy", '"', "-"])
    def test_nothing_to_suggest(self, asked: Asked, text: str) -> None:
        assert asked(text) == []

    def test_every_suggestion_finds_what_it_says(self, made_up: MadeUp, model: Model, asked: Asked) -> None:
        for text in ("can", "rom", "ber", "20", "summ", "berlin can", "canon 201"):
            for one in asked(text):
                found = search(made_up.library, model, one.query, today=TODAY)
                assert len(found.matches) == one.photos, one

    def test_albums_that_change(self, made_up: MadeUp, asked: Asked) -> None:
        assert told(asked("canoe")) == [("Canoeing", Meaning.ALBUM, 1)]
        (album,) = albums.list_albums(made_up.library)
        albums.add_photos(made_up.library, album.id, list(made_up.ids.values()))
        assert told(asked("canoe")) == [("Canoeing", Meaning.ALBUM, 4)]
        assert told(asked("berlin canoe")) == [("berlin Canoeing", Meaning.ALBUM, 1)]
        albums.delete_album(made_up.library, album.id)
        assert asked("canoe") == []


class TestSeen:
    def test_what_occurs_in_this_library(self, indexed: Shelf) -> None:
        found = suggest(indexed.library, indexed.model, "ca", TODAY)
        seen = {one.text: one.photos for one in found if one.meaning is Meaning.SEEN}
        assert seen["castle"] >= 4
        assert seen["cats"] == 3  # of the fourth the model is not sure
        assert all(one.photos > 0 for one in found)

    def test_other_words_for_it(self, indexed: Shelf) -> None:
        (kitten,) = suggest(indexed.library, indexed.model, "kitte", TODAY)
        assert (kitten.query, kitten.meaning, kitten.photos) == ("kitten", Meaning.SEEN, 3)

    def test_not_too_many(self, indexed: Shelf) -> None:
        for letter in "abcdefghijklmnopqrstuvwxyz":
            found = suggest(indexed.library, indexed.model, letter, TODAY)
            assert len(found) <= MOST
            assert len({one.query for one in found}) == len(found)

    def test_within_other_words(self, indexed: Shelf) -> None:
        (cats,) = [
            one for one in suggest(indexed.library, indexed.model, "cropped cat", TODAY) if one.text == "cats"
        ]
        assert (cats.query, cats.photos) == ("cropped cats", 1)


class TestInstead:
    def test_what_is_spelt_nearly_so(self, indexed: Shelf) -> None:
        answer = search(indexed.library, indexed.model, "kiten", today=TODAY)
        assert [(hint.query, hint.meaning) for hint in answer.hints] == [("kitten", Meaning.SEEN)]
        answer = search(indexed.library, indexed.model, "animals castel", today=TODAY)
        assert [hint.query for hint in answer.hints] == [
            "animals cattle"
        ]  # of animals and castles there is none

    def test_the_beginning_of_a_word(self, indexed: Shelf) -> None:
        answer = search(indexed.library, indexed.model, "mammal castl -pig", today=TODAY)
        assert answer.matches == []
        assert all(
            search(indexed.library, indexed.model, hint.query, today=TODAY).matches for hint in answer.hints
        )

    def test_the_question_with_less(self, indexed: Shelf) -> None:
        answer = search(indexed.library, indexed.model, "cat castle", today=TODAY)
        assert answer.matches == []
        assert {(hint.query, hint.meaning) for hint in answer.hints} == {("cat", None), ("castle", None)}
        assert all(hint.photos > 0 for hint in answer.hints)

    def test_what_there_is_most_of(self, indexed: Shelf) -> None:
        answer = search(indexed.library, indexed.model, "qwertzuiop", today=TODAY)
        assert answer.hints
        assert answer.hints[0].query == "animals"

    @pytest.mark.usefixtures("photos")
    def test_names_keep_their_quotes(self, made_up: MadeUp, model: Model) -> None:
        answer = search(made_up.library, model, "-berlin 'rome 2016'", today=TODAY)
        assert answer.hints
        answer = search(made_up.library, model, "canoeingg", today=TODAY)
        assert [hint.query for hint in answer.hints] == ["Canoeing"]

    def test_nothing_in_an_empty_library(self, model: Model, made_up: MadeUp) -> None:
        assert search(made_up.library, model, "dog", today=TODAY).hints == ()
        assert suggest(made_up.library, model, "dog", TODAY) == []


def test_an_empty_library_has_nothing_to_suggest(library_dir: Path, model: Model) -> None:
    library = Library.open(library_dir)
    for text in ("d", "dog", "20", "last s"):
        assert suggest(library, model, text, TODAY) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Rome", "Rome"), ("Rome 2015", '"Rome 2015"'), ("2015", '"2015"'), ('the "best"', '"the best"')],
)
def test_names_as_they_are_typed(name: str, typed: str) -> None:
    assert quoted(name) == typed
