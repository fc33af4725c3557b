"""Colours of any space to sRGB, on the small picture: wide-gamut photos must not look dull.

LittleCMS does it, by the ICC profile that a picture carries. Where a picture only names its space (Adobe RGB
in EXIF, a number in HEIF and AVIF), the profile is made here: three primaries and a curve (ICC.1:2001-04).
"""

from __future__ import annotations

import functools
import io
import struct

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

PROFILE_LIMIT = 8 << 20  # bytes
SAME_COLOURS = 3  # levels of 255: profiles of sRGB differ by as much among each other
_SPACES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab": "LAB"}

Point = tuple[float, float]
SRGB: tuple[Point, ...] = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
ADOBE_RGB: tuple[Point, ...] = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
DISPLAY_P3: tuple[Point, ...] = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
BT2020: tuple[Point, ...] = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
"""x and y of red, green and blue."""

D65: Point = (0.3127, 0.3290)
LINEAR, PQ, HLG = 8, 16, 18
"""Curves by the numbers of ITU-T H.273; all others are taken for that of sRGB."""

_NAMED = {1: SRGB, 9: BT2020, 12: DISPLAY_P3}  # likewise
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_PAPER_WHITE = 203.0  # cd/m2, ITU-R BT.2408
_KNEE = 0.6  # share of paper white above which highlights are compressed


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A picture's colours in sRGB, mode "RGB" where they were changed.

    Args:
        image: Mode "RGB", "L", "CMYK" or "LAB".
        profile: An ICC profile. One that is broken, or of another colour space, is ignored.
    """
    if not profile or len(profile) > PROFILE_LIMIT:
        return image
    transform = _transform(profile, image.mode)
    return image if transform is None else transform.apply(image)


@functools.lru_cache(maxsize=64)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """What turns a profile's colours into sRGB; None where there is nothing to do, or nothing to be done."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _SPACES.get(source.profile.xcolor_space.strip()) != mode:
            return None
        transform = ImageCms.ImageCmsTransform(
            source,
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
            mode,
            "RGB",
            intent=ImageCms.Intent.PERCEPTUAL,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOCACHE,  # many threads use it
        )
        return None if mode in {"RGB", "L"} and _changes_little(transform, mode) else transform
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _changes_little(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    steps = np.linspace(0, 255, 9, dtype=np.uint8)
    if mode == "L":
        plain = Image.fromarray(steps[None])
    else:
        plain = Image.fromarray(np.stack(np.meshgrid(steps, steps, steps), -1).reshape(9, 81, 3))
    before = np.asarray(plain.convert("RGB"), np.int16)
    return int(np.abs(np.asarray(transform.apply(plain), np.int16) - before).max()) <= SAME_COLOURS


def named_profile(primaries: int, transfer: int) -> bytes | None:
    """A profile for colours that are told by numbers (ITU-T H.273); None for sRGB and what is unknown."""
    if primaries in {9, 12} or transfer in {PQ, HLG}:
        return matrix_profile(_NAMED.get(primaries, SRGB), transfer)
    return None


def adobe_rgb() -> bytes:
    """A profile of Adobe RGB (1998), which cameras name in EXIF without adding it."""
    return matrix_profile(ADOBE_RGB, gamma=563 / 256)


@functools.cache
def lab_profile() -> bytes:
    """A profile of CIE Lab as TIFFs have it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@functools.lru_cache(maxsize=64)
def matrix_profile(
    points: tuple[Point, ...], transfer: int = 0, gamma: float = 0.0, white: Point = D65
) -> bytes:
    """Makes a profile of three primaries and one curve, version 2.

    Args:
        points: x and y of red, green and blue.
        transfer: The curve, by its number.
        gamma: Instead of it: the exponent from stored values to light.
        white: x and y of white.

    Raises:
        ValueError: If there can be no such colours.
    """
    columns = _matrix(points, white)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"made\0" + bytes(78),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": _xyz(_D50),
        **{name: _xyz(columns[:, at]) for at, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(transfer, gamma)),
    }
    table, body = struct.pack(">I", len(tags)), b""
    first = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += struct.pack(">4sII", name, first + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = first + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(_fixed(value) for value in _D50)
    return head.ljust(128, b"\0") + table + body


def _matrix(points: tuple[Point, ...], white: Point) -> NDArray[np.float64]:
    """XYZ of the three primaries as columns, adapted to D50 by Bradford's transform."""

    def xyz(x: float, y: float) -> NDArray[np.float64]:
        return np.array([x, y, 1 - x - y]) / y

    try:
        with np.errstate(all="raise"):
            seen = xyz(*white)
            columns = np.stack([xyz(*point) for point in points], axis=1)
            columns *= np.linalg.solve(columns, seen)
            gain = (_BRADFORD @ np.array(_D50)) / (_BRADFORD @ seen)
            adapted: NDArray[np.float64] = np.linalg.inv(_BRADFORD) @ np.diag(gain) @ _BRADFORD @ columns
    except (ArithmeticError, np.linalg.LinAlgError) as error:
        raise ValueError("primaries that span no colours") from error
    if np.abs(adapted).max() > 100:
        raise ValueError("primaries that span no colours")
    return adapted


def _curve(transfer: int, gamma: float) -> bytes:
    """Stored values to light, 1024 of them."""
    stored = np.linspace(0, 1, 1024)
    if gamma or transfer == LINEAR:
        light = stored ** (gamma or 1)
    elif transfer == PQ:
        light = _tone_mapped(_perceptual_quantizer(stored), 1000 / _PAPER_WHITE)
    elif transfer == HLG:
        light = _hybrid_log_gamma(stored)
        paper = float(np.interp(0.75, stored, light))
        light = _tone_mapped(light / paper, 1 / paper)
    else:
        light = np.where(stored <= 0.04045, stored / 12.92, ((stored + 0.055) / 1.055) ** 2.4)
    levels = np.round(np.clip(light, 0, 1) * 65535).astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", len(levels)) + levels.tobytes()


def _perceptual_quantizer(stored: NDArray[np.float64]) -> NDArray[np.float64]:
    """The EOTF of SMPTE ST 2084, in units of paper white."""
    power = stored ** (1 / 78.84375)
    light = np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
    bright: NDArray[np.float64] = light ** (1 / 0.1593017578125) * 10_000 / _PAPER_WHITE
    return bright


def _hybrid_log_gamma(stored: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse OETF of ITU-R BT.2100 with the system gamma of a screen of 1000 cd/m2."""
    scene = np.where(
        stored <= 0.5, stored**2 / 3, (np.exp((stored - 0.55991073) / 0.17883277) + 0.28466892) / 12
    )
    display: NDArray[np.float64] = scene**1.2
    return display


def _tone_mapped(light: NDArray[np.float64], peak: float) -> NDArray[np.float64]:
    """Keeps what is darker than the knee, and presses what is brighter, up to `peak`, into what is left."""
    room = 1 - _KNEE
    bright = (1 - np.exp(-(light - _KNEE) / room)) / (1 - np.exp(-(peak - _KNEE) / room))
    mapped: NDArray[np.float64] = np.where(light <= _KNEE, light, _KNEE + room * bright)
    return mapped


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, ...] | NDArray[np.float64]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(float(value)) for value in values)
