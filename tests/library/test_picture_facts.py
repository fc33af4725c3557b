"""What thumbnails say of photos: how large without their frames, how sharp."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from PIL import Image, ImageFilter, ImageOps

from photoclust.core.progress import CancelToken
from photoclust.library.picture_facts import PictureFacts
from photoclust.store.photo_table import PhotoTable, photo_table

Measured = Callable[..., tuple[PictureFacts, list[int], PhotoTable]]


@pytest.fixture
def variants(shelf: Shelf) -> Shelf:
    """One photo, edited in ways of which some make it larger and none better."""
    for path in shelf.folder.glob("*.jpg"):
        if path.name != "kitten.jpg":
            path.unlink()
    with Image.open(shelf.folder / "kitten.jpg") as image:
        image.load()
    edits = {
        "framed": ImageOps.expand(image, image.width // 6, "white"),
        "blurred": image.filter(ImageFilter.GaussianBlur(3)),
        "grey": ImageOps.grayscale(image),
        "greyish": ImageOps.grayscale(image).convert("RGB"),
        "turned": image.transpose(Image.Transpose.ROTATE_90),
        "half": image.reduce(2),
        "cut": image.crop((0, 0, image.width, image.height // 2)),
    }
    for name, edited in edits.items():
        edited.save(shelf.folder / f"{name}.jpg", quality=95)
    (shelf.folder / "copy.jpg").write_bytes((shelf.folder / "kitten.jpg").read_bytes())
    shelf.index()
    return shelf


@pytest.fixture
def measured(variants: Shelf) -> Iterator[Measured]:
    """Asks for some of them by name."""
    with variants.library.cache() as cache:

        def measured(*names: str) -> tuple[PictureFacts, list[int], PhotoTable]:
            table = photo_table(cache)
            row_of = {Path(path).stem: row for row, path in enumerate(table.paths)}
            return PictureFacts(cache, table, CancelToken()), [row_of[name] for name in names], table

        yield measured


def test_a_frame_is_no_picture(measured: Measured) -> None:
    facts, rows, table = measured("kitten", "framed", "half")
    whole = tuple(table.shapes[rows[0]])
    plain, framed, half = facts.shapes(rows)
    assert plain == whole
    assert framed == pytest.approx(whole, rel=0.02)
    assert half == pytest.approx([side / 2 for side in whole], abs=1)


def test_what_is_blurred_is_less_sharp(measured: Measured) -> None:
    facts, rows, _ = measured("kitten", "blurred", "turned", "half")
    plain, blurred, turned, half = facts.sharpness(rows)
    assert blurred < plain / 1.25
    assert turned == pytest.approx(plain, rel=0.05)
    assert half == pytest.approx(plain, rel=0.15)


def test_what_is_grey_is_not_in_colour(measured: Measured) -> None:
    facts, rows, _ = measured("kitten", "grey", "greyish", "blurred", "half")
    assert facts.in_colour(rows) == [True, False, False, True, True]
    facts, rows, _ = measured("kitten", "copy")
    assert facts.in_colour(rows) == [True, True]


@pytest.mark.parametrize("names", [("kitten", "cut"), ("kitten", "copy"), ("kitten",)])
def test_where_nothing_can_be_said(measured: Measured, names: tuple[str, ...]) -> None:
    facts, rows, _ = measured(*names)
    assert facts.sharpness(rows) == [0.0] * len(rows)


def test_without_a_thumbnail(variants: Shelf, measured: Measured) -> None:
    facts, rows, table = measured("kitten", "framed")
    with variants.library.cache() as cache, cache.transaction():
        cache.execute("DELETE FROM thumbnails WHERE fingerprint = ?", [table.fingerprint(rows[1])])
    assert facts.shapes(rows) == [tuple(table.shapes[row]) for row in rows]
    assert facts.sharpness(rows) == [0.0, 0.0]
