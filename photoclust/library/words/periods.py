"""Single stretches of time in words: a day, a month, a summer, last week; see `dates`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

FIRST_YEAR = 1826  # of the oldest photograph; as photos.metadata has it
Range = tuple[date, date]
"""First and last day, both inside."""

_Reader = Callable[[str, date], "list[Range] | None"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FEASTS = {
    "christmas": ((12, 24), (12, 26)),
    "xmas": ((12, 24), (12, 26)),
    "halloween": ((10, 31), (10, 31)),
    "new year": ((12, 31), (1, 1)),
    "new years": ((12, 31), (1, 1)),
    "new year's eve": ((12, 31), (12, 31)),
    "valentine's day": ((2, 14), (2, 14)),
}
_NAMED = "(?P<named>" + "|".join(sorted([*_SEASONS, *_FEASTS, "easter"], key=len, reverse=True)) + ")"
_WRITTEN_OUT = [name for name in _MONTHS if len(name) > 4 or name in {"may", "june", "july"}]
NAMES = (*_WRITTEN_OUT, *_SEASONS, *_FEASTS, "easter")
"""Of months, seasons and feasts, as they are written out."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNIT = r"(?P<unit>day|week|month|year)s?"
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"


def period(text: str, today: date) -> list[Range] | None:
    """The days that a text means, those of every year where it names none; None if it means none.

    Args:
        text: Folded words, one blank between.
        today: As the person's calendar says.

    Raises:
        ValueError: If there is no such day.
        OverflowError: If it lies before the year 1.
    """
    for reader in _READERS:
        if ranges := reader(text, today):
            return ranges
    return None


def _years(today: date) -> range:
    return range(FIRST_YEAR, today.year + 2)


def _month(year: int, month: int) -> Range:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _in_digits(text: str, today: date) -> list[Range] | None:
    if found := re.fullmatch(r"(\d{4})", text):
        year = int(found[1])
        return [(date(year, 1, 1), date(year, 12, 31))] if year in _years(today) else None
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text) or re.fullmatch(r"(\d{4}) (0\d|1[0-2])", text):
        return [_month(int(found[1]), int(found[2]))] if int(found[1]) in _years(today) else None
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text):
        return [_month(int(found[2]), int(found[1]))] if int(found[2]) in _years(today) else None
    if found := re.fullmatch(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})", text):
        day = date(int(found[1]), int(found[3]), int(found[4]))
        return [(day, day)] if day.year in _years(today) else None
    if found := re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", text):
        ways = [(int(found[1]), int(found[3]))]
        if found[2] != ".":  # with dots the day stands first wherever dots are written
            ways.append((int(found[3]), int(found[1])))
        return _days(ways, int(found[4]))
    if found := re.fullmatch(r"'?(\d{2}|\d{4})'?s", text):
        year = int(found[1])
        if year < 100:
            year += 1900 if year > today.year % 100 else 2000
        if year % 10 == 0 and year in _years(today):
            return [(date(year, 1, 1), date(year + 9, 12, 31))]
    return None


