"""The words that find something in a library: what its photos show, its places, cameras and folders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.analysis.word_scores import SURE
from photoclust.library.comparison import Comparison
from photoclust.library.words.answers import Meaning
from photoclust.library.words.lexicon import Lexicon, Sight
from photoclust.library.words.text_column import TextColumn
from photoclust.library.words.word_index import Choices, WordIndex

Inside = NDArray[np.bool_]
"""bool (n,): which photos of the index are meant."""

_WORTH_ADDING = 0.05  # probability; smaller ones never add up to a photo that is sure


@dataclass(frozen=True, slots=True)
class Word:
    """Something that can be asked for.

    Attributes:
        text: As it is called here.
        meaning: What it is.
        codes: Classes of the model, or the places of names in the columns of the index.
        shown: Of words for the same, the one that the program itself uses.
        photos: How many have it; of what is seen, those of which the model is sure.
    """

    text: str
    meaning: Meaning
    codes: tuple[int, ...]
    shown: bool
    photos: int


class Vocabulary:
    """All words that find something.

    Args:
        index: The library.
        comparison: What the model sees in its photos.
        lexicon: The model's words.

    Attributes:
        words: All of them.
        column: Their texts, to be searched.
    """

    def __init__(self, index: WordIndex, comparison: Comparison, lexicon: Lexicon) -> None:
        self._seen = _Seen(index, comparison)
        self._choices = {
            Meaning.PLACE: index.towns,
            Meaning.CAMERA: index.cameras,
            Meaning.FOLDER: index.folders,
        }
        self.words = [*_sights(lexicon, self._seen), *self._names()]
        self.column = TextColumn([word.text for word in self.words])

    def count(self, word: Word, inside: Inside | None) -> int:
        """How many photos have a word, of some or of all (None)."""
        if inside is None:
            return word.photos
        if word.meaning is Meaning.SEEN:
            return self._seen.count(word.codes, inside)
        codes = self._choices[word.meaning].codes[inside]
        return int(np.isin(codes, word.codes).sum())

    def _names(self) -> Iterator[Word]:
        for meaning, choices in self._choices.items():
            counts, parts = choices.counts(), _parts(meaning, choices)
            for text, codes in parts.items():
                yield Word(text, meaning, tuple(codes), True, int(counts[codes].sum()))


class _Seen:
    """Which photos show which classes: pairs of them, by class.

    A photo shows several classes together as likely as the sum of their probabilities.
    """

    def __init__(self, index: WordIndex, comparison: Comparison) -> None:
        likely = comparison.label_probabilities >= _WORTH_ADDING
        rows, columns = np.nonzero(likely)
        classes = comparison.label_ids[rows, columns].astype(np.int64)
        order = np.argsort(classes, kind="stable")
        ids = comparison.ids[rows[order]]
        where = np.searchsorted(index.ids, ids)
        self._rows: Ints = np.minimum(where, max(0, len(index) - 1))
        self._shares = comparison.label_probabilities[rows[order], columns[order]]
        if len(index):
            self._shares[index.ids[self._rows] != ids] = 0
        self._ends = np.searchsorted(classes[order], np.arange((1 << 16) + 1))

    def count(self, classes: tuple[int, ...], inside: Inside | None = None) -> int:
        """How many photos surely show any of some classes."""
        parts = [slice(self._ends[number], self._ends[number + 1]) for number in classes]
        rows = np.concatenate([self._rows[part] for part in parts])
        shares = np.concatenate([self._shares[part] for part in parts])
        if inside is not None:
            rows, shares = rows[inside[rows]], shares[inside[rows]]
        if len(parts) > 1:
            shares = np.bincount(rows, shares, minlength=1)
        return int(np.count_nonzero(shares >= SURE))


def vocabulary_of(index: WordIndex, comparison: Comparison, lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a library; kept with its index until the model sees something else in its photos."""
    key = comparison.identity, id(lexicon)
    kept = index.kept_vocabulary(key)
    if kept is None:
        kept = Vocabulary(index, comparison, lexicon)
        index.keep_vocabulary(key, kept)
    return kept


def _sights(lexicon: Lexicon, seen: _Seen) -> Iterator[Word]:
    counts: dict[tuple[int, ...], int] = {}
    known: set[tuple[str, tuple[int, ...]]] = set()
    for sight in lexicon.sights:
        if sight.classes not in counts:
            counts[sight.classes] = seen.count(sight.classes)
        if counts[sight.classes] and (sight.key, sight.classes) not in known and _is_said(sight):
            known.add((sight.key, sight.classes))
            yield Word(sight.phrase, Meaning.SEEN, sight.classes, sight.shown, counts[sight.classes])


def _is_said(sight: Sight) -> bool:
    """Whether people say it; nobody types "Canis lupus"."""
    first, *others = sight.phrase.split()
    return sight.shown or not (len(others) == 1 and first.istitle() and others[0].islower())


def _parts(meaning: Meaning, choices: Choices) -> dict[str, list[int]]:
    """What names are made of, and which names have it: towns and countries, folders of a path."""
    parts: defaultdict[str, list[int]] = defaultdict(list)
    between = {Meaning.PLACE: ", ", Meaning.FOLDER: "/"}.get(meaning)
    for code, name in enumerate(choices.names):
        for part in dict.fromkeys(name.split(between)) if between else [name]:
            if part:
                parts[part].append(code)
    return parts
