"""Requests arrive whole and in order, and nothing else does."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from photoclust.library import mailbox
from photoclust.library.mailbox import Request

ABSOLUTE = os.path.abspath("photos")


def test_requests_come_in_order_until_they_are_done(tmp_path: Path) -> None:
    asked = [
        Request((ABSOLUTE, os.path.abspath("caf\udce9 图.jpg")), "token-1_TIME42"),
        Request(),
        Request((ABSOLUTE,)),
    ]
    letters = [mailbox.post(tmp_path, request) for request in asked]
    found = mailbox.empty(tmp_path)
    assert [request for _name, request in found] == asked
    assert [name for name, _request in found] == [letter.name for letter in letters]

    done = {name for name, _request in found[:2]}
    assert mailbox.empty(tmp_path, done) == found[2:]
    assert [letter.exists() for letter in letters] == [False, False, True]


NO_REQUESTS = {
    "empty": b"",
    "cut off": json.dumps({"paths": [ABSOLUTE], "token": ""}).encode()[:-3],
    "no text": b"\xff\xfe\x00",
    "a list": b"[]",
    "no paths": b'{"token": ""}',
    "a relative path": b'{"paths": ["../photos"], "token": ""}',
    "a number": b'{"paths": [1], "token": ""}',
    "a zero byte": json.dumps({"paths": [f"{ABSOLUTE}\0"], "token": ""}).encode(),
    "half a character": json.dumps({"paths": [f"{ABSOLUTE}\ud800"], "token": ""}).encode(),
    "a token of two lines": json.dumps({"paths": [], "token": "a\nb"}).encode(),
    "a token with a zero byte": json.dumps({"paths": [], "token": "a\0"}).encode(),
    "deep": b"[" * 200_000,
    "large": b" " * (mailbox.LARGEST + 1),
}


@pytest.mark.parametrize("content", NO_REQUESTS.values(), ids=NO_REQUESTS)
def test_what_is_no_request_is_deleted_and_ignored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "0.json").write_bytes(content)
    good = mailbox.post(tmp_path, Request((ABSOLUTE,)))
    assert mailbox.empty(tmp_path) == [(good.name, Request((ABSOLUTE,)))]
    assert not (tmp_path / "0.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_or_a_link_does_not_hold_anybody_up(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(json.dumps({"paths": [ABSOLUTE], "token": ""}))
    folder = tmp_path / "mailbox"
    folder.mkdir()
    os.mkfifo(folder / "1.json")
    (folder / "2.json").symlink_to(secret)
    assert mailbox.empty(folder) == []
    assert os.listdir(folder) == []
    assert secret.exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / "1.part").touch()
    (tmp_path / "folder.json").mkdir()
    assert mailbox.empty(tmp_path) == []
    assert len(os.listdir(tmp_path)) == 3


def test_a_folder_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    assert mailbox.empty(tmp_path / "gone") == []
