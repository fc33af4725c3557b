"""Which spellings are the same word: case, accents, umlauts, singular and plural."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take for a letter and a mark, and that people type without.
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

_IRREGULAR = {
    "buses": "bus",
    "children": "child",
    "feet": "foot",
    "geese": "goose",
    "halves": "half",
    "hooves": "hoof",
    "knives": "knife",
    "leaves": "leaf",
    "loaves": "loaf",
    "lenses": "lens",
    "men": "man",
    "mice": "mouse",
    "oxen": "ox",
    "people": "person",
    "potatoes": "potato",
    "scarves": "scarf",
    "shelves": "shelf",
    "tomatoes": "tomato",
    "teeth": "tooth",
    "wolves": "wolf",
    "women": "woman",
}
_SIBILANTS = ("ches", "shes", "sses", "xes", "zzes")
_NO_PLURAL = ("ss", "us", "is")


def fold(text: str) -> str:
    """A text without case, accents and compatibility forms: "Café №1" is "cafe no1"; ß is "ss"."""
    if text.isascii():
        return text.lower()
    parts = text
    for _ in range(2):  # a compatibility form may be that of a capital letter
        parts = unicodedata.normalize("NFKD", parts.casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(_PLAIN)


def spellings(text: str) -> tuple[str, ...]:
    """A text folded; one with umlauts also as they are spelt out: "Müller" is "muller" and "mueller"."""
    plain = fold(text)
    if text.isascii():
        return (plain,)
    spelt_out = fold(unicodedata.normalize("NFC", text).casefold().translate(_SPELT_OUT))
    return (plain,) if spelt_out == plain else (plain, spelt_out)


def singular(word: str) -> str:
    """One form for singular and plural of a folded English word: "dogs", "foxes", "puppies", "mice".

    It need not be a word: all that counts is that both forms have the same.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(_SIBILANTS):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word


def key_of(phrase: str) -> str:
    """What two phrases have in common that mean the same: folded, words alone, in the singular."""
    return " ".join(singular(word) for word in words_of(fold(phrase)))


def words_of(folded: str) -> list[str]:
    """The words of a folded text: runs of letters and digits."""
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()
