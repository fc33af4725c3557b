"""Writes down what is in the bundle and where each piece came from: the licences are collected by it."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

from places import CONTENTS, WORK


def write(bundle: Path, out: Path = CONTENTS) -> None:
    """Writes `contents.json`: `{"dest", "source"}` for each file, `{"module", "source"}` for each module.

    Args:
        bundle: The finished folder.
        out: The file to write.

    Sources are null for what PyInstaller did not put there, links are left out.
    """
    sources = _sources()
    files: list[dict[str, str | None]] = []
    for folder, _, names in os.walk(bundle):
        for name in names:
            path = Path(folder, name)
            if path.is_symlink():
                continue
            dest = path.relative_to(bundle).as_posix()
            files.append({"dest": dest, "source": sources.get(dest.removeprefix("_internal/"))})
    modules: list[dict[str, str | None]] = [
        {"module": name, "source": source} for name, source, _kind in _table("PYZ")
    ]
    entries = sorted(files, key=lambda entry: str(entry["dest"]))
    entries += sorted(modules, key=lambda entry: str(entry["module"]))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(entries, indent=0), "utf-8")


def _sources() -> dict[str, str]:
    found = {}
    for name, source, kind in _table("COLLECT"):
        if kind != "SYMLINK":
            found[Path(name).as_posix()] = source
    return found


def _table(kind: str) -> list[tuple[str, str, str]]:
    """One of the tables of contents that PyInstaller leaves in its work folder."""
    (file,) = WORK.glob(f"**/{kind}-00.toc")
    stored = ast.literal_eval(file.read_text("utf-8"))
    tables = [part for part in stored if isinstance(part, list) and part and isinstance(part[0], tuple)]
    return [entry for table in tables for entry in table if len(entry) == 3]
