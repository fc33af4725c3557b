"""Runs tests inside the bundle: pytest from the environment, program and libraries from the bundle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from places import BUNDLE, ROOT, WORK

INTERPRETER = "photoclust-interpreter" + (".exe" if os.name == "nt" else "")
FOR_TESTS = (
    *("pytest", "pluggy", "iniconfig", "packaging", "pygments", "pytest-qt", "pytest-timeout"),
    *("hypothesis", "sortedcontainers", "pillow-heif", "typing_extensions"),
)
"""Distributions that the tests need and the program does not. Anything else has to come from the bundle."""


def interpreter() -> Path:
    """Lays the program for tests beside the bundle's libraries; it needs them there to start."""
    folder = WORK / "inside"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "_internal").symlink_to(BUNDLE / "_internal", target_is_directory=True)
    program = folder / INTERPRETER
    os.link(WORK / "photoclust" / INTERPRETER, program)
    return program


def pytest(words: Sequence[str]) -> int:
    """Runs pytest on these words and returns its exit code."""
    program = interpreter()
    sites = program.parent / "site"
    sites.mkdir()
    for name in FOR_TESTS:
        distribution = metadata.distribution(name)
        for top in {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}:
            (sites / top).symlink_to(Path(str(distribution.locate_file(top))))
    environ = {
        **os.environ,
        "PHOTOCLUST_TEST_SITES": str(sites),
        "PHOTOCLUST_TEST_STDLIB": sysconfig.get_path("stdlib"),
        "PHOTOCLUST_TEST_QT": str(metadata.distribution("PySide6-Essentials").locate_file("PySide6")),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [str(program), "-m", "pytest", *words]
    return subprocess.call(command, env=environ, cwd=ROOT, stdin=subprocess.DEVNULL)
