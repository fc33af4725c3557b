"""Numbers, sizes, dates and names as people write them, in the language of their system."""

from __future__ import annotations

import math
import os
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from photoclust.core.photo import CompanionKind

CONTEXT = "wording"
MINUTE = 60
HOUR = 60 * MINUTE


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text for lupdate, which looks for a call of this name; Qt's own gives mypy an `object`."""
    return text


_COUNTED = {
    "photo": (QT_TRANSLATE_NOOP("wording", "1 photo"), QT_TRANSLATE_NOOP("wording", "{n} photos")),
    "file": (QT_TRANSLATE_NOOP("wording", "1 file"), QT_TRANSLATE_NOOP("wording", "{n} files")),
    "group": (QT_TRANSLATE_NOOP("wording", "1 group"), QT_TRANSLATE_NOOP("wording", "{n} groups")),
    "hidden group": (
        QT_TRANSLATE_NOOP("wording", "1 hidden group"),
        QT_TRANSLATE_NOOP("wording", "{n} hidden groups"),
    ),
    "missing": (QT_TRANSLATE_NOOP("wording", "1 missing"), QT_TRANSLATE_NOOP("wording", "{n} missing")),
    "folder": (QT_TRANSLATE_NOOP("wording", "1 folder"), QT_TRANSLATE_NOOP("wording", "{n} folders")),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def _locale() -> QLocale:
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)  # the C locale leaves out the groups
    return locale


def number(value: int) -> str:
    """`12408` as "12,408"."""
    return _locale().toString(value)


def counted(value: int, thing: str) -> str:
    """`(3, "photo")` as "3 photos". `thing` is a key of the table above, so that every form is translated."""
    one, many = _COUNTED[thing]
    return _tr(one) if value == 1 else _tr(many).format(n=number(value))


def decimal(value: float, digits: int = 2) -> str:
    """`0.4219` as "0.42"."""
    return _locale().toString(value, "f", digits)


def percent(share: float) -> str:
    """`0.876` as "87 %": never rounded up, so that 100 % is all; nothing is less than none."""
    return _tr("{n} %").format(n=number(math.floor(100 * min(1.0, max(0.0, share)) + 1e-4)))


def size(count: int) -> str:
    """Bytes as "3.1 MB"."""
    digits = 1 if count >= 1_000_000 else 0
    return _locale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def _day(value: date, pattern: str) -> str:
    return _locale().toString(QDate(value.year, value.month, value.day), pattern)


def moment(value: datetime) -> str:
    """A capture time as "14 Aug 2022, 20:12"."""
    return f"{_day(value, 'd MMM yyyy')}, {value:%H:%M}"


def span(first: datetime, last: datetime) -> str:
    """The days from `first` to `last`, as short as they can be told: "4 June 2013", "Jun 2021 – Aug 2024"."""
    if first.date() == last.date():
        return _day(first, "d MMMM yyyy")
    if first.year != last.year:
        return f"{_day(first, 'MMM yyyy')} – {_day(last, 'MMM yyyy')}"
    if first.month != last.month:
        return f"{_day(first, 'MMM')} – {_day(last, 'MMM yyyy')}"
    return f"{first.day} – {_day(last, 'd MMM yyyy')}"


def days(since: date | None, until: date | None) -> str:
    """The days from one to another, either of which may be open: "since 3 May 2020"."""
    if since is None or until is None:
        pattern = _tr("until {day}") if since is None else _tr("since {day}")
        day = since or until
        return pattern.format(day=_day(day, "d MMM yyyy")) if day is not None else ""
    if (since.month, since.day, until.month, until.day, since.year) == (1, 1, 12, 31, until.year):
        return str(since.year)
    if since == until:
        return _day(since, "d MMM yyyy")
    return f"{_day(since, 'd MMM yyyy')} – {_day(until, 'd MMM yyyy')}"


def time_left(seconds: float) -> str:
    """Seconds as "9 min left"; rounded up, since nobody minds being early."""
    if seconds < MINUTE:
        return _tr("less than a minute left")
    minutes = int(seconds // MINUTE) + 1
    if seconds < HOUR:
        return _tr("{minutes} min left").format(minutes=minutes)
    return _tr("{hours} h {minutes} min left").format(hours=minutes // 60, minutes=minutes % 60)


def printable(path: str) -> str:
    """A path that can be shown: bytes that are no text in the file system's encoding are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def name_of(path: str) -> str:
    """The last part of a path, printable; the whole path where it has none (a drive, the root)."""
    return printable(os.path.basename(path.rstrip("/\\")) or path)


def badge(kinds: CompanionKind) -> str:
    """What belongs to a photo, for a corner of its thumbnail: "RAW", "Live", or both; "" for nothing."""
    words = ((CompanionKind.RAW, _tr("RAW")), (CompanionKind.FILM, _tr("Live")))
    return " · ".join(word for kind, word in words if kinds & kind)


def with_companions(kinds: CompanionKind) -> str:
    """The same for screen readers: "with RAW file and film"; "" for nothing."""
    if kinds == CompanionKind.RAW:
        return _tr("with RAW file")
    if kinds == CompanionKind.FILM:
        return _tr("Live Photo, with film")
    return _tr("Live Photo, with RAW file and film") if kinds else ""


def coordinates(latitude: float, longitude: float) -> str:
    """Degrees as "42.3601° N, 71.0589° W"."""
    north = _tr("N") if latitude >= 0 else _tr("S")
    east = _tr("E") if longitude >= 0 else _tr("W")
    return f"{decimal(abs(latitude), 4)}° {north}, {decimal(abs(longitude), 4)}° {east}"
