"""Opens the bytes of a file as a picture, or says why not. What is done here is done before any decoding.

Files are hostile input: the size is checked in the header, only named decoders are tried, what is known to
kill one is refused before, and whatever they raise becomes a `PhotoUnreadableError` about this one file.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace

from PIL import Image, UnidentifiedImageError

from photoclust.core.errors import PhotoUnreadableError, UsageError
from photoclust.photos import colour, formats, isobmff, jpeg, jxl, raw
from photoclust.photos.metadata import Exif, read_exif, read_exif_blocks
from photoclust.photos.turns import large_pictures

log = logging.getLogger(__name__)

SAME_SHAPE = 0.03  # by which the ratio of the sides of a preview and its photo may differ


@dataclass(frozen=True, slots=True)
class Source:
    """A picture that is open, and not decoded yet (JPEG XL is).

    Attributes:
        image: Pillow's.
        data: The bytes of the picture: the whole file, or the preview inside a RAW file.
        exif: What the camera wrote; `orientation` is what is still to be done to `image`.
        kind: The format's name.
        size: Width and height of the photo, upright. A RAW file's preview may be smaller.
        profile: The ICC profile of its colours, None for sRGB.
    """

    image: Image.Image
    data: bytes
    exif: Exif
    kind: str
    size: tuple[int, int]
    profile: bytes | None


@contextmanager
def opened(path: str, data: bytes) -> Iterator[Source]:
    """Opens a picture for the length of a with statement.

    Args:
        path: For messages only.
        data: The whole file.

    Raises:
        PhotoUnreadableError: If the bytes are no picture, or decoding inside the statement fails.
    """
    formats.prepare_decoders()
    try:
        _refuse(path, data)
        kind = raw.kind_of(data)
        source = _picture(path, data) if kind is None else _raw(path, data, kind)
        decoder, pixels = source.image.format or "", source.image.width * source.image.height
        left = 0 if decoder == "JXL" else pixels  # to be decoded
        with source.image, _alone_if_large(decoder, left):
            yield source
    except (PhotoUnreadableError, UsageError):
        raise
    except MemoryError as error:
        raise PhotoUnreadableError("out-of-memory", path=path) from error
    except Exception as error:  # decoders raise whatever a damaged file makes them stumble over
        log.debug("%s: %r", path, error)
        raise _reason(path, data, error) from error


def _refuse(path: str, data: bytes) -> None:
    """What can be told from the header, before any decoder sees the file."""
    refused = formats.refused_format(data[:16])
    if refused is not None:
        raise PhotoUnreadableError("format-refused", path=path, format=refused)
    brand = isobmff.brand(data[:12])
    if brand is None or brand == b"crx ":
        return
    if not isobmff.brands(data) & formats.PICTURE_BRANDS:
        raise PhotoUnreadableError("video", path=path)
    summary = isobmff.summary(data)
    _check_size(path, summary.size[0] * summary.size[1], "HEIF")
    if not summary.names_are_text:  # pi-heif 1.4 dies of them
        raise PhotoUnreadableError("corrupt", path=path)


def _picture(path: str, data: bytes) -> Source:
    if jxl.is_jxl(data):
        width, height = jxl.size_of(data)
        _check_size(path, width * height, "JXL")
        with _alone_if_large("JXL", width * height):
            image = jxl.decoded(data)
    else:
        image = Image.open(io.BytesIO(data), formats=formats.DECODERS)
        _check_size(path, image.width * image.height, image.format or "")
    exif, kind = read_exif(image), image.format or ""
    if kind == "HEIF" and not isobmff.summary(data).turned:
        # The standard wants EXIF's orientation ignored, which stands in boxes of its own as well. Pictures
        # that lost those boxes on their way lie on their side then.
        exif = replace(exif, orientation=image.info.get("original_orientation") or 1)
    return Source(image, data, exif, kind, _turned(image.size, exif), _profile(image, exif, data))


def _raw(path: str, data: bytes, kind: str) -> Source:
    found = raw.previews(data, kind)
    whole = [preview for preview in found if preview.end <= len(data)]
    if not whole:
        cut_off = bool(found) or raw.is_cut_off(data)
        if cut_off:
            raise PhotoUnreadableError("truncated", path=path)
        raise PhotoUnreadableError("raw-no-preview", path=path)
    part = raw.cut_out(data, whole[0])
    if isinstance(part, bytes):
        image: Image.Image = Image.open(io.BytesIO(part), formats=("JPEG",))
        exif = _joined(read_exif_blocks(raw.exif_blocks(data, kind)), read_exif(image))
    else:
        image, part = part, b""
        exif = read_exif_blocks(raw.exif_blocks(data, kind))
    _check_size(path, image.width * image.height, "JPEG")
    sensor = raw.sensor_size(data) or exif.size
    if sensor is not None and exif.orientation >= 5 and image.height > image.width and sensor[0] > sensor[1]:
        exif, sensor = replace(exif, orientation=1), sensor[::-1]  # the camera turned its preview
    size = _turned(image.size, exif)
    if sensor is not None:
        of_photo = _turned(sensor, exif)
        ratio = of_photo[0] * size[1] / (of_photo[1] * size[0])
        if of_photo[0] > size[0] and abs(ratio - 1) < SAME_SHAPE:
            size = of_photo
    return Source(image, part, exif, kind, size, _profile(image, exif, part))


def _joined(of_file: Exif, of_preview: Exif) -> Exif:
    """A RAW file's EXIF; that of its preview where the file has none."""
    if of_file == Exif():
        return of_preview
    turn = of_preview.orientation if of_preview.orientation != 1 else of_file.orientation
    return replace(of_file, orientation=turn, taken=of_file.taken or of_preview.taken)


