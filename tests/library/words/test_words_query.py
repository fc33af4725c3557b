from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.library.words.query import LONGEST, Piece, split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("dog 2019", [Piece("dog"), Piece("2019")]),
        ('"new york" dog', [Piece("new york", quoted=True), Piece("dog")]),
        ("“new york”", [Piece("new york", quoted=True)]),
        ("„neue  welt“", [Piece("neue welt", quoted=True)]),
        ('"not closed yet', [Piece("not closed yet", quoted=True)]),
        ("dog -beagle", [Piece("dog"), Piece("beagle", excluded=True)]),
        ('-"in the snow"', [Piece("in the snow", quoted=True, excluded=True)]),
        ("planet-mars", [Piece("planet-mars")]),
        ("cats, dogs; pigs", [Piece("cats"), Piece("dogs"), Piece("pigs")]),
        ("2018 - 2020", [Piece("2018-2020")]),
        ("a – b", [Piece("a"), Piece("b")]),
        (" - -- ... \"\" ''", []),
        ("", []),
    ],
)
def test_pieces(text: str, pieces: list[Piece]) -> None:
    assert split(text) == pieces


def test_little_words() -> None:
    assert [piece.text for piece in split('dogs in The "the" -the snow') if piece.little] == ["in", "The"]


@given(st.text())
def test_nothing_is_refused(text: str) -> None:
    for piece in split(text):
        assert piece.text == " ".join(piece.text.split())
        assert any(letter.isalnum() for letter in piece.text)


def test_an_endless_question_is_cut() -> None:
    assert len(split("ab " * LONGEST)) <= LONGEST // 3 + 1
