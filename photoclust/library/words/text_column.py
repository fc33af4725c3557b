"""Many short texts as one, so that all can be looked through at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photoclust.library.words.folding import spellings

WHOLE, BEGINNING, INSIDE = 3, 2, 1
"""How a text has some words: as whole words, as the beginning of words, or anywhere inside."""

SHORTEST_INSIDE = 3
"""Letters below which a word is not looked for inside others."""

_BETWEEN, _EITHER = b"\n", b"\x00"  # two texts, and two spellings of one

_OTHER, _LETTER, _DIGIT = 0, 1, 2


def _kinds_of_bytes() -> NDArray[np.uint8]:
    kinds = np.zeros(256, np.uint8)
    kinds[128:] = _LETTER  # parts of letters of other scripts
    for byte in range(128):
        kinds[byte] = _LETTER if chr(byte).isalpha() else _DIGIT if chr(byte).isdecimal() else _OTHER
    return kinds


_KINDS = _kinds_of_bytes()


class TextColumn:
    """Looks for words in texts, whatever their case and accents.

    Keeps the folded texts only: 30 bytes for a usual file name.

    Args:
        texts: Any; line ends and zero bytes count as blanks.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        folded = [_EITHER.join(map(_encoded, spellings(text))) for text in texts]
        lengths = np.array([len(text) for text in folded], np.int64) + len(_BETWEEN)
        self._starts = np.cumsum(lengths) - lengths
        self._whole = _BETWEEN.join([*folded, b""])
        self._bytes = np.frombuffer(self._whole, np.uint8)

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def nbytes(self) -> int:
        """Memory in use, bytes."""
        return len(self._whole) + self._starts.nbytes

    def find(self, words: str) -> NDArray[np.uint8]:
        """How each text has some words: 0, INSIDE, BEGINNING or WHOLE; uint8 (n,).

        A letter beside a digit is the end of a word: "trip2019" has the whole word 2019.
        """
        found = np.zeros(len(self), np.uint8)
        for needle in map(_encoded, spellings(words)):
            if needle:
                self._find(needle, found)
        return found

    def _find(self, needle: bytes, found: NDArray[np.uint8]) -> None:
        places = np.array([hit.start() for hit in re.finditer(re.escape(needle), self._whole)], np.int64)
        if not len(places):
            return
        kind, last = _KINDS[self._bytes[places]], places + len(needle)
        begins = (places == 0) | (_KINDS[self._bytes[places - 1]] != kind) | (kind == _OTHER)
        end = _KINDS[self._bytes[last - 1]]
        ends = (_KINDS[self._bytes[last]] != end) | (end == _OTHER)
        how = np.where(begins & ends, WHOLE, np.where(begins, BEGINNING, INSIDE)).astype(np.uint8)
        if len(needle) < SHORTEST_INSIDE:
            how[~begins] = 0
        rows = np.searchsorted(self._starts, places, side="right") - 1
        np.maximum.at(found, rows, how)


def _encoded(folded: str) -> bytes:
    plain = folded.replace("\n", " ").replace("\0", " ")
    return plain.encode("utf-8", "surrogatepass")
