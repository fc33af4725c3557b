"""Another try for what could not be read."""

from __future__ import annotations

import os
from pathlib import Path

from fixtures.indexed import Shelf

from photoclust.core.photo import Fingerprint
from photoclust.library import browse
from photoclust.library.failures import try_again
from photoclust.library.guard import quarantine
from photoclust.store.quarantine import CRASHED


def spoil(path: Path) -> None:
    """Makes a file that can't be read and does not look changed afterwards."""
    status = path.stat()
    path.write_bytes(bytes(status.st_size))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def mend(path: Path, content: bytes) -> None:
    status = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_only_those_asked_for_are_tried_again(shelf: Shelf) -> None:
    paths = {name: shelf.folder / f"{name}.jpg" for name in ("horses", "rocket")}
    contents = {name: path.read_bytes() for name, path in paths.items()}
    for path in paths.values():
        spoil(path)
    assert len(shelf.index().unreadable) == 2
    for name, path in paths.items():
        mend(path, contents[name])
    assert len(shelf.index().unreadable) == 2, "a file that looks the same is not opened"
    assert try_again(shelf.library, [str(paths["rocket"])]) == [str(shelf.folder)]
    assert [Path(item.path).name for item in browse.unreadable(shelf.library)] == ["horses.jpg"]
    summary = shelf.index()
    assert (summary.embedded, [Path(item.path).name for item in summary.unreadable]) == (1, ["horses.jpg"])


def test_what_still_can_not_be_read_is_listed_again(shelf: Shelf) -> None:
    (shelf.folder / "empty.jpg").touch()
    shelf.index()
    before = browse.unreadable(shelf.library)
    try_again(shelf.library, [str(shelf.folder / "empty.jpg"), str(shelf.folder / "no such file.jpg")])
    shelf.index()
    assert browse.unreadable(shelf.library) == before


def test_nothing_to_try(shelf: Shelf) -> None:
    shelf.index()
    assert try_again(shelf.library, []) == []


def test_what_was_left_alone_is_tried_with_care(shelf: Shelf) -> None:
    content = Fingerprint(b"1" * 16)
    with shelf.library.cache() as database:
        with database.transaction():
            quarantine(database).convict(content, CRASHED)
        try_again(shelf.library, [])
        assert quarantine(database).all() == {content: ""}
