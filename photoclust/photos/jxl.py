"""JPEG XL, which Pillow doesn't read: libjxl decodes it, through pylibjxl.

The library is loaded with the first such picture, since few have one: it takes a fifth of a second.
"""

from __future__ import annotations

from PIL import Image

CODESTREAM = b"\xff\x0a"
CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"


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

    pixels, extra = pylibjxl.decode(data, metadata=True)
    image = Image.fromarray(pixels)
    image.format = "JXL"
    image.info = {
        name: extra[found] for name, found in (("icc_profile", "icc"), ("exif", "exif")) if found in extra
    }
    return image
