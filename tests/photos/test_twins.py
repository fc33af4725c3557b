"""Which files are one shot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.photos.formats import is_candidate
from photoclust.photos.twins import Shot, companions, shots


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["IMG_1.CR2", "IMG_1.JPG"], [Shot("IMG_1.JPG", ("IMG_1.CR2",))]),
        (["IMG_1.HEIC", "IMG_1.MOV"], [Shot("IMG_1.HEIC", ("IMG_1.MOV",))]),
        (["IMG_1.JPG", "IMG_1.MOV"], [Shot("IMG_1.JPG", ("IMG_1.MOV",))]),
        (["DSC1.ARW", "DSC1.HIF"], [Shot("DSC1.HIF", ("DSC1.ARW",))]),
        (["IMG_1.DNG", "IMG_1.HEIC", "IMG_1.MOV"], [Shot("IMG_1.HEIC", ("IMG_1.DNG", "IMG_1.MOV"))]),
        (["img_1.jpg", "IMG_1.CR2"], [Shot("img_1.jpg", ("IMG_1.CR2",))]),
        (["e\u0301.jpg", "\u00e9.nef"], [Shot("e\u0301.jpg", ("\u00e9.nef",))]),
        (
            ["PXL_1.RAW-01.COVER.jpg", "PXL_1.RAW-02.ORIGINAL.dng"],
            [Shot("PXL_1.RAW-01.COVER.jpg", ("PXL_1.RAW-02.ORIGINAL.dng",))],
        ),
        (["a.dng", "a.nef"], [Shot("a.nef", ("a.dng",))]),
        (["a.nef"], [Shot("a.nef")]),
        (["a.jpg", "a.nef", "a.png"], [Shot("a.jpg", ("a.nef",)), Shot("a.png")]),
    ],
    ids=lambda value: ",".join(value) if value and isinstance(value[0], str) else "",
)
def test_one_shot(names: list[str], expected: list[Shot]) -> None:
    assert shots(names) == expected
    assert shots(reversed(names)) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["IMG_1.CR2", "IMG_2.JPG"],
        ["a.jpg", "a.png"],
        ["a.heic", "a.jpg"],
        ["IMG_1.JPG", "IMG_1 (1).CR2"],
        ["a.gif", "a.nef"],
        ["a.jpg.jpg", "a.nef"],
    ],
    ids=",".join,
)
def test_two_shots(names: list[str]) -> None:
    assert shots(names) == [Shot(name) for name in sorted(names)]


def test_a_film_alone_is_no_photo() -> None:
    assert shots(["a.mov", "notes.txt", "b.png", "b.mov"]) == [Shot("b.png")]


def test_names_that_are_no_text() -> None:
    assert shots(["\udcff.jpg", "\udcff.cr2"]) == [Shot("\udcff.jpg", ("\udcff.cr2",))]


def test_companions_are_the_others_of_shots() -> None:
    names = ["a.CR2", "a.jpg", "b.heic", "b.mov", "b.txt", "c.nef", "d.mov", "e.jpg", "f.jpg", "f.png"]
    assert companions(names) == {"a.CR2": "a.jpg", "b.mov": "b.heic"}
    assert companions(["a.jpg", "b.png"]) == {}


endings = st.sampled_from([".jpg", ".JPG", ".heic", ".png", ".cr2", ".dng", ".mov", ".txt", ".gif", ""])
names = st.lists(st.builds(str.__add__, st.text("aAé.", min_size=1, max_size=3), endings), max_size=12)


@given(names)
def test_every_photo_is_in_one_shot(names: list[str]) -> None:
    found = [name for shot in shots(names) for name in (shot.main, *shot.others)]
    assert len(found) == len(set(found))
    assert {name for name in names if is_candidate(name)} <= set(found)
    assert set(found) <= set(names)


@given(st.sets(st.builds(str.__add__, st.text("aAé.", min_size=1, max_size=3), endings), max_size=12))
def test_companions_agree_with_shots(names: set[str]) -> None:
    assert companions(names) == {other: shot.main for shot in shots(names) for other in shot.others}
