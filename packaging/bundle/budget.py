"""How much room the parts of the bundle take, and how much they may."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

MB = 1_000_000
FILE = Path(__file__).with_name("budget.toml")


def load() -> dict[str, dict[str, object]]:
    """The parts of `budget.toml` by name, each with `files` (patterns) and `limit` (MB)."""
    parts: dict[str, dict[str, object]] = tomllib.loads(FILE.read_text("utf-8"))["part"]
    return parts


def measure(bundle: Path) -> dict[str, int]:
    """Bytes on disk of each part, links counted once; whatever no part names is the part "the rest"."""
    parts = load()
    sizes = dict.fromkeys([*parts, "the rest"], 0)
    for folder, _, names in os.walk(bundle):
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                sizes[_part_of(path.relative_to(bundle).as_posix(), parts)] += path.stat().st_size
    return sizes


def _part_of(name: str, parts: Mapping[str, Mapping[str, object]]) -> str:
    for part, described in parts.items():
        patterns = described["files"]
        assert isinstance(patterns, list)
        if any(fnmatch(name, pattern) for pattern in patterns):
            return part
    return "the rest"


def overruns(sizes: Mapping[str, int]) -> list[str]:
    """A sentence for each part, and for the whole, that is larger than it may be."""
    stored = tomllib.loads(FILE.read_text("utf-8"))
    limits = {name: part["limit"] for name, part in stored["part"].items()}
    limits["the rest"] = stored["rest"]
    found = [
        f"{name}: {size / MB:.1f} MB, may be {limits[name]} (argue for more in packaging/bundle/budget.toml)"
        for name, size in sizes.items()
        if size > limits[name] * MB
    ]
    total = sum(sizes.values())
    if total > stored["total"] * MB:
        found.append(f"the bundle: {total / MB:.1f} MB, may be {stored['total']}")
    return found


def table(sizes: Mapping[str, int]) -> str:
    """The parts by size, for people."""
    rows = sorted(sizes.items(), key=lambda item: -item[1])
    lines = [f"{size / MB:7.1f} MB  {name}" for name, size in rows]
    return "\n".join([*lines, f"{sum(sizes.values()) / MB:7.1f} MB  together"])
