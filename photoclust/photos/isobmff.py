"""The boxes of HEIF, AVIF, CR3 and videos (ISO/IEC 14496-12), as far as they are looked at before decoding.

What decoders do with a hostile file is decided here, before they see it: libheif's binding dies of types
of items that are no UTF-8, and a picture's size stands in a box that can be read without decoding anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CONTAINERS = {b"meta": 4, b"moov": 0, b"trak": 0, b"iprp": 0, b"ipco": 0, b"uuid": 16}
"""Boxes that hold boxes, and the bytes of theirs that come before."""

BOX_LIMIT = 20_000  # of one file; a grid of an 8K picture has some hundreds
DEPTH_LIMIT = 8
SIZE_BOX, ITEM_BOX, COLOUR_BOX = b"ispe", b"infe", b"colr"
TURN_BOXES = frozenset({b"irot", b"imir"})
LOOKED_INTO = frozenset({SIZE_BOX, ITEM_BOX, COLOUR_BOX})


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its type, and where its content lies in the file."""

    kind: bytes
    start: int
    end: int


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes that follow each other in a part of a file, up to the first that makes no sense."""
    place, end = start, len(data) if end is None else min(end, len(data))
    for _ in range(BOX_LIMIT):
        if place + 8 > end:
            return
        size, kind, head = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        elif size == 0:  # to the end of the file
            size = end - place
        if size < head:
            return
        yield Box(kind, place + head, min(place + size, end))
        place += size


def walk(data: bytes, start: int = 0, end: int | None = None, depth: int = 0) -> Iterator[Box]:
    """All boxes, those inside `CONTAINERS` after the one that holds them."""
    for box in boxes(data, start, end):
        yield box
        if depth >= DEPTH_LIMIT:
            continue
        if box.kind in CONTAINERS:
            yield from walk(data, box.start + CONTAINERS[box.kind], box.end, depth + 1)
        elif box.kind == b"iinf":
            entries = 6 if data[box.start : box.start + 1] == b"\0" else 8
            yield from walk(data, box.start + entries, box.end, depth + 1)


def brand(head: bytes) -> bytes | None:
    """The major brand of a file ("heic", "avif", "crx ", "qt  ", ...), None if it is not of this kind."""
    return head[8:12] if head[4:8] == b"ftyp" else None


def brands(data: bytes) -> frozenset[bytes]:
    """All brands that a file claims, the major one and those it is compatible with."""
    box = next(boxes(data), None)
    if box is None or box.kind != b"ftyp":
        return frozenset()
    names = data[box.start : min(box.end, box.start + 512)]
    return frozenset(names[at : at + 4] for at in (0, *range(8, len(names) - 3, 4)))


@dataclass(frozen=True, slots=True)
class Summary:
    """What the boxes of a picture say of it.

    Attributes:
        size: The largest width and height that any of its pictures claims, pixels; (0, 0) where none does.
        names_are_text: Whether all types and names of items are valid UTF-8, as far as boxes can be counted.
        turned: Whether it says that its pictures are to be turned or mirrored, by no angle perhaps.
        primaries: Colour primaries by number (ITU-T H.273), where the file tells them so; 12 is Display P3.
        transfer: Transfer characteristics likewise; 16 is PQ, 18 is HLG.
    """

    size: tuple[int, int] = (0, 0)
    names_are_text: bool = True
    turned: bool = False
    primaries: int = 2
    transfer: int = 2


def summary(data: bytes) -> Summary:
    """Reads the boxes of a HEIF or AVIF picture; nothing in it is trusted, nothing is decoded."""
    width = height = 0
    text, turned = True, False
    primaries = transfer = 2
    for number, box in enumerate(walk(data)):
        if number >= BOX_LIMIT:
            text = False
            break
        content = data[box.start : box.end] if box.kind in LOOKED_INTO else b""
        if box.kind == SIZE_BOX and len(content) >= 12:
            width = max(width, int.from_bytes(content[4:8], "big"))
            height = max(height, int.from_bytes(content[8:12], "big"))
        elif box.kind == ITEM_BOX and len(content) >= 12:
            text = text and _is_text(content)
        elif box.kind in TURN_BOXES:
            turned = True
        elif box.kind == COLOUR_BOX and content[:4] == b"nclx" and primaries == 2:
            primaries = int.from_bytes(content[4:6], "big")
            transfer = int.from_bytes(content[6:8], "big")
    return Summary((width, height), text, turned, primaries, transfer)


def _is_text(item: bytes) -> bool:
    """Whether an `infe` box's type of item, name and content type are UTF-8."""
    place = 4 + (4 if item[0] >= 3 else 2) + 2  # flags, item id, protection
    try:
        item[place:].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
