"""What PyInstaller can't find by itself is told to it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from bundle_parts import HIDDEN

import photoclust.cli.main

CLI = Path(photoclust.cli.main.__file__).parent


def test_every_command_comes_along() -> None:
    """Commands are imported by their names: one that is not listed would be missing from the program."""
    commands = {path.stem for path in CLI.glob("*.py") if "def add_arguments" in path.read_text("utf-8")}
    assert "clusterings" in commands
    assert {f"photoclust.cli.{name}" for name in commands} <= set(HIDDEN)


def test_what_is_named_is_there() -> None:
    assert [name for name in HIDDEN if importlib.util.find_spec(name) is None] == []
