"""The Debian package: the bundle in /usr/lib/photoclust, a command, and what a desktop wants to know."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import desktop
import needs
from places import ROOT, epoch, project, version

ARCHITECTURE = "amd64"
MAINTAINER = "The PhotoClust developers <developers@photoclust.invalid>"
COPYRIGHT_FORMAT = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
SUMMARY = "offline photo organizer that groups photos by what they show"
DESCRIPTION = """PhotoClust sorts tens of thousands of photos without a cloud: it groups
look-alikes, finds similar photos, and lets you drag photos and whole groups
into albums, which leave it as plain folders. Nothing leaves the computer, and
originals are only ever read."""


def make(bundle: Path, out: Path = ROOT / "dist") -> Path:
    """Builds the package in the folder `out` and returns its path."""
    with tempfile.TemporaryDirectory(dir=out, prefix="deb-") as folder:
        tree = Path(folder)
        _fill(tree, bundle)
        return _pack(tree, out)


def _fill(tree: Path, bundle: Path) -> None:
    """Lays out what the package contains, and its description in DEBIAN."""
    shutil.copytree(bundle, tree / "usr/lib/photoclust", symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/photoclust").symlink_to("../lib/photoclust/photoclust")
    for place, source in desktop.files().items():
        target = tree / "usr" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    _write_documents(tree / "usr/share/doc/photoclust")
    words = control(bundle, installed_kilobytes(tree))
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(words, "utf-8")
    _set_modes_and_times(tree)


def _pack(tree: Path, out: Path) -> Path:
    file = out / f"photoclust_{version()}_{ARCHITECTURE}.deb"
    # Two threads whatever the machine has: xz cuts the data into blocks when there is more than one.
    how = ["--root-owner-group", "-Zxz", "-z6", "--threads-max=2"]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    command = ["dpkg-deb", *how, "--build", str(tree), str(file)]
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return file


def control(bundle: Path, kilobytes: int) -> str:
    """The package's own words about itself."""
    depends, recommends = needs.depends(bundle)
    fields = {
        "Package": "photoclust",
        "Version": version(),
        "Architecture": ARCHITECTURE,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(recommends),
        "Section": "graphics",
        "Priority": "optional",
        "Description": SUMMARY,
    }
    assert project()["name"] == fields["Package"]
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return text + "".join(f" {line}\n" for line in DESCRIPTION.splitlines())


def installed_kilobytes(tree: Path) -> int:
    """As dpkg-gencontrol counts: files rounded up to a kilobyte, everything else as one."""
    return sum(
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in tree.rglob("*")
    )


def _write_documents(folder: Path) -> None:
    folder.mkdir(parents=True)
    head = f"Format: {COPYRIGHT_FORMAT}\nUpstream-Name: PhotoClust\n"
    ours = "\nFiles: *\nCopyright: 2026 The PhotoClust developers\nLicense: Apache-2.0\n"
    apache = " On Debian systems the text stands in /usr/share/common-licenses/Apache-2.0.\n .\n"
    others = " What others made and this package contains is listed, with its licences, in\n"
    place = " /usr/lib/photoclust/_internal/licenses/THIRD_PARTY_LICENSES.txt.\n"
    (folder / "copyright").write_text(head + ours + apache + others + place, "utf-8")
    with (folder / "changelog.gz").open("wb") as out:
        out.write(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), 9, mtime=0))


def _set_modes_and_times(tree: Path) -> None:
    """Whatever the builder's umask and clock: all may read, root may write, all is of the last commit."""
    time = epoch()
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            program = path.is_dir() or (needs.is_elf(path) and ".so" not in path.name)
            path.chmod(0o755 if program else 0o644)
        os.utime(path, (time, time), follow_symlinks=False)
