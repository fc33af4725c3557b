"""A scan yields paths in the order of their bytes: indexing merges it with the catalog's."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photoclust.core.photo import PhotoFile
from photoclust.photos.listing import SYSTEM_FOLDERS, BadEntry
from photoclust.photos.scan import scan

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are bytes on Linux only")

# Bytes below "/" (which ends a folder's name) and above it, capitals, UTF-8 and what is no UTF-8 at all.
PIECES = [b" ", b"!", b"-", b"+", b".", b"0", b"A", b"a", b"b", b"~", b"\xc3\xa9", b"\xff", b"\x80"]
PART = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(b"".join)
NAME = PART.filter(lambda name: not name.startswith(b".") and name.lower() not in SYSTEM_FOLDERS)
TREE = st.lists(st.tuples(st.lists(NAME, max_size=3), NAME), max_size=12)


def make(root: bytes, tree: list[tuple[list[bytes], bytes]]) -> list[bytes]:
    """Makes the files of a tree; returns the paths of those that could be made."""
    made = []
    for folders, name in tree:
        path = os.path.join(root, *folders, name + b".jpg")
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "xb"):
                made.append(path)
        except OSError:  # a file where a folder should be, or the other way round
            continue
    return made


@given(tree=TREE)
@example(tree=[([b"a"], b"x"), ([], b"a-"), ([], b"a!"), ([b"a b"], b"x"), ([b"a0"], b"x"), ([], b"a")])
@example(tree=[([b"a.jpg"], b"x"), ([], b"a")])
def test_everything_once_in_byte_order(
    tmp_path_factory: pytest.TempPathFactory, tree: list[tuple[list[bytes], bytes]]
) -> None:
    root = tmp_path_factory.mktemp("tree")
    made = make(os.fsencode(root), tree)
    paths = []
    for entry in scan(str(root)):
        assert isinstance(entry, PhotoFile)
        paths.append(os.fsencode(entry.path))
    assert paths == sorted(made)


def test_bad_entries_stand_in_the_order_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = os.fsencode(tmp_path_factory.mktemp("bad"))
    for name in (b"a-.jpg", b"a.eps", b"a/b.jpg", b"a/c.jpg", b"a0.jpg"):
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.mkfifo(path) if name.endswith(b"c.jpg") else open(path, "wb").close()
    entries = list(scan(os.fsdecode(root)))
    paths = [os.fsencode(entry.path) for entry in entries if isinstance(entry, (PhotoFile, BadEntry))]
    assert len(paths) == 5
    assert paths == sorted(paths)
