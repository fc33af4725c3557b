from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.library.words.folding import fold, key_of, singular, spellings


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KITTEN", "kitten"),
        ("Straße", "strasse"),
        ("Çeşme", "cesme"),
        ("Łódź", "lodz"),
        ("smørrebrød", "smorrebrod"),
        ("ﬁsh", "fish"),
        ("Ａ１", "a1"),
        ("Αθήνα", "αθηνα"),
        ("", ""),
    ],
)
def test_case_and_accents_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_umlauts_may_be_spelt_out(form: str) -> None:
    assert spellings(unicodedata.normalize(form, "Müller")) == ("muller", "mueller")  # type: ignore[arg-type]
    assert spellings("Mueller") == ("mueller",)
    assert spellings("café") == ("cafe",)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "pair",
    [
        "dog dogs",
        "fox foxes",
        "puppy puppies",
        "mouse mice",
        "wolf wolves",
        "glass glasses",
        "horse horses",
        "bus buses",
        "house houses",
        "beach beaches",
        "tie ties",
        "leaf leaves",
        "person people",
        "brush brushes",
        "bee bees",
        "camera cameras",
        "piano pianos",
        "sofa sofas",
        "tennis tennis",
        "cactus cactus",
        "child children",
    ],
)
def test_singular_and_plural_are_one_word(pair: str) -> None:
    one, many = pair.split()
    assert singular(one) == singular(many)


def test_different_words_stay_different() -> None:
    words = [
        "dog",
        "fox",
        "puppy",
        "mouse",
        "wolf",
        "glass",
        "grass",
        "bus",
        "bush",
        "house",
        "horse",
        "beach",
        "bee",
        "bed",
        "gas",
        "tie",
    ]
    assert len({singular(word) for word in words}) == len(words)


def test_phrases() -> None:
    assert key_of("Golden-Retrievers") == key_of("golden retriever") == "golden retriever"
    assert key_of("—") == ""
