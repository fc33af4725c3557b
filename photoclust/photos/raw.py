"""RAW files by the preview that the camera put into them; their sensor data is never developed.

LibRaw could find previews too. It is left out on purpose: it is a large parser in C++ for hostile input and
3 MB more to ship, and what is needed of it, a JPEG out of a container, takes the page below. The JPEG then
goes the way of all others.

TIFF-like files (CR2, NEF, ARW, DNG, RW2, ORF, PEF, SRW, ...) say where their previews lie. The others (CR3,
RAF, X3F, MRW, CRW), and those that hide the larger ones in notes of the maker, are searched for JPEGs: data
of a sensor looks like the beginning of a JPEG, with a frame of a possible size in it, about never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from photoclust.photos import isobmff, jpeg, tiff

MAGIC = {
    b"FUJIFILMCCD-RAW ": "RAF",
    b"FOVb": "X3F",
    b"\0MRM": "MRW",
    b"II\x1a\0\0\0HEAPCCDR": "CRW",
    b"IIU\0": "RW2",
    b"IIRO": "ORF",
    b"IIRS": "ORF",
    b"MMOR": "ORF",
}
SENSOR, LINEAR = 32803, 34892  # photometric interpretations: a colour filter array, and raw colour
UNCOMPRESSED, RGB = 1, 2
GOOD_ENOUGH = 1000  # pixels of the longer side: below, the file is searched for a larger preview
EDGE_LIMIT = 65_500
SEARCH_LIMIT = 512


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture inside a RAW file.

    Attributes:
        width: Pixels, as stored.
        height: Pixels, as stored.
        start: Where it begins in the file.
        end: Where it ends; beyond the file's end if the file is cut off.
        pixels: Bare RGB without compression; a JPEG otherwise.
    """

    width: int
    height: int
    start: int
    end: int
    pixels: bool = False

    @property
    def area(self) -> int:
        return self.width * self.height


def kind_of(data: bytes) -> str | None:
    """The kind of a RAW file by its content ("CR2", "DNG", ...; "RAW" if only that is clear), or None."""
    if isobmff.brand(data[:12]) == b"crx ":
        return "CR3"
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            return kind
    if data[:4] not in tiff.BYTE_ORDERS:
        return None
    if data[8:10] == b"CR":
        return "CR2"
    for number, directory in enumerate(tiff.directories(data)):
        if number == 0 and tiff.DNG_VERSION in directory.entries:
            return "DNG"
        if directory.number(tiff.PHOTOMETRIC) in {SENSOR, LINEAR}:
            return "RAW"
    return None


def previews(data: bytes, kind: str) -> list[Preview]:
    """The pictures inside a RAW file, the largest first."""
    found = {preview.start: preview for preview in _listed(data)}
    # Adobe's own lists all there are, and may keep its raw data in pieces that are JPEGs as well.
    if kind != "DNG" and max((max(p.width, p.height) for p in found.values()), default=0) < GOOD_ENOUGH:
        for preview in _searched(data):
            found.setdefault(preview.start, preview)
    return sorted(found.values(), key=lambda preview: (preview.area, not preview.pixels), reverse=True)


def cut_out(data: bytes, preview: Preview) -> Image.Image | bytes:
    """A preview: the bytes of its JPEG, or its bare pixels as a picture."""
    part = data[preview.start : preview.end]
    if preview.pixels:
        return Image.frombytes("RGB", (preview.width, preview.height), part)
    return part


def sensor_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of the photo that a TIFF-like file holds, pixels; None if it does not say."""
    for directory in tiff.directories(data):
        if directory.number(tiff.PHOTOMETRIC) in {SENSOR, LINEAR}:
            for size in (
                directory.numbers(tiff.DEFAULT_CROP_SIZE),
                (directory.number(tiff.WIDTH), directory.number(tiff.HEIGHT)),
            ):
                if len(size) == 2 and min(size) > 0:
                    return size[0], size[1]
    return None


def _listed(data: bytes) -> Iterator[Preview]:
    for directory in tiff.directories(data):
        places = [(directory.number(tiff.JPEG_OFFSET), directory.number(tiff.JPEG_LENGTH))]
        panasonic = directory.entries.get(tiff.PANASONIC_JPEG)
        if panasonic is not None:
            places.append((panasonic.offset, panasonic.count))
        starts, lengths = directory.numbers(tiff.STRIP_OFFSETS), directory.numbers(tiff.STRIP_LENGTHS)
        if directory.number(tiff.PHOTOMETRIC) not in {SENSOR, LINEAR}:
            if len(starts) == len(lengths) == 1:
                places.append((starts[0], lengths[0]))
            bare = _bare(directory, starts, lengths)
            if bare is not None:
                yield bare
        for start, length in places:
            preview = _jpeg_at(data, start, start + length) if start and length else None
            if preview is not None:
                yield preview


def _jpeg_at(data: bytes, start: int, end: int) -> Preview | None:
    frame = jpeg.frame(data, start)
    if frame is None or frame.precision != 8 or frame.process in jpeg.LOSSLESS:
        return None  # lossless JPEG is how sensor data is packed
    if frame.components not in {1, 3} or not 0 < min(frame.width, frame.height) <= EDGE_LIMIT:
        return None
    return Preview(frame.width, frame.height, start, end)


def is_cut_off(data: bytes) -> bool:
    """Whether a TIFF-like file speaks of data beyond its own end."""
    return any(
        start + length > len(data)
        for directory in tiff.directories(data)
        for starts, lengths in (
            (directory.numbers(tiff.STRIP_OFFSETS), directory.numbers(tiff.STRIP_LENGTHS)),
            (directory.numbers(tiff.JPEG_OFFSET), directory.numbers(tiff.JPEG_LENGTH)),
        )
        for start, length in zip(starts, lengths, strict=False)
    )


def _bare(directory: tiff.Directory, starts: tuple[int, ...], lengths: tuple[int, ...]) -> Preview | None:
    width, height = directory.number(tiff.WIDTH), directory.number(tiff.HEIGHT)
    plain = directory.number(tiff.COMPRESSION) == UNCOMPRESSED and directory.number(tiff.PHOTOMETRIC) == RGB
    if not plain or directory.numbers(tiff.BITS) != (8, 8, 8) or directory.number(tiff.PLANES, 1) != 1:
        return None
    ends = [start + length for start, length in zip(starts, lengths, strict=False)]
    joined = bool(ends) and list(starts[1:]) == ends[:-1]
    if not joined or not 0 < width * height * 3 <= ends[-1] - starts[0]:
        return None
    return Preview(width, height, starts[0], starts[0] + width * height * 3, pixels=True)


def _searched(data: bytes) -> Iterator[Preview]:
    place = -1
    for _ in range(SEARCH_LIMIT):
        place = data.find(b"\xff\xd8\xff", place + 1)
        if place < 0:
            return
        preview = _jpeg_at(data, place, 0)
        if preview is not None:
            yield Preview(preview.width, preview.height, place, jpeg.end(data, place) or len(data) + 1)


def exif_blocks(data: bytes, kind: str) -> list[bytes]:
    """The EXIF of a RAW file as TIFFs: one with everything, or (CR3) one a directory; [] if there is none."""
    if kind == "CR3":
        found = {box.kind: data[box.start : box.end] for box in isobmff.walk(data)}
        return [found.get(name, b"") for name in (b"CMT1", b"CMT2", b"CMT4")]
    order = tiff.BYTE_ORDERS.get(data[:4])
    if order is None:
        return []
    head = b"II*\0" if order == "little" else b"MM\0*"
    return [data if data[:4] == head else head + data[4:]]
