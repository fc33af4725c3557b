"""The directories of a TIFF (revision 6.0), which most RAW files are: what lies where, nothing more.

Pure Python with a limit on everything: the files are hostile input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

BYTE_ORDERS = {
    b"II*\0": "little",
    b"MM\0*": "big",
    b"IIU\0": "little",  # Panasonic and Leica, RW2
    b"IIRO": "little",  # Olympus, ORF
    b"IIRS": "little",
    b"MMOR": "big",
}
DIRECTORY_LIMIT = 64
ENTRY_LIMIT = 1024
VALUE_LIMIT = 4096

COMPRESSION, PHOTOMETRIC, STRIP_OFFSETS, SAMPLES, STRIP_LENGTHS = 0x103, 0x106, 0x111, 0x115, 0x117
WIDTH, HEIGHT, BITS, PLANES = 0x100, 0x101, 0x102, 0x11C
CHILDREN, JPEG_OFFSET, JPEG_LENGTH = 0x14A, 0x201, 0x202
PANASONIC_JPEG, DNG_VERSION, DEFAULT_CROP_SIZE = 0x2E, 0xC612, 0xC620

_INTEGERS = {1: 1, 3: 2, 4: 4, 7: 1, 13: 4}
"""Types of whole numbers, and their bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the value of a tag lies: its type, the number of values, and the offset of the first."""

    type: int
    count: int
    offset: int


class Directory:
    """One directory: tags to whole numbers. What is not there, or not whole numbers, is ()."""

    def __init__(self, data: bytes, order: str, entries: Mapping[int, Entry]) -> None:
        self._data = data
        self._order = order
        self.entries = entries

    def numbers(self, tag: int) -> tuple[int, ...]:
        """All values of a tag, at most `VALUE_LIMIT`."""
        entry = self.entries.get(tag)
        size = _INTEGERS.get(entry.type) if entry is not None else None
        if entry is None or size is None or entry.count > VALUE_LIMIT:
            return ()
        if entry.offset + entry.count * size > len(self._data):
            return ()
        return tuple(
            _number(self._data, entry.offset + index * size, size, self._order)
            for index in range(entry.count)
        )

    def number(self, tag: int, default: int = 0) -> int:
        """The first value of a tag."""
        numbers = self.numbers(tag)
        return numbers[0] if numbers else default


def directories(data: bytes) -> Iterator[Directory]:
    """The directories of a TIFF: the chain of the main ones, and those they name as their children.

    Ends where the bytes stop making sense; what is no TIFF has none.
    """
    order = BYTE_ORDERS.get(data[:4])
    if order is None:
        return
    waiting, seen = [_number(data, 4, 4, order)], set[int]()
    while waiting and len(seen) < DIRECTORY_LIMIT:
        place = waiting.pop(0)
        if place in seen or not 8 <= place <= len(data) - 2:
            continue
        seen.add(place)
        count = _number(data, place, 2, order)
        if count > ENTRY_LIMIT:
            continue
        entries = dict(_entries(data, place + 2, count, order))
        directory = Directory(data, order, entries)
        yield directory
        waiting += directory.numbers(CHILDREN)
        waiting.append(_number(data, place + 2 + count * 12, 4, order))


def _entries(data: bytes, place: int, count: int, order: str) -> Iterator[tuple[int, Entry]]:
    for at in range(place, min(place + count * 12, len(data) - 11), 12):
        kind, number = _number(data, at + 2, 2, order), _number(data, at + 4, 4, order)
        inside = _INTEGERS.get(kind, 8) * number <= 4
        yield (
            _number(data, at, 2, order),
            Entry(kind, number, at + 8 if inside else _number(data, at + 8, 4, order)),
        )


def _number(data: bytes, place: int, size: int, order: str) -> int:
    return int.from_bytes(data[place : place + size], "little" if order == "little" else "big")
