from __future__ import annotations

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.library.words.text_column import BEGINNING, INSIDE, WHOLE, TextColumn


def find(words: str, *texts: str) -> list[int]:
    return TextColumn(texts).find(words).tolist()


def test_how_a_text_has_words() -> None:
    texts = ("dog.jpg", "big-dog_1.jpg", "dogma.jpg", "hotdogs.jpg", "cat.jpg", "hotdogs and a dog")
    assert find("dog", *texts) == [WHOLE, WHOLE, BEGINNING, INSIDE, 0, WHOLE]


def test_letters_beside_digits_are_ends_of_words() -> None:
    assert find("2019", "trip2019.jpg", "20190512.jpg", "12019") == [WHOLE, BEGINNING, INSIDE]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("müller", "Mueller.jpg"),
        ("mueller", "MÜLLER.jpg"),
        ("muller", "Mu\u0308ller.jpg"),
        ("strasse", "Straße.jpg"),
        ("Straße", "STRASSE.jpg"),
        ("東京", "東京 2019.jpg"),
        ("a.b", "a.b"),
        ("c++", "c++.jpg"),
    ],
)
def test_spellings(words: str, text: str) -> None:
    assert find(words, "other", text) == [0, WHOLE]


def test_short_words_are_not_looked_for_inside_others() -> None:
    assert find("og", "dog.jpg", "og.jpg", "ogre") == [0, WHOLE, BEGINNING]


def test_texts_and_their_spellings_do_not_run_into_each_other() -> None:
    assert find("ab", "xa", "bx") == [0, 0]
    assert find("mullermue", "müller") == [0]
    assert find("one two", "one\ntwo", "one\0two", "one", "two") == [WHOLE, WHOLE, 0, 0]


def test_names_that_are_no_text() -> None:
    assert find("dog", os.fsdecode(b"\xff-dog.jpg")) == [WHOLE]
    assert find("\udcff", os.fsdecode(b"\xff-dog.jpg")) == [WHOLE]


def test_nothing() -> None:
    assert find("dog") == []
    assert find("", "dog") == [0]
    assert TextColumn(["dog", "mü"]).nbytes == len(b"dog\nmu\0mue\n") + 16


@given(st.lists(st.text(alphabet="abc 1-", max_size=8)), st.text(alphabet="abc1", min_size=1, max_size=4))
def test_it_finds_what_a_plain_search_finds(texts: list[str], words: str) -> None:
    column = TextColumn(texts).find(words)
    for how, text in zip(column.tolist(), texts, strict=True):
        if len(words) >= 3:
            assert (how > 0) == (words in text)
        if words.isalpha():
            assert (how == WHOLE) == bool(re.search(rf"(?<![a-z]){words}(?![a-z])", text))
