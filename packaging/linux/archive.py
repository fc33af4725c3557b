"""The archive for every other Linux: unpack, `./install.sh`, or start it from where it lies."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import desktop
import needs
from places import ROOT, epoch, version

TOP = "photoclust-{version}-linux-x86_64"
SCRIPTS = ("install.sh", "uninstall.sh")


def make(bundle: Path, out: Path = ROOT / "dist") -> Path:
    """Builds the archive in the folder `out` and returns its path."""
    top = TOP.format(version=version())
    file = out / f"{top}.tar.gz"
    time = epoch()
    with (
        file.open("wb") as target,
        # No name and no time in gzip's header; 6 is what `tar -z` takes.
        gzip.GzipFile(filename="", mode="wb", fileobj=target, compresslevel=6, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, source in sorted(members(bundle)):
            _add(archive, f"{top}/{name}", source, time)
    return file


def members(bundle: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and source of every file."""
    for path in bundle.rglob("*"):
        if path.is_symlink() or path.is_file():
            yield f"lib/photoclust/{path.relative_to(bundle).as_posix()}", path
    yield from desktop.files().items()
    for script in SCRIPTS:
        yield script, Path(__file__).with_name(script)
    yield "README.txt", Path(__file__).with_name("README.txt")
    yield "LICENSE", ROOT / "LICENSE"


def _add(archive: tarfile.TarFile, name: str, source: Path, time: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.mtime = time
    if source.is_symlink():
        entry.type, entry.linkname = tarfile.SYMTYPE, source.readlink().as_posix()
        archive.addfile(entry)
        return
    data = source.read_bytes()
    program = source.suffix == ".sh" or (needs.is_elf(source) and ".so" not in source.name)
    entry.mode, entry.size = 0o755 if program else 0o644, len(data)
    archive.addfile(entry, io.BytesIO(data))
