"""Broader words over the classes that a model knows: "dogs" for what it calls beagle, husky and corgi."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A word for several classes.

    Attributes:
        name: In the plural, lower case, as people say it.
        synonyms: Other words that mean it, the singular among them.
        classes: Numbers of the model's classes, ascending.
    """

    name: str
    synonyms: tuple[str, ...]
    classes: tuple[int, ...]


def parse_kinds(lines: Iterable[str]) -> list[Kind]:
    """Reads kinds from lines: name, synonyms with commas between, classes such as "1 4-7"; with tabs between.

    Raises:
        ValueError: If a line is no such line.
    """
    kinds = []
    for line in lines:
        name, synonyms, ranges = line.rstrip("\n").split("\t")
        classes: list[int] = []
        for part in ranges.split():
            low, _, high = part.partition("-")
            classes.extend(range(int(low), int(high or low) + 1))
        words = tuple(word.strip() for word in synonyms.split(",") if word.strip())
        kinds.append(Kind(name, words, tuple(classes)))
    return kinds
