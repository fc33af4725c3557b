"""The two streams: results on one, messages and progress on the other."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.cli.output import BAR_WIDTH, Output, time_left, to_json
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Unreadable
from photoclust.core.progress import Progress

ESCAPES = st.integers(0xDC80, 0xDCFF).map(chr)  # bytes of a name that are no UTF-8
NAMES = st.text(ESCAPES | st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def written(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8")


@given(data=st.dictionaries(NAMES, JSON))
def test_json_is_valid_and_comes_back(data: dict[str, Any]) -> None:
    text = to_json(data)
    assert json.loads(text.encode("utf-8")) == data
    assert "\n" not in text


def test_names_are_readable_in_json() -> None:
    assert to_json({"path": "/Ferien/Ä 图.jpg"}) == '{"path": "/Ferien/Ä 图.jpg"}'


class TestResults:
    @pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
    def test_utf8_whatever_the_locale(self, encoding: str) -> None:
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding=encoding)
        Output(as_json=True, out=out).result({"path": "图 \udcff"}, [])
        assert written(raw) == '{"path": "图 \\udcff"}\n'

    def test_names_reach_people_as_the_bytes_they_are(self) -> None:
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding="ascii")
        Output(out=out).result({}, ["a " + os.fsdecode(b"\xff.jpg")])
        assert raw.getvalue() == b"a \xff.jpg\n"

    def test_a_stream_without_bytes_below_it_will_do(self) -> None:
        out = io.StringIO()
        Output(out=out).result({}, ["one", "two"])
        assert out.getvalue() == "one\ntwo\n"

    def test_either_or(self) -> None:
        for as_json, expected in ((True, '{"a": 1}\n'), (False, "sentence\n")):
            out, messages = io.StringIO(), io.StringIO()
            Output(as_json=as_json, out=out, messages=messages).result({"a": 1}, ["sentence"])
            assert (out.getvalue(), messages.getvalue()) == (expected, "")


class TestMessages:
    def test_quiet_keeps_errors_only(self) -> None:
        messages = io.StringIO()
        output = Output(quiet=True, out=io.StringIO(), messages=messages)
        output.message("by the way")
        output.unreadable([Unreadable("/a.jpg", "Bad.", "corrupt")])
        output.progress(Progress(1, 2))
        assert messages.getvalue() == ""
        output.error(UserFacingError("no-photos"))
        assert messages.getvalue().startswith("photoclust: There are no photos")

    def test_an_error_with_json_goes_to_the_results(self) -> None:
        out, messages = io.StringIO(), io.StringIO()
        output = Output(as_json=True, out=out, messages=messages)
        output.error(UserFacingError("folder-missing", path="/a"))
        output.failure("usage", "Wrong.")
        first, second = (json.loads(line) for line in out.getvalue().splitlines())
        assert first["error"] == {
            "code": "folder-missing",
            "message": "The folder /a does not exist or can't be read.",
            "path": "/a",
        }
        assert second == {"error": {"code": "usage", "message": "Wrong."}}
        assert messages.getvalue() == ""

    @pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp1252"])
    def test_any_name_can_be_said_on_any_terminal(self, encoding: str) -> None:
        raw = io.BytesIO()
        messages = io.TextIOWrapper(raw, encoding=encoding)
        Output(out=io.StringIO(), messages=messages).message("left out: 图 \udcff 😀")
        assert raw.getvalue().startswith(b"left out: ")


class TestProgress:
    def bar(self, *steps: Progress) -> str:
        terminal = Terminal()
        output = Output(out=io.StringIO(), messages=terminal)
        for step in steps:
            output.progress(step)
        return terminal.getvalue()

    def test_only_where_somebody_sees_it(self) -> None:
        messages = io.StringIO()
        Output(out=io.StringIO(), messages=messages).progress(Progress(1, 2))
        assert messages.getvalue() == ""

    @pytest.mark.parametrize(
        ("progress", "says"),
        [
            (Progress(7), "7 photos"),
            (Progress(1_234, 5_000), "1,234 of 5,000"),
            (Progress(1, 4, 90.0), "2 min left"),
            (Progress(4, 4), "█" * BAR_WIDTH),
            (Progress(0, 4), "░" * BAR_WIDTH),
            (Progress(0, 0), "0 of 0"),
        ],
    )
    def test_it_says_how_far(self, progress: Progress, says: str) -> None:
        shown = self.bar(progress)
        assert says in shown
        assert shown.startswith("\r")
        assert "\n" not in shown

    def test_it_makes_room_for_what_is_said(self) -> None:
        terminal = Terminal()
        output = Output(out=io.StringIO(), messages=terminal)
        output.progress(Progress(1, 2))
        output.message("left out")
        assert terminal.getvalue().endswith("\r\x1b[Kleft out\n")
        output.progress(Progress(2, 2))
        output.result({}, ["done"])
        assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "1 s"),
        (0.4, "1 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (3_600, "60 min"),
        (5_400, "1.5 h"),
        (36_000, "10.0 h"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert time_left(seconds) == said


def test_the_streams_are_those_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not those of when the module was imported: the start of the program gives Python another stderr."""
    replaced = io.StringIO()
    monkeypatch.setattr(sys, "stderr", replaced)
    Output().message("here")
    assert replaced.getvalue() == "here\n"
