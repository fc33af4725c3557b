"""Tests inside the bundle: what is laid out for them, and the program that runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import inside
import pytest

STAND_IN = """#!/bin/sh
printf '%s\\n' "$PHOTOCLUST_TEST_SITES" "$PHOTOCLUST_TEST_STDLIB" "$@" >"$(dirname "$0")/asked"
exit 5
"""
INTERPRETER = Path(inside.__file__).with_name("interpreter.py")


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle and, in the work folder beside it, a program that writes down how it was called."""
    (tmp_path / "dist/photoclust/_internal").mkdir(parents=True)
    work = tmp_path / "work"
    (work / "photoclust").mkdir(parents=True)
    program = work / "photoclust" / inside.INTERPRETER
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setattr(inside, "WORK", work)
    monkeypatch.setattr(inside, "BUNDLE", tmp_path / "dist/photoclust")
    return work


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_pytest_comes_from_here_and_everything_else_from_the_bundle(built: Path) -> None:
    for _ in range(2):  # the second time, what the first left is in the way
        assert inside.pytest(["tests/end2end", "-x"]) == 5
    folder = built / "inside"
    assert (folder / "_internal").resolve() == built.parent / "dist/photoclust/_internal"
    sites, library, *words = (folder / "asked").read_text().splitlines()
    assert words == ["-m", "pytest", "tests/end2end", "-x"]
    assert Path(library, "os.py").is_file()
    found = {path.name for path in Path(sites).iterdir()}
    assert {"pytest", "_pytest", "pytestqt", "hypothesis", "pillow_heif"} <= found
    assert not {"photoclust", "PySide6", "numpy", "PIL", "mediapipe", "xxhash", "__pycache__", ".."} & found


def run(*words: str, sites: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the source of the test program with the Python that is here."""
    environ = {**os.environ, "PHOTOCLUST_TEST_SITES": str(sites or ""), "PHOTOCLUST_TEST_STDLIB": ""}
    command = [sys.executable, str(INTERPRETER), *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_the_test_program_is_used_like_python(tmp_path: Path) -> None:
    show = "import sys; print(__name__, sys.argv)"
    (tmp_path / "shown.py").write_text(show)
    file = str(tmp_path / "shown.py")
    assert run("-I", "-c", show, "a b").stdout == "__main__ ['-c', 'a b']\n"
    assert run(file, "a b").stdout == f"__main__ {[file, 'a b']}\n"
    assert run("-m", "shown", "a b", sites=tmp_path).stdout == f"__main__ {[file, 'a b']}\n"
    assert run("-c", "raise SystemExit(3)").returncode == 3
    assert run().returncode == 1
