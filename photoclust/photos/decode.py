"""One read of a file gives everything: fingerprint, metadata, thumbnail, perceptual hash, model input.

JPEGs are decoded at reduced scale (the decoder skips the high frequencies), and all products come from that
one small picture; decoding is what indexing costs. `opening` guards the door.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import xxhash
from numpy.typing import NDArray
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from photoclust.core.errors import PhotoUnreadableError, UsageError
from photoclust.core.photo import Fingerprint, PhotoMetadata, Region
from photoclust.photos import formats, jpeg
from photoclust.photos.listing import unreadable
from photoclust.photos.opening import Source, opened
from photoclust.photos.perceptual_hash import EDGE as HASH_EDGE
from photoclust.photos.perceptual_hash import perceptual_hash
from photoclust.photos.pixels import fit_within, squash, thinned_out, tiny_grey, to_rgb, upright

THUMBNAIL_EDGE = 384  # twice a usual grid cell, for screens with two pixels a point
THUMBNAIL_QUALITY = 82
PREVIEW_QUALITY = 90
ICON_EDGE = 64
BLOCK = 16 << 20  # bytes that are read at once


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """All that indexing needs of a picture.

    Attributes:
        metadata: Size after orientation, date, camera, place.
        perceptual_hash: 64 bits, signed.
        thumbnail: JPEG, upright, at most `THUMBNAIL_EDGE` pixels long.
        model_input: uint8 (edge, edge, 3), RGB.
    """

    metadata: PhotoMetadata
    perceptual_hash: int
    thumbnail: bytes
    model_input: NDArray[np.uint8]


def read_file(path: str, between: Callable[[], object] | None = None) -> bytes:
    """Reads a whole photo file.

    Args:
        path: Of the file.
        between: Called after every `BLOCK` of a large file; may raise to stop.

    Raises:
        PhotoUnreadableError: If it is gone, empty, too large, no regular file, or may not be read.
    """
    try:
        # Not blocking, and asked again after opening: the photo may have become a FIFO since the scan.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise PhotoUnreadableError("not-a-file", path=path)
            if status.st_size > formats.BYTE_LIMIT:
                raise PhotoUnreadableError(
                    "file-too-large",
                    path=path,
                    gigabytes=f"{status.st_size / 2**30:.1f}",
                    limit=formats.BYTE_LIMIT >> 30,
                )
            small = status.st_size < BLOCK  # where a whole block would be made room for, at each photo
            data = file.readall() if small else _read_in_blocks(file, between)
    except OSError as error:
        raise unreadable(path, error) from error
    except MemoryError as error:
        raise PhotoUnreadableError("out-of-memory", path=path) from error
    if not data:
        raise PhotoUnreadableError("empty", path=path)
    return data


def _read_in_blocks(file: io.FileIO, between: Callable[[], object] | None) -> bytes:
    whole = io.BytesIO()  # hands out its bytes without another copy of them
    while block := file.read(BLOCK):
        whole.write(block)
        if between is not None:
            between()
    return whole.getvalue()


def fingerprint(data: bytes) -> Fingerprint:
    """The name of a content: xxh3-128, 16 bytes. Not cryptographic; deleting copies compares the bytes."""
    return Fingerprint(xxhash.xxh3_128_digest(data))


def decode(path: str, data: bytes, input_edge: int) -> DecodedPhoto:
    """Makes everything that indexing needs from the bytes of a file.

    Args:
        path: For messages only.
        data: The whole file.
        input_edge: Edge of the model's square input, pixels.

    Raises:
        PhotoUnreadableError: If the bytes are no picture that can be decoded.
    """
    with opened(path, data) as source:
        exif = source.exif
        small = _small_rgb(source, THUMBNAIL_EDGE, input_edge)
        thumbnail = fit_within(small, THUMBNAIL_EDGE)
        return DecodedPhoto(
            metadata=PhotoMetadata(
                width=source.size[0],
                height=source.size[1],
                format=source.kind,
                taken=exif.taken,
                camera=exif.camera,
                exposure=exif.exposure,
                latitude=exif.latitude,
                longitude=exif.longitude,
            ),
            perceptual_hash=perceptual_hash(tiny_grey(thumbnail, HASH_EDGE)),
            thumbnail=_jpeg(thumbnail, THUMBNAIL_QUALITY),
            model_input=squash(small, input_edge),
        )


@dataclass(frozen=True, slots=True, eq=False)
class DecodedQuery:
    """All that a question needs of a picture, or of the part of it that counts.

    Attributes:
        model_input: uint8 (edge, edge, 3), RGB; of a whole picture the very one that indexing makes.
        grey: uint8 (h, w), at most as long as a thumbnail.
        icon: uint8 (h, w, 3), RGB, at most `ICON_EDGE` pixels long: to show what was asked for.
    """

    model_input: NDArray[np.uint8]
    grey: NDArray[np.uint8]
    icon: NDArray[np.uint8]


def decode_query(path: str, data: bytes, region: Region | None, input_edge: int) -> DecodedQuery:
    """A picture, or a part of it, as a question.

    Args:
        path: For messages only.
        data: The whole file.
        region: The part to cut out; None for all of it.
        input_edge: Of the model's input.

    Raises:
        PhotoUnreadableError: If the bytes are no picture that can be decoded.
        UsageError: If the region is empty or lies outside the picture.
    """
    with opened(path, data) as source:
        if region is None:
            part = _small_rgb(source, THUMBNAIL_EDGE, input_edge)
        else:
            part = _part(source, region, input_edge)
        small = fit_within(part, THUMBNAIL_EDGE)
        grey, icon = small.convert("L"), fit_within(small, ICON_EDGE)
        return DecodedQuery(squash(part, input_edge), np.asarray(grey, np.uint8), np.asarray(icon, np.uint8))


def _part(source: Source, region: Region, input_edge: int) -> Image.Image:
    """Cuts a part out of a picture, decoded so that the part is as large as is needed."""
    width, height = source.size
    inside = 0 <= region.x < region.x + region.width <= width
    if not (inside and 0 <= region.y < region.y + region.height <= height):
        raise UsageError("bad-region", width=width, height=height)
    share = min(region.width / width, region.height / height)
    long_share = region.width / width if width > height else region.height / height
    small = _small_rgb(
        source,
        min(max(width, height), round(THUMBNAIL_EDGE / long_share)),
        min(max(width, height), round(input_edge / share)),
    )
    across, down = small.width / width, small.height / height
    left, top = int(region.x * across), int(region.y * down)
    right = max(left + 1, round((region.x + region.width) * across))
    bottom = max(top + 1, round((region.y + region.height) * down))
    return small.crop((left, top, right, bottom))


def preview(path: str, data: bytes, edge: int) -> bytes:
    """A larger view of a photo as JPEG, upright, at most `edge` pixels long.

    Args:
        path: For messages only.
        data: The whole file.
        edge: Pixels.

    Raises:
        PhotoUnreadableError: If the bytes are no picture that can be decoded.
    """
    with opened(path, data) as source:
        return _jpeg(fit_within(_small_rgb(source, edge, 1), edge), PREVIEW_QUALITY)


def _small_rgb(source: Source, long_edge: int, short_edge: int) -> Image.Image:
    """Decodes at the least scale that still has the two edges, upright, as sRGB."""
    return upright(to_rgb(shrunk(source, long_edge, short_edge), source.profile), source.exif.orientation)


def shrunk(source: Source, long_edge: int, short_edge: int) -> Image.Image:
    """Decodes at the least scale that still has the two edges; mode, colours and turn as in the file."""
    image = source.image

    def shrink() -> float:
        return max(long_edge / max(image.size), short_edge / min(image.size))

    if shrink() < 1:
        size = max(1, int(image.width * shrink())), max(1, int(image.height * shrink()))
        full = image.size
        image.draft("RGB", size)
        if image.info.get("progressive") and full[0] > 4 * image.width:
            image = _without_detail(source, size) or image
    if isinstance(image, JpegImageFile):
        image.decodermaxblock = len(source.data)  # in one go: between two blocks, others take the interpreter
    image.load()
    # What is still large is thinned out before it is converted, which takes memory: to twice what is needed,
    # since the last step antialiases better than this one.
    factor = int(0.5 / shrink())
    return thinned_out(image, factor) if factor > 1 else image


def _without_detail(source: Source, size: tuple[int, int]) -> Image.Image | None:
    """The same picture, set to be decoded at 1/8, without the bytes that don't matter there; see `jpeg`."""
    coarse = jpeg.without_detail(source.data)
    if coarse is None:
        return None
    image = Image.open(io.BytesIO(coarse), formats=("JPEG",))
    image.draft("RGB", size)
    return image


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, comment=b"")  # or it would take over that of the photo
    return out.getvalue()
