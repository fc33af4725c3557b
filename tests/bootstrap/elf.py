"""Reads which libraries an ELF file asks for: what `readelf -d` calls NEEDED."""

from __future__ import annotations

import struct
from pathlib import Path

PT_LOAD, PT_DYNAMIC = 1, 2
DT_NEEDED, DT_STRTAB = 1, 5


def needed(path: Path) -> set[str]:
    """The sonames a 64-bit little-endian ELF file is linked to."""
    data = path.read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        return set()
    (offset,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQ", data, offset + size * index) for index in range(count)]
    entries: list[tuple[int, int]] = []
    for kind, _flags, start, _address, _physical, length in segments:
        if kind == PT_DYNAMIC:
            entries = list(struct.iter_unpack("<QQ", data[start : start + length]))
    strings = [_file_offset(value, segments) for tag, value in entries if tag == DT_STRTAB]
    return {_text(data, strings[0] + value) for tag, value in entries if tag == DT_NEEDED}


def _file_offset(address: int, segments: list[tuple[int, ...]]) -> int:
    for kind, _flags, start, first, _physical, length in segments:
        if kind == PT_LOAD and first <= address < first + length:
            return address - first + start
    raise ValueError(f"address {address:#x} is in no segment")


def _text(data: bytes, start: int) -> str:
    return data[start : data.index(b"\0", start)].decode()
