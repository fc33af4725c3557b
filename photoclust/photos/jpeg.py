"""The markers of a JPEG (ITU-T T.81, annex B), read without decoding anything.

They tell the size and precision, and which bytes of a progressive picture are not needed at 1/8 scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

START = b"\xff\xd8"
SOF, SOS, EOI = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}), 0xDA, 0xD9
BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
PROGRESSIVE = 0xC2
LOSSLESS = frozenset({0xC3, 0xC7, 0xCB, 0xCF})
SEGMENT_LIMIT = 4096
ALL_FREQUENCIES = bytes((1, 63, 0))  # the end of a scan's header: first, last, all bits at once
_AFTER_ENTROPY = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a JPEG's frame header says.

    Attributes:
        process: The second byte of its marker: 0xC0 is baseline, 0xC2 progressive, 0xC3 lossless.
        precision: Bits a sample.
        width: Pixels.
        height: Pixels.
        components: 1 is grey, 3 is colour, 4 is CMYK.
    """

    process: int
    precision: int
    width: int
    height: int
    components: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker with what belongs to it; `start` is where its 0xFF stands, `body` where its content does."""

    marker: int
    start: int
    body: int
    end: int


def segments(data: bytes, start: int = 0) -> Iterator[Segment]:
    """The segments of a JPEG from its beginning on; scans without their entropy-coded bytes.

    Ends at the end of the picture, or where the bytes stop making sense.
    """
    place = start + 2
    for _ in range(SEGMENT_LIMIT):
        while data[place : place + 2] == b"\xff\xff":  # fill bytes
            place += 1
        if place + 2 > len(data) or data[place] != 0xFF:
            return
        marker = data[place + 1]
        if marker in BARE or marker == EOI:
            yield Segment(marker, place, place + 2, place + 2)
            if marker == EOI:
                return
            place += 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2 or place + 2 + length > len(data):
            return
        yield Segment(marker, place, place + 4, place + 2 + length)
        place += 2 + length
        if marker == SOS:
            found = _AFTER_ENTROPY.search(data, place)
            if found is None:
                return
            place = found.start()


def frame(data: bytes, start: int = 0) -> Frame | None:
    """The frame header of the JPEG that begins at `start`; None if there is no whole one."""
    if data[start : start + 2] != START:
        return None
    for segment in segments(data, start):
        if segment.marker == SOS:
            return None
        if segment.marker in SOF:
            body = data[segment.body : segment.body + 6]
            if len(body) < 6:
                return None
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
            return Frame(segment.marker, body[0], width, height, body[5])
    return None


def end(data: bytes, start: int = 0) -> int | None:
    """Where the JPEG that begins at `start` ends, None if its end is missing."""
    return next((segment.end for segment in segments(data, start) if segment.marker == EOI), None)


def without_detail(data: bytes) -> bytes | None:
    """A progressive JPEG without the bytes that do not show at 1/8 scale; None where that can't be done.

    One pixel of an eighth is the mean of a block, its DC coefficient, so the entropy-coded bytes of the AC
    scans go. Those of colour at half the resolution stay: libjpeg makes two pixels of each of its blocks, and
    needs them. One AC scan a component stays, empty and over all frequencies: libjpeg would take a picture
    without any for one that is still arriving, and smooth it. What is decoded is the same to the bit.
    """
    kept: list[bytes] = []
    coarse: set[int] = set()
    emptied: set[int] = set()
    place, in_detail = 0, False  # what lies before `place` is dealt with
    for segment in segments(data):
        if in_detail:
            place, in_detail = segment.start, False
        if segment.marker == EOI:
            kept.append(data[place : segment.end])
            return b"".join(kept)
        if segment.marker == PROGRESSIVE:
            coarse = _coarse_components(data[segment.body : segment.end])
        elif segment.marker == SOS and data[segment.end - 3] > 0:  # its first frequency
            component = data[segment.body + 1]
            if component in coarse:
                continue
            kept.append(data[place : segment.start])
            if component not in emptied:
                emptied.add(component)
                kept.append(data[segment.start : segment.end - 3] + ALL_FREQUENCIES)
            in_detail = True
    return None


def _coarse_components(header: bytes) -> set[int]:
    """The components of a frame that are stored at half the resolution or less, both ways."""
    factors = {header[at]: (header[at + 1] >> 4, header[at + 1] & 15) for at in range(6, len(header) - 2, 3)}
    across, down = (max((factor[axis] for factor in factors.values()), default=1) for axis in (0, 1))
    return {name for name, (h, v) in factors.items() if h * 2 <= across and v * 2 <= down}