def _days(ways: Sequence[tuple[int, int]], year: int) -> list[Range]:
    """Day and month, or month and day: where both can be, both are meant."""
    days = []
    for day, month in sorted(set(ways)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            days.append((date(year, month, day), date(year, month, day)))
    return days


def _in_words(text: str, today: date) -> list[Range] | None:
    for pattern in (rf"{MONTH}(?:[ -]?{_YEAR})?", rf"{_YEAR}[ -]?{MONTH}"):
        if found := re.fullmatch(pattern, text):
            month, year = _MONTHS[found["month"]], found["year"]
            return [_month(number, month) for number in _chosen(year, today)]
    for pattern in (rf"{_DAY}[ -]?{MONTH}(?:[ -]?{_YEAR})?", rf"{MONTH} ?{_DAY}(?: {_YEAR})?"):
        if found := re.fullmatch(pattern, text):
            month, day = _MONTHS[found["month"]], int(found["day"])
            if not 1 <= day <= monthrange(2000, month)[1]:
                return None
            years = [n for n in _chosen(found["year"], today) if day <= monthrange(n, month)[1]]
            return [(date(n, month, day), date(n, month, day)) for n in years]
    return None


def _chosen(year: str | None, today: date) -> Sequence[int]:
    if year is None:
        return _years(today)
    return [int(year)] if int(year) in _years(today) else []


def _named(text: str, today: date) -> list[Range] | None:
    for pattern in (rf"{_NAMED}(?: {_YEAR})?", rf"{_YEAR} {_NAMED}"):
        if found := re.fullmatch(pattern, text):
            name, years = found["named"], _chosen(found["year"], today)
            ranges = [_time_called(name, year) for year in years]
            if name == "winter" and len(years) == 1:
                ranges.insert(0, _time_called(name, years[0] - 1))
            return ranges
    return None


def _time_called(name: str, year: int) -> Range:
    """A season that begins in a year, or a feast that ends in it."""
    if name == "easter":
        sunday = easter_sunday(year)
        return sunday - timedelta(days=2), sunday + timedelta(days=1)
    if name in _FEASTS:
        (month, day), (last_month, last_day) = _FEASTS[name]
        return date(year - (last_month < month), month, day), date(year, last_month, last_day)
    month = _SEASONS[name]
    end_year, end = (year + 1, 2) if month == 12 else (year, month + 2)
    return date(year, month, 1), _month(end_year, end)[1]


def easter_sunday(year: int) -> date:
    """In the Gregorian calendar; the anonymous algorithm of 1876 (Meeus, "Astronomical Algorithms", 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _near_today(text: str, today: date) -> list[Range] | None:
    day = timedelta(days=1)
    alone = {"today": 0, "yesterday": 1, "day before yesterday": 2}
    if text in alone:
        return [(today - alone[text] * day, today - alone[text] * day)]
    if found := re.fullmatch(rf"(?P<which>this|last|past) {_UNIT}", text):
        return [_whole(found["unit"], today, 0 if found["which"] == "this" else 1)]
    if found := re.fullmatch(rf"(?:last|past) {_COUNT} {_UNIT}", text):
        begin = _back(today, found["unit"], _number(found["count"]))
        return [(begin + day if found["unit"] == "day" else begin, today)]
    if found := re.fullmatch(rf"{_COUNT} {_UNIT} ago", text):
        unit, count = found["unit"], _number(found["count"])
        return [_whole(unit, today, count)]
    if found := re.fullmatch(rf"(?:last|on) ({'|'.join(_WEEKDAYS)})", text):
        back = (today.weekday() - _WEEKDAYS.index(found[1]) - 1) % 7 + 1
        return [(today - back * day, today - back * day)]
    if found := re.fullmatch(r"(this|last) weekend", text):
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        if found[1] == "last" and today.weekday() >= 5:
            saturday -= timedelta(days=7)
        elif found[1] == "this" and today.weekday() < 5:
            saturday += timedelta(days=7)
        return [(saturday, saturday + day)]
    return _last_called(text, today)


def _last_called(text: str, today: date) -> list[Range] | None:
    """The latest that is over, of "last summer"; that of this year, of "this summer"."""
    found = re.fullmatch(rf"(?P<which>this|last) (?:{_NAMED}|{MONTH})", text)
    if found is None:
        return None

    def called(year: int) -> Range:
        return _time_called(found["named"], year) if found["named"] else _month(year, _MONTHS[found["month"]])

    if found["which"] == "this":
        under_way = called(today.year - 1)  # a winter in January
        return [under_way if under_way[1] >= today else called(today.year)]
    return [next(called(year) for year in range(today.year, today.year - 3, -1) if called(year)[1] < today)]


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _back(day: date, unit: str, count: int) -> date:
    """The same day so many units before, or the last of its month."""
    if unit in {"day", "week"}:
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _whole(unit: str, today: date, count: int) -> Range:
    """The whole day, week (from Monday), month or year so many before this one."""
    then = _back(today, unit, count)
    if unit == "week":
        monday = then - timedelta(days=then.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return _month(then.year, then.month)
    if unit == "year":
        return date(then.year, 1, 1), date(then.year, 12, 31)
    return then, then


_READERS: tuple[_Reader, ...] = (_in_digits, _in_words, _named, _near_today)
