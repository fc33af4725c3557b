from datetime import date

import pytest

from photoclust.gui.search_wording import days_of, icon_of, kind_of, understood
from photoclust.library.textsearch import Meaning, Suggestion, Term

SUMMER = date(2026, 6, 1), date(2026, 8, 31)
YEAR = date(2019, 1, 1), date(2019, 12, 31)


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (Term("dog", meanings=(Meaning.SEEN,)), "dog (what the photo shows)"),
        (Term("kitten", meanings=(Meaning.SEEN, Meaning.FILE)), "kitten (what the photo shows, file name)"),
        (Term("2019", meanings=(Meaning.DATE,), span=YEAR), "2019"),
        (Term("last summer", meanings=(Meaning.DATE,), span=SUMMER), "last summer (Jun – Aug 2026)"),
        (Term("summer", meanings=(Meaning.DATE,)), "summer (date)"),
        (Term("2019", meanings=(Meaning.DATE, Meaning.FOLDER), span=YEAR), "2019 (date, folder)"),
        (Term("new york", quoted=True, meanings=(Meaning.PLACE,)), "“new york” (place)"),
        (Term("cat", excluded=True, meanings=(Meaning.SEEN,)), "without cat (what the photo shows)"),
        (Term("zzz"), "zzz (nothing found)"),
    ],
)
def test_how_a_term_was_understood(qapp, term, told):
    assert understood([term]) == told


def test_several_terms(qapp):
    terms = [Term("dog", meanings=(Meaning.SEEN,)), Term("2019", meanings=(Meaning.DATE,), span=YEAR)]
    assert understood(terms) == "dog (what the photo shows) · 2019"
    assert understood([]) == ""


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2019-01-01", "2019-12-31", "2019"),
        ("2018-01-01", "2020-12-31", "2018–2020"),
        ("2021-03-01", "2021-03-31", "1 – 31 Mar 2021"),
        ("2021-03-05", "2021-03-05", "5 March 2021"),
    ],
)
def test_days(qapp, first, last, told):
    assert days_of((date.fromisoformat(first), date.fromisoformat(last))) == told


def test_every_meaning_has_an_icon_and_a_word(qapp, app_paths):
    for meaning in (*Meaning, None):
        one = Suggestion("x", "x", meaning, 1)
        assert (app_paths.icons / f"{icon_of(one)}.svg").exists()
        assert bool(kind_of(one)) == (meaning is not None)
    assert kind_of(Suggestion("2019", "2019", Meaning.DATE, 1, YEAR)) == "date"
    assert kind_of(Suggestion("last summer", "last summer", Meaning.DATE, 1, SUMMER)) == "Jun – Aug 2026"
