"""What words mean as classes of the model: its own words, and broader ones over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from photoclust.core.kinds import Kind
from photoclust.embedding.models import Model
from photoclust.library.words.everyday import EVERYDAY
from photoclust.library.words.folding import key_of

# How much a class counts that is only called something like it, where others are called exactly so: of
# "mosque" the other temples, of "leopard" the snow leopard. Measured by benchmarks/search.py.
_BROADER = 0.1
_TABLE = 1 << 16  # class numbers are stored as uint16


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that can be seen, as people call it.

    Attributes:
        phrase: Such as "husky" or "dogs".
        key: `folding.key_of` it.
        classes: Of the model.
        shown: It is the word that the program itself uses for them.
    """

    phrase: str
    key: str
    classes: tuple[int, ...]
    shown: bool


class Lexicon:
    """All words for what a model sees.

    Args:
        words: One line a class, in their order: synonyms with commas between. Several lists are several
            languages; the first is the one shown.
        kinds: Broader words over the classes, a list a language.
        everyday: Other words for classes, by names of these; those that are no names here are passed over.

    Attributes:
        sights: All of them, those that are shown first.
    """

    def __init__(
        self,
        words: Sequence[Sequence[str]],
        kinds: Sequence[Sequence[Kind]],
        everyday: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self.sights: list[Sight] = []
        self._named: defaultdict[str, set[int]] = defaultdict(set)  # called exactly so
        self._ends: defaultdict[str, set[int]] = defaultdict(set)  # "retriever" of "golden retriever"
        self._kinds: defaultdict[str, set[int]] = defaultdict(set)  # called so among others
        for number, language in enumerate(kinds):
            for kind in language:
                self._add_kind(kind, shown=number == 0)
        for number, lines in enumerate(words):
            for place, line in enumerate(lines):
                self._add_class(place, line, shown=number == 0)
        called = {word: self._called(names) for word, names in everyday.items()}
        for word, classes in called.items():
            self._named[key_of(word)].update(classes)
            if classes:
                self.sights.append(Sight(word, key_of(word), classes, shown=False))
        self.sights.sort(key=lambda sight: not sight.shown)  # a stable sort: languages stay in their order

    def __bool__(self) -> bool:
        return bool(self.sights)

    def classes_of(self, phrase: str) -> Mapping[int, float]:
        """The classes that a phrase means, and how far, in (0, 1]; none for a phrase that is no such word."""
        key = key_of(phrase)
        named, ends, kinds = (table.get(key, set()) for table in (self._named, self._ends, self._kinds))
        exact = named or ends
        weights = dict.fromkeys(kinds, _BROADER if exact else 1.0)
        weights |= dict.fromkeys(ends, _BROADER if named else 1.0)
        return weights | dict.fromkeys(named, 1.0)

    def _called(self, names: Iterable[str]) -> tuple[int, ...]:
        """The classes with these names."""
        return tuple(sorted({number for name in names for number in self._named.get(key_of(name), ())}))

    def _add_kind(self, kind: Kind, *, shown: bool) -> None:
        self._named[key_of(kind.name)].update(kind.classes)
        self.sights.append(Sight(kind.name, key_of(kind.name), kind.classes, shown))
        # "spiders and scorpions" is what both are called together, and each of them no better than a synonym.
        for other in (*kind.synonyms, *_parts(kind.name)):
            self._kinds[key_of(other)].update(kind.classes)
            self.sights.append(Sight(other, key_of(other), kind.classes, shown=False))

    def _add_class(self, number: int, line: str, *, shown: bool) -> None:
        for place, phrase in enumerate(filter(None, (part.strip() for part in line.split(",")))):
            key = key_of(phrase)
            self._named[key].add(number)
            words = key.split()
            for start in range(1, len(words)):
                self._ends[" ".join(words[start:])].add(number)
            self.sights.append(Sight(phrase, key, (number,), shown and place == 0))


def _parts(name: str) -> Iterable[str]:
    parts = name.split(" and ")
    return parts if len(parts) > 1 else ()


@lru_cache(maxsize=4)
def lexicon_of(model: Model) -> Lexicon:
    """The words of a model; empty for one without classes.

    Raises:
        ModelError: If a file of them is damaged.
    """
    words = [model.words(), *model.translated_words()]
    return Lexicon(words, [model.kinds(), *model.translated_kinds()], EVERYDAY)


def class_weights(classes: Mapping[int, float]) -> NDArray[np.float32]:
    """The same as a table by class number, float32 (65536,)."""
    table = np.zeros(_TABLE, np.float32)
    table[list(classes)] = list(classes.values())
    return table
