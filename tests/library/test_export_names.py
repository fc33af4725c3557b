"""Names that every file system takes, and that clash with nothing."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.library.export_names import LONGEST, NameGiver, folder_name


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Sea side", "Sea side"),
        ("a/b\\c:d", "a_b_c_d"),
        ('<>"|?*', "______"),
        ("..", "Photos"),
        ("", "Photos"),
        (" . ", "Photos"),
        ("trailing. ", "trailing"),
        (".hidden", "hidden"),
        ("CON", "CON_"),
        ("nul.album", "nul.album_"),
        ("Console", "Console"),
        ("line\nbreak\0", "line_break_"),
        ("e\u0301", "\u00e9"),
        ("日本語 😀", "日本語 😀"),
    ],
)
def test_folders(name: str, given: str) -> None:
    assert folder_name(name) == given


@given(st.text(max_size=300))
def test_any_name_makes_a_folder(name: str) -> None:
    made = folder_name(name)
    assert made
    assert made not in {".", ".."}
    assert not set(made) & set('<>:"/\\|?*\0')
    assert made == made.strip(" .")
    assert len(made.encode()) <= LONGEST + 1
    assert folder_name(made) == made


def key(path: str) -> str:
    """What Windows and macOS take for the same name."""
    return unicodedata.normalize("NFC", path).casefold()


NAMES = st.sampled_from(
    ["a.jpg", "A.jpg", "a.JPG", "a (2).jpg", "b", "\u00e9.jpg", "e\u0301.jpg", "\udcff.jpg", "ß", "SS"]
)


@given(names=st.lists(st.tuples(st.sampled_from(["", "one", "ONE"]), NAMES), max_size=30))
def test_no_two_files_have_one_name_on_any_system(names: list[tuple[str, str]]) -> None:
    giver = NameGiver("")
    made = [giver.file(below, f"/somewhere/{name}") for below, name in names]
    assert None not in made
    assert len({key(path) for path in made if path is not None}) == len(names)
    for (below, name), path in zip(names, made, strict=True):
        assert path is not None
        assert os.path.dirname(path) == below
        assert os.path.splitext(path)[1] == os.path.splitext(name)[1]


def test_numbers_go_up() -> None:
    giver = NameGiver("")
    assert [giver.file("", "/x/a.jpg") for _ in range(3)] == ["a.jpg", "a (2).jpg", "a (3).jpg"]


def test_folders_of_one_name_are_numbered() -> None:
    giver = NameGiver("")
    assert [giver.folder(name) for name in ("Sea", "sea", "Sea")] == ["Sea", "sea (2)", "Sea (3)"]


def test_a_folder_on_the_disk_is_joined_and_a_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "Sea").mkdir()
    (tmp_path / "Sea" / "a.jpg").write_bytes(b"other")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.jpg").write_bytes(b"photo")
    giver = NameGiver(str(tmp_path))
    assert giver.folder("Sea") == "Sea"
    assert giver.file("Sea", str(tmp_path / "source" / "a.jpg")) == os.path.join("Sea", "a (2).jpg")


def test_the_very_file_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    for folder in (tmp_path, tmp_path / "source"):
        (folder / "a.jpg").write_bytes(b"photo")
    giver = NameGiver(str(tmp_path))
    assert giver.file("", str(tmp_path / "source" / "a.jpg")) is None
    assert giver.file("", str(tmp_path / "source" / "a.jpg")) == "a (2).jpg"  # asked for twice


def test_equal_length_is_not_equality(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "a.jpg").write_bytes(b"x" * (1 << 20) + b"1")
    (tmp_path / "source" / "a.jpg").write_bytes(b"x" * (1 << 20) + b"2")
    assert NameGiver(str(tmp_path)).file("", str(tmp_path / "source" / "a.jpg")) == "a (2).jpg"


def test_a_broken_link_on_the_disk_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "nowhere")
    assert NameGiver(str(tmp_path)).file("", "/x/a.jpg") == "a (2).jpg"


def test_the_files_of_a_shot_get_one_number(tmp_path: Path) -> None:
    names = NameGiver(str(tmp_path))
    assert names.shot("", ["/1/a.jpg", "/1/a.nef"]) == ["a.jpg", "a.nef"]
    assert names.shot("", ["/2/a.jpg"]) == ["a (2).jpg"]
    assert names.shot("", ["/3/a.jpg", "/3/a.nef", "/3/a.mov"]) == ["a (3).jpg", "a (3).nef", "a (3).mov"]
    (tmp_path / "b.nef").write_bytes(b"another one's")
    assert names.shot("", ["/1/b.jpg", "/1/b.nef"]) == ["b (2).jpg", "b (2).nef"]
    assert names.shot("", ["/1/c.jpg", "/1/C.NEF", "/1/c.nef"]) == ["c.jpg", "C.NEF", "c (2).nef"]


def test_a_shot_of_which_a_part_lies_there(tmp_path: Path) -> None:
    originals, target = tmp_path / "originals", tmp_path / "target"
    for folder in (originals, target):
        folder.mkdir()
        (folder / "a.jpg").write_bytes(b"the very same")
    (originals / "a.nef").write_bytes(b"raw")
    shot = [str(originals / "a.jpg"), str(originals / "a.nef")]
    assert NameGiver(str(target)).shot("", shot) == [None, "a.nef"]


def test_an_export_done_again_finds_all_of_it(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    sources = []
    for number, name in ((1, "a.jpg"), (2, "a (2).jpg")):
        source = tmp_path / str(number) / "a.jpg"
        source.parent.mkdir()
        for path in (source, target / name):
            path.write_bytes(b"%d" % number)
        sources.append(str(source))
    names = NameGiver(str(target))
    assert [names.file("", source) for source in sources] == [None, None]
