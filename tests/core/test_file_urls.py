"""What desktops and file managers pass: paths, or URLs of files."""

from __future__ import annotations

import os
import sys
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.file_urls import absolute, path_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="drives, and names that are always text")


@posix
@given(st.binary(max_size=40).filter(lambda name: b"\0" not in name))
def test_any_file_name_survives(name: bytes) -> None:
    assert path_of(f"file:///folder/{quote_from_bytes(name)}") == os.fsdecode(b"/folder/" + name)


@posix
@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file://localhost/a/b.jpg", "/a/b.jpg"),
        ("file:/a/b.jpg", "/a/b.jpg"),
        ("FILE:///a", "/a"),
        ("file:///a/b.jpg?size=1#top", "/a/b.jpg"),
        ("file:///a/Bücher 图", "/a/Bücher 图"),  # not encoded, as some write it
        ("file:///a/caf\udce9", "/a/caf\udce9"),
    ],
)
def test_ways_to_write_a_url(url: str, path: str) -> None:
    assert path_of(url) == path


@pytest.mark.skipif(sys.platform != "win32", reason="drives and shares")
@pytest.mark.parametrize(
    ("url", "path"),
    [("file:///C:/a%20b.jpg", "C:\\a b.jpg"), ("file://host/share/a.jpg", "\\\\host\\share\\a.jpg")],
)
def test_drives_and_shares(url: str, path: str) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize(
    "word", ["", "a.jpg", "/a", "C:\\a", "https://example.org/a.jpg", "file:a", "file:///%00", "files:///a"]
)
def test_what_is_no_url_of_a_file(word: str) -> None:
    assert path_of(word) is None


def test_a_word_of_a_command_line_becomes_absolute() -> None:
    assert absolute("a.jpg") == os.path.join(os.getcwd(), "a.jpg")
    assert absolute(os.path.abspath("a/../b")) == os.path.abspath("b")
