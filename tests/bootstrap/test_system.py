"""The tables of system libraries are what the installed wheels ask for, no more and no less."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
import system
from elf import needed

LIBC = {
    *("ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libm.so.6", "libmvec.so.1", "libpthread.so.0"),
    *("libresolv.so.2", "librt.so.1", "libgcc_s.so.1"),
}
"""What every Debian has that can run apt-get."""

USED = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux wheels")


def pyside() -> Path:
    import PySide6

    return Path(PySide6.__file__).parent


def asked_for(files: list[Path]) -> set[str]:
    """The libraries that files, and the bundled libraries they are linked to, expect of the system."""
    assert files
    bundled = {path.name: path for path in pyside().parent.rglob("*.so*")}
    todo, done, outside = list(files), set(), set()
    while todo:
        path = todo.pop()
        if path in done:
            continue
        done.add(path)
        for name in needed(path):
            if name in bundled:
                todo.append(bundled[name])
            else:
                outside.add(name)
    return outside - LIBC


def plugins(*patterns: str) -> list[Path]:
    return [path for pattern in patterns for path in (pyside() / "Qt" / "plugins").glob(pattern)]


def qt_base() -> set[str]:
    files = [pyside() / f"{name}.abi3.so" for name in USED]
    return asked_for(
        files + plugins("platforms/libqoffscreen.so", "imageformats/libqsvg.so", "iconengines/*")
    )


def test_libraries_of_qt() -> None:
    assert set(system.QT) == qt_base()


def test_libraries_of_x11() -> None:
    assert set(system.X11) == asked_for(plugins("platforms/libqxcb.so", "xcbglintegrations/*")) - qt_base()


def test_libraries_of_wayland() -> None:
    wayland = plugins(
        "platforms/libqwayland*.so",
        "wayland-shell-integration/*",
        "wayland-decoration-client/*",
        "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    )
    assert set(system.WAYLAND) == asked_for(wayland) - qt_base()


@pytest.mark.parametrize(
    "package", ["mediapipe", "numpy", "scipy", "sklearn", "PIL", "pi_heif", "xxhash", "pylibjxl", "brotli"]
)
def test_the_other_wheels_need_nothing_else(package: str) -> None:
    site = pyside().parent
    files = [*site.glob(f"{package}*/**/*.so*"), *site.glob(f"_{package}*.so")]
    assert asked_for(files) <= {"libstdc++.so.6", "libz.so.1"}


def test_here_nothing_essential_is_missing() -> None:
    assert [package for package in system.missing() if package.essential] == []


def test_what_cannot_be_loaded_is_missing(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(system, "QT", {"libno-such.so.1": "libno-such1", "libc.so.6": "libc6"})
    monkeypatch.setattr(
        system, "X11", {"libno-such-x.so.1": "libno-such-x1", "libno-such-y.so": "libno-such-x1"}
    )
    monkeypatch.setattr(system, "WAYLAND", {})
    monkeypatch.setattr(system, "FONT_SUFFIXES", (".no-such-font",))
    found = system.missing()
    assert [package.name for package in found] == ["libno-such1", "libno-such-x1", system.FONT_PACKAGE]
    assert [package.essential for package in found] == [True, False, False]
    (home / ".fonts").mkdir()
    (home / ".fonts" / "mine.NO-SUCH-FONT").touch()
    assert system.FONT_PACKAGE not in [package.name for package in system.missing()]


@pytest.mark.parametrize(
    ("tools", "user", "line"),
    [
        (["apt-get"], 0, "apt-get update && apt-get install --no-install-recommends -y libx1 libx2"),
        (
            ["apt-get", "sudo"],
            1000,
            "sudo apt-get update && sudo apt-get install --no-install-recommends -y libx1 libx2",
        ),
        (
            ["apt-get"],
            1000,
            "su - -c 'apt-get update && apt-get install --no-install-recommends -y libx1 libx2'",
        ),
        ([], 1000, "libx.so.2 (Debian: libx2)"),
    ],
)
def test_the_line_to_type(
    tools: list[str], user: int, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tool in tools:
        (tmp_path / tool).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: user)
    packages = [system.Package(f"libx{n}", f"libx.so.{n}", essential=True) for n in (1, 2)]
    assert f"    {line}\n" in system.instructions(packages)


def test_apt_get_runs_only_with_the_right_to_do_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    for tool, body in (
        ("apt-get", f'echo "$DEBIAN_FRONTEND $@" >>{log}'),
        ("sudo", f'echo "sudo $@" >>{log}; test -e {tmp_path}/trusted || exit 1; shift; exec "$@"'),
    ):
        (tmp_path / tool).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    package = system.Package("libx1", "libx.so.1", essential=True)
    assert not system.install([package])
    assert log.read_text().splitlines() == ["sudo -n true"]
    (tmp_path / "trusted").touch()
    assert system.install([package])
    calls = [line for line in log.read_text().splitlines() if line.startswith("noninteractive")]
    assert [call.split()[-1] for call in calls] == ["update", "libx1"]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="no Debian")
def test_packages_are_known_by_name() -> None:
    assert [package.name for package in system.not_installed(["dpkg", "no-such-package"])] == [
        "no-such-package"
    ]


def test_without_dpkg_nothing_counts_as_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [package.name for package in system.not_installed(["dpkg"])] == ["dpkg"]
