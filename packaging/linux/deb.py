"""The Debian package: the bundle in /usr/lib/photoclust, a command, and what a desktop wants to know."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import desktop
import needs
from places import ROOT, WORK, epoch, project, version

ARCHITECTURE = "amd64"
MAINTAINER = "The PhotoClust developers <developers@photoclust.invalid>"
COPYRIGHT_FORMAT = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
SUMMARY = "offline photo organizer that groups photos by what they show"
DESCRIPTION = """PhotoClust sorts tens of thousands of photos without a cloud: it groups
look-alikes, finds similar photos, and lets you drag photos and whole groups
into albums, which leave it as plain folders. Nothing leaves the computer, and
originals are only ever read."""


def make(bundle: Path) -> Path:
    """Builds the package and returns its path."""
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(bundle, tree / "usr/lib/photoclust", symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/photoclust").symlink_to("../lib/photoclust/photoclust")
    for place, source in desktop.files().items():
        target = tree / "usr" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    _write_documents(tree / "usr/share/doc/photoclust")
    _set_modes(tree)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control(bundle, installed_kilobytes(tree / "usr")), "utf-8")
    file = ROOT / "dist" / f"photoclust_{version()}_{ARCHITECTURE}.deb"
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    # Two threads whatever the machine has: xz cuts the data into blocks when there is more than one.
    pack = [
        "dpkg-deb",
        "--root-owner-group",
        "-Zxz",
        "-z6",
        "--threads-max=2",
        "--build",
        str(tree),
        str(file),
    ]
    subprocess.run(pack, env=environ, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
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


def _set_modes(tree: Path) -> None:
    """Whatever the umask of the builder: everybody may read, nobody but root may write."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        program = path.is_dir() or (needs.is_elf(path) and ".so" not in path.name)
        path.chmod(0o755 if program else 0o644)
