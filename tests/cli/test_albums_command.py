"""`photoclust albums`: list, create, add, remove, export."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.program import Program


@pytest.fixture
def cats(filled: Program, samples: Path) -> list[str]:
    """An album of two photos; their paths."""
    paths = [str(samples / name) for name in ("kitten.jpg", "chelsea.jpg")]
    assert filled("albums", "create", "Cats", *paths).code == 0
    return paths


def test_the_contract_of_list(filled: Program, cats: list[str]) -> None:
    filled("albums", "create", "Empty")
    answer = filled("albums", "list", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {
        "albums": [
            {"name": "Cats", "photos": cats, "missing": []},
            {"name": "Empty", "photos": [], "missing": []},
        ]
    }


def test_none_yet(filled: Program) -> None:
    assert filled("albums", "list", "--json").json == {"albums": []}
    assert filled("albums", "list").out == "No albums yet.\n"


def test_a_photo_that_is_gone_is_missing(photoclust: Program, shelf: Shelf) -> None:
    photoclust("index", shelf.folder)
    photoclust("albums", "create", "Two", shelf.folder / "kitten.jpg", shelf.folder / "rocket.jpg")
    (shelf.folder / "rocket.jpg").unlink()
    photoclust("index", shelf.folder)
    (album,) = photoclust("albums", "list", "--json").json["albums"]
    assert album["photos"] == [str(shelf.folder / "kitten.jpg")]
    assert album["missing"] == [str(shelf.folder / "rocket.jpg")]
    assert photoclust("albums", "list").out == "Two: 2 photos, 1 missing\n"
    exported = photoclust("albums", "export", "Two", shelf.folder.parent / "out", "--json")
    assert exported.code == 1
    assert [item["path"] for item in exported.json["left_out"]] == [str(shelf.folder / "rocket.jpg")]


def test_adding_and_removing(filled: Program, samples: Path, cats: list[str]) -> None:
    more = str(samples / "kitten-cropped.jpg")
    added = filled("albums", "add", "Cats", more, cats[0], "--json").json
    assert (added["changed"], added["album"]["photos"]) == (1, [*cats, more])
    removed = filled("albums", "remove", "Cats", cats[0], "--json").json
    assert (removed["changed"], removed["album"]["photos"]) == (1, [cats[1], more])
    assert Path(cats[0]).exists()


def test_relative_paths(filled: Program, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples)
    created = filled("albums", "create", "Cats", "kitten.jpg", "--json").json
    assert created["album"]["photos"] == [str(samples / "kitten.jpg")]


def test_a_file_that_is_not_in_the_library_is_left_out(
    filled: Program, tmp_path: Path, samples: Path
) -> None:
    (tmp_path / "other.jpg").write_bytes(b"")
    answer = filled("albums", "create", "A", samples / "kitten.jpg", tmp_path / "other.jpg", "--json")
    assert answer.code == 1
    assert answer.json["album"]["photos"] == [str(samples / "kitten.jpg")]
    assert [item["path"] for item in answer.json["left_out"]] == [str(tmp_path / "other.jpg")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["create", "Cats"], "album-exists"),
        (["create", "  "], "album-name-empty"),
        (["add", "Dogs", "x.jpg"], "album-unknown"),
        (["remove", "Dogs", "x.jpg"], "album-unknown"),
        (["export", "Dogs", "out"], "album-unknown"),
        (["add", "Cats"], "usage"),
        (["rename", "Cats"], "usage"),
        ([], "usage"),
        (["export", "Cats", "out", "--as", "magic"], "usage"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("cats")
def test_wrong_usage(filled: Program, words: list[str], code: str) -> None:
    answer = filled("albums", *words, "--json")
    assert (answer.code, answer.error["code"]) == (2, code)


class TestExport:
    @pytest.mark.parametrize("mode", [None, "copy", "hardlink", "symlink"])
    def test_as_a_folder(self, filled: Program, cats: list[str], tmp_path: Path, mode: str | None) -> None:
        if mode == "hardlink" and tmp_path.stat().st_dev != Path(cats[0]).stat().st_dev:
            pytest.skip("the samples lie on another disk")
        words = [] if mode is None else ["--as", mode]
        answer = filled("albums", "export", "Cats", tmp_path / "out", *words, "--json")
        assert answer.code == 0
        assert answer.json == {
            "album": "Cats",
            "target": str(tmp_path / "out"),
            "copied": 2,
            "present": 0,
            "left_out": [],
        }
        for path in map(Path, cats):
            exported = tmp_path / "out" / "Cats" / path.name
            assert exported.read_bytes() == path.read_bytes()
            assert exported.is_symlink() == (mode == "symlink")
            assert exported.samefile(path) == (mode in {"hardlink", "symlink"})
        again = filled("albums", "export", "Cats", tmp_path / "out", *words, "--json").json
        assert (again["copied"], again["present"]) == (0, 2)

    def test_as_one_file(self, filled: Program, cats: list[str], tmp_path: Path) -> None:
        answer = filled("albums", "export", "Cats", tmp_path / "out", "--as", "zip", "--json")
        assert answer.json["target"] == str(tmp_path / "out" / "Cats.zip")
        with zipfile.ZipFile(answer.json["target"]) as archive:
            assert sorted(archive.namelist()) == ["Cats/chelsea.jpg", "Cats/kitten.jpg"]
            assert archive.read("Cats/kitten.jpg") == Path(cats[0]).read_bytes()


def test_a_name_that_is_no_text(filled: Program) -> None:
    assert filled("albums", "create", "Sea\udcff", "--json").code == 0
    assert len(filled("albums", "list", "--json").json["albums"]) == 1


def test_without_a_library(photoclust: Program) -> None:
    answer = photoclust("albums", "list", "--json")
    assert (answer.code, answer.error["code"]) == (3, "no-library")
