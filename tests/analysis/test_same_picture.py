"""An edited copy is the same picture; another shot, another photo, or nothing at all is not."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from fixtures.edits import EDITS, grey_of
from numpy.typing import NDArray
from PIL import Image

from photoclust.analysis.local_features import find_features
from photoclust.analysis.matching import Laid, lay_on
from photoclust.analysis.same_picture import NOTHING, Agreement, compare
from photoclust.analysis.whole_frame import lay_whole

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NAMES = ("kitten", "chambord", "great-wall", "pig", "dahlia", "cow")
PLAIN = ("sea-cave", "rocket")  # that show little
AS_IT_IS = Laid(False, 1 + 0j, 0j, 0)


def picture(name: str) -> Image.Image:
    return Image.open(SAMPLES / f"{name}.jpg").convert("RGB")


def looked_at(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> Agreement:
    (found,) = lay_on(find_features(first), [find_features(second)])
    return compare(first, second, found) if found is not None else NOTHING


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_the_same_picture(name: str, edit: str) -> None:
    original = picture(name)
    first, second = grey_of(original), grey_of(EDITS[edit](original))
    assert looked_at(first, second).same
    assert looked_at(second, first).same


@pytest.mark.parametrize("name", PLAIN)
def test_most_edits_of_a_plain_picture_are_the_same_picture(name: str) -> None:
    original = picture(name)
    found = [looked_at(grey_of(original), grey_of(edit(original))).same for edit in EDITS.values()]
    assert sum(found) >= len(found) - 1


def test_planets_are_not_the_same_picture_for_being_round() -> None:
    first, second = (grey_of(picture(f"planet-{name}")) for name in ("neptune", "uranus"))
    (way,) = lay_whole(find_features(first), [find_features(second)])
    assert way is not None
    assert not compare(first, second, way).same


def test_two_edited_copies_are_the_same_picture() -> None:
    original = picture("chambord")
    copies = [grey_of(edit(original)) for edit in EDITS.values()]
    found = [looked_at(*pair).same for pair in combinations(copies, 2)]
    assert np.mean(found) > 0.95


def test_the_same_two_pictures_agree_always_as_well() -> None:
    first, second = grey_of(picture("pig")), grey_of(EDITS["jpeg 10"](picture("pig")))
    assert looked_at(first, second) == looked_at(first.copy(), second.copy())


def test_different_photos_are_not_the_same_picture() -> None:
    greys = [grey_of(picture(name)) for name in (*NAMES, *PLAIN)]
    for first, second in combinations(greys, 2):
        assert not looked_at(first, second).same
        assert not compare(first, second, AS_IT_IS).same


@pytest.mark.parametrize("moved", [3, 6, 12])
def test_what_stands_nearer_and_moved_makes_it_another_shot(moved: int) -> None:
    """A foreground of half the picture that went some pixels aside before its background."""
    scene, front = grey_of(picture("great-wall")), grey_of(picture("chambord"))
    height, width = min(scene.shape[0], front.shape[0]), min(scene.shape[1], front.shape[1])

    def shot(off: int) -> NDArray[np.uint8]:
        taken = scene[:height, :width].copy()
        span = slice(width // 5 + off, width // 5 + off + width // 2)
        taken[:, span] = front[:height, width // 5 : width // 5 + width // 2]
        return taken

    assert compare(shot(0), shot(0), AS_IT_IS).same
    assert not compare(shot(0), shot(moved), AS_IT_IS).same
    assert not looked_at(shot(0), shot(moved)).same


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_where_nothing_is_to_be_seen_nothing_can_be_said(grey: int) -> None:
    plain = np.full((256, 384), grey, np.uint8)
    assert not compare(plain, plain, AS_IT_IS).same


def test_two_skies_are_not_the_same_picture() -> None:
    down = np.linspace(120, 200, 256)[:, None]
    first = np.broadcast_to(down, (256, 384)).astype(np.uint8)
    second = np.broadcast_to(down + 10, (256, 384)).astype(np.uint8)
    assert not compare(first, second, AS_IT_IS).same


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (1, 50), (20, 384)])
def test_pictures_too_small_to_compare(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    assert not compare(noise, noise, AS_IT_IS).same


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("flip", [False, True])
def test_a_whole_picture_is_found_whichever_way_it_lies(quarters: int, flip: bool) -> None:
    first = grey_of(picture("rocket"))
    second = np.ascontiguousarray(np.rot90(first[:, ::-1] if flip else first, -quarters))
    seen = find_features(first), find_features(second)
    (way,) = lay_whole(seen[0], [seen[1]])
    assert way is not None
    assert compare(first, second, way).correlation == pytest.approx(1, abs=0.01)
    (by_points,) = lay_on(seen[0], [seen[1]])
    assert by_points is not None
    assert (way.mirrored, way.turn) == (by_points.mirrored, pytest.approx(by_points.turn, abs=0.01))
    assert way.shift == pytest.approx(by_points.shift, abs=1)


@pytest.mark.parametrize("size", [(300, 300), (384, 300), (384, 200)])
@pytest.mark.parametrize("turn", [None, Image.Transpose.ROTATE_90, Image.Transpose.TRANSVERSE])
def test_a_picture_squeezed_into_another_frame_is_the_same(
    size: tuple[int, int], turn: Image.Transpose | None
) -> None:
    squeezed = picture("kitten").resize(size)
    first = grey_of(picture("kitten"))
    second = grey_of(squeezed.transpose(turn) if turn is not None else squeezed)
    for one, other in ((first, second), (second, first)):
        (way,) = lay_whole(find_features(one), [find_features(other)])
        assert way is not None
        assert compare(one, other, way).same


def test_another_picture_or_other_proportions_do_not_lie_on_it() -> None:
    first = find_features(grey_of(picture("rocket")))
    cropped = picture("rocket").crop((0, 0, 200, picture("rocket").height))
    plain = np.zeros((100, 150), np.uint8)
    others = [grey_of(picture("pig")), grey_of(cropped), plain]
    assert lay_whole(first, [find_features(other) for other in others]) == [None, None, None]
