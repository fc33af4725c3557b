"""Setting up: which Python, when `.venv` is current, what is started; and the lock files."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import environment
import interpreter
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
BOOTSTRAP = ROOT / "packaging" / "bootstrap"


# Which Python


@pytest.mark.parametrize("file", sorted(BOOTSTRAP.glob("*.py")), ids=lambda file: file.name)
def test_an_old_python_can_read_it(file: Path) -> None:
    ast.parse(file.read_text("utf-8"), feature_version=(3, 8))


def test_this_python_will_do() -> None:
    interpreter.require()


def put_python(folder: Path, minor: int, says: int) -> str:
    """Makes an executable python3.MINOR that pretends to be another one, as version managers' shims do."""
    file = folder / f"python3.{minor}"
    file.write_text(f'#!/bin/sh\ncase "$2" in *"(3, {says})"*) exit 0;; esac\nexit 127\n')
    file.chmod(0o755)
    return str(file)


@pytest.mark.skipif(os.name != "posix", reason="shell scripts stand in for Pythons")
def test_another_python_is_used_where_this_one_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["packaging/bootstrap", "run"])
    monkeypatch.setattr(os, "execv", lambda _file, arguments: started.append(arguments) or sys.exit(0))
    monkeypatch.setattr(interpreter, "OLDEST", (3, sys.version_info[1] + 1))
    monkeypatch.setattr(interpreter, "NEWEST", (3, sys.version_info[1] + 3))
    minor = sys.version_info[1]
    put_python(tmp_path, minor + 3, says=minor)  # leads nowhere
    good = put_python(tmp_path, minor + 2, says=minor + 2)
    put_python(tmp_path, minor + 1, says=minor + 1)
    with pytest.raises(SystemExit):
        interpreter.require()
    assert started == [[good, "packaging/bootstrap", "run"]]


@pytest.mark.parametrize("other", [(1, 2), (-2, -1)], ids=["too old", "too new"])
def test_one_sentence_where_no_python_fits(
    other: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    oldest, newest = ((3, sys.version_info[1] + step) for step in other)
    monkeypatch.setattr(interpreter, "OLDEST", oldest)
    monkeypatch.setattr(interpreter, "NEWEST", newest)
    with pytest.raises(
        SystemExit, match=rf"needs Python 3\.{oldest[1]} to 3\.{newest[1]}; .* there is no other"
    ):
        interpreter.require()


def test_one_sentence_on_a_machine_without_mediapipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(
        SystemExit, match=r"MediaPipe is published for no other machine\. This one is .* on riscv64"
    ):
        interpreter.require()


# The environment


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[bool, Path]:
    """Two lock files that a test may change."""
    files = {False: tmp_path / "requirements.lock", True: tmp_path / "requirements-dev.lock"}
    for file in files.values():
        file.write_text("one==1\n")
    monkeypatch.setattr(environment, "LOCKS", files)
    return files


@pytest.fixture
def venv(tmp_path: Path, locks: dict[bool, Path], monkeypatch: pytest.MonkeyPatch) -> environment.Environment:
    """A real virtual environment into which nothing is installed: pip's turn is skipped."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    monkeypatch.setattr(environment, "run", lambda _command: None)
    monkeypatch.setattr(environment.Environment, "_pip", lambda _self: ["pip"])
    return environment.Environment(tmp_path / ".venv")


def test_an_environment_made_by_hand_is_not_current(venv: environment.Environment) -> None:
    assert not venv.is_current(dev=False)


def test_what_was_installed_is_current_until_the_lock_changes(
    venv: environment.Environment, locks: dict[bool, Path]
) -> None:
    venv.install(dev=False)
    assert venv.is_current(dev=False)
    assert not venv.is_current(dev=True)
    venv.install(dev=True)
    assert venv.is_current(dev=True)
    locks[True].write_text("one==2\n")
    assert venv.is_current(dev=False)
    assert not venv.is_current(dev=True)
    locks[False].write_text("one==2\n")
    assert not venv.is_current(dev=False)


def test_an_interrupted_installation_is_not_current(
    venv: environment.Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_command: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "run", interrupt)
    with pytest.raises(KeyboardInterrupt):
        venv.install(dev=False)
    assert not venv.is_current(dev=False)


@pytest.mark.skipif(os.name != "posix", reason="how environments look on POSIX")
@pytest.mark.parametrize("upgrade", ["gone", "another version"])
def test_a_system_upgrade_makes_the_environment_stale(venv: environment.Environment, upgrade: str) -> None:
    venv.install(dev=False)
    if upgrade == "gone":
        Path(venv.python).unlink()
    else:
        config = venv.directory / "pyvenv.cfg"
        config.write_text(re.sub(r"version = \S+", "version = 3.2.1", config.read_text()))
    assert not venv.is_current(dev=False)


# What is started


@pytest.fixture(scope="module")
def main() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_main", BOOTSTRAP / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, True),
        ({"DISPLAY": ""}, False),
    ],
)
def test_the_demonstration_runs_where_no_window_would_be_seen(
    main: ModuleType, variables: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _file, arguments: started.append(arguments) or sys.exit(0))
    with pytest.raises(SystemExit):
        main.start()
    assert [Path(started[0][0]).name, *started[0][1:2]] == ["photoclust", *([] if shown else ["--demo"])]
    assert shown or os.environ["QT_QPA_PLATFORM"] == "offscreen"


# The lock files


def locked(file: Path) -> dict[str, str]:
    """Package -> version."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", file.read_text("utf-8"), flags=re.MULTILINE)
    assert pins
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize("dev", [False, True])
def test_the_lock_keeps_what_pyproject_asks_for(dev: bool) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = project["project"]["dependencies"] + groups["build"] + (groups["dev"] if dev else [])
    pins = locked(environment.LOCKS[dev])
    for requirement in map(Requirement, wanted):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked: make lock"
        assert requirement.specifier.contains(version), f"{requirement} is locked as {version}: make lock"


def test_both_locks_agree() -> None:
    run_time, with_checks = locked(environment.LOCKS[False]), locked(environment.LOCKS[True])
    assert run_time.items() <= with_checks.items()


@pytest.mark.parametrize("dev", [False, True])
def test_the_lock_names_hashes_and_no_place(dev: bool) -> None:
    text = environment.LOCKS[dev].read_text("utf-8")
    assert "://" not in text
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text)[1:]:
        assert "--hash=sha256:" in entry
