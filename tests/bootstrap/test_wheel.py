"""The wheel holds everything that PhotoClust needs when it is installed, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from this source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_every_module_is_in_it(wheel: set[str]) -> None:
    assert {str(path.relative_to(ROOT)) for path in (ROOT / "photoclust").rglob("*.py")} <= wheel


def test_the_bundled_models_and_their_licences_are_in_it(wheel: set[str]) -> None:
    manifest = tomllib.loads((ROOT / "models" / "manifest.toml").read_text("utf-8"))
    bundled = [model for model in manifest["model"] if model["bundled"]]
    assert bundled
    wanted = {"manifest.toml"}.union(
        *({model["file"], model["licence_file"], model["labels"]} for model in bundled)
    )
    assert {f"photoclust/_bundled/models/{name}" for name in wanted} <= wheel


def test_the_samples_their_licences_the_icons_and_what_the_self_test_needs_are_in_it(wheel: set[str]) -> None:
    resources = ROOT / "resources"
    files = [path for folder in ("samples", "icons", "selftest") for path in (resources / folder).rglob("*")]
    wanted = [path for path in files if path.is_file()]
    assert len(wanted) > 40
    assert {f"photoclust/_bundled/resources/{path.relative_to(resources)}" for path in wanted} <= wheel


def test_nothing_of_the_workshop_is_in_it(wheel: set[str]) -> None:
    ours = [name for name in wheel if ".dist-info/" not in name]
    assert all(name.startswith("photoclust/") for name in ours)
    assert [name for name in ours if "/_bundled/" in name and name.endswith((".py", ".pyc"))] == []
