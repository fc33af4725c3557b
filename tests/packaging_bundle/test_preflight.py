"""What must be right before a bundle is made: each fault is one sentence."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import preflight
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = "resources/samples"
MODEL = b"a small stand-in"
MANIFEST = """
[[model]]
name = "small"
bundled = true
file = "small.tflite"
sha256 = "{digest}"
licence_file = "licenses/small.txt"

[[model]]
name = "a person's own"
bundled = false
file = "own.tflite"
sha256 = "of no matter"
licence_file = "licenses/own.txt"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The texts and sample photos of the project, and a small model."""
    for name in ("LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / SAMPLES, tmp_path / SAMPLES)
    models = tmp_path / "models"
    (models / "licenses").mkdir(parents=True)
    (models / "licenses" / "small.txt").write_text("Do as you like.\n")
    (models / "small.tflite").write_bytes(MODEL)
    digest = hashlib.sha256(MODEL).hexdigest()
    (models / "manifest.toml").write_text(MANIFEST.format(digest=digest), "utf-8")
    return tmp_path


def told(project: Path, file: str) -> str:
    """The one sentence, which starts with the file."""
    (sentence,) = preflight.problems(project)
    start = f"{project / file}: "
    assert sentence.startswith(start)
    return sentence.removeprefix(start)


def test_the_project_as_it_is_may_be_shipped() -> None:
    assert preflight.problems() == []


def test_nothing_is_wrong_with_the_stand_in(project: Path) -> None:
    assert preflight.problems(project) == []


def test_a_model_with_other_bytes(project: Path) -> None:
    (project / "models/small.tflite").write_bytes(MODEL + b"!")
    assert "not the bytes" in told(project, "models/small.tflite")


def test_a_model_that_is_missing(project: Path) -> None:
    (project / "models/small.tflite").unlink()
    assert "is missing" in told(project, "models/small.tflite")


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_a_model_without_the_text_of_its_licence(text: str | None, project: Path) -> None:
    licence = project / "models/licenses/small.txt"
    if text is None:
        licence.unlink()
    else:
        licence.write_text(text)
    assert told(project, "models/licenses/small.txt") == "the licence of small is missing."


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_a_text_of_the_project_that_is_missing(name: str, project: Path) -> None:
    (project / name).unlink()
    assert "the text is missing" in told(project, name)


def test_without_a_list_no_photo_may_be_shipped(project: Path) -> None:
    photos = len(list((project / SAMPLES).rglob("*.jpg")))
    (project / SAMPLES / "LICENSES.md").unlink()
    first, *others = preflight.problems(project)
    assert "the text is missing" in first
    assert len(others) == photos


@pytest.mark.parametrize(
    "name",
    [
        "my own.jpg",
        "kit.jpg",  # ends the name of no listed photo, but begins one
        "ten.jpg",  # ends one: kitten.jpg
        "more/kitten.jpg",
        "kitten.heic",
    ],
)
def test_a_photo_that_is_not_listed(name: str, project: Path) -> None:
    photo = project / SAMPLES / name
    photo.parent.mkdir(exist_ok=True)
    shutil.copyfile(project / SAMPLES / "kitten.jpg", photo)
    assert "not in LICENSES.md" in told(project, f"{SAMPLES}/{name}")


def test_a_licence_that_the_list_names_and_nobody_has(project: Path) -> None:
    (project / SAMPLES / "licenses/CC-BY-2.0.txt").unlink()
    assert "is missing" in told(project, f"{SAMPLES}/licenses/CC-BY-2.0.txt")
