"""What PhotoClust can read, and how it knows.

A file is looked at when its name ends like a picture's; what it really is, its first bytes decide. Only the
decoders named here are ever tried: pictures are hostile input, and Pillow would start Ghostscript for EPS.
`docs/formats.md` is the list for people.
"""

from __future__ import annotations

import functools
import os
import warnings

RAW_SUFFIXES = frozenset(
    {".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".gpr", ".iiq", ".k25", ".kdc"}
    | {".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".ptx", ".raf", ".rw2", ".rwl", ".sr2"}
    | {".srf", ".srw", ".x3f"}
)
"""Endings of cameras' own files, lower case. (Not `.raw`, which says nothing.)"""

SUFFIXES = (
    frozenset(
        {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".gif", ".webp", ".avif", ".avifs"}
        | {".heic", ".heif", ".heics", ".heifs", ".hif", ".tif", ".tiff", ".bmp", ".dib", ".jxl"}
        | {".jp2", ".j2k", ".jpf", ".jpx", ".ppm", ".pgm", ".pnm", ".tga"}
    )
    | RAW_SUFFIXES
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
PIXEL_LIMIT_GREEDY = 50 * MEGAPIXEL
GREEDY_DECODERS = {"JPEG2000": 24, "JXL": 32}
"""Decoders that take much memory, with the bytes a pixel that they have been seen to take."""

LARGE, USUAL_BYTES = 400_000_000, 8  # bytes of memory, and those a pixel takes
BYTE_LIMIT = 1 << 30  # of a file

DECODER_VERSION = "2"
"""Raised whenever something becomes readable that was not: files that failed are then tried again."""

_MAGIC = (
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
    (b"<svg", "SVG"),
)

_KNOWN = (
    *(
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF87a",
        b"GIF89a",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"II+\0",
        b"MM\0+",
    ),
    *(b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51", b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"),
)

PICTURE_BRANDS = frozenset(
    {
        b"heic",
        b"heix",
        b"heim",
        b"heis",
        b"hevc",
        b"hevx",
        b"hevm",
        b"hevs",
        b"mif1",
        b"mif2",
        b"msf1",
        b"miaf",
    }
    | {b"avif", b"avis", b"crx ", b"jpeg", b"j2ki", b"j2is", b"avci", b"avcs", b"vvic", b"unif"}
)
"""Brands of the files that hold pictures, among those that may hold films as well (ISO/IEC 23008-12)."""


def is_candidate(name: str) -> bool:
    """Whether a file of this name is worth opening."""
    return suffix(name) in SUFFIXES


def is_refused(name: str) -> bool:
    """Whether a file of this name is a picture of a kind that is never opened."""
    return suffix(name) in REFUSED_SUFFIXES


def suffix(name: str) -> str:
    """The last part of a file's name, with its dot, in lower case; "" for names like ".jpg".

    What os.path.splitext does, but for paths: a rescan asks for every file, and most names are plain.
    """
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 and name[0] != "." else os.path.splitext(name)[1].lower()


def refused_format(head: bytes) -> str | None:
    """The name of a format that is known but never opened, from a file's first bytes."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def begins_like_a_picture(head: bytes) -> bool:
    """Whether a file that can't be opened is a damaged picture rather than none."""
    return head.startswith(_KNOWN) or head[8:12] == b"WEBP" or head[4:8] == b"ftyp"


def pixel_limit(decoder: str) -> int:
    """The number of pixels above which pictures are not decoded."""
    if decoder in SCALED_DECODERS:
        return PIXEL_LIMIT_SCALED
    return PIXEL_LIMIT_GREEDY if decoder in GREEDY_DECODERS else PIXEL_LIMIT_FULL


def is_large(decoder: str, pixels: int) -> bool:
    """Whether decoding takes so much memory that only one thread should do it at a time."""
    return pixels * GREEDY_DECODERS.get(decoder, USUAL_BYTES) > LARGE


@functools.cache
def prepare_decoders() -> None:
    """Registers HEIF with Pillow and silences Pillow's remarks about odd files; does its work once."""
    import pi_heif

    pi_heif.register_heif_opener()
    # Files that are odd but readable are no news to anybody, and each run would repeat them.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pi_heif\.")
