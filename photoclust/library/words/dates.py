"""Reads dates as people write them: "2019", "march 2021", "last summer", "12 may 2018", "christmas", "90s".

Everything becomes ranges of days. A date without a year ("summer", "24 december") is that of every year.
Seasons are those of the northern half, in whole months; of a winter, either year is its year. English only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from photoclust.library.words.periods import FIRST_YEAR, MONTH, Range, period

LONGEST = 8
"""Words of the longest date: "between 12 may 2018 and 3 june 2018" has one more, and nobody writes it."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When photos were taken.

    Attributes:
        ranges: In order, none overlapping another.
        yearly: No year was named: the same days of every year.
    """

    ranges: tuple[Range, ...]
    yearly: bool = False


def read_dates(words: Sequence[str], today: date) -> Dates | None:
    """What some words mean as a date; None unless all of them together are one.

    Args:
        words: Folded.
        today: As the person's calendar says.
    """
    text = re.sub(r"[–—]", "-", " ".join(words))
    text = re.sub(r"\b(of|the|in)\b|,", " ", text)
    text = " ".join(text.split())
    if not text or len(words) > LONGEST:
        return None
    try:
        ranges = _spanning(text, today) or period(re.sub("^(from|on|at) ", "", text), today)
    except (ValueError, OverflowError):  # 31 June; before the year 1
        return None
    if not ranges:
        return None
    return Dates(_merged(ranges), yearly=len(ranges) > _YEARLY)


_YEARLY = 20  # no date that names its year has so many ranges


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _spanning(text: str, today: date) -> list[Range] | None:
    """Everything that has an open or a second end."""
    if found := re.fullmatch(r"(before|until|till|after|since) (.+)", text):
        word, rest = found.groups()
        if (ranges := period(rest, today)) and len(ranges) <= _YEARLY:
            first, last, day = ranges[0][0], ranges[-1][1], timedelta(days=1)
            begin, end = date(FIRST_YEAR, 1, 1), date(today.year + 1, 12, 31)
            return [
                {
                    "before": (begin, first - day),
                    "until": (begin, last),
                    "till": (begin, last),
                    "after": (last + day, end),
                    "since": (first, end),
                }[word]
            ]
    for pattern in (
        r"between (.+) and (.+)",
        r"(?:from )?(.+?) (?:to|until|till|-) (.+)",
        r"([^\s-]+)-([^-]+)",
        r"(\S+)\.\.\.?(\S+)",
    ):
        if (found := re.fullmatch(pattern, text)) and (ranges := _from_to(found.groups(), today)):
            return ranges
    return None


def _from_to(ends: Sequence[str], today: date) -> list[Range] | None:
    begin, end = ends
    if re.fullmatch(r"\d{4}", begin) and re.fullmatch(r"\d{2}", end):
        return None  # "2021-05" is a month
    last = period(end, today)
    year = re.search(r"\d{4}$", end)
    first = None
    if year and not re.search(r"\d{4}", begin):  # "march to may 2021", "12-14 may 2018"
        month = re.search(rf"\b{MONTH}", end)
        first = period(f"{begin} {year[0]}", today)
        if first is None and month and begin.isdecimal():
            first = period(f"{begin} {month['month']} {year[0]}", today)
    first = first or period(begin, today)
    if not first or not last or max(len(first), len(last)) > _YEARLY or first[0][0] > last[-1][1]:
        return None
    return [(first[0][0], last[-1][1])]
