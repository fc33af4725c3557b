"""`photoclust index`: counts, reasons and exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from fixtures.indexed import FEW, Shelf
from fixtures.processes import holding_the_lock
from fixtures.program import Program

from photoclust.core.courtesy import Courtesy
from photoclust.store import database as database_module

MANY = len(FEW)
KEYS = ["photos", "embedded", "reused", "unchanged", "removed", "unreadable", "seconds"]


def test_the_contract(photoclust: Program, shelf: Shelf) -> None:
    answer = photoclust("index", shelf.folder, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert list(answer.json) == KEYS
    seconds = answer.json.pop("seconds")
    assert isinstance(seconds, float)
    assert answer.json | {"seconds": 0} == {
        "photos": MANY,
        "embedded": MANY,
        "reused": 0,
        "unchanged": 0,
        "removed": 0,
        "unreadable": [],
        "seconds": 0,
    }
    again = photoclust("index", shelf.folder, "--json")
    assert (again.json["embedded"], again.json["unchanged"]) == (0, MANY)


def test_what_is_left_out_is_listed(
    photoclust: Program, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = shelf.folder / os.fsdecode(b"\xff\xfe.jpg")
    odd.write_bytes(b"no picture")
    (shelf.folder / "empty.jpg").touch()
    monkeypatch.chdir(shelf.folder.parent)
    answer = photoclust("index", shelf.folder.name, "--json")
    assert answer.code == 1
    assert answer.json["photos"] == MANY
    assert answer.json["unreadable"] == [
        {"path": str(shelf.folder / "empty.jpg"), "reason": "The file is empty."},
        {"path": str(odd), "reason": "The file is not a picture, whatever its name says."},
    ]
    assert "\\udcff\\udcfe.jpg" in answer.out
    answer.out.encode("utf-8")  # valid: what is no text is escaped
    assert answer.err == ""


def test_for_people(photoclust: Program, shelf: Shelf) -> None:
    (shelf.folder / "empty.jpg").touch()
    answer = photoclust("index", shelf.folder)
    assert answer.code == 1
    assert answer.out.startswith(f"{MANY} photos: {MANY} embedded, ")
    assert answer.err.splitlines() == [
        "1 file left out:",
        f"  {shelf.folder / 'empty.jpg'}: The file is empty.",
    ]
    assert photoclust("index", shelf.folder, "--quiet").err == ""


def test_a_long_list_is_cut_for_people_only(photoclust: Program, shelf: Shelf) -> None:
    for number in range(25):
        (shelf.folder / f"empty {number:02}.jpg").touch()
    lines = photoclust("index", shelf.folder).err.splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  … and 5 more (--json lists all)"
    assert len(photoclust("index", shelf.folder, "--json").json["unreadable"]) == 25


def test_several_folders(photoclust: Program, shelf: Shelf, samples: Path) -> None:
    answer = photoclust("index", shelf.folder, samples, "--json", "--jobs", "3")
    assert answer.json["photos"] == MANY + 41
    assert answer.json["embedded"] == 41
    assert answer.json["reused"] == MANY


def test_the_library_may_lie_anywhere(photoclust: Program, shelf: Shelf, tmp_path: Path) -> None:
    for words in (["index", shelf.folder, "--library", tmp_path / "L", "--json"],):
        assert photoclust(*words).json["embedded"] == MANY
    before = photoclust("--json", "--library", tmp_path / "L", "index", shelf.folder)
    assert before.json["unchanged"] == MANY
    assert not photoclust.paths.library.exists()


def test_a_folder_that_is_not_there(photoclust: Program, tmp_path: Path) -> None:
    answer = photoclust("index", tmp_path / "typo", "--json")
    assert answer.code == 3
    assert answer.error == {
        "code": "folder-missing",
        "message": f"The folder {tmp_path / 'typo'} does not exist or can't be read.",
        "path": str(tmp_path / "typo"),
    }
    people = photoclust("index", tmp_path / "typo", "--quiet")
    assert (people.code, people.out) == (3, "")
    assert people.err == f"photoclust: {answer.error['message']}\n"


def test_a_model_that_is_not_there(photoclust: Program, shelf: Shelf) -> None:
    unknown = photoclust("index", shelf.folder, "--model", "nonsense", "--json")
    assert (unknown.code, unknown.error["code"]) == (3, "model-unknown")
    assert "efficientnet_lite0" in unknown.error["message"]
    missing = photoclust("index", shelf.folder, "--model", "mobilenet_v3_small", "--json")
    assert (missing.code, missing.error["code"]) == (3, "model-not-brought")
    assert missing.error["path"] == str(photoclust.paths.models[0] / "mobilenet_v3_small.tflite")


def test_a_damaged_model(photoclust: Program, shelf: Shelf) -> None:
    photoclust.paths.models[0].mkdir(parents=True)
    (photoclust.paths.models[0] / "efficientnet_lite0.tflite").write_bytes(b"damaged")
    answer = photoclust("index", shelf.folder, "--json")
    assert (answer.code, answer.error["code"]) == (3, "model-damaged")


def test_a_library_in_use(photoclust: Program, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    photoclust("index", shelf.folder)
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 100)
    with holding_the_lock(photoclust.paths.library / "cache.sqlite"):
        answer = photoclust("index", shelf.folder, "--json")
    assert (answer.code, answer.error["code"]) == (3, "database-locked")
    assert answer.error["path"] == str(photoclust.paths.library)


@pytest.mark.parametrize(
    ("file", "said"),
    [("cache.sqlite", "Your photos are indexed anew"), ("albums.sqlite", "was put in its place")],
)
def test_a_damaged_library_is_put_right_and_that_is_said(
    photoclust: Program, shelf: Shelf, file: str, said: str
) -> None:
    photoclust("index", shelf.folder)
    photoclust("albums", "create", "Cats", shelf.folder / "kitten.jpg")
    (photoclust.paths.library / file).write_bytes(b"SQLite format 3\0" + b"\xee" * 9000)
    answer = photoclust("index", shelf.folder, "--json")
    assert answer.code == 0
    assert said in answer.err
    assert f"{file}.damaged-" in answer.err
    (album,) = photoclust("albums", "list", "--json").json["albums"]
    assert album["photos"] == [str(shelf.folder / "kitten.jpg")]
    assert photoclust("doctor").code == 0


def test_each_answer_is_one_line_of_json(photoclust: Program, shelf: Shelf) -> None:
    answer = photoclust("index", shelf.folder, "--json")
    assert answer.out.count("\n") == 1
    assert answer.out.endswith("\n")
    assert json.loads(answer.out)


def test_it_steps_back_only_where_it_was_asked_to(
    photoclust: Program, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Courtesy] = []
    monkeypatch.setattr("photoclust.library.index_run.step_back", seen.append)
    monkeypatch.setattr("photoclust.library.index_options.on_battery", lambda: False)
    assert photoclust("index", shelf.folder).code == 0
    assert set(seen) == {Courtesy.NONE}
    seen.clear()
    (shelf.folder / "rocket.jpg").touch()
    assert photoclust("index", shelf.folder, "--courteous").code == 0
    assert set(seen) == {Courtesy.POLITE}
