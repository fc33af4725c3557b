"""SPDX expressions are read as the specification says."""

from __future__ import annotations

import pytest


def ways(text):
    from licences.expression import choices

    return [sorted(way) for way in choices(text)]


def test_and_binds_more_tightly_than_or():
    assert ways("MIT OR Zlib AND 0BSD") == [["MIT"], ["0BSD", "Zlib"]]
    assert ways("(MIT OR Zlib) AND 0BSD") == [["0BSD", "MIT"], ["0BSD", "Zlib"]]


def test_an_exception_stays_with_its_licence():
    assert ways("GPL-3.0-only WITH GCC-exception-3.1 AND MIT") == [
        ["GPL-3.0-only WITH GCC-exception-3.1", "MIT"]
    ]


@pytest.mark.parametrize(
    "text", ["", "MIT OR", "(MIT", "MIT)", "MIT Zlib", "Apache 2.0", "AND", "MIT WITH", "a/b"]
)
def test_nonsense_is_refused(text):
    from licences.expression import ExpressionError

    with pytest.raises(ExpressionError):
        ways(text)


def test_the_first_way_that_is_allowed_is_chosen():
    from licences.expression import chosen

    assert chosen("GPL-2.0-only OR MIT OR Zlib", {"Zlib", "MIT"}) == {"MIT"}
    assert chosen("GPL-2.0-only", {"MIT"}) is None


def test_licences_are_named_once_and_in_order():
    from licences.expression import licences

    assert licences("MIT AND (Zlib OR MIT WITH X-exception)") == ["MIT", "Zlib", "X-exception"]
