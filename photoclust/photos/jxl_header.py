"""What a JPEG XL's header says of its colours (ISO/IEC 18181-1, annex D), which pylibjxl does not tell.

Bits, least significant first. The header lies in the first bytes of the codestream.
"""

from __future__ import annotations

from dataclasses import dataclass

from photoclust.photos import isobmff

CODESTREAM = b"\xff\x0a"
CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
REACH = 8192  # bytes of the codestream that are looked at
GREY, XYB = 1, 2  # colour spaces
CUSTOM = 2  # white point, primaries
_ALPHA, _SPOT, _MOSAIC = 0, 2, 5  # types of extra channels

_SIZES = (9, 13, 18, 30)


Point = tuple[float, float]
Points = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class JxlColour:
    """The colours of a JPEG XL picture.

    Attributes:
        animated: There is more than one picture.
        perceptual: Stored in the format's own colour space, as lossy pictures are.
        profiled: An ICC profile says what the colours were.
        primaries: The header's number: 1 sRGB, 2 custom, 9 BT.2020, 11 P3.
        points: x and y of red, green and blue, where they are custom.
        white: x and y of white, where it is custom.
        transfer: The curve by the numbers of ITU-T H.273; 0 where it is a gamma.
        gamma: The exponent from stored values to light, where it is one.
    """

    animated: bool = False
    perceptual: bool = True
    profiled: bool = False
    primaries: int = 1
    points: Points = ()
    white: Point | None = None
    transfer: int = 13
    gamma: float = 0.0


def codestream_start(data: bytes) -> bytes:
    """The first bytes of the codestream of a file, bare or in a container."""
    if data.startswith(CODESTREAM):
        return data[:REACH]
    start = b""
    for box in isobmff.boxes(data):
        if box.kind == b"jxlc":
            return data[box.start : min(box.end, box.start + REACH)]
        if box.kind == b"jxlp" and len(start) < REACH:
            start += data[box.start + 4 : min(box.end, box.start + REACH)]  # after the number of the part
    return start


def colour_of(data: bytes) -> JxlColour:
    """Reads the header of a file.

    Raises:
        ValueError: If it makes no sense.
    """
    bits = _Bits(codestream_start(data))
    if bits.take(16) != 0x0AFF:
        raise ValueError("no codestream")
    _size(bits, _SIZES)
    if bits.flag():
        return JxlColour()
    animated = False
    if bits.flag():
        bits.take(3)  # orientation
        if bits.flag():
            _size(bits, _SIZES)
        if bits.flag():
            _preview(bits)
        animated = bits.flag()
        if animated:
            _animation(bits)
    _depth(bits)
    bits.flag()  # whether 16 bits are enough for decoding
    for _ in range(bits.choice((0, 0), (1, 0), (2, 4), (1, 12))):
        _extra_channel(bits)
    return _encoding(bits, animated, bits.flag())


class _Bits:
    """Takes numbers from bytes.

    Raises:
        ValueError: By each method, when there are no more bits.
    """

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")
        self._left = len(data) * 8

    def take(self, count: int) -> int:
        if count > self._left:
            raise ValueError("the header is cut off")
        self._left -= count
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        return taken

    def flag(self) -> bool:
        return self.take(1) == 1

    def choice(self, *options: tuple[int, int]) -> int:
        """The standard's U32: two bits choose an offset and the number of bits that are added to it."""
        offset, count = options[self.take(2)]
        return offset + self.take(count)

    def name(self) -> int:
        """The standard's Enum."""
        return self.choice((0, 0), (1, 0), (2, 4), (18, 6))


def _size(bits: _Bits, widths: tuple[int, int, int, int]) -> None:
    options = [(1, width) for width in widths]
    small = bits.flag()
    bits.take(5) if small else bits.choice(*options)
    if bits.take(3) == 0:  # no usual ratio of the sides
        bits.take(5) if small else bits.choice(*options)


def _preview(bits: _Bits) -> None:
    small = bits.flag()
    options = ((16, 0), (32, 0), (1, 5), (33, 9)) if small else ((1, 6), (65, 8), (321, 10), (1345, 12))
    bits.choice(*options)
    if bits.take(3) == 0:
        bits.choice(*options)


def _animation(bits: _Bits) -> None:
    bits.choice((100, 0), (1000, 0), (1, 10), (1, 30))
    bits.choice((1, 0), (1001, 0), (1, 8), (1, 10))
    bits.choice((0, 0), (0, 3), (0, 16), (0, 32))
    bits.flag()


def _depth(bits: _Bits) -> None:
    if bits.flag():
        bits.choice((32, 0), (16, 0), (24, 0), (1, 6))
        bits.take(4)
    else:
        bits.choice((8, 0), (10, 0), (12, 0), (1, 6))


def _extra_channel(bits: _Bits) -> None:
    if bits.flag():
        return
    kind = bits.name()
    _depth(bits)
    bits.choice((0, 0), (3, 0), (4, 0), (1, 3))
    bits.take(8 * bits.choice((0, 0), (0, 4), (16, 5), (48, 10)))
    if kind == _ALPHA:
        bits.flag()
    elif kind == _SPOT:
        bits.take(64)
    elif kind == _MOSAIC:
        bits.choice((1, 0), (0, 2), (3, 4), (19, 8))


def _encoding(bits: _Bits, animated: bool, perceptual: bool) -> JxlColour:
    if bits.flag():
        return JxlColour(animated, perceptual)
    profiled, space = bits.flag(), bits.name()
    if profiled or space == XYB:
        return JxlColour(animated, perceptual, profiled)
    white = _point(bits) if bits.name() == CUSTOM else None
    primaries = bits.name() if space != GREY else 1
    points = tuple(_point(bits) for _ in range(3)) if primaries == CUSTOM else ()
    gamma = 1e7 / max(bits.take(24), 1) if bits.flag() else 0.0
    transfer = 0 if gamma else bits.name()
    return JxlColour(animated, perceptual, profiled, primaries, points, white, transfer, gamma)


def _point(bits: _Bits) -> Point:
    return _coordinate(bits), _coordinate(bits)


def _coordinate(bits: _Bits) -> float:
    packed = bits.choice((0, 19), (524288, 19), (1048576, 20), (2097152, 21))
    return (packed >> 1 if packed % 2 == 0 else -((packed + 1) >> 1)) / 1e6
