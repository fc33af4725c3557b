"""The perceptual hash: the same for the same picture, another for another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import encoded, opened
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from photoclust.photos.decode import decode
from photoclust.photos.perceptual_hash import EDGE, perceptual_hash, turned_hashes

SAME, OTHER = 10, 14
"""Bits of 64: up to `SAME` differ between versions of a picture, from `OTHER` on it is another."""


def distance(one: int, other: int) -> int:
    return ((one ^ other) & (2**64 - 1)).bit_count()


def hash_of(data: bytes) -> int:
    return decode("a", data, 32).perceptual_hash


@pytest.fixture(scope="module")
def photos(samples: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted(samples.glob("*.jpg"))}


@pytest.fixture(scope="module")
def hashes(photos: dict[str, bytes]) -> dict[str, int]:
    return {name: hash_of(data) for name, data in photos.items()}


def versions(data: bytes) -> dict[str, bytes]:
    picture = opened(data).convert("RGB")
    half = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    return {
        "re-encoded": encoded(picture, quality=40),
        "scaled": encoded(half),
        "squashed": encoded(picture.resize((500, 300))),
        "another format": encoded(half, "WEBP"),
        "brighter": encoded(ImageEnhance.Brightness(picture).enhance(1.2)),
        "grey": encoded(picture.convert("L")),
    }


def test_a_picture_keeps_its_hash_through_re_encoding_and_scaling(
    photos: dict[str, bytes], hashes: dict[str, int]
) -> None:
    far = {
        (name, version): distance(hash_of(data), hashes[name])
        for name in ("kitten", "great-wall", "neuschwanstein", "horses")
        for version, data in versions(photos[name]).items()
    }
    assert {key: bits for key, bits in far.items() if bits > SAME} == {}


def test_different_photos_have_different_hashes(hashes: dict[str, int]) -> None:
    names = sorted(hashes)
    near = {
        frozenset((one, other))
        for i, one in enumerate(names)
        for other in names[i + 1 :]
        if distance(hashes[one], hashes[other]) < OTHER
    }
    # Versions of one photo, and dark discs in the middle of nothing.
    planets = {name for name in names if name.startswith("planet-")}
    versions_of_one = {frozenset(("kingfisher", "kingfisher-bright"))}
    versions_of_one |= {frozenset(("neuschwanstein", "neuschwanstein-small"))}
    assert {pair for pair in near if not pair <= planets} == versions_of_one


def test_a_hash_fits_into_a_signed_column(hashes: dict[str, int]) -> None:
    assert all(-(2**63) <= value < 2**63 for value in hashes.values())
    assert min(hashes.values()) < 0 < max(hashes.values())


def test_half_of_the_bits_are_set(hashes: dict[str, int]) -> None:
    assert {distance(value, 0) for value in hashes.values()} == {32}


def dct(grey: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The DCT-II of a picture, straight from its definition."""
    n = np.arange(EDGE)
    basis = np.cos(np.pi * np.arange(EDGE)[:, None] * (2 * n[None, :] + 1) / (2 * EDGE))
    return basis @ grey.astype(np.float64) @ basis.T


def test_it_is_the_sign_of_low_frequencies_about_their_median() -> None:
    grey = np.random.default_rng(5).integers(0, 256, (EDGE, EDGE), dtype=np.uint8)
    low = dct(grey)[1:9, 1:9].ravel()
    bits = "".join("1" if value > np.median(low) else "0" for value in low)
    assert perceptual_hash(grey) & (2**64 - 1) == int(bits, 2)


def test_a_blank_picture_has_one_too() -> None:
    assert isinstance(perceptual_hash(np.zeros((EDGE, EDGE), np.uint8)), int)


TURNS = {
    "as it is": lambda picture: picture,
    "mirrored": ImageOps.mirror,
    "upside down": ImageOps.flip,
    "by 180 degrees": lambda picture: picture.rotate(180),
    "by 90 degrees": lambda picture: picture.rotate(90, expand=True),
    "by 270 degrees": lambda picture: picture.rotate(270, expand=True),
    "over one diagonal": lambda picture: picture.transpose(Image.Transpose.TRANSPOSE),
    "over the other": lambda picture: picture.transpose(Image.Transpose.TRANSVERSE),
}


@pytest.mark.parametrize("turn", TURNS)
def test_hashes_can_be_turned_without_their_pictures(turn: str, photos: dict[str, bytes]) -> None:
    names = sorted(photos)[::5]
    plain = np.array([hash_of(photos[name]) for name in names], np.int64).view(np.uint64)
    ways = turned_hashes(plain)
    assert ways.shape == (len(names), 8)
    assert (ways[:, 0] == plain).all()
    for row, name in enumerate(names):
        picture = TURNS[turn](opened(photos[name]).convert("RGB"))
        turned = hash_of(encoded(picture, "PNG"))
        assert min(distance(int(way), turned) for way in ways[row]) <= SAME


def test_each_way_is_another(photos: dict[str, bytes]) -> None:
    plain = np.array([hash_of(photos["chelsea"])], np.int64).view(np.uint64)
    assert len(set(turned_hashes(plain)[0].tolist())) == 8
