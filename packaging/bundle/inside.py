"""Runs tests inside the bundle: pytest from the environment, program and libraries from the bundle."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from places import BUNDLE, ROOT, WORK

INTERPRETER = "photoclust-interpreter" + (".exe" if os.name == "nt" else "")
FROM_THE_ENVIRONMENT = (
    *(
        "pytest",
        "_pytest",
        "pluggy",
        "iniconfig",
        "pytestqt",
        "pytest_timeout.py",
        "hypothesis",
        "sortedcontainers",
    ),
    *("_hypothesis_ftz_detector.py", "_hypothesis_globals.py", "_hypothesis_pytestplugin.py", "pygments"),
)
"""What the tests need and the program does not. Anything else has to come from the bundle."""


def interpreter() -> Path:
    """Lays the program for tests beside the bundle's libraries; it needs them there to start."""
    folder = WORK / "inside"
    folder.mkdir(exist_ok=True)
    link, program = folder / "_internal", folder / INTERPRETER
    link.unlink(missing_ok=True)
    link.symlink_to(BUNDLE / "_internal", target_is_directory=True)
    program.unlink(missing_ok=True)
    os.link(WORK / "photoclust" / INTERPRETER, program)
    return program


def pytest(words: Sequence[str]) -> int:
    """Runs pytest on these words and returns its exit code."""
    sites = WORK / "inside" / "site"
    sites.mkdir(parents=True, exist_ok=True)
    purelib = Path(sysconfig.get_path("purelib"))
    for name in FROM_THE_ENVIRONMENT:
        for source in (purelib / name, *purelib.glob(f"{name.split('.')[0]}-*.dist-info")):
            link = sites / source.name
            if source.exists() and not link.exists():
                link.symlink_to(source)
    environ = {
        **os.environ,
        "PHOTOCLUST_TEST_SITES": str(sites),
        "PHOTOCLUST_TEST_STDLIB": sysconfig.get_path("stdlib"),
    }
    command = [str(interpreter()), "-m", "pytest", *words]
    return subprocess.call(command, env=environ, cwd=ROOT, stdin=subprocess.DEVNULL)
