"""Gives every file and module of a bundle to the component that it belongs to."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterable
from pathlib import Path

from licences import debian
from licences.component import ROOT, Component, Entry
from licences.distributions import Distribution, Installed
from licences.table import Part, Table

OURS = "PhotoClust"
PYTHON = "Python"
_OURS = ("photoclust", "resources", "models")
_SHARED = re.compile(r"\.(dll|dylib)$|\.so(\.[0-9.]+)?$|\.framework/(Versions/[^/]+/)?[^/.]+$")
_EXTENSION = re.compile(r"\.(cpython-[^./]+|cp3[^./]+|abi3)\.(so|pyd)$|\.pyd$|(^|/)(?!lib)[^/.]+\.so$")


class Claims:
    """Sorts the entries of a bundle.

    Attributes:
        components: By key, in the order in which they were met.
        problems: A sentence for each entry that belongs to nobody.

    Args:
        table: What was written by hand.
        installed: The distributions.
        root: The source tree.
    """

    def __init__(self, table: Table, installed: Installed, root: Path = ROOT) -> None:
        self.components: dict[str, Component] = {}
        self.problems: list[str] = []
        self._table = table
        self._installed = installed
        self._root = root
        self._models = {
            f"models/{model['file']}": model
            for model in tomllib.loads((root / "models" / "manifest.toml").read_text("utf-8"))["model"]
        }
        folders = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
        folders.append(os.path.join(sys.base_prefix, "DLLs"))  # of Windows
        self._stdlib = [Path(folder).resolve() for folder in folders]
        self._homes: dict[Path, Path] = {}

    def add(self, entries: Iterable[Entry]) -> None:
        """Sorts entries, and finds what is inside the files among them."""
        entries = sorted(entries, key=lambda entry: entry.name)
        files = {entry.name: self._file_owner(entry) for entry in entries if entry.dest}
        modules = {entry.name: self._source_owner(entry) for entry in entries if not entry.dest}
        for entry in entries:
            owner = files[entry.name] if entry.dest else _of_package(entry.name, modules)
            if owner is None:
                self.problems.append(self._unclaimed(entry))
            elif entry.dest:
                owner.files.append(entry.dest)
            else:
                owner.modules.append(entry.name)
        for part in self._table.parts:
            hosts = {
                owner.key for name, owner in files.items() if owner is not None and part.inside.match(name)
            }
            if hosts:
                self._part(part).inside |= hosts

    def _file_owner(self, entry: Entry) -> Component | None:
        for part in self._table.parts:
            if part.files.match(entry.name):
                return self._part(part, entry.source)
        for name, override in self._table.overrides.items():
            if override.files.match(entry.name) and name in self._installed.by_name:
                return self._distribution(self._installed.by_name[name])
        if entry.name in self._models:
            return self._model(self._models[entry.name])
        return self._source_owner(entry)

    def _source_owner(self, entry: Entry) -> Component | None:
        if entry.source is None:
            return None
        source = self._at_home(entry.source)
        distribution = self._installed.owners.get(source)
        if distribution is not None:
            foreign = entry.dest and _SHARED.search(entry.name) and not _EXTENSION.search(entry.name)
            return None if foreign else self._distribution(distribution)
        if source.parent == self._root or any(source.is_relative_to(self._root / name) for name in _OURS):
            return self._ours()
        in_stdlib = any(source.is_relative_to(folder) for folder in self._stdlib)
        if in_stdlib and not {"site-packages", "dist-packages"} & set(source.parts):
            return self._part(next(part for part in self._table.parts if part.name == PYTHON))
        return None

    def _at_home(self, source: Path) -> Path:
        """The file with the links in its folder resolved."""
        if source.parent not in self._homes:
            self._homes[source.parent] = source.parent.resolve()
        return self._homes[source.parent] / source.name

    def _ours(self) -> Component:
        project = tomllib.loads((self._root / "pyproject.toml").read_text("utf-8"))["project"]
        ours = Component(OURS, OURS, project["version"], project["license"], kind="application")
        ours.copyright = "Copyright 2026 The PhotoClust developers"
        ours.texts = ("root:LICENSE", "root:NOTICE")
        return self.components.setdefault(OURS, ours)

    def _model(self, model: dict[str, str]) -> Component:
        name = f"Model {model['name']}"
        made = Component(name, name, None, model["licence"], kind="machine-learning-model")
        made.copyright = model["source"]
        made.texts = (f"root:models/{model['licence_file']}",)
        return self.components.setdefault(name, made)

    def _part(self, part: Part, source: Path | None = None) -> Component:
        """The component of a part; `source` is one of its files, whose package may know the version."""
        if part.key not in self.components:
            made = Component(part.key, part.name, part.version, part.licence, part.copyright, part.home)
            made.kind, made.texts = part.kind, part.texts
            if part.version_of == "python":
                made.version = platform.python_version()
            elif part.version_of in self._installed.by_name:
                made.version = self._installed.by_name[part.version_of].version
            elif part.version is None and part.parts_of is None and source is not None:
                made.version = debian.version(debian.package(source))
            self.components[part.key] = made
        return self.components[part.key]

    def _distribution(self, found: Distribution) -> Component:
        if found.key == OURS.lower():
            return self._ours()
        override = self._table.overrides.get(found.key)
        made = Component(found.name, found.name, found.version, found.licence or "", home=found.home)
        made.purl = f"pkg:pypi/{found.key}@{found.version}"
        made.texts = (f"dist:{found.key}",)
        made.distribution = found.key
        if override is not None:
            made.licence = override.licence or made.licence
            made.copyright = override.copyright
            made.home = override.home or made.home
            made.texts = override.texts or made.texts
        return self.components.setdefault(found.name, made)

    def _unclaimed(self, entry: Entry) -> str:
        if entry.dest is None:
            return f"The module {entry.name} ({entry.source}) belongs to no component."
        distribution = self._installed.owners.get(self._at_home(entry.source)) if entry.source else None
        if distribution is not None:
            return (
                f"{entry.dest} is a library that {distribution.name} brings along and no [[part]] of "
                "packaging/licences/components names."
            )
        package = debian.package(entry.source) if entry.source else ""
        origin = f"of the Debian package {package}" if package else f"made from {entry.source}"
        return f"{entry.dest} ({origin}) belongs to no component of packaging/licences/components."


def read(contents: Path) -> list[Entry]:
    """The entries of a `contents.json`."""
    entries = []
    for line in json.loads(contents.read_text("utf-8")):
        source = Path(line["source"]) if line["source"] else None
        if "module" in line:
            entries.append(Entry(line["module"], source))
        else:
            entries.append(Entry(line["dest"].removeprefix("_internal/"), source, line["dest"]))
    return entries


def _of_package(module: str, owners: dict[str, Component | None]) -> Component | None:
    """Who owns a module; of one without a file (a folder alone) that is who owns the package around it."""
    while owners.get(module) is None and "." in module:
        module = module.rpartition(".")[0]
    return owners.get(module)
