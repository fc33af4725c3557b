"""Boxes of HEIF and its kin, read without a decoder."""

from __future__ import annotations

from fixtures.pictures import encoded, scene
from fixtures.raws import box
from hypothesis import given
from hypothesis import strategies as st

from photoclust.photos import isobmff


def test_what_a_picture_says_of_itself() -> None:
    found = isobmff.summary(encoded(scene(300, 200), "HEIF"))
    assert (found.size, found.names_are_text, found.turned) == ((300, 200), True, False)
    found = isobmff.summary(encoded(scene(300, 200), "AVIF"))
    assert (found.size, found.names_are_text) == ((300, 200), True)


def test_the_largest_size_counts() -> None:
    sizes = b"".join(
        box(b"ispe", bytes(4) + width.to_bytes(4, "big") + height.to_bytes(4, "big"))
        for width, height in ((10, 20), (4000, 3000), (512, 512))
    )
    data = box(b"ftyp", b"heic" + bytes(4)) + box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", sizes)))
    assert isobmff.summary(data).size == (4000, 3000)


def test_names_of_items() -> None:
    def listed(name: bytes, coding: bytes = b"hvc1") -> bytes:
        item = box(b"infe", bytes((2, 0, 0, 0)) + b"\0\1\0\0" + coding + name + b"\0")
        return box(b"meta", bytes(4) + box(b"iinf", bytes(4) + b"\0\1" + item))

    assert isobmff.summary(listed(b"plain")).names_are_text
    assert isobmff.summary(listed("Größe".encode())).names_are_text
    assert not isobmff.summary(listed(b"\xff\xfe")).names_are_text
    assert not isobmff.summary(listed(bytes(5000) + b"\xff\xfe")).names_are_text
    assert not isobmff.summary(listed(b"", b"\xff\xfe\xfd\xfc")).names_are_text
    assert not isobmff.summary(listed("Größe".encode("latin-1"))).names_are_text


def test_brands() -> None:
    assert isobmff.brands(box(b"ftyp", b"mif1" + bytes(4) + b"heicavif")) == {b"mif1", b"heic", b"avif"}
    assert isobmff.brands(b"no box at all") == frozenset()
    assert isobmff.brand(b"\0\0\0\x18ftypheic") == b"heic"
    assert isobmff.brand(b"\xff\xd8\xff") is None


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    isobmff.summary(box(b"ftyp", b"heic") + box(b"meta", data) + data)
    isobmff.brands(data)


def test_boxes_of_no_size_and_in_themselves_end() -> None:
    deep = b""
    for _ in range(40):
        deep = box(b"moov", deep)
    assert len(list(isobmff.walk(deep))) <= 12
    assert len(list(isobmff.walk(bytes(8) * 1000))) <= 1
    assert len(list(isobmff.boxes(box(b"free", b"") * 30_000))) <= isobmff.BOX_LIMIT
    assert not isobmff.summary(box(b"meta", bytes(4) + box(b"free", b"") * 30_000)).names_are_text
