"""install.sh: what it brings, what it leaves alone, and what is left when it can't go on."""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import archive
import desktop
import pytest
from computers import OTHERS, Computer, tree

LINUX = Path(archive.__file__).parent
FULL = ("sh", "-c", 'ulimit -f 100; exec "$@"', "sh")
"""No file may grow beyond 100 blocks of 512 bytes: cp fails half way through a large one."""


def test_shellcheck_finds_no_fault() -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    answer = subprocess.run(
        ["shellcheck", *sorted(LINUX.glob("*.sh"))], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout


def test_a_first_installation(computer: Computer) -> None:
    unpacked = computer.unpack("1.0", "_internal/Bücher/a b.bin")
    computer.install(unpacked)
    assert computer.version() == "version 1.0"
    there = tree(computer.program)
    assert there.pop("uninstall.sh") == (unpacked / "uninstall.sh").read_bytes()
    assert there.pop("prefix") == f"{computer.home}/.local\n".encode()
    assert isinstance(there.pop("installed-files"), bytes)
    assert there == tree(unpacked / "lib" / "photoclust")
    for place in desktop.files():
        shown = (computer.home / ".local" / place).read_bytes()
        assert shown == (unpacked / place).read_bytes() or place.endswith(".desktop")
    assert not list(computer.program.parent.glob("photoclust.*"))
    for name, text in OTHERS.items():
        assert (computer.home / name).read_text("utf-8") == text


def test_the_desktop_finds_the_program(computer: Computer) -> None:
    computer.install(computer.unpack("1.0"))
    before = (LINUX / "photoclust.desktop").read_text("utf-8").splitlines()
    after = computer.entry.read_text("utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [f'Exec="{computer.program}/photoclust" %F']
    parser = configparser.RawConfigParser()
    parser.read_string(computer.entry.read_text("utf-8"))
    program, files = shlex.split(parser["Desktop Entry"]["exec"])
    assert files == "%F"
    assert os.access(program, os.X_OK)
    if shutil.which("desktop-file-validate"):
        validate = ["desktop-file-validate", "--no-hints", computer.entry]
        answer = subprocess.run(validate, capture_output=True, text=True, check=False)
        assert (answer.returncode, answer.stdout) == (0, "")


def test_an_upgrade_takes_away_what_is_no_more(computer: Computer) -> None:
    old = computer.unpack("1.0", "_internal/gone.bin", "_internal/gone/too.bin")
    icon = "share/icons/hicolor/16x16/apps/photoclust-old.png"
    (old / icon).write_text("an icon")
    computer.install(old)
    assert (computer.home / ".local" / icon).exists()
    computer.install(computer.unpack("2.0", "_internal/new.bin"))
    assert computer.version() == "version 2.0"
    found = tree(computer.home)
    assert not [name for name in found if "gone" in name or "photoclust-old" in name]
    assert {path.name for path in computer.program.parent.iterdir()} == {"other", "photoclust"}
    assert ".local/lib/photoclust/_internal/new.bin" in found
    assert {name: found[name] for name in OTHERS} == {name: text.encode() for name, text in OTHERS.items()}
    computer.install(old)
    assert computer.version() == "version 1.0"


@pytest.mark.parametrize("slash", ["", "/"])
def test_for_everybody_whatever_the_umask(slash: str, computer: Computer, tmp_path: Path) -> None:
    unpacked = computer.unpack("1.0", "_internal/Bücher/a b.bin")
    for path in [unpacked, *unpacked.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
    prefix = tmp_path / "usr local"
    strict = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    answer = computer.run(unpacked / "install.sh", "--prefix", f"{prefix}{slash}", before=strict)
    assert answer.returncode == 0, answer.stderr
    for path in [prefix, *prefix.rglob("*")]:
        if not path.is_symlink() and path.name != "mimeinfo.cache":
            others = path.stat().st_mode & 0o007
            assert others == (
                0o5 if path.is_dir() or path.suffix == ".sh" or path.name == "photoclust" else 0o4
            ), path
    assert (prefix / "bin" / "photoclust").readlink() == prefix / "lib" / "photoclust" / "photoclust"
    assert f'Exec="{prefix}/lib/photoclust/photoclust" %F\n' in (
        prefix / "share/applications/photoclust.desktop"
    ).read_text("utf-8")
    assert not computer.program.exists()
    answer = computer.run(prefix / "lib/photoclust/uninstall.sh")
    assert answer.returncode == 0, answer.stderr
    assert tree(prefix) == {}


@pytest.mark.parametrize(
    "words",
    [
        *(("--prefix",), ("--prefix", "usr/local"), ("--prefix", ""), ("--prefix", "/")),
        *(("--system",), ("somewhere",), ("--user", "--prefix"), ("--user", "more")),
        *[("--prefix", f"/no/such/a{sign}b") for sign in '"\\`$%=\n'],
    ],
)
def test_wrong_words_change_nothing(words: tuple[str, ...], computer: Computer) -> None:
    unpacked = computer.unpack("1.0")
    before = tree(computer.home)
    answer = computer.run(unpacked / "install.sh", *words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr
    assert tree(computer.home) == before
    assert not Path("/no/such").exists()


def test_help(computer: Computer) -> None:
    answer = computer.run(computer.unpack("1.0") / "install.sh", "--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "./install.sh --prefix DIR" in answer.stdout
    assert not computer.program.exists()


def test_a_failing_self_test_is_shown(computer: Computer) -> None:
    answer = computer.run(computer.unpack("1.0", code=1) / "install.sh")
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[0] == "FAILED  Qt: libEGL.so.1 is missing"
    assert "ok  models" not in answer.stdout + answer.stderr
    assert "libegl1" in answer.stderr
    assert "It does." not in answer.stdout


def test_a_full_disk_leaves_the_old_version(computer: Computer) -> None:
    computer.install(computer.unpack("1.0"))
    new = computer.unpack("2.0", "_internal/large.bin")
    before = tree(computer.home / ".local")
    answer = computer.run(new / "install.sh", before=FULL)
    assert answer.returncode not in {0, 2}
    assert tree(computer.home / ".local") == before
    assert computer.version() == "version 1.0"
    computer.install(new)
    assert computer.version() == "version 2.0"


@pytest.fixture
def powerless() -> tuple[str, ...]:
    """What goes before a command so that it may not write where modes forbid it, even as root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and setpriv is not installed")
    return ("setpriv", "--bounding-set=-dac_override")


@pytest.fixture
def writable() -> Iterator[list[Path]]:
    """Folders that get their modes back after the test, or nobody could remove them."""
    folders: list[Path] = []
    yield folders
    for folder in folders:
        folder.chmod(0o755)


def test_a_folder_that_is_read_only_leaves_the_old_version(
    computer: Computer, powerless: tuple[str, ...], writable: list[Path]
) -> None:
    computer.install(computer.unpack("1.0"))
    before = tree(computer.home / ".local")
    writable.append(computer.program.parent)
    computer.program.parent.chmod(0o555)
    answer = computer.run(computer.unpack("2.0") / "install.sh", before=powerless)
    assert answer.returncode == 1
    assert "Permission denied" in answer.stderr
    assert tree(computer.home / ".local") == before
    assert computer.version() == "version 1.0"


def test_an_installation_that_is_told_to_end_cleans_up(computer: Computer, tmp_path: Path) -> None:
    computer.install(computer.unpack("1.0"))
    before = tree(computer.home / ".local")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "cp").write_text(f'#!/bin/sh\n{shutil.which("cp")} "$@"\nkill -TERM $PPID\n')
    (tools / "cp").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    answer = computer.run(computer.unpack("2.0") / "install.sh", PATH=path)
    assert answer.returncode == 143
    assert tree(computer.home / ".local") == before


def test_what_a_killed_installation_left_is_cleaned_up(computer: Computer) -> None:
    """It was killed while it copied: the old version is there, the new one in part."""
    computer.install(computer.unpack("1.0"))
    half = computer.program.with_name("photoclust.new")
    (half / "_internal").mkdir(parents=True)
    (half / "_internal" / "half").touch()
    computer.install(computer.unpack("2.0"))
    assert computer.version() == "version 2.0"
    assert {path.name for path in computer.program.parent.iterdir()} == {"other", "photoclust"}
    assert not (computer.program / "_internal" / "half").exists()


def test_a_kill_between_the_renames_does_not_cost_the_old_version(computer: Computer) -> None:
    computer.install(computer.unpack("1.0"))
    before = tree(computer.home / ".local")
    computer.program.rename(computer.program.with_name("photoclust.old"))
    new = computer.unpack("2.0", "_internal/large.bin")
    answer = computer.run(new / "install.sh", before=FULL)
    assert answer.returncode != 0
    assert tree(computer.home / ".local") == before
    computer.install(new)
    assert computer.version() == "version 2.0"


def test_strangers_are_not_overwritten(computer: Computer) -> None:
    unpacked = computer.unpack("1.0")
    command = computer.home / ".local" / "bin" / "photoclust"
    command.write_text("made by pip")
    answer = computer.run(unpacked / "install.sh")
    assert (answer.returncode, command.read_text()) == (1, "made by pip")
    assert str(command) in answer.stderr
    command.unlink()
    computer.program.mkdir()
    (computer.program / "mine").touch()
    answer = computer.run(unpacked / "install.sh")
    assert answer.returncode == 1
    assert [path.name for path in computer.program.iterdir()] == ["mine"]
