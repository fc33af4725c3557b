from datetime import datetime

import numpy as np
import pytest

from photoclust.analysis.difference import Difference
from photoclust.core.photo import CompanionKind, Fingerprint, Photo, PhotoFile, PhotoId, PhotoMetadata
from photoclust.gui.compare import notes
from photoclust.gui.compare.facts import lines_of
from photoclust.library.side_by_side import Candidate


def candidate(number, size=(400, 300), count=1000, taken=None, camera=None, raw=False, form="JPEG"):
    return Candidate(
        Photo(
            PhotoId(number),
            PhotoFile(f"/photos/{number}.jpg", count, 0),
            Fingerprint(bytes([number]) * 16),
            PhotoMetadata(*size, form, taken=taken, camera=camera),
        ),
        CompanionKind.RAW if raw else CompanionKind.NONE,
        None,
    )


def best(lines):
    """What is marked, by photo."""
    return {
        number: [fact.why for line in found for fact in line if fact.best] for number, found in lines.items()
    }


def test_the_best_of_each_thing_is_marked():
    photos = [
        candidate(1, (800, 600), 5000, datetime(2020, 1, 2), "Box"),
        candidate(2, (400, 300), 9000, datetime(2020, 1, 1), raw=True),
        candidate(3, (800, 600), 100),
    ]
    lines = lines_of(photos, {PhotoId(1): 2.0, PhotoId(2): 1.0, PhotoId(3): 1.97})
    assert best(lines) == {
        1: ["most pixels", "sharpest"],
        2: ["largest file", "with RAW file", "earliest"],
        3: ["most pixels", "sharpest"],
    }
    assert [fact.text for fact in lines[PhotoId(2)][0]] == ["400 × 300", "9 kB", "JPEG + RAW"]
    assert [fact.text for fact in lines[PhotoId(3)][1]] == ["No date"]
    assert lines[PhotoId(3)][2][0].text == "Sharpness 98 %"


def test_where_all_are_alike_nothing_is():
    photos = [candidate(1, raw=True), candidate(2, raw=True)]
    assert best(lines_of(photos, {PhotoId(1): 1.0, PhotoId(2): 0.98})) == {1: [], 2: []}


@pytest.mark.parametrize(
    ("sharpness", "text"),
    [(None, "Sharpness …"), ({}, "Sharpness unknown"), ({PhotoId(1): 0.0}, "Sharpness unknown")],
)
def test_sharpness_that_is_not_known(sharpness, text):
    lines = lines_of([candidate(1), candidate(2)], sharpness)
    assert lines[PhotoId(1)][2][0].text == text


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ((400, 300), ""),
        ((800, 600), "sizes differ: 800 × 600 ↔ 400 × 300, the smaller enlarged"),
        ((300, 400), "shapes differ: 400 × 300 ↔ 300 × 400, one stretched"),
    ],
)
def test_sizes_that_differ_are_said(second, said):
    note = notes.difference_of((2, 1), [candidate(1), candidate(2, second)], None)
    assert note == ("Photo 1 against 2", said)


def test_the_amount_of_a_difference_is_said():
    pixels = np.zeros((2, 2, 3), np.uint8)
    pair = [candidate(1), candidate(2)]
    none = notes.difference_of((1, 2), pair, Difference(pixels, 0.0, 0.0))
    assert none.text == "no difference at this size"
    text = notes.difference_of((1, 2), pair, Difference(pixels, 1.21, 0.123)).text
    assert text == "12.3 % of pixels differ, mean 1.2 of 255"
