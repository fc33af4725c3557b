"""Nothing leaves the computer: no internet socket and no look-up of a name, by our code or a library's.

MediaPipe from 0.10.35 on fails `test_nothing_is_sent`: that is why it is pinned in pyproject.toml.
"""

from __future__ import annotations

import ast
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from privacy.watchers import WATCHERS, Watcher, counters, watch

ROOT = Path(__file__).resolve().parents[1]
PHOTOCLUST = (sys.executable, "-m", "photoclust")
OFFENDER = str(Path(__file__).parent / "privacy" / "offender.py")

NETWORK_MODULES = {
    *("aiohttp", "asyncio", "ftplib", "grpc", "http", "httpx", "imaplib", "poplib", "requests", "smtplib"),
    *(
        "socket",
        "socketserver",
        "ssl",
        "urllib.error",
        "urllib.request",
        "urllib3",
        "webbrowser",
        "websockets",
    ),
    *("xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"),
}


@pytest.fixture(params=WATCHERS, ids=[watcher.name for watcher in WATCHERS])
def watcher(request: pytest.FixtureRequest) -> Watcher:
    chosen: Watcher = request.param
    reason = chosen.missing()
    if reason is not None:
        pytest.skip(reason)
    return chosen


@pytest.fixture
def photos(samples: Path, tmp_path: Path) -> Path:
    """A few photographs, so that the slow watchers take seconds."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for photo in sorted(samples.rglob("*.jpg"))[:8]:
        shutil.copy(photo, folder)
    return folder


def test_nothing_is_sent(watcher: Watcher, photos: Path, library_dir: Path, tmp_path: Path) -> None:
    """The main job from end to end: photos in; clusters and look-alikes out."""

    def photoclust(*arguments: str) -> dict[str, object]:
        scratch = tmp_path / f"watch-{arguments[0]}"
        scratch.mkdir()
        command = [*PHOTOCLUST, *arguments, "--library", str(library_dir), "--json"]
        watched = watch(watcher, command, scratch)
        assert not watched.contacts, "\n".join(["the internet was used:", *watched.contacts])
        assert watched.exit_code == 0, watched.output + watched.errors
        return json.loads(watched.output)

    query, *others = sorted(photos.iterdir())
    assert photoclust("index", str(photos))["embedded"] == 1 + len(others)
    assert photoclust("cluster", "--method", "kmeans", "--k", "2", "--min-size", "1")["k"] == 2
    assert len(photoclust("similar", str(query), "--top", "3")["matches"]) == 3
    assert photoclust("search", query.stem, "berlin")["matches"] == []


def test_the_window_sends_nothing(watcher: Watcher, tmp_path: Path) -> None:
    """The same job in the window, over the sample photos."""
    picture = tmp_path / "demo.png"
    watched = watch(watcher, [*PHOTOCLUST, "--demo", str(picture)], tmp_path)
    assert not watched.contacts, "\n".join(["the internet was used:", *watched.contacts])
    assert watched.exit_code == 0, watched.output + watched.errors
    assert picture.is_file()


@pytest.mark.parametrize("offence", ["python", "native", "lookup"])
def test_the_watchers_see_an_offender(watcher: Watcher, offence: str, tmp_path: Path) -> None:
    blind = {("audit hook", "native"), ("empty network", "lookup")}  # localhost is looked up in a file
    watched = watch(watcher, [sys.executable, OFFENDER, offence], tmp_path)
    assert watched.output == "done\n", watched.errors
    assert bool(watched.contacts) == ((watcher.name, offence) not in blind)


def test_the_watchers_let_innocents_go(watcher: Watcher, tmp_path: Path) -> None:
    watched = watch(watcher, [sys.executable, OFFENDER, "innocent"], tmp_path)
    assert (watched.output, watched.contacts) == ("done\n", []), watched.errors


def test_the_counters_of_both_kinds_of_table_are_read() -> None:
    text = "Ip: Forwarding OutRequests\nIp: 2 7\nIcmp: InMsgs\nIcmp: 1\nIp6OutRequests    \t3\n"
    assert counters(text) == {"IpForwarding": 2, "IpOutRequests": 7, "IcmpInMsgs": 1, "Ip6OutRequests": 3}


def network_imports(source: str) -> Iterator[str]:
    """The network modules that a piece of source text imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if any(".".join(parts[:length]) in NETWORK_MODULES for length in range(1, len(parts) + 1)):
                yield name


def test_no_module_of_ours_imports_the_network() -> None:
    modules = sorted((ROOT / "photoclust").rglob("*.py"))
    assert modules
    found = {str(path.relative_to(ROOT)): list(network_imports(path.read_text("utf-8"))) for path in modules}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import socket", ["socket"]),
        ("import os, http.client as c", ["http.client"]),
        ("def f():\n    from urllib.request import urlopen", ["urllib.request.urlopen"]),
        ("from urllib import request", ["urllib.request"]),
        ("from PySide6 import QtNetwork, QtCore", ["PySide6.QtNetwork"]),
        ("from urllib.parse import quote\nfrom PySide6.QtCore import QUrl\nfrom . import sockets", []),
    ],
)
def test_network_imports_are_found(source: str, found: list[str]) -> None:
    assert list(network_imports(source)) == found
