"""Splits what was typed into words, quoted phrases, and what is to be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from photoclust.library.words.folding import fold

LONGEST = 1_000
"""Letters of a question that are looked at."""

_PIECE = re.compile(
    r'(?P<minus>[-\u2212](?=[^\s-]))?(?:["“”„](?P<phrase>[^"“”„]*)["“”„]?|(?P<word>[^\s"“”„]+))'
)

_BETWEEN_DATES = re.compile(r"(?<=\d) [-–—] (?=\d)")

_LITTLE = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "is", "me", "my", "of", "on", "or", "our", "the"}
    | {"to", "with", "image", "images", "photo", "photos", "picture", "pictures"}
)
"""Words that say nothing by themselves: "dogs in the snow"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or phrase as it was typed.

    Attributes:
        text: Without quotes and minus.
        quoted: A phrase: taken as it stands.
        excluded: Photos that have it are not wanted.
    """

    text: str
    quoted: bool = False
    excluded: bool = False

    @property
    def typed(self) -> str:
        """As it can be typed again."""
        said = f'"{self.text}"' if self.quoted else self.text
        return f"-{said}" if self.excluded else said

    @property
    def little(self) -> bool:
        """Whether it can be passed over where there are others."""
        return not self.quoted and not self.excluded and fold(self.text) in _LITTLE


def tidy(text: str) -> str:
    """The question without needless blanks."""
    return " ".join(text[:LONGEST].split())


def split(text: str) -> list[Piece]:
    """The pieces of a question, in order."""
    pieces = []
    for found in _PIECE.finditer(_BETWEEN_DATES.sub("-", tidy(text))):
        phrase, word = found["phrase"], found["word"]
        said = " ".join((phrase if phrase is not None else word.strip(",;")).split())
        if any(letter.isalnum() for letter in said):
            pieces.append(Piece(said, phrase is not None, found["minus"] is not None))
    return pieces
