"""`photoclust similar`: look-alikes of a file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.program import Program
from PIL import Image


def test_the_contract(filled: Program, samples: Path) -> None:
    answer = filled("similar", samples / "kitten.jpg", "--top", "5", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert list(answer.json) == ["query", "matches"]
    assert answer.json["query"] == str(samples / "kitten.jpg")
    matches = answer.json["matches"]
    assert len(matches) == 5
    assert all(list(match) == ["path", "score"] for match in matches)
    scores = [match["score"] for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert matches[0]["path"] == str(samples / "kitten-cropped.jpg")
    assert str(samples / "kitten.jpg") not in {match["path"] for match in matches}


def test_without_a_number_the_scores_decide(filled: Program, samples: Path) -> None:
    assert 0 < len(filled("similar", samples / "kitten.jpg", "--json").json["matches"]) < 20


def test_more_than_there_are(filled: Program, samples: Path) -> None:
    assert len(filled("similar", samples / "kitten.jpg", "--top", "999", "--json").json["matches"]) == 40


def test_paths_are_absolute_whatever_was_asked(
    filled: Program, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(samples)
    found = filled("similar", "./kitten.jpg", "--top", "1", "--in", "../samples", "--json").json
    assert found["query"] == str(samples / "kitten.jpg")
    assert found["matches"][0]["path"] == str(samples / "kitten-cropped.jpg")


def test_a_region(filled: Program, samples: Path) -> None:
    found = filled("similar", samples / "kitten.jpg", "--region", "0,0,200,200", "--top", "40", "--json").json
    assert len(found["matches"]) == 40
    answer = filled("similar", samples / "kitten.jpg", "--region", "0,0,9999,200", "--json")
    assert (answer.code, answer.error["code"]) == (2, "bad-region")


def test_a_part_of_a_photo_finds_it_first(filled: Program, samples: Path, tmp_path: Path) -> None:
    """Cut out into a file of its own, or named as a region of a copy."""
    with Image.open(samples / "great-pyramid.jpg") as image:
        width, height = image.size
        box = (width // 3, height // 4, width, height)
        image.crop(box).save(tmp_path / "part.png")
    shutil.copy(samples / "great-pyramid.jpg", tmp_path / "copy.jpg")
    region = f"{box[0]},{box[1]},{width - box[0]},{height - box[1]}"
    for words in ([tmp_path / "part.png"], [tmp_path / "copy.jpg", "--region", region]):
        found = filled("similar", *words, "--top", "1", "--json").json
        assert found["matches"] == [{"path": str(samples / "great-pyramid.jpg"), "score": 1.0}]
    scores = [
        match["score"]
        for match in filled("similar", tmp_path / "part.png", "--top", "40", "--json").json["matches"]
    ]
    assert scores == sorted(scores, reverse=True)


def test_an_address_in_the_web_is_not_fetched(filled: Program) -> None:
    answer = filled("similar", "https://example.org/cat.jpg", "--json")
    assert (answer.code, answer.error["code"]) == (2, "web-address")
    assert answer.error["message"].startswith("PhotoClust never connects to the internet")


@pytest.mark.parametrize("region", ["1,2,3", "a,b,c,d", "0,0,0,5", "-1,0,5,5", "1.5,0,5,5", ""])
def test_a_region_that_is_none(filled: Program, samples: Path, region: str) -> None:
    answer = filled("similar", samples / "kitten.jpg", f"--region={region}", "--json")
    assert (answer.code, answer.error["code"]) == (2, "usage")


def test_names_that_are_no_text(photoclust: Program, shelf: Shelf) -> None:
    odd = shelf.folder / os.fsdecode(b"\xff.jpg")
    (shelf.folder / "chelsea-mirrored.jpg").rename(odd)
    photoclust("index", shelf.folder)
    found = photoclust("similar", shelf.folder / "chelsea.jpg", "--top", "1", "--json")
    assert found.json["matches"][0]["path"] == str(odd)
    assert photoclust("similar", odd, "--top", "1", "--json").json["query"] == str(odd)
    people = photoclust("similar", shelf.folder / "chelsea.jpg", "--top", "1")
    assert people.code == 0
    assert ".jpg" in people.out


def test_for_people(filled: Program, samples: Path) -> None:
    first, *_ = filled("similar", samples / "kitten.jpg", "--top", "3").out.splitlines()
    assert first.endswith(f"  {samples / 'kitten-cropped.jpg'}")
    assert 0 < float(first.split()[0]) <= 1


def test_a_file_that_is_not_there(filled: Program, tmp_path: Path) -> None:
    answer = filled("similar", tmp_path / "typo.jpg", "--json")
    assert (answer.code, answer.error["code"]) == (3, "file-missing")
    assert answer.error["path"] == str(tmp_path / "typo.jpg")


def test_a_file_that_is_no_picture(filled: Program, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_bytes(b"no picture")
    answer = filled("similar", tmp_path / "text.jpg", "--json")
    assert (answer.code, answer.error["code"]) == (3, "not-a-picture")


def test_without_a_library(photoclust: Program, samples: Path) -> None:
    answer = photoclust("similar", samples / "kitten.jpg", "--json")
    assert (answer.code, answer.error["code"]) == (3, "no-library")
