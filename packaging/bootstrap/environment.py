"""The virtual environment `.venv`: made, filled from the lock, and left alone while nothing changed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from steps import run, say, succeeds
from system import Package

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {False: ROOT / "requirements.lock", True: ROOT / "requirements-dev.lock"}
"""Runtime only, and with what the checks and tests need; the second contains the first."""


def venv_package() -> Package:
    """The Debian package without which this Python can't make a virtual environment that has pip."""
    return Package(
        f"python3.{sys.version_info[1]}-venv", needed_for="making a virtual environment", essential=True
    )


class Environment:
    """A virtual environment and the stamps that tell what was installed into it.

    A stamp is the digest of everything the installation depends on. It is written last, so an installation
    that was interrupted is done again.
    """

    def __init__(self, directory: Path = ROOT / ".venv") -> None:
        self.directory = directory
        self.scripts = directory / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.script("python")

    def script(self, name: str) -> str:
        """Path of a program of the environment."""
        return str(self.scripts / (name + ".exe" if os.name == "nt" else name))

    def is_current(self, dev: bool) -> bool:
        """Whether what the lock names is installed."""
        stamp = self._stamp(dev)
        version = self._version()
        return version is not None and stamp.is_file() and stamp.read_text() == _digest(dev, version)

    def can_be_made(self) -> bool:
        """Whether pip can be had in the environment, or works on it from outside."""
        return self._pip() is not None or importlib.util.find_spec("ensurepip") is not None

    def install(self, dev: bool) -> None:
        """Makes the environment where there is none and installs what the lock names, then PhotoClust itself.

        An environment that is there already, made by hand perhaps, is kept and added to; one whose Python
        went away or became another version is made anew.
        """
        if self._version() is None or self._pip() is None:
            say(f"Making a virtual environment in {self.directory}")
            bare = importlib.util.find_spec("ensurepip") is None
            options = ["--clear", "--without-pip"] if bare else ["--clear"]
            run([sys.executable, "-m", "venv", *options, self.directory])
        pip = [*(self._pip() or ()), "install", "--disable-pip-version-check", "--no-input"]
        if not sys.stdout.isatty():
            pip.append("--quiet")
        say(f"Installing the packages of {LOCKS[dev].name} (a first time takes some minutes)")
        run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCKS[dev]])
        run([*pip, "--no-build-isolation", "--no-deps", "--editable", ROOT])
        version = self._version()
        assert version is not None
        for included in {False, dev}:
            self._stamp(included).write_text(_digest(included, version))

    def _stamp(self, dev: bool) -> Path:
        return self.directory / f"installed-{LOCKS[dev].stem}"

    def _version(self) -> str | None:
        """'3.11' and the like; None where there is no working environment."""
        code = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix != sys.base_prefix)"
        try:
            answer = subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        version, inside = answer.stdout.split()
        # After a system upgrade `python` may be another version than the packages were installed for.
        made_for = [line.split("=")[1].strip() for line in self._config() if line.startswith("version")]
        fits = any(made.split(".")[:2] == version.split(".") for made in made_for)
        return version if inside == "True" and fits else None

    def _config(self) -> list[str]:
        return (self.directory / "pyvenv.cfg").read_text().splitlines()

    def _pip(self) -> list[str] | None:
        """A command that is pip for this environment: its own, or the system's from 22.3 on."""
        own = [self.python, "-m", "pip"]
        if succeeds([*own, "--version"]):
            return own
        other = [sys.executable, "-m", "pip", "--python", self.python]
        understands = succeeds([sys.executable, "-m", "pip", "--python", sys.executable, "--version"])
        return other if understands else None


def _digest(dev: bool, version: str) -> str:
    digest = hashlib.sha256(f"{version}\0{ROOT}\0".encode("utf-8", "surrogateescape"))
    for file in (LOCKS[dev], ROOT / "pyproject.toml"):
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()
