"""What the bundle asks of the system: shared libraries, and the Debian packages they come in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from system import FONT_PACKAGE, QT, WAYLAND, X11

LIBC = frozenset(
    {f"lib{name}.so.{number}" for name, number in (("c", 6), ("m", 6), ("dl", 2), ("rt", 1), ("util", 1))}
    | {"libpthread.so.0", "ld-linux-x86-64.so.2"}
)
OLDEST_GLIBC = 2, 36  # of Debian 12, where releases are built and tried
OTHERS = {"libgcc_s.so.1": "libgcc-s1"}
OPTIONAL_PLUGINS = ("platformthemes/libqgtk3.so",)
"""Plugins that Qt tries and does without: what they ask for is there on the desktops they are made for."""


class UnknownLibraryError(Exception):
    """Something in the bundle needs a library of which nobody knows the package."""


def depends(bundle: Path) -> tuple[list[str], list[str]]:
    """Names of Debian packages for `Depends` and `Recommends`.

    Raises:
        UnknownLibraryError: If a library is in no table.
    """
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
    needed = asked_for(files, skip=OPTIONAL_PLUGINS)
    own = {path.name for path in bundle.rglob("*.so*")}
    packages = packages_of(needed - own)
    recommended = packages & set(WAYLAND.values())
    glibc = ".".join(map(str, max(OLDEST_GLIBC, newest_glibc(files))))
    return [f"libc6 (>= {glibc})", *sorted(packages - recommended)], [*sorted(recommended), FONT_PACKAGE]


def packages_of(libraries: Iterable[str]) -> set[str]:
    """The packages of libraries that the bundle does not bring.

    Raises:
        UnknownLibraryError: If one is in no table.
    """
    tables: Mapping[str, str] = {**WAYLAND, **X11, **QT, **OTHERS}
    wanted = set(libraries) - LIBC
    unknown = sorted(wanted - tables.keys())
    if unknown:
        raise UnknownLibraryError(
            f"The bundle needs {', '.join(unknown)}: bring them along (packaging/bundle/prune.py) "
            "or name their package (packaging/bootstrap/system.py)."
        )
    return {tables[library] for library in wanted}


def asked_for(files: Iterable[Path], skip: tuple[str, ...] = ()) -> set[str]:
    """The shared libraries that these files name in their headers."""
    said = _headers(file for file in files if not str(file).endswith(skip))
    return set(re.findall(r"^\s*NEEDED\s+(\S+)", said, re.MULTILINE))


def newest_glibc(files: Iterable[Path]) -> tuple[int, int]:
    """The version of the C library below which one of these files does not load."""
    said = re.findall(r"\bGLIBC_(\d+)\.(\d+)", _headers(files))
    return max(((int(major), int(minor)) for major, minor in said), default=(0, 0))


def _headers(files: Iterable[Path]) -> str:
    names = [str(file) for file in files]
    return subprocess.run(["objdump", "-p", *names], capture_output=True, text=True, check=True).stdout


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a shared library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
