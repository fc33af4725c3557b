"""Every kind of picture that the program claims to read, read the way indexing reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoclust.library.doctor import Check
from photoclust.library.selftest.attempt import SelfTestError, attempt
from photoclust.photos.decode import decode, read_file
from photoclust.photos.formats import is_candidate

LISTING = "pictures.json"
EDGE = 64  # pixels of the picture that is looked at
TOLERANCE = 24  # levels of 255: of lossy compression, and of CMYK without a profile


def codec_checks(folder: Path) -> Iterator[Check]:
    """Decodes each shipped picture and compares it with the four fields of colour that it must show.

    Args:
        folder: `resources/selftest`, with the pictures and their list.
    """
    pictures: list[_Picture] = []

    def look() -> str:
        listing = json.loads((folder / LISTING).read_text("utf-8"))
        size, colours = tuple(listing["size"]), np.array(listing["colours"])
        for listed in listing["pictures"]:
            path = folder / listed["file"]
            kind, camera = listed["format"], listed["camera"]
            pictures.append(_Picture(listed["codec"], path, kind, camera, size, colours))
        return f"{len(pictures)} kinds"

    yield attempt("pictures", look)
    for picture in pictures:
        yield attempt(picture.codec, partial(_shows, picture))


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    """What a shipped file must be: format, camera of its EXIF, size in pixels, and the colours, (4, 3)."""

    codec: str
    path: Path
    format: str
    camera: str | None
    size: tuple[int, int]
    colours: NDArray[np.int64]


def _shows(picture: _Picture) -> str:
    name = picture.path.name
    if not is_candidate(name):
        raise SelfTestError(f"a scan would pass by {name}")
    photo = decode(str(picture.path), read_file(str(picture.path)), EDGE)
    found = photo.metadata
    if (found.format, found.width, found.height) != (picture.format, *picture.size):
        raise SelfTestError(f"{name} is taken for {found.format} of {found.width} x {found.height} px")
    if found.camera != picture.camera:
        raise SelfTestError(f"{name} has the camera {found.camera} in its EXIF instead of {picture.camera}")
    quarter, rest = EDGE // 4, EDGE - EDGE // 4
    fields = np.array([photo.model_input[y, x] for y in (quarter, rest) for x in (quarter, rest)], np.int64)
    off = int(np.abs(fields - picture.colours).max())
    if off > TOLERANCE:
        raise SelfTestError(f"{name} shows wrong colours: {fields.tolist()}, off by {off}")
    return f"{name}, colours off by {off} of 255"
