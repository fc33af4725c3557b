"""The version and the time that everything in the bundle carries."""

from __future__ import annotations

import subprocess
from pathlib import Path

import places
import pytest

from photoclust import version


def test_the_version_is_the_programs() -> None:
    assert places.version() == version()
    assert places.project()["name"] == "photoclust"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a changelog and no history."""
    (tmp_path / "CHANGELOG.md").touch()
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    # Or git would look for a repository above.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_the_time_is_that_of_the_last_commit(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.invalid")
        monkeypatch.setenv(f"GIT_{who}_DATE", "1700000000 +0100")
    git = ["git", "-C", str(repository), "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    assert places.epoch() == 1700000000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert places.epoch() == 1234567890


def test_without_a_history_it_is_the_changelogs(repository: Path) -> None:
    assert places.epoch() == int((repository / "CHANGELOG.md").stat().st_mtime)
