"""The part of a name that says which kind of picture a file is."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.photos.formats import suffix


@given(st.text(st.sampled_from("ab.. éJ\udcff"), max_size=8))
def test_is_that_of_the_standard_library(name: str) -> None:
    assert suffix(name) == os.path.splitext(name)[1].lower()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("IMG_1.JPG", ".jpg"), ("a.b.jpg", ".jpg"), (".jpg", ""), ("..jpg", ""), ("jpg", ""), ("", "")],
)
def test_is_lower_case_and_no_hidden_name(name: str, wanted: str) -> None:
    assert suffix(name) == wanted
