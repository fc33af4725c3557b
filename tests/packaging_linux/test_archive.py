"""The archive for every other Linux, of a small bundle."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import archive
import desktop
import places
import pytest
from stand_ins import EPOCH, disturb

TOP = f"photoclust-{places.version()}-linux-x86_64"


@pytest.fixture
def packed(bundle: Path, tmp_path: Path) -> Path:
    """The finished archive."""
    return archive.make(bundle, tmp_path)


def members(file: Path) -> dict[str, tarfile.TarInfo]:
    """What is in an archive, by the name below its one folder."""
    with tarfile.open(file) as stored:
        found = stored.getmembers()
    assert all(member.name.startswith(f"{TOP}/") for member in found)
    return {member.name.removeprefix(f"{TOP}/"): member for member in found}


def test_everything_is_in_it(packed: Path, bundle: Path) -> None:
    assert packed.name == f"{TOP}.tar.gz"
    program = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*")} - {
        "_internal",
        "_internal/Bücher",
    }
    other = {"install.sh", "uninstall.sh", "README.txt", "LICENSE"}
    assert set(members(packed)) == {f"lib/photoclust/{name}" for name in program} | other | set(
        desktop.files()
    )


def test_modes_owners_and_times(packed: Path) -> None:
    found = members(packed)
    executable = {name for name, member in found.items() if member.isfile() and member.mode == 0o755}
    assert executable == {"install.sh", "uninstall.sh", "lib/photoclust/photoclust"}
    assert {member.mode for name, member in found.items() if name not in executable} == {0o644}
    assert {(member.uid, member.gid, member.mtime) for member in found.values()} == {(0, 0, EPOCH)}


def test_links_stay_links(packed: Path) -> None:
    links = {name: member.linkname for name, member in members(packed).items() if member.issym()}
    internal = "lib/photoclust/_internal"
    assert links == {f"{internal}/libstand-in.so": "libstand-in.so.1", f"{internal}/books": "Bücher"}


def test_tar_unpacks_a_program_that_runs_where_it_lies(packed: Path, bundle: Path, tmp_path: Path) -> None:
    if shutil.which("tar") is None:
        pytest.skip("tar is not installed")
    subprocess.run(["tar", "-xzf", packed, "-C", tmp_path], check=True)
    program = tmp_path / TOP / "lib" / "photoclust"
    subprocess.run([program / "photoclust"], check=True)
    assert (program / "_internal/books/ö 1.txt").read_text("utf-8") == "Öl\n"
    assert (program / "_internal/libstand-in.so").read_bytes() == (
        bundle / "_internal/libstand-in.so.1"
    ).read_bytes()


def test_twice_the_same_bytes(packed: Path, bundle: Path, tmp_path: Path) -> None:
    assert list(members(packed)) == sorted(members(packed))  # not as the disk lists them
    out = tmp_path / "again"
    out.mkdir()
    assert archive.make(disturb(bundle), out).read_bytes() == packed.read_bytes()
    with gzip.open(io.BytesIO(packed.read_bytes())) as stored:
        stored.read(1)
        assert stored.mtime == 0
    assert packed.read_bytes()[3] == 0  # no flag: no name, no comment