def _turned(size: tuple[int, int], exif: Exif) -> tuple[int, int]:
    return size if exif.orientation < 5 else size[::-1]


def _profile(image: Image.Image, exif: Exif, data: bytes) -> bytes | None:
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and profile:
        return profile
    if image.format in {"HEIF", "AVIF"}:
        summary = isobmff.summary(data)
        return colour.named_profile(summary.primaries, summary.transfer)
    return colour.adobe_rgb() if exif.adobe_rgb else None


def _alone_if_large(decoder: str, pixels: int) -> AbstractContextManager[object]:
    return large_pictures if formats.is_large(decoder, pixels) else nullcontext()


def _check_size(path: str, pixels: int, decoder: str) -> None:
    limit = formats.pixel_limit(decoder)
    if pixels > limit:
        raise PhotoUnreadableError(
            "too-large",
            path=path,
            megapixels=round(pixels / formats.MEGAPIXEL),
            limit=round(limit / formats.MEGAPIXEL),
        )


def _too_large(path: str, error: Image.DecompressionBombError) -> PhotoUnreadableError:
    """Pillow refuses while it opens the file, and says the size in its message only."""
    claimed = re.search(r"\((\d+) pixels\)", str(error))
    limit = formats.PIXEL_LIMIT_SCALED // formats.MEGAPIXEL
    megapixels = f"{int(claimed[1]) // formats.MEGAPIXEL:,}" if claimed else f"over {limit}"
    return PhotoUnreadableError("too-large", path=path, megapixels=megapixels, limit=limit)


def _reason(path: str, data: bytes, error: Exception) -> PhotoUnreadableError:
    if isinstance(error, Image.DecompressionBombError):
        return _too_large(path, error)
    frame = jpeg.frame(data)
    if frame is not None and frame.precision != 8:  # Pillow reads no others
        return PhotoUnreadableError("jpeg-depth", path=path, bits=frame.precision)
    text = str(error).lower()
    if isinstance(error, EOFError) or "truncated" in text or "premature" in text or "unexpected end" in text:
        return PhotoUnreadableError("truncated", path=path)
    if isinstance(error, UnidentifiedImageError) and not formats.begins_like_a_picture(data[:16]):
        return PhotoUnreadableError("not-a-picture", path=path)
    return PhotoUnreadableError("corrupt", path=path)
