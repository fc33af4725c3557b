"""`photoclust search`: photos by words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.program import Program


def test_the_contract(filled: Program, samples: Path) -> None:
    answer = filled("search", "kitten", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert list(answer.json) == ["query", "matches"]
    assert answer.json["query"] == "kitten"
    matches = answer.json["matches"]
    assert all(list(match) == ["path", "score"] for match in matches)
    scores = [match["score"] for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert {match["path"] for match in matches[:2]} == {
        str(samples / "kitten.jpg"),
        str(samples / "kitten-cropped.jpg"),
    }


def test_the_best_few(filled: Program) -> None:
    every = filled("search", "animals", "--json").json["matches"]
    assert filled("search", "animals", "--top", "3", "--json").json["matches"] == every[:3]
    assert len(every) > 5


def test_several_words(filled: Program) -> None:
    found = filled("search", "animals", "cropped", "--json").json
    assert found["query"] == "animals cropped"
    assert [Path(match["path"]).stem for match in found["matches"]] == ["kitten-cropped"]
    without = filled("search", "animals -kitten", "--json").json["matches"]
    assert without
    assert not {Path(match["path"]).stem for match in without} & {"kitten", "kitten-cropped"}
    assert filled("search", "--json", "--", "-kitten", "animals").json["matches"] == without


def test_in_folders(
    photoclust: Program, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf.folder / "deep").mkdir()
    (shelf.folder / "kitten.jpg").rename(shelf.folder / "deep" / "kitten.jpg")
    photoclust("index", shelf.folder)
    monkeypatch.chdir(shelf.folder)
    found = photoclust("search", "jpg", "--in", "deep", "--json").json["matches"]
    assert [match["path"] for match in found] == [str(shelf.folder / "deep" / "kitten.jpg")]


def test_names_that_are_no_text(photoclust: Program, shelf: Shelf) -> None:
    odd = shelf.folder / os.fsdecode(b"old \xff cat.jpg")
    (shelf.folder / "chelsea.jpg").rename(odd)
    photoclust("index", shelf.folder)
    assert photoclust("search", '"old', '"', "--json").json["matches"][0]["path"] == str(odd)


def test_for_people(filled: Program, samples: Path) -> None:
    first, *_ = filled("search", "castle").out.splitlines()
    score, path = first.split(maxsplit=1)
    assert 0 < float(score) <= 1
    assert Path(path).is_relative_to(samples)


def test_nothing_is_found(filled: Program) -> None:
    answer = filled("search", "qwertzuiop", "--json")
    assert (answer.code, answer.json) == (0, {"query": "qwertzuiop", "matches": []})
    assert filled("search", "qwertzuiop").out.startswith("No photo was found.\nTry: animals, ")
    assert "Try: kitten\n" in filled("search", "kiten").out


def test_without_a_library(photoclust: Program) -> None:
    answer = photoclust("search", "dog", "--json")
    assert (answer.code, answer.error["code"]) == (3, "no-library")


def test_without_words(photoclust: Program) -> None:
    answer = photoclust("search", "--json")
    assert (answer.code, answer.error["code"]) == (2, "usage")
