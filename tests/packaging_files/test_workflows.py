"""What GitHub runs: the files are sound, ask for little, and name what exists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def jobs(workflow: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    return found


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """All steps of all workflows, with a word where they are."""
    for workflow in WORKFLOWS:
        for name, job in jobs(workflow).items():
            for number, step in enumerate(job["steps"], 1):
                yield f"{workflow.stem}/{name}/{number}", step


RUNS = [pytest.param(step, id=where) for where, step in steps() if "run" in step]


def test_both_workflows_are_there() -> None:
    assert [workflow.stem for workflow in WORKFLOWS] == ["release", "tests"]


def test_yamllint_finds_no_fault() -> None:
    command = [sys.executable, "-m", "yamllint", "--strict", ".yamllint", ".github"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_little_and_not_for_long(workflow: Path) -> None:
    described = yaml.safe_load(workflow.read_text("utf-8"))
    assert described["permissions"] == {"contents": "read"}
    assert described["concurrency"]["group"]
    for name, job in jobs(workflow).items():
        assert job["timeout-minutes"] <= 90, name
        writes = job.get("permissions", {}).get("contents") == "write"
        assert writes == ((workflow.stem, name) == ("release", "draft")), name


def test_only_actions_of_githubs_own_at_a_version() -> None:
    used = [(where, step["uses"]) for where, step in steps() if "uses" in step]
    assert len(used) > 10
    assert not [entry for entry in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", entry[1])]


@pytest.mark.parametrize("step", RUNS)
def test_what_a_step_names_exists(step: dict[str, Any]) -> None:
    words = step["run"].replace("\\\n", " ")
    targets = set((ROOT / "Makefile").read_text("utf-8").split(".PHONY:")[1].split("\n")[0].split())
    assert set(re.findall(r"^make ([a-z]+)", words, re.MULTILINE)) <= targets
    for name in re.findall(r"(?<![\w$./}-])(?:packaging|tests|resources|docs|models)/[\w./-]+", words):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"\b[\w-]+\.(?:md|toml|lock)\b", words):
        assert (ROOT / name).exists() or f"> {name}" in words, name


@pytest.mark.parametrize("step", RUNS)
def test_a_step_takes_values_from_its_environment_only(step: dict[str, Any]) -> None:
    """An expression inside a script would become part of the script."""
    assert "${{" not in step["run"]


@pytest.mark.parametrize("step", [run for run in RUNS if run.values[0].get("shell", "bash") == "bash"])
def test_shellcheck_finds_no_fault(step: dict[str, Any]) -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    command = ["shellcheck", "--shell=bash", "--color=never", "-"]
    script = "set -e\n" + step["run"]  # as GitHub does
    answer = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def test_secrets_are_those_that_the_readme_names() -> None:
    used = {
        name for workflow in WORKFLOWS for name in re.findall(r"secrets\.(\w+)", workflow.read_text("utf-8"))
    }
    assert used
    readme = (ROOT / "packaging" / "README.md").read_text("utf-8")
    assert used == set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))


@pytest.mark.skipif(os.name != "posix", reason="a bash on Windows may be anything")
def test_a_tag_of_another_version_is_refused() -> None:
    (step,) = [step for step in jobs(WORKFLOWS[0])["check"]["steps"] if "pyproject" in step.get("name", "")]
    version = re.search(r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    codes = []
    for tag in (f"v{version[1]}", f"v{version[1]}.1", version[1]):
        environ = {"GITHUB_REF_NAME": tag, "PATH": "/usr/bin:/bin"}
        command = ["bash", "-e", "-c", step["run"]]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False)
        codes.append(done.returncode)
    assert codes == [0, 1, 1]
