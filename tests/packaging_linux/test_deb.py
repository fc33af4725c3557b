"""The Debian package of a small bundle, read by dpkg-deb."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import deb
import desktop
import places
import pytest
from stand_ins import EPOCH, disturb

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-deb") is None or shutil.which("objdump") is None, reason="dpkg-deb and binutils"
)


def contents(file: Path) -> dict[str, tarfile.TarInfo]:
    """What `dpkg-deb -c` lists, by name."""
    stored = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(stored)) as archive:
        return {member.name.removeprefix("."): member for member in archive.getmembers()}


@pytest.fixture
def package(bundle: Path, tmp_path: Path) -> Path:
    """The finished package."""
    file = deb.make(bundle, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path != bundle.parent] == [file.name]
    return file


def test_what_the_package_says_of_itself(package: Path) -> None:
    version = places.version()
    assert package.name == f"photoclust_{version}_amd64.deb"
    answer = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, text=True, check=True).stdout
    fields = dict(line.split(": ", 1) for line in answer.splitlines() if not line.startswith(" "))
    size = fields.pop("Installed-Size")
    assert fields == {
        "Package": "photoclust",
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": deb.MAINTAINER,
        "Depends": "libc6 (>= 2.36)",
        "Recommends": "fonts-dejavu-core",
        "Section": "graphics",
        "Priority": "optional",
        "Description": deb.SUMMARY,
    }
    described = [line for line in answer.splitlines() if line.startswith(" ")]
    assert [line.strip() for line in described] == deb.DESCRIPTION.splitlines()
    assert all(len(line) <= 80 for line in described)
    members = [member for name, member in contents(package).items() if name != ""]
    assert int(size) == sum(-(-member.size // 1024) if member.isfile() else 1 for member in members)


def test_the_package_runs_no_script(package: Path) -> None:
    told = subprocess.run(["dpkg-deb", "-I", package], capture_output=True, text=True, check=True).stdout
    listed = [line.split()[-1] for line in told.splitlines() if " bytes," in line and " lines " in line]
    assert listed == ["control"]


def test_files_owners_and_modes(package: Path, bundle: Path) -> None:
    found = contents(package)
    assert {(member.uid, member.gid, member.uname, member.gname) for member in found.values()} == {
        (0, 0, "root", "root")
    }
    assert {member.mtime for member in found.values()} == {EPOCH}
    for name, member in found.items():
        executable = member.isdir() or name == "/usr/lib/photoclust/photoclust"
        assert member.issym() or member.mode == (0o755 if executable else 0o644), name
    files = {name for name, member in found.items() if not member.isdir()}
    program = {f"/usr/lib/photoclust/{path.relative_to(bundle).as_posix()}" for path in bundle.rglob("*")}
    folders = {"/usr/lib/photoclust/_internal", "/usr/lib/photoclust/_internal/Bücher"}
    documents = {f"/usr/share/doc/photoclust/{name}" for name in ("copyright", "changelog.gz")}
    shown = {f"/usr/{place}" for place in desktop.files()}
    assert files == (program - folders) | documents | shown | {"/usr/bin/photoclust"}


def test_links_stay_links(package: Path) -> None:
    links = {name: member.linkname for name, member in contents(package).items() if member.issym()}
    assert links == {
        "/usr/bin/photoclust": "../lib/photoclust/photoclust",
        "/usr/lib/photoclust/_internal/libstand-in.so": "libstand-in.so.1",
        "/usr/lib/photoclust/_internal/books": "Bücher",
    }


def test_the_installed_command_and_documents(package: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "-x", package, tmp_path / "installed"], check=True)
    usr = tmp_path / "installed" / "usr"
    subprocess.run([usr / "bin" / "photoclust"], check=True)
    documents = usr / "share" / "doc" / "photoclust"
    changelog = (places.ROOT / "CHANGELOG.md").read_bytes()
    assert gzip.decompress((documents / "changelog.gz").read_bytes()) == changelog
    copyright_file = (documents / "copyright").read_text("utf-8")
    assert copyright_file.startswith(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    )
    for place, source in desktop.files().items():
        assert (usr / place).read_bytes() == source.read_bytes()


@pytest.fixture
def strict() -> Iterator[None]:
    """A umask that lets nobody else read."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("strict")
def test_twice_the_same_bytes(
    package: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = package.read_bytes()
    os.umask(0o002)
    out = tmp_path / "again"
    out.mkdir()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert deb.make(disturb(bundle), out).read_bytes() == first


def test_another_size_is_counted(bundle: Path, tmp_path: Path) -> None:
    before = deb.installed_kilobytes(tmp_path)
    (bundle / "1025 bytes").write_bytes(bytes(1025))
    (bundle / "link").symlink_to("1025 bytes")
    assert deb.installed_kilobytes(tmp_path) == before + 2 + 1
