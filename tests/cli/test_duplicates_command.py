"""`photoclust duplicates`: groups, the photo to keep first, for people and scripts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.program import Program


@pytest.fixture
def twice(photoclust: Program, shelf: Shelf) -> Path:
    """The folder of a library with two files twice."""
    (shelf.folder / "copies").mkdir()
    shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / "copies")
    shutil.copy2(shelf.folder / "rocket.jpg", shelf.folder / "rocket (1).jpg")
    assert photoclust("index", shelf.folder).code == 0
    return shelf.folder


def test_the_contract(photoclust: Program, twice: Path) -> None:
    answer = photoclust("duplicates", "--tier", "file", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {
        "tier": "file",
        "groups": [
            {
                "keep": str(twice / f"{name}.jpg"),
                "reason": "Shortest path; nothing else decides",
                "others": [{"path": str(twice / other), "tier": "file", "score": 1.0}],
            }
            for name, other in (("kitten", "copies/kitten.jpg"), ("rocket", "rocket (1).jpg"))
        ],
    }


def test_all_tiers_say_of_each_group_which(photoclust: Program, twice: Path) -> None:
    found = photoclust("duplicates", "--json").json
    assert found["tier"] == "all"
    assert [group["tier"] for group in found["groups"]][:2] == ["file", "file"]
    assert all(list(group) == ["tier", "keep", "reason", "others"] for group in found["groups"])


def test_for_people(photoclust: Program, twice: Path) -> None:
    answer = photoclust("duplicates", "--tier", "file")
    size = round((twice / "kitten.jpg").stat().st_size / 1000)
    assert answer.out.splitlines()[:3] == [
        "The same file: 2 groups",
        f"  keep {twice / 'kitten.jpg'} (Shortest path; nothing else decides)",
        f"    {twice / 'copies' / 'kitten.jpg'} ({size} kB, same file)",
    ]


def test_in_a_folder(photoclust: Program, twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(twice)
    assert photoclust("duplicates", "--tier", "file", "--in", "copies", "--json").json["groups"] == []
    answer = photoclust("duplicates", "--tier", "file", "--in", "copies")
    assert (answer.code, answer.out) == (0, "There are no duplicates.\n")


def test_what_changed_meanwhile_is_counted(photoclust: Program, twice: Path) -> None:
    (twice / "kitten.jpg").write_bytes(b"something else")
    answer = photoclust("duplicates", "--tier", "file")
    assert answer.out.splitlines()[-1] == "1 photo could not be compared; index the folders again."


def test_nothing_is_changed(photoclust: Program, twice: Path) -> None:
    before = {path: path.stat() for path in twice.rglob("*")}
    photoclust("duplicates")
    assert {path: path.stat() for path in twice.rglob("*")} == before


def test_without_a_library(photoclust: Program) -> None:
    answer = photoclust("duplicates", "--json")
    assert (answer.code, answer.error["code"]) == (3, "no-library")


def test_an_unknown_tier(photoclust: Program) -> None:
    answer = photoclust("duplicates", "--tier", "twins", "--json")
    assert (answer.code, answer.error["code"]) == (2, "usage")
