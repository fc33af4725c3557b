from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.library.words.dates import Dates, read_dates
from photoclust.library.words.periods import easter_sunday

TODAY = date(2026, 11, 28)  # a Saturday


def read(text: str, today: date = TODAY) -> Dates | None:
    return read_dates(text.split(), today)


def spans(text: str, today: date = TODAY) -> list[str]:
    found = read(text, today)
    assert found is not None, text
    return [f"{first} {last}" for first, last in found.ranges]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("from 2019", "2019-01-01", "2019-12-31"),
        ("2021-05", "2021-05-01", "2021-05-31"),
        ("05/2021", "2021-05-01", "2021-05-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-05-12", "2021-05-12", "2021-05-12"),
        ("20210512", "2021-05-12", "2021-05-12"),
        ("12.05.2018", "2018-05-12", "2018-05-12"),
        ("13/5/2018", "2018-05-13", "2018-05-13"),
        ("5/13/2018", "2018-05-13", "2018-05-13"),
        ("march 2021", "2021-03-01", "2021-03-31"),
        ("2021 march", "2021-03-01", "2021-03-31"),
        ("sept. 2021", "2021-09-01", "2021-09-30"),
        ("12 may 2018", "2018-05-12", "2018-05-12"),
        ("12th of may 2018", "2018-05-12", "2018-05-12"),
        ("may 12, 2018", "2018-05-12", "2018-05-12"),
        ("summer 2020", "2020-06-01", "2020-08-31"),
        ("the summer of 2020", "2020-06-01", "2020-08-31"),
        ("christmas 2019", "2019-12-24", "2019-12-26"),
        ("new year 2020", "2019-12-31", "2020-01-01"),
        ("easter 2019", "2019-04-19", "2019-04-22"),
        ("90s", "1990-01-01", "1999-12-31"),
        ("10s", "2010-01-01", "2019-12-31"),
        ("1950s", "1950-01-01", "1959-12-31"),
        ("2018-2020", "2018-01-01", "2020-12-31"),
        ("2018–2020", "2018-01-01", "2020-12-31"),
        ("2018..2020", "2018-01-01", "2020-12-31"),
        ("2018 to 2020", "2018-01-01", "2020-12-31"),
        ("between 2018 and 2020", "2018-01-01", "2020-12-31"),
        ("from march 2019 to may 2020", "2019-03-01", "2020-05-31"),
        ("march to may 2021", "2021-03-01", "2021-05-31"),
        ("march-may 2021", "2021-03-01", "2021-05-31"),
        ("12-14 may 2018", "2018-05-12", "2018-05-14"),
        ("before 2018", "1826-01-01", "2017-12-31"),
        ("until may 2018", "1826-01-01", "2018-05-31"),
        ("since may 2018", "2018-05-01", "2027-12-31"),
        ("after 12.05.2018", "2018-05-13", "2027-12-31"),
        ("today", "2026-11-28", "2026-11-28"),
        ("yesterday", "2026-11-27", "2026-11-27"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last 3 days", "2026-11-26", "2026-11-28"),
        ("past two weeks", "2026-11-14", "2026-11-28"),
        ("3 days ago", "2026-11-25", "2026-11-25"),
        ("a year ago", "2025-01-01", "2025-12-31"),
        ("last sunday", "2026-11-22", "2026-11-22"),
        ("last saturday", "2026-11-21", "2026-11-21"),
        ("last weekend", "2026-11-21", "2026-11-22"),
        ("this weekend", "2026-11-28", "2026-11-29"),
        ("last summer", "2026-06-01", "2026-08-31"),
        ("last winter", "2025-12-01", "2026-02-28"),
        ("this winter", "2026-12-01", "2027-02-28"),
        ("last december", "2025-12-01", "2025-12-31"),
        ("last christmas", "2025-12-24", "2025-12-26"),
    ],
)
def test_one_stretch_of_time(text: str, first: str, last: str) -> None:
    assert spans(text) == [f"{first} {last}"]
    found = read(text)
    assert found is not None
    assert not found.yearly


def test_a_winter_belongs_to_both_of_its_years() -> None:
    assert spans("winter 2019") == ["2018-12-01 2019-02-28", "2019-12-01 2020-02-29"]


def test_a_day_that_can_be_read_either_way_is_both() -> None:
    assert spans("5/12/2018") == ["2018-05-12 2018-05-12", "2018-12-05 2018-12-05"]


@pytest.mark.parametrize("text", ["summer", "may", "24 december", "christmas", "easter", "29 feb"])
def test_without_a_year_it_is_every_year(text: str) -> None:
    found = read(text)
    assert found is not None
    assert found.yearly
    assert found.ranges[0][0].year < 1835
    assert found.ranges[-1][0] > date(2024, 1, 1)


def test_seasons_that_are_under_way() -> None:
    july, january = date(2026, 7, 4), date(2026, 1, 10)
    assert spans("last summer", july) == ["2025-06-01 2025-08-31"]
    assert spans("this summer", july) == ["2026-06-01 2026-08-31"]
    assert spans("last winter", january) == ["2024-12-01 2025-02-28"]
    assert spans("this winter", january) == ["2025-12-01 2026-02-28"]


def test_ends_of_months_and_years() -> None:
    assert spans("last month", date(2024, 3, 31)) == ["2024-02-01 2024-02-29"]
    assert spans("last month", date(2026, 1, 1)) == ["2025-12-01 2025-12-31"]
    assert spans("a year ago", date(2024, 2, 29)) == ["2023-01-01 2023-12-31"]
    assert spans("last weekend", date(2026, 11, 29)) == ["2026-11-21 2026-11-22"]
    assert spans("this weekend", date(2026, 11, 26)) == ["2026-11-28 2026-11-29"]


@pytest.mark.parametrize(
    "text",
    [
        "dog",
        "31 june 2020",
        "30 feb",
        "99/2020",
        "2020-13",
        "1700",
        "2099",
        "12 dog 2018",
        "last dog",
        "0 may 2020",
        "2020 to dog",
        "between 2020 and 2018",
        "00/00/2000",
        "the",
        "summer 1700",
        "999999999 days ago",
        "999 years ago",
        "15",
    ],
)
def test_what_is_no_date(text: str) -> None:
    found = read(text)
    assert found is None or not found.ranges or found.ranges[-1][1].year < 1826


@given(
    st.text(alphabet="0123456789-/. abcdefmayjunlstweroi", max_size=24), st.dates(min_value=date(1990, 1, 1))
)
def test_nothing_that_is_typed_breaks_it(text: str, today: date) -> None:
    found = read_dates(text.split(), today)
    if found is not None:
        assert all(first <= last for first, last in found.ranges)
        gaps = zip(found.ranges, found.ranges[1:], strict=False)
        assert all(before[1] < after[0] for before, after in gaps)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 28)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%B %d %Y", "%d %b %Y"):
        assert spans(day.strftime(pattern).lower()) == [f"{day} {day}"]


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1999, "1999-04-04"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2024, "2024-03-31"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, sunday: str) -> None:
    assert easter_sunday(year) == date.fromisoformat(sunday)
    assert easter_sunday(year).weekday() == 6
    assert timedelta(0) <= easter_sunday(year) - date(year, 3, 22) <= timedelta(34)
