"""packaging/licences is no part of the program: it is imported from the folder that it lies in.

The made-up bundles have a few files of a few makers, installed in a folder of their own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

RULES = """
[allowed]
anywhere = ["MIT", "Apache-2.0", "BSD-3-Clause", "PSF-2.0", "GPL-3.0-or-later WITH GCC-exception-3.1"]
exchangeable = ["LGPL-3.0-or-later"]

[[part]]
name = "Python"
version_of = "python"
licence = "PSF-2.0"
copyright = "Copyright (c) the Python Software Foundation"
files = ["base_library.zip"]
"""


class Site:
    """A folder with installed distributions, and hand-written tables and texts.

    Attributes:
        packages: The distributions.
        tables: Of `[[part]]` and the like.
        texts: Licence texts.
    """

    def __init__(self, base: Path) -> None:
        self.packages = base / "site-packages"
        self.tables = base / "components"
        self.texts = base / "texts"
        for folder in (self.packages, self.tables, self.texts):
            folder.mkdir()
        self.table("rules", RULES)
        for licence in ("MIT", "PSF-2.0", "LGPL-3.0"):
            (self.texts / f"{licence}.txt").write_text(f"The text of {licence}.\n")

    def table(self, name: str, content: str) -> None:
        (self.tables / f"{name}.toml").write_text(content)

    def install(self, name: str, files: list[str], licence: str = "MIT", text: str | None = "Do it.") -> None:
        """Lays a distribution of version 1.0 with these files into the folder."""
        metadata = self.packages / f"{name}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nLicense-Expression: {licence}\n"
        )
        listed = [*files, f"{metadata.name}/METADATA"]
        if text is not None:
            (metadata / "licenses").mkdir()
            (metadata / "licenses" / "LICENSE").write_text(text)
            listed.append(f"{metadata.name}/licenses/LICENSE")
        for file in files:
            (self.packages / file).parent.mkdir(parents=True, exist_ok=True)
            (self.packages / file).write_text(f"content of {file}")
        (metadata / "RECORD").write_text("".join(f"{file},,\n" for file in listed))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Where nothing is installed yet."""
    return Site(tmp_path)


@pytest.fixture
def claim(site: Site) -> Callable:
    """Sorts files of the site (and modules, after a colon) and returns the `Claims`."""
    from licences import distributions, table
    from licences.claims import Claims
    from licences.component import Entry

    def sort(*names: str) -> Claims:
        claims = Claims(table.read(site.tables), distributions.installed([str(site.packages)]))
        entries = []
        for name in names:
            module, colon, file = name.rpartition(":")
            source = site.packages / file
            entries.append(Entry(module, source) if colon else Entry(name, source, f"_internal/{name}"))
        claims.add(entries)
        return claims

    return sort


@pytest.fixture
def contents(tmp_path: Path, site: Site) -> Callable[..., tuple[Path, Path]]:
    """Lays a bundle of files of the site out; returns the list of its contents and its folder."""

    def make(*names: str, modules: tuple[str, ...] = ()) -> tuple[Path, Path]:
        bundle = tmp_path / "bundle"
        entries = []
        for name in names:
            target = bundle / "_internal" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((site.packages / name).read_bytes())
            entries.append({"dest": f"_internal/{name}", "source": str(site.packages / name)})
        entries += [{"module": name, "source": str(ROOT / "photoclust" / "__init__.py")} for name in modules]
        listed = tmp_path / "contents.json"
        listed.write_text(json.dumps(entries))
        return listed, bundle

    return make
