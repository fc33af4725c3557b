"""JPEG XL, which Pillow doesn't read: libjxl decodes it, through pylibjxl.

The libraries are loaded with the first such picture, since few have one: it takes a fifth of a second. libjxl
gets no boxes but those with the picture: it would unpack all others, and a few hundred bytes of Brotli can
become a gigabyte. EXIF is unpacked here, up to a limit.
"""

from __future__ import annotations

from PIL import Image

from photoclust.photos import colour, isobmff
from photoclust.photos.jxl_header import CODESTREAM, CONTAINER, CUSTOM, JxlColour, colour_of

NEEDED = frozenset({b"JXL ", b"ftyp", b"jxll", b"jxlc", b"jxlp"})
EXIF_LIMIT = 1 << 20  # bytes; other formats have 64 KiB
_NAMED = {9: colour.BT2020, 11: colour.DISPLAY_P3}


def is_jxl(data: bytes) -> bool:
    """Whether a file begins like a JPEG XL picture, bare or in a container."""
    return data.startswith((CODESTREAM, CONTAINER))


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height as they will be shown, from the header alone.

    Raises:
        Exception: Whatever pylibjxl raises for a header that makes no sense.
    """
    import pylibjxl

    header = pylibjxl.probe(data)
    return int(header["width"]), int(header["height"])


def decoded(data: bytes) -> Image.Image:
    """The picture (of an animation the first), turned as it says, with its EXIF and profile in `info`.

    Raises:
        Exception: Whatever pylibjxl raises for a damaged file.
    """
    import pylibjxl

    colours = colour_of(data)
    if colours.profiled and not (colours.perceptual or colours.animated):
        pixels, extra = pylibjxl.decode(_needed(data), metadata=True)
        image, profile = Image.fromarray(pixels), extra.get("icc")
    else:  # with metadata it would go on to the last picture of an animation
        image, profile = Image.fromarray(pylibjxl.decode(_needed(data))), _profile(colours)
        image = image.convert("RGB") if image.mode == "L" else image  # as that profile is
    image.format = "JXL"
    image.info = {"exif": _exif(data), "icc_profile": profile}
    return image


def _profile(colours: JxlColour) -> bytes | None:
    """A profile of the colours that libjxl decodes to."""
    if colours.profiled:  # it does not go back to the profile, but to linear light
        return colour.matrix_profile(colour.SRGB, colour.LINEAR)
    points = colours.points if colours.primaries == CUSTOM else _NAMED.get(colours.primaries, colour.SRGB)
    return colour.matrix_profile(points, colours.transfer, colours.gamma, colours.white or colour.D65)


def _exif(data: bytes) -> bytes:
    for box in isobmff.boxes(data) if data.startswith(CONTAINER) else ():
        content = data[box.start : box.end]
        if box.kind == b"brob" and content[:4] == b"Exif":
            content = _unpacked(content[4:])
        elif box.kind != b"Exif":
            continue
        return content[4 + int.from_bytes(content[:4], "big") :]
    return b""


def _unpacked(packed: bytes) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        content: bytes = unpacker.process(packed, output_buffer_limit=EXIF_LIMIT)
    except brotli.error:
        return b""
    return content if unpacker.is_finished() else b""


def _needed(data: bytes) -> bytes:
    if data.startswith(CODESTREAM):
        return data
    kept, place = [], 0
    for box in isobmff.boxes(data):
        if box.kind in NEEDED:
            kept.append(data[place : box.end])
        place = box.end
    return b"".join(kept)
