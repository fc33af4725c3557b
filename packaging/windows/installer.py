"""Makes the Windows installer of the built program, with NSIS.

    python packaging/windows/installer.py [--source dist/photoclust] [--out FILE]

Needs `makensis` on the PATH or where its own installer puts it. Where PHOTOCLUST_SIGN holds a command, the
programs, the installer and the uninstaller are signed: it is called with the file as one more argument.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from exe_resources import numbers, write_icon

from photoclust.photos.formats import SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("photoclust.nsi")
WORK = ROOT / "build" / "windows"
LONGEST = 190  # characters; with the person's folder before it, Windows' 260 must be enough


def main() -> int:
    """Does what the command line says and returns the exit code."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    out = ROOT / "dist" / f"photoclust-{version}-windows-x86_64-setup.exe"
    parser = argparse.ArgumentParser(description="Make the Windows installer of the built program.")
    parser.add_argument("--source", type=Path, default=ROOT / "dist" / "photoclust", help="the built program")
    parser.add_argument("--out", type=Path, default=out, help="the installer to be made")
    arguments = parser.parse_args()
    makensis = find_makensis()
    if makensis is None:
        sys.exit("makensis is missing: NSIS 3.08 or later makes the installer.")
    sign = os.environ.get("PHOTOCLUST_SIGN", "")
    for program in sorted(arguments.source.glob("*.exe")) if sign else []:
        subprocess.run(f'{sign} "{program}"', check=True)
    return build(makensis, arguments.source.resolve(), arguments.out.resolve(), version, sign)


def find_makensis() -> str | None:
    """The compiler of NSIS."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "/nowhere"), "NSIS", "makensis.exe")
    return shutil.which("makensis") or (str(usual) if usual.is_file() else None)


def build(makensis: str, source: Path, out: Path, version: str, sign: str = "", work: Path = WORK) -> int:
    """Compiles the installer, any warning being an error, and returns the exit code."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    names = [path.relative_to(source).as_posix() for path in files]
    if "photoclust.exe" not in names:
        sys.exit(f"There is no photoclust.exe in {source}: packaging/bundle makes it.")
    work.mkdir(parents=True, exist_ok=True)
    # The mark at the start tells makensis that they are UTF-8.
    (work / "files.nsh").write_text(removal(names), "utf-8-sig")
    (work / "types.nsh").write_text(types(SUFFIXES), "utf-8-sig")
    write_icon(work / "photoclust.ico")
    out.parent.mkdir(parents=True, exist_ok=True)
    defined = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, numbers(version))),
        "SOURCE": source,
        "LISTS": work,
        "ICON": work / "photoclust.ico",
        "OUTPUT": out,
        "SIZE": sum(path.stat().st_size for path in files) // 1024,
        **({"SIGN": sign} if sign else {}),
    }
    words = [f"-D{name}={value}" for name, value in defined.items()]
    return subprocess.call([makensis, "-WX", "-V2", "-INPUTCHARSET", "UTF8", *words, str(SCRIPT)])


def removal(names: Iterable[str]) -> str:
    """NSIS' words for deleting these files and no others, then their folders if nothing else is in them.

    Args:
        names: Relative to the program's folder, with slashes.
    """
    names = list(names)
    too_long = [name for name in names if len(name) > LONGEST]
    if too_long:
        sys.exit(f"Windows could not write a path that long: {too_long[0]}")
    folders = {parent for name in names for parent in PurePosixPath(name).parents if parent.name}
    # A folder is longer than any that it lies in.
    inner_first = sorted(map(str, folders), key=lambda name: (-len(name), name))
    lines = [f'Delete "{_path(name)}"' for name in names] + [f'RMDir "{_path(name)}"' for name in inner_first]
    return _macro("RemoveFiles", lines)


def types(suffixes: Iterable[str]) -> str:
    """NSIS' words for calling a macro for each ending of a file."""
    return _macro("EachType action", [f'!insertmacro ${{action}} "{suffix}"' for suffix in sorted(suffixes)])


def _macro(head: str, lines: Iterable[str]) -> str:
    return "\n".join([f"!macro {head}", *(f"  {line}" for line in lines), "!macroend", ""])


def _path(name: str) -> str:
    return "$INSTDIR\\" + name.replace("$", "$$").replace("/", "\\")


if __name__ == "__main__":
    sys.exit(main())
