"""The search field with an image-and-text model: descriptions beside dates, places and names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.tiny_pair import write_pair
from PIL import Image

from photoclust.config.paths import AppPaths
from photoclust.embedding.models import find_model
from photoclust.library import browse
from photoclust.library.session import Library
from photoclust.library.textsearch import Meaning, SearchAnswer, search

BUNDLED = AppPaths.default().models[-1]
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Three reds of two years, three greens, twelve greys of all shades."""
    folder = tmp_path_factory.mktemp("colours")
    write_pair(folder)
    shelf = Shelf(
        Library.open(folder / "library"), folder / "photos", find_model([folder, BUNDLED], "colours")
    )
    shelf.folder.mkdir()
    for number, year in enumerate((2019, 2019, 2021)):
        save(shelf.folder / f"r{number}.jpg", (250 - number, 5, number), year)
        save(shelf.folder / f"g{number}.jpg", (number, 250 - number, 5), year)
    for number in range(12):
        save(shelf.folder / f"n{number}.jpg", (40 + 15 * number,) * 3, 2020)
    shelf.index()
    return shelf


def save(path: Path, colour: tuple[int, int, int], year: int) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{year}:07:01 12:00:00"
    Image.new("RGB", (64, 48), colour).save(path, exif=exif, quality=95)


def asked(shelf: Shelf, text: str) -> SearchAnswer:
    return search(shelf.library, shelf.model, text, today=TODAY)


def names(shelf: Shelf, answer: SearchAnswer) -> set[str]:
    ids = [match.photo_id for match in answer.matches]
    return {Path(photo.path).stem for photo in browse.photos(shelf.library, ids)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("red", {"r0", "r1", "r2"}),
        ("something red", {"r0", "r1", "r2"}),
        ("the green grass", {"g0", "g1", "g2"}),
        ("red in 2019", {"r0", "r1"}),
        ("2021 red", {"r2"}),
        ("mauve", set()),
        ("-red 2019", {"g0", "g1"}),
        ("g1", {"g1"}),
        ('"red"', set()),  # a name, and no file is called so
    ],
)
def test_what_a_description_fits_is_found(shelf: Shelf, text: str, found: set[str]) -> None:
    assert names(shelf, asked(shelf, text)) == found


def test_words_of_a_description_stay_together(shelf: Shelf) -> None:
    """Word by word, nothing is both: the mean of both words is."""
    answer = asked(shelf, "a red and green thing in 2020")
    assert [term.text for term in answer.understood] == ["a red and green thing", "2020"]
    assert answer.understood[0].meanings in ((), (Meaning.SEEN,))


def test_the_answer_says_that_it_sees(shelf: Shelf) -> None:
    answer = asked(shelf, "red")
    assert answer.sees
    assert answer.understood[0].meanings == (Meaning.SEEN,)
    scores = [match.score for match in answer.matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(1)
    assert all(0 < score <= 1 for score in scores)


def test_other_models_take_words_one_by_one(shelf: Shelf) -> None:
    from dataclasses import replace

    answer = asked(replace(shelf, model=find_model([BUNDLED])), "red car 2019")
    assert [term.text for term in answer.understood] == ["red", "car", "2019"]
