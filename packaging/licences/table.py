"""The hand-written table of `components/*.toml`; what its fields mean stands in `components/rules.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "components"


@dataclass(frozen=True)
class Patterns:
    """Patterns of file names: `*` is anything, `{a,b}` either; capitals do not count."""

    patterns: tuple[str, ...] = ()

    def match(self, name: str) -> bool:
        return self._compiled is not None and self._compiled.fullmatch(name) is not None

    @cached_property
    def _compiled(self) -> re.Pattern[str] | None:
        if not self.patterns:
            return None
        signs = {"*": ".*", "{": "(?:", "}": ")", ",": "|"}
        alternatives = ("".join(signs.get(c, re.escape(c)) for c in p) for p in self.patterns)
        return re.compile(
            "|".join(alternatives), re.IGNORECASE
        )  # Windows writes VCRUNTIME140.dll as it likes


@dataclass(frozen=True)
class Part:
    """A `[[part]]`: something in the bundle that is no distribution of PyPI."""

    name: str
    licence: str
    version: str | None = None
    version_of: str | None = None
    copyright: str = ""
    home: str = ""
    kind: str = "library"
    texts: tuple[str, ...] = ()
    files: Patterns = Patterns()
    inside: Patterns = Patterns()
    parts_of: str | None = None

    @property
    def key(self) -> str:
        """Tells the part from all others."""
        return f"{self.name} of {self.parts_of}" if self.parts_of else self.name


@dataclass(frozen=True)
class Override:
    """A `[distribution.NAME]`: what its metadata does not say, or leaves to be chosen."""

    licence: str | None = None
    texts: tuple[str, ...] = ()
    copyright: str = ""
    home: str = ""
    files: Patterns = Patterns()
    build_tool: bool = False


@dataclass(frozen=True)
class Table:
    """All of it.

    Attributes:
        anywhere: Licences that may be shipped in any way.
        exchangeable: Licences of what has to stay a file that a person can exchange.
        looked_at: Version of each distribution whose inner parts are listed.
        overrides: By the distribution's normalised name.
        parts: In the order of the files; the first whose `files` match has a file.
    """

    anywhere: frozenset[str]
    exchangeable: frozenset[str]
    looked_at: dict[str, str]
    overrides: dict[str, Override]
    parts: tuple[Part, ...]


def read(folder: Path = FOLDER) -> Table:
    """Reads all tables of a folder.

    Raises:
        TypeError: A field has a name that there is not.
        ValueError: Two parts of the same origin have one name.
    """
    allowed: dict[str, list[str]] = {"anywhere": [], "exchangeable": []}
    sets: dict[str, list[str]] = {}
    looked_at: dict[str, str] = {}
    overrides: dict[str, Override] = {}
    parts: list[Part] = []
    for file in sorted(folder.glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        for name, licences in content.pop("allowed", {}).items():
            allowed[name] += licences
        sets.update(content.pop("sets", {}))
        looked_at.update(content.pop("looked_at", {}))
        for name, fields in content.pop("distribution", {}).items():
            overrides[name] = Override(**_fields(fields, sets))
        parts += [Part(**_fields(fields, sets)) for fields in content.pop("part", [])]
        if content:
            raise TypeError(f"{file.name}: unknown tables {', '.join(content)}")
    keys = [part.key for part in parts]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"{folder}: more than one part is called {' and '.join(sorted(twice))}")
    return Table(
        frozenset(allowed["anywhere"]), frozenset(allowed["exchangeable"]), looked_at, overrides, tuple(parts)
    )


def _fields(fields: dict[str, Any], sets: dict[str, list[str]]) -> dict[str, Any]:
    made = dict(fields)
    for name in ("files", "inside"):
        if name in made:
            found = [sets[entry[1:]] if entry.startswith("@") else [entry] for entry in made[name]]
            made[name] = Patterns(tuple(pattern for group in found for pattern in group))
    if "texts" in made:
        made["texts"] = tuple(made["texts"])
    return made
