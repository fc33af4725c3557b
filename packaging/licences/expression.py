"""SPDX licence expressions: which licences one asks for, and which of its choices may be shipped.

The grammar is that of annex D of the SPDX specification, without `+`: AND binds more tightly than OR, WITH
more tightly than both.
"""

from __future__ import annotations

import re
from collections.abc import Collection

Choices = list[frozenset[str]]
"""The ways to fulfil an expression, the preferred first; each is a set of licences that all apply."""

_WORD = re.compile(r"\s*([()]|[A-Za-z0-9.\-]+)")


class ExpressionError(ValueError):
    """That is no SPDX expression."""


def choices(text: str) -> Choices:
    """All ways to fulfil an expression.

    An exception stays with its licence: "GPL-3.0-only WITH GCC-exception-3.1" is one.

    Raises:
        ExpressionError: It can't be read.
    """
    if _WORD.sub("", text).strip():
        raise ExpressionError(f"{text!r} is no SPDX expression")
    parser = _Parser(_WORD.findall(text))
    found = parser.either()
    if parser.words:
        raise ExpressionError(f"{text!r} is no SPDX expression")
    return found


def licences(text: str) -> list[str]:
    """The licences and exceptions that an expression names, in its order, each once."""
    words = [word for word in _WORD.findall(text) if word not in {"(", ")", "AND", "OR", "WITH"}]
    return list(dict.fromkeys(words))


def chosen(text: str, allowed: Collection[str]) -> frozenset[str] | None:
    """The first way to fulfil an expression with allowed licences alone; None if there is none."""
    return next((way for way in choices(text) if way <= set(allowed)), None)


class _Parser:
    """By recursive descent; `words` is what is left."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def either(self) -> Choices:
        found = self._all()
        while self.words and self.words[0] == "OR":
            self.words.pop(0)
            found = found + self._all()
        return found

    def _all(self) -> Choices:
        found = self._one()
        while self.words and self.words[0] == "AND":
            self.words.pop(0)
            more = self._one()
            found = [left | right for left in found for right in more]
        return found

    def _one(self) -> Choices:
        word = self.words.pop(0) if self.words else ""
        if word == "(":
            found = self.either()
            if not self.words or self.words.pop(0) != ")":
                raise ExpressionError("a bracket is not closed")
            return found
        if word in {"", ")", "AND", "OR", "WITH"}:
            raise ExpressionError(f"a licence is missing before {word or 'the end'!r}")
        if self.words and self.words[0] == "WITH":
            self.words.pop(0)
            if not self.words:
                raise ExpressionError("an exception is missing after WITH")
            word = f"{word} WITH {self.words.pop(0)}"
        return [frozenset({word})]
