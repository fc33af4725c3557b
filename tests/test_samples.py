"""The sample photos that ship: known by author and licence, small, and really in groups."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

MEGABYTE = 1_000_000
FREE = re.compile(r"public domain|CC0-1\.0|CC-BY-\d\.\d")


def photos(samples: Path) -> set[str]:
    return {path.name for path in samples.glob("*.jpg")}


def tables_of_licences(samples: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The rows of the originals by file, and for each edited copy the file it was made from."""
    lines = (samples / "LICENSES.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    rows = [row for row in cells if row[0].endswith(".jpg")]
    originals = {row[0]: row for row in rows if not row[1].endswith(".jpg")}
    return originals, {row[0]: row[1] for row in rows if row[1].endswith(".jpg")}


def groups(samples: Path) -> dict[str, str]:
    with (samples / "groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["group"] for row in csv.DictReader(file)}


def test_every_sample_has_author_free_licence_and_group(samples: Path) -> None:
    originals, copies = tables_of_licences(samples)
    assert {*originals, *copies} == photos(samples) == set(groups(samples))
    assert set(copies.values()) <= set(originals)
    for row in originals.values():
        assert row[2], f"{row[0]} has no author"
        assert FREE.search(row[3]), f"{row[0]}: {row[3]} does not allow redistribution by everybody"


def test_licence_texts_are_there(samples: Path) -> None:
    linked = set(re.findall(r"\]\((licenses/[^)]+)\)", (samples / "LICENSES.md").read_text("utf-8")))
    assert linked
    for text in linked:
        assert (samples / text).stat().st_size > 0


def test_samples_are_small(samples: Path) -> None:
    files = list(samples.glob("*.jpg"))
    assert len(files) >= 24
    assert sum(file.stat().st_size for file in files) <= 6 * MEGABYTE
    for file in files:
        with Image.open(file) as image:
            assert max(image.size) <= 1024, file.name


def test_samples_make_evident_groups(samples: Path) -> None:
    sizes = Counter(groups(samples).values())
    assert sum(size >= 3 for size in sizes.values()) >= 5


@pytest.mark.parametrize("folder", ["models", "resources"])
def test_shipped_folders_are_found(folder: str) -> None:
    from photoclust.config.paths import bundled_root

    assert (bundled_root() / folder).is_dir()
