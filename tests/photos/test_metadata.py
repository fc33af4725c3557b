"""What cameras write, and what they write when they know nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fixtures.pictures import encoded, scene
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from photoclust.core.photo import PhotoMetadata
from photoclust.photos.decode import decode
from photoclust.photos.metadata import CLOCK_SLACK_YEARS, FIRST_YEAR, parse_exif_date

BASE, DETAIL, GPS = ExifTags.Base, ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo


def metadata_of(exif: Image.Exif, kind: str = "JPEG") -> PhotoMetadata:
    return decode("a", encoded(scene(64, 64), kind, exif=exif), 32).metadata


class TestDates:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2021:08:14 20:12:00", datetime(2021, 8, 14, 20, 12)),
            ("2021-08-14 20:12:01", datetime(2021, 8, 14, 20, 12, 1)),
            ("2021-08-14T20:12:02", datetime(2021, 8, 14, 20, 12, 2)),
            ("2021-08-14T20:12:02.123+02:00", datetime(2021, 8, 14, 20, 12, 2)),
            ("2021/08/14 20:12:03", datetime(2021, 8, 14, 20, 12, 3)),
            ("2021:08:14 20:12", datetime(2021, 8, 14, 20, 12)),
            ("2021:08:14", datetime(2021, 8, 14)),
            ("2024:02:29 12:00:00\0\0junk", datetime(2024, 2, 29, 12)),
            ("  2021:08:14 20:12:00 ", datetime(2021, 8, 14, 20, 12)),
            (b"2021:08:14 20:12:00\0", datetime(2021, 8, 14, 20, 12)),
            ("1839:08:19 10:00:00", datetime(1839, 8, 19, 10)),
        ],
    )
    def test_what_cameras_write(self, text: str | bytes, moment: datetime) -> None:
        assert parse_exif_date(text) == moment

    @pytest.mark.parametrize(
        "text",
        [
            *("", "    :  :     :  :  ", "0000:00:00 00:00:00", "not a date", "2021", "20210814"),
            *("2024:02:30 12:00:00", "2024-02-30T25:61:61", "2021:13:01 00:00:00", "2021:08:14 24:00:00"),
            *("1826:01:01 00:00:00", "0001:01:01 00:00:00", "2099:12:31 23:59:59", "9999:99:99 99:99:99"),
            *("2021:08:14 20:12:60", "-2021:08:14 20:12:00", "1e3:08:14 20:12:00", b"\xff\xfe\x00"),
            *(None, 20210814, 1.5, ("2021:08:14 20:12:00",)),
        ],
    )
    def test_blanks_and_nonsense(self, text: object) -> None:
        assert parse_exif_date(text) is None

    def test_a_clock_may_be_a_little_ahead(self) -> None:
        now = datetime.now()
        assert parse_exif_date(f"{now + timedelta(days=1):%Y:%m:%d %H:%M:%S}") is not None
        assert parse_exif_date(f"{now.year + CLOCK_SLACK_YEARS + 1}:06:01 12:00:00") is None

    @given(st.text() | st.binary() | st.from_regex(r"\d{1,5}[:/-]\d{1,3}[:/-]\d{1,3}[ T]\d\d:\d\d:\d\d"))
    def test_anything_is_a_plausible_date_or_none(self, text: str | bytes) -> None:
        moment = parse_exif_date(text)
        assert moment is None or FIRST_YEAR < moment.year <= datetime.now().year + CLOCK_SLACK_YEARS

    @given(st.datetimes(datetime(1900, 1, 1), datetime(2025, 1, 1)))
    def test_every_date_comes_back(self, moment: datetime) -> None:
        assert parse_exif_date(f"{moment:%Y:%m:%d %H:%M:%S}") == moment.replace(microsecond=0)

    def test_the_shutter_counts_before_the_scanner_before_the_editor(self) -> None:
        exif = Image.Exif()
        taken = []
        exif[BASE.DateTime] = "2023:03:03 03:03:03"
        taken.append(metadata_of(exif).taken)
        exif.get_ifd(DETAIL)[BASE.DateTimeDigitized] = "2022:02:02 02:02:02"
        taken.append(metadata_of(exif).taken)
        exif.get_ifd(DETAIL)[BASE.DateTimeOriginal] = "2021:01:01 01:01:01"
        taken.append(metadata_of(exif).taken)
        exif.get_ifd(DETAIL)[BASE.DateTimeOriginal] = "0000:00:00 00:00:00"
        taken.append(metadata_of(exif).taken)
        assert [moment.year if moment else None for moment in taken] == [2023, 2022, 2021, 2022]

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
    def test_all_formats_that_carry_exif(self, kind: str) -> None:
        exif = Image.Exif()
        exif[BASE.DateTime] = "2023:03:03 03:03:03"
        exif[BASE.Model] = "Box 2"
        metadata = metadata_of(exif, kind)
        assert (metadata.taken, metadata.camera) == (datetime(2023, 3, 3, 3, 3, 3), "Box 2")


class TestPlaces:
    @staticmethod
    def place(
        latitude: object, north: object, longitude: object, east: object
    ) -> tuple[float | None, float | None]:
        exif = Image.Exif()
        values = {
            ExifTags.GPS.GPSLatitudeRef: north,
            ExifTags.GPS.GPSLatitude: latitude,
            ExifTags.GPS.GPSLongitudeRef: east,
            ExifTags.GPS.GPSLongitude: longitude,
        }
        exif.get_ifd(GPS).update({key: value for key, value in values.items() if value is not None})
        metadata = metadata_of(exif)
        return metadata.latitude, metadata.longitude

    @pytest.mark.parametrize(("north", "latitude"), [("N", 48.5), ("S", -48.5)])
    @pytest.mark.parametrize(("east", "longitude"), [("E", 9.25), ("W", -9.25)])
    def test_all_quarters_of_the_globe(
        self, north: str, latitude: float, east: str, longitude: float
    ) -> None:
        place = self.place((48.0, 30.0, 0.0), north, (9.0, 14.0, 60.0), east)
        assert place == pytest.approx((latitude, longitude))

    def test_seconds_count(self) -> None:
        place = self.place((0.0, 0.0, 36.0), "N", (0.0, 30.0, 0.0), "E")
        assert place == pytest.approx((0.01, 0.5))

    def test_on_the_equator_but_not_on_the_meridian(self) -> None:
        assert self.place((0.0, 0.0, 0.0), "N", (103.0, 0.0, 0.0), "E") == (0.0, 103.0)

    @pytest.mark.parametrize(
        ("latitude", "longitude"),
        [
            ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),  # phones without a fix
            ((91.0, 0.0, 0.0), (9.0, 0.0, 0.0)),
            ((48.0, 0.0, 0.0), (181.0, 0.0, 0.0)),
            ((IFDRational(0, 0), IFDRational(0, 0), IFDRational(0, 0)), (9.0, 0.0, 0.0)),
            ((48.0, 30.0), (9.0, 0.0, 0.0)),
            ((48.0, 30.0, 0.0), None),
            (None, None),
        ],
    )
    def test_no_place(self, latitude: object, longitude: object) -> None:
        assert self.place(latitude, "N", longitude, "E") == (None, None)

    def test_a_missing_minute_is_none(self) -> None:
        place = self.place((48.0, IFDRational(0, 0), 0.0), "N", (9.0, 0.0, 0.0), "E")
        assert place == (48.0, 9.0)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("Apple", "iPhone 7", "Apple iPhone 7"),
        ("SONY  \0\0garbage", " ILCE-7CM2 ", "SONY ILCE-7CM2"),
        ("Canon", None, "Canon"),
        (None, "Box 2", "Box 2"),
        ("  ", "\0", None),
        (None, None, None),
        ("x" * 500, None, "x" * 64),
        ("Bad\x07Bell\n", None, "BadBell"),
    ],
)
def test_cameras(make: str | None, model: str | None, camera: str | None) -> None:
    exif = Image.Exif()
    for tag, value in ((BASE.Make, make), (BASE.Model, model)):
        if value is not None:
            exif[tag] = value
    assert metadata_of(exif).camera == camera


@pytest.mark.parametrize(
    ("aperture", "seconds", "speed", "said"),
    [
        (1.8, IFDRational(1, 120), 64, "f/1.8, 1/120 s, ISO 64"),
        (16.0, 2.0, 100, "f/16, 2 s, ISO 100"),
        (None, 0.5, None, "0.5 s"),
        (0.0, 0.0, 0, None),
        (IFDRational(0, 0), IFDRational(0, 0), None, None),
        (None, None, None, None),
        (999.0, 1e9, 65535, "ISO 65535"),
    ],
)
def test_exposure(aperture: object, seconds: object, speed: object, said: str | None) -> None:
    exif = Image.Exif()
    tags = {BASE.FNumber: aperture, BASE.ExposureTime: seconds, BASE.ISOSpeedRatings: speed}
    exif.get_ifd(DETAIL).update({tag: value for tag, value in tags.items() if value is not None})
    assert metadata_of(exif).exposure == said


@given(damage=st.binary(max_size=60), cut=st.integers(0, 200))
def test_a_damaged_block_costs_the_metadata_and_not_the_photo(damage: bytes, cut: int) -> None:
    exif = Image.Exif()
    exif[BASE.DateTime] = "2023:03:03 03:03:03"
    exif.get_ifd(GPS)[ExifTags.GPS.GPSLatitude] = (48.0, 30.0, 0.0)
    block = exif.tobytes()
    block = block[: 10 + cut] + damage + block[10 + cut + len(damage) :]
    metadata = decode("a", encoded(scene(64, 64), exif=block), 32).metadata
    assert (metadata.width, metadata.height) == (64, 64)


def test_a_photo_without_exif(samples: Path) -> None:
    metadata = decode("a", encoded(scene(64, 64)), 32).metadata
    assert metadata == PhotoMetadata(64, 64, "JPEG")
