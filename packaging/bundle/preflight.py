"""What must be right before a bundle is worth making: the models' bytes and the licence texts."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from places import ROOT

NO_PHOTOS = {".md", ".txt", ".csv"}
"""What else lies among the sample photos."""


def problems(root: Path = ROOT) -> list[str]:
    """A sentence for each thing that is wrong; empty is good."""
    return [*_models(root), *_texts(root)]


def _models(root: Path) -> Iterator[str]:
    folder = root / "models"
    for model in tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["model"]:
        if not model["bundled"]:
            continue
        file = folder / model["file"]
        if not file.is_file():
            yield f"{file}: the model is missing; `python models/build.py` makes it."
        elif hashlib.sha256(file.read_bytes()).hexdigest() != model["sha256"]:
            yield f"{file}: not the bytes of models/manifest.toml; `python models/build.py` makes those."
        licence = folder / model["licence_file"]
        if not licence.is_file() or not licence.read_text("utf-8").strip():
            yield f"{licence}: the licence of {model['name']} is missing."


def _texts(root: Path) -> Iterator[str]:
    samples = root / "resources" / "samples"
    for text in (root / "LICENSE", root / "NOTICE", samples / "LICENSES.md"):
        if not text.is_file():
            yield f"{text}: the text is missing, and nothing may be shipped without it."
    said = (samples / "LICENSES.md").read_text("utf-8") if (samples / "LICENSES.md").is_file() else ""
    listed = set(re.findall(r"^\| ([^|]+?) \|", said, re.MULTILINE))
    for photo in sorted(path for path in samples.rglob("*") if path.is_file()):
        if photo.suffix not in NO_PHOTOS and photo.relative_to(samples).as_posix() not in listed:
            yield f"{photo}: not in LICENSES.md, so nobody knows whether it may be shipped."
    for link in sorted(set(re.findall(r"\((licenses/[^)]+)\)", said))):
        if not (samples / link).is_file():
            yield f"{samples / link}: the licence that LICENSES.md names is missing."
