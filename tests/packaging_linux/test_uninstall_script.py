"""uninstall.sh: it removes what install.sh brought, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from computers import Computer, tree


def test_removal_leaves_what_was_there_before(computer: Computer) -> None:
    unpacked = computer.unpack("1.0", "_internal/Bücher/a b.bin")
    before = tree(computer.home)
    computer.install(unpacked)
    assert tree(computer.home) != before
    answer = computer.run(computer.program / "uninstall.sh")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert str(computer.home / ".local/share/photoclust") in answer.stdout
    assert tree(computer.home) == before
    assert not [path for path in computer.home.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_the_desktop_forgets_photoclust_and_nobody_else(computer: Computer) -> None:
    if shutil.which("update-desktop-database") is None:
        pytest.skip("update-desktop-database is not installed")
    other = computer.entry.with_name("other.desktop")
    other.write_text(f"{other.read_text()}MimeType=image/png;\n")
    computer.install(computer.unpack("1.0"))
    known = computer.entry.with_name("mimeinfo.cache")
    assert "image/jpeg=photoclust.desktop;" in known.read_text().splitlines()
    assert computer.run(computer.program / "uninstall.sh").returncode == 0
    assert known.read_text().splitlines() == ["[MIME Cache]", "image/png=other.desktop;"]


def test_removal_from_an_empty_home_leaves_next_to_nothing(tmp_path: Path) -> None:
    computer = Computer(tmp_path / "home", tmp_path)
    shutil.rmtree(computer.home)
    computer.home.mkdir()
    computer.install(computer.unpack("1.0"))
    assert computer.run(computer.program / "uninstall.sh").returncode == 0
    left = {path.relative_to(computer.home).as_posix() for path in computer.home.rglob("*")}
    assert left == {".local", ".local/bin", ".local/lib", ".local/share"}


@pytest.mark.parametrize("through_the_link", [True, False])
def test_removal_when_local_is_a_link(through_the_link: bool, computer: Computer, tmp_path: Path) -> None:
    before = tree(computer.home)
    (computer.home / ".local").rename(tmp_path / "elsewhere")
    (computer.home / ".local").symlink_to(tmp_path / "elsewhere")
    computer.install(computer.unpack("1.0"))
    program = computer.program if through_the_link else tmp_path / "elsewhere" / "lib" / "photoclust"
    answer = computer.run(program / "uninstall.sh")
    assert answer.returncode == 0, answer.stderr
    (computer.home / ".local").unlink()
    (tmp_path / "elsewhere").rename(computer.home / ".local")
    assert tree(computer.home) == before


def test_a_command_that_is_not_ours_any_more_stays(computer: Computer) -> None:
    computer.install(computer.unpack("1.0"))
    command = computer.home / ".local" / "bin" / "photoclust"
    command.unlink()
    command.symlink_to("other")
    assert computer.run(computer.program / "uninstall.sh").returncode == 0
    assert str(command.readlink()) == "other"


@pytest.mark.parametrize("place", ["archive", "copy", "moved"])
def test_removal_is_refused_where_nothing_was_installed(
    place: str, computer: Computer, tmp_path: Path
) -> None:
    unpacked = computer.unpack("1.0")
    computer.install(unpacked)
    script = unpacked / "uninstall.sh"
    if place != "archive":
        other = tmp_path / "other"
        shutil.copytree(computer.program, other, symlinks=True)
        script = other / "uninstall.sh"
    if place == "moved":
        shutil.rmtree(computer.program)
    before = tree(computer.home), tree(script.parent)
    answer = computer.run(script)
    assert answer.returncode == 1
    assert str(script.parent) in answer.stderr
    assert (tree(computer.home), tree(script.parent)) == before
