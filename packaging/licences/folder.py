"""Puts the texts into the bundle, with a word on how to exchange the libraries under the LGPL."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from licences import notices, sbom, texts
from licences.component import Component
from licences.expression import chosen
from licences.table import Table
from licences.texts import Text

NOTICES = "THIRD_PARTY_LICENSES.txt"
BILL = "photoclust.cdx.json"
README = "README.txt"
TEMPLATE = Path(__file__).parent / "exchange.txt"
GNU = ("LGPL-2.1.txt", "LGPL-3.0.txt", "GPL-3.0.txt")


def place(bundle: Path) -> Path:
    """Where the texts go: beside `resources`, so that the program finds them by `AppPaths`."""
    return bundle / "_internal" / "licenses"


def publish(bundle: Path, out: Path, name: str) -> None:
    """Lays the list for people and the one for machines beside the installers, to be read before installing.

    Args:
        bundle: Where they were written.
        out: The folder of the installers.
        name: Of the release and the system, `photoclust-0.1.0-linux-x86_64`.
    """
    shutil.copyfile(place(bundle) / NOTICES, out / NOTICES)
    shutil.copyfile(place(bundle) / BILL, out / f"{name}.cdx.json")


def copy_into_application(bundle: Path, application: Path) -> None:
    """Puts the files of PyInstaller's folder into the application of macOS that was made from it."""
    folder = application / "Contents" / "Resources" / "licenses"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(place(bundle), folder)
    # The program looks below Frameworks, where everything but code is a link to Resources.
    link = application / "Contents" / "Frameworks" / "licenses"
    if not link.is_symlink():
        link.symlink_to("../Resources/licenses")


def write(components: Sequence[Component], found: dict[str, list[Text]], table: Table, bundle: Path) -> None:
    """Writes all files anew.

    Args:
        components: The program itself comes first.
        found: The texts of each component, by its key.
        table: What was written by hand.
        bundle: The folder to write into.
    """
    folder = place(bundle)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    written = {
        NOTICES: notices.written(components, found),
        BILL: sbom.written(components, bundle),
        README: readme(components, table),
    }
    for name, content in written.items():
        (folder / name).write_text(content, "utf-8", newline="\n")
    for name in GNU:
        shutil.copyfile(texts.FOLDER / name, folder / name)


def readme(components: Sequence[Component], table: Table) -> str:
    """How to exchange a library, with the files and versions of this bundle."""
    versions = {component.name: component.version or "" for component in components}
    lines = []
    for component in components:
        if component.files and not chosen(component.licence, table.anywhere):
            lines.append(f"{component.title} ({component.licence})")
            lines += [f"    {file}" for file in sorted(component.files) if ".dist-info/" not in file]
    qt = versions.get("Qt", "")
    return TEMPLATE.read_text("utf-8").format(
        libraries="\n".join(lines),
        program=components[0].title,
        qt=qt,
        qt_series=".".join(qt.split(".")[:2]),
        libheif=versions.get("libheif", ""),
        libde265=versions.get("libde265", ""),
    )
