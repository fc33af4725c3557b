"""Makes `requirements.lock` and `requirements-dev.lock` from pyproject.toml, and checks them.

One version of each package for all systems and Pythons, with the hashes of all its files: what was tested
is what is installed, everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import interpreter
from environment import LOCKS, ROOT, Environment
from steps import say

PLATFORMS = {
    "x86_64-manylinux_2_36": "Debian 12",
    "x86_64-pc-windows-msvc": "Windows",
    "aarch64-apple-darwin": "macOS 14",
}
"""What must be installable from wheels alone, as uv names it, and what it stands for."""


def write(upgrade: bool) -> int:
    """Writes both files and returns the exit code.

    Args:
        upgrade: Take the newest versions pyproject.toml allows, instead of changing only what must change.
    """
    for dev, file in LOCKS.items():
        say(f"Resolving {file.name}")
        command = ["pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--quiet"]
        command += ["--python-version", ".".join(map(str, interpreter.OLDEST)), "--fork-strategy", "fewest"]
        command += ["--custom-compile-command", "make lock", "--output-file", file.name, "--group", "build"]
        if dev:
            command += ["--group", "dev", "--constraint", LOCKS[False].name]
        if upgrade:
            command += ["--upgrade"]
        if _uv(command):
            return 1
    return _check_wheels()


def _check_wheels() -> int:
    """Fails unless every supported Python finds a wheel of every package on every platform."""
    for minor in range(interpreter.OLDEST[1], interpreter.NEWEST[1] + 1):
        for platform, meaning in PLATFORMS.items():
            say(f"Looking for wheels: Python 3.{minor}, {meaning}")
            command = ["pip", "install", "--dry-run", "--quiet", "--no-build", "--require-hashes"]
            command += ["--python-version", f"3.{minor}", "--python-platform", platform]
            command += ["--requirement", LOCKS[True].name]
            # A target that holds nothing: what is installed here must not count.
            with tempfile.TemporaryDirectory() as nothing:
                if _uv([*command, "--target", nothing]):
                    return 1
    return 0


def _uv(arguments: list[str]) -> int:
    # PySide6 asks for macOS 14, uv assumes an older one.
    environ = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0", "UV_NO_CONFIG": "1"}
    code = subprocess.call([Environment().script("uv"), *arguments], cwd=ROOT, env=environ)
    if code:
        print("The lock files may be out of step with pyproject.toml now.", file=sys.stderr)
    return code
