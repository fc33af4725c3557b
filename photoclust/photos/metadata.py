"""What the camera wrote into the file: when, with what, where, and which way up (EXIF 2.32)."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

log = logging.getLogger(__name__)

FIRST_YEAR = 1826  # the oldest photograph there is: anything earlier is a camera's blank
CLOCK_SLACK_YEARS = 1  # a camera's clock may be in another time zone on New Year's Eve, not in 2099
PLAUSIBLE_NAME_LENGTH = 64
ADOBE_RGB, UNCALIBRATED = 2, 0xFFFF  # of EXIF's ColorSpace


@dataclass(frozen=True, slots=True)
class Exif:
    """The parts of EXIF that PhotoClust uses; None where absent or absurd.

    Attributes:
        orientation: 1 to 8 as in EXIF, what is still to be done; 1 where absent or invalid.
        taken: Local time of the camera.
        camera: Make and model.
        exposure: For example "f/1.8, 1/120 s, ISO 64".
        latitude: Degrees north.
        longitude: Degrees east.
        size: Width and height as the camera wrote them, pixels, before orientation.
        adobe_rgb: The colours are Adobe RGB (1998), which cameras say here instead of adding a profile.
    """

    orientation: int = 1
    taken: datetime | None = None
    camera: str | None = None
    exposure: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    size: tuple[int, int] | None = None
    adobe_rgb: bool = False


def read_exif(image: Image.Image) -> Exif:
    """Reads a picture's EXIF; a damaged block counts as none, since the picture itself may be fine."""
    if image.format == "JPEG" and "exif" not in image.info and "xmp" not in image.info:
        return Exif()  # as most small ones; looking for what is not there takes time as well
    try:
        base = image.getexif()
        found = _read(base, base.get_ifd(ExifTags.IFD.Exif), base.get_ifd(ExifTags.IFD.GPSInfo), base)
    except Exception as error:  # noqa: BLE001 - whatever a hostile EXIF block makes Pillow raise
        log.debug("EXIF can't be read: %r", error)
        return Exif()
    # Pillow turns TIFFs itself when it decodes them, and libjxl JPEG XL (both say their size as it is then).
    return replace(found, orientation=1) if image.format in {"TIFF", "JXL"} else found


def read_exif_blocks(blocks: Sequence[bytes]) -> Exif:
    """Reads the EXIF of a RAW file, as `photos.raw.exif_blocks` finds it: one TIFF, or one a directory."""
    try:
        loaded = [Image.Exif() for _ in blocks]
        for exif, block in zip(loaded, blocks, strict=True):
            if block:
                exif.load(block)
        base = loaded[0]
        if len(loaded) == 1:
            return _read(base, base.get_ifd(ExifTags.IFD.Exif), base.get_ifd(ExifTags.IFD.GPSInfo), base)
        return _read(base, loaded[1], loaded[2], loaded[1])
    except Exception as error:  # noqa: BLE001 - as above, and an empty list
        log.debug("EXIF can't be read: %r", error)
        return Exif()


def _read(
    base: Mapping[int, Any], detail: Mapping[int, Any], gps: Mapping[int, Any], whole: Image.Exif
) -> Exif:
    latitude, longitude = _place(gps)
    return Exif(
        orientation=_orientation(base),
        taken=_taken(base, detail),
        camera=_camera(base),
        exposure=_exposure(detail),
        latitude=latitude,
        longitude=longitude,
        size=_size(base, detail),
        adobe_rgb=_is_adobe_rgb(detail, whole),
    )


def _size(base: Mapping[int, Any], detail: Mapping[int, Any]) -> tuple[int, int] | None:
    for source, across, down in (
        (detail, ExifTags.Base.ExifImageWidth, ExifTags.Base.ExifImageHeight),
        (base, ExifTags.Base.ImageWidth, ExifTags.Base.ImageLength),
    ):
        width, height = source.get(across), source.get(down)
        if isinstance(width, int) and isinstance(height, int) and min(width, height) > 0:
            return width, height
    return None


