"""What PyInstaller needs of the system besides Python; Debian has it in packages that may be missing."""

from __future__ import annotations

import ctypes
import shutil
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "bootstrap"))

import system

PYTHON = f"libpython{sys.version_info[0]}.{sys.version_info[1]}.so.1.0"


def missing() -> list[system.Package]:
    """Packages that have to be installed before a bundle can be made; empty anywhere but on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    found = []
    if any(shutil.which(tool) is None for tool in ("objdump", "objcopy", "strip")):
        found.append(system.Package("binutils", "reading and slimming libraries", essential=True))
    if not _has_shared_python():
        name = PYTHON.removesuffix(".so.1.0")
        found.append(system.Package(name, f"taking Python along ({PYTHON})", essential=True))
    return found


def get() -> str | None:
    """Installs what is missing where that needs no question; returns what a person has to type, or None."""
    packages = missing()
    if packages and system.install(packages):
        packages = missing()
    return system.instructions(packages) if packages else None


def _has_shared_python() -> bool:
    """Whether the library of the running Python can be found, beside it or in the system's folders."""
    if (Path(sys.base_prefix) / "lib" / PYTHON).is_file():
        return True
    try:
        ctypes.CDLL(PYTHON)
    except OSError:
        return False
    return True
