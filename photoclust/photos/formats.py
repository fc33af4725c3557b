"""What PhotoClust can read, and how it knows.

A file is looked at when its name ends like a picture's; what it really is, its first bytes decide. Only the
decoders named here are ever tried: pictures are hostile input, and Pillow would start Ghostscript for EPS.
"""

from __future__ import annotations

import functools
import os
import warnings

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".gif", ".webp", ".avif", ".avifs"}
    | {".heic", ".heif", ".heics", ".heifs", ".hif", ".tif", ".tiff", ".bmp", ".dib"}
    | {".jp2", ".j2k", ".jpf", ".jpx", ".ppm", ".pgm", ".pnm", ".tga"}
)
"""Endings of files worth opening, lower case."""

REFUSED_SUFFIXES = frozenset({".eps", ".ps", ".epsf"})
"""Endings that are listed as refused, so that nobody wonders where the picture is."""

DECODERS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "DIB", "JPEG2000", "PPM", "TGA")
"""Names of the Pillow plugins that may be tried. (MPO, a JPEG with a second picture, comes with JPEG.)"""

SCALED_DECODERS = frozenset({"JPEG", "MPO"})
"""Decoders that can decode at 1/2, 1/4 or 1/8 scale."""

MEGAPIXEL = 1_000_000
PIXEL_LIMIT_SCALED = 178 * MEGAPIXEL  # Pillow's own limit; decoded small, a 200 MB picture costs little
PIXEL_LIMIT_FULL = 100 * MEGAPIXEL  # 400 MB as RGBA
BYTE_LIMIT = 1 << 30

DECODER_VERSION = "1"
"""Raised whenever something becomes readable that was not: files that failed are then tried again."""

_MAGIC = (
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
    (b"<svg", "SVG"),
)


def is_candidate(name: str) -> bool:
    """Whether a file of this name is worth opening."""
    return os.path.splitext(name)[1].lower() in SUFFIXES


def is_refused(name: str) -> bool:
    """Whether a file of this name is a picture of a kind that is never opened."""
    return os.path.splitext(name)[1].lower() in REFUSED_SUFFIXES


def refused_format(head: bytes) -> str | None:
    """The name of a format that is known but never opened, from a file's first bytes."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


@functools.cache
def prepare_decoders() -> None:
    """Registers HEIF with Pillow and silences Pillow's remarks about odd files; does its work once."""
    import pi_heif

    pi_heif.register_heif_opener()
    # Files that are odd but readable are no news to anybody, and each run would repeat them.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pi_heif\.")