def _is_adobe_rgb(detail: Mapping[int, Any], whole: Image.Exif) -> bool:
    """DCF 2.0: "uncalibrated", and the index R03 where it is kept; some write the undefined number 2."""
    space = detail.get(ExifTags.Base.ColorSpace)
    if space == ADOBE_RGB:
        return True
    if space != UNCALIBRATED:
        return False
    return _text(whole.get_ifd(ExifTags.IFD.Interop).get(ExifTags.Interop.InteropIndex)) == "R03"


def _orientation(base: Mapping[int, Any]) -> int:
    value = base.get(ExifTags.Base.Orientation, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _taken(base: Mapping[int, Any], detail: Mapping[int, Any]) -> datetime | None:
    tags = ExifTags.Base
    for source, tag in (
        (detail, tags.DateTimeOriginal),
        (detail, tags.DateTimeDigitized),
        (base, tags.DateTime),
    ):
        moment = parse_exif_date(source.get(tag))
        if moment is not None:
            return moment
    return None


def parse_exif_date(value: object) -> datetime | None:
    """A date as cameras write it ("2021:08:14 20:12:00", also with - or T); None for blanks and nonsense."""
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    if not isinstance(value, str):
        return None
    digits = value.split("\0")[0].strip()[:19].replace("T", " ").replace("/", ":").replace("-", ":")
    for shape in ("%Y:%m:%d %H:%M:%S", "%Y:%m:%d %H:%M", "%Y:%m:%d"):
        try:
            moment = datetime.strptime(digits, shape)
        except ValueError:
            continue
        latest = datetime.now().year + CLOCK_SLACK_YEARS
        return moment if FIRST_YEAR < moment.year <= latest else None
    return None


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    shown = "".join(letter for letter in value.split("\0")[0] if letter.isprintable())
    return " ".join(shown.split())[:PLAUSIBLE_NAME_LENGTH]


def _camera(base: Mapping[int, Any]) -> str | None:
    make, model = _text(base.get(ExifTags.Base.Make)), _text(base.get(ExifTags.Base.Model))
    if make and model.lower().startswith(make.split()[0].lower()):
        make = ""  # "Canon Canon EOS 5D" says it twice
    return f"{make} {model}".strip() or None


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]  # IFDRational, int, float, str: float() decides
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) else None


def _exposure(detail: Mapping[int, Any]) -> str | None:
    parts = []
    aperture = _number(detail.get(ExifTags.Base.FNumber))
    if aperture and 0 < aperture < 100:
        parts.append(f"f/{aperture:.3g}")
    seconds = _number(detail.get(ExifTags.Base.ExposureTime))
    if seconds and 0 < seconds < 100_000:
        parts.append(f"1/{round(1 / seconds)} s" if seconds < 0.3 else f"{seconds:.3g} s")
    speed = detail.get(ExifTags.Base.ISOSpeedRatings)
    speed = _number(speed[0] if isinstance(speed, tuple) and speed else speed)
    if speed and 0 < speed < 10_000_000:
        parts.append(f"ISO {speed:.0f}")
    return ", ".join(parts) or None


def _place(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    tags = ExifTags.GPS
    latitude = _degrees(gps.get(tags.GPSLatitude), gps.get(tags.GPSLatitudeRef), "S", 90)
    longitude = _degrees(gps.get(tags.GPSLongitude), gps.get(tags.GPSLongitudeRef), "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None  # 0, 0 is what phones write without a fix
    return latitude, longitude


def _degrees(value: object, reference: object, negative: str, limit: float) -> float | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    parts = [_number(part) for part in value]
    if parts[0] is None:
        return None
    degrees = parts[0] + (parts[1] or 0) / 60 + (parts[2] or 0) / 3600
    if not 0 <= degrees <= limit:
        return None
    return -degrees if _text(reference).upper().startswith(negative) else degrees
