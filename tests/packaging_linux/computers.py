"""A person's computer to install archives on; their program is a small script that says its version."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PROGRAM = """#!/bin/sh
[ "$1" != --self-test ] || {{ cat "$(dirname "$0")/_internal/report"; exit {code}; }}
echo "version {version}"
"""
REPORT = "ok  models: 2\nFAILED  Qt: libEGL.so.1 is missing\nok  albums: 8\n"
LIBRARY = ".local/share/photoclust/library/albums.sqlite"
OTHERS = {
    LIBRARY: "albums",
    ".config/photoclust/settings.json": "{}",
    ".local/bin/other": "a program",
    ".local/lib/other/module.py": "a module",
    ".local/share/applications/other.desktop": "[Desktop Entry]\nType=Application\nName=Other\nExec=other\n",
    ".local/share/icons/hicolor/16x16/apps/other.png": "an icon",
}
"""What a person has before PhotoClust is installed."""


class Computer:
    """A person's home, and unpacked archives beside it.

    Attributes:
        home: The home; its name is not plain.
    """

    def __init__(self, home: Path, scratch: Path) -> None:
        self.home = home
        self._scratch = scratch
        for name, text in OTHERS.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text, "utf-8")

    @property
    def program(self) -> Path:
        return self.home / ".local" / "lib" / "photoclust"

    @property
    def entry(self) -> Path:
        return self.home / ".local" / "share" / "applications" / "photoclust.desktop"

    def unpack(self, version: str, *extra: str, code: int = 0) -> Path:
        """Unpacks an archive with more files below the program's folder; returns the folder."""
        import archive  # conftest makes it known

        built = self._scratch / f"built-{version}"
        (built / "_internal").mkdir(parents=True)
        for name in extra:
            (built / name).parent.mkdir(parents=True, exist_ok=True)
            (built / name).write_bytes(b"x" * 200_000)
        (built / "_internal" / "report").write_text(REPORT)
        (built / "_internal" / "link").symlink_to("report")
        (built / "photoclust").write_text(PROGRAM.format(version=version, code=code))
        target = self._scratch / f"Téléchargements {version}"
        target.mkdir()
        subprocess.run(["tar", "-xzf", archive.make(built, self._scratch), "-C", target], check=True)
        (unpacked,) = target.iterdir()
        # In an archive of the real program this is no script, and carries its mode.
        (unpacked / "lib/photoclust/photoclust").chmod(0o755)
        return unpacked

    def run(
        self, script: Path, *words: str, before: tuple[str, ...] = (), **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs one of the scripts as this person."""
        return subprocess.run(
            [*before, str(script), *words],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.home), **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, unpacked: Path, *words: str) -> None:
        """Runs install.sh, which has to succeed."""
        answer = self.run(unpacked / "install.sh", *words)
        assert (answer.returncode, answer.stderr) == (0, "")
        assert answer.stdout.endswith("It does.\n")

    def version(self) -> str:
        """What the installed command answers."""
        command = self.home / ".local" / "bin" / "photoclust"
        return subprocess.run(
            [command, "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()


def tree(folder: Path) -> dict[str, str | bytes]:
    """Files and links of a folder, with what is in them."""
    paths = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in paths
    }
