"""What is new, changed, unchanged or gone: the merge of two sorted streams against plain sets."""

from __future__ import annotations

import os
from collections.abc import Iterable
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import PhotoFile, PhotoId
from photoclust.library.changes import Bad, Change, Found, Gone, compare
from photoclust.photos.listing import BadEntry
from photoclust.photos.scan import Unchanged
from photoclust.store.known_files import KnownCursor, KnownFile

# Few names, so that both sides often have the same; with bytes below and above the separator.
PART = st.sampled_from([b"a", b"a-", b"a0", b"a b", b"b", b"\xff", b"\xc3\xa9"])
PATHS = st.sets(st.lists(PART, min_size=1, max_size=3).map(b"/".join), max_size=15)


def in_order(paths: Iterable[bytes]) -> list[bytes]:
    return sorted(paths)


def photo(path: bytes) -> PhotoFile:
    return PhotoFile(os.fsdecode(path), 1, 2)


def known(path: bytes) -> KnownFile:
    return KnownFile(photo(path), PhotoId(abs(hash(path)) % 1000), None, "", embedded=True)


def bad(path: bytes, *, is_folder: bool = False) -> BadEntry:
    name = os.fsdecode(path)
    return BadEntry(name, PhotoUnreadableError("permission", path=name), is_folder=is_folder)


def cursor(rows: Iterable[KnownFile], page: int = 3) -> KnownCursor:
    """As the catalog gives it, with few rows a page."""
    kept = list(rows)

    def fetch(low: bytes, high: bytes) -> list[KnownFile]:
        return [row for row in kept if low <= os.fsencode(row.file.path) < high][:page]

    return KnownCursor(fetch, b"", b"\xff" * 9, page)


def path_of(change: Change) -> bytes:
    if isinstance(change, Found):
        return os.fsencode(change.file.path)
    if isinstance(change, Bad):
        return os.fsencode(change.entry.path)
    return os.fsencode(change.known.file.path)


@given(there=PATHS, unreadable=PATHS, before=PATHS)
def test_it_is_set_arithmetic(there: set[bytes], unreadable: set[bytes], before: set[bytes]) -> None:
    there -= unreadable
    entries = [bad(path) if path in unreadable else photo(path) for path in in_order(there | unreadable)]
    changes = list(compare(iter(entries), cursor(map(known, in_order(before)))))
    by_kind = {
        kind: {path_of(change) for change in changes if isinstance(change, kind)}
        for kind in (Found, Bad, Gone)
    }
    assert by_kind == {Found: there, Bad: unreadable, Gone: before - there - unreadable}
    assert len(changes) == len(there | unreadable | before)  # each path once
    assert [path_of(change) for change in changes] == in_order(there | unreadable | before)
    for change in changes:
        expected = known(path_of(change)) if path_of(change) in before else None
        assert change.known == expected


@given(there=PATHS, before=PATHS, folders=st.sets(PART.map(lambda name: name + b"/"), max_size=3))
def test_what_a_closed_folder_hides_is_not_gone(
    there: set[bytes], before: set[bytes], folders: set[bytes]
) -> None:
    def hidden(path: bytes) -> bool:
        return any(path.startswith(folder) for folder in folders)

    there = {path for path in there if not hidden(path)}
    entries = {path: photo(path) for path in there} | {path: bad(path, is_folder=True) for path in folders}
    changes = list(
        compare((entries[path] for path in in_order(entries)), cursor(map(known, in_order(before))))
    )
    gone = {path_of(change) for change in changes if isinstance(change, Gone)}
    assert gone == {path for path in before - there if not hidden(path)}


@given(there=PATHS, before=PATHS, folders=st.sets(PART, max_size=3))
def test_what_is_offline_is_not_gone(there: set[bytes], before: set[bytes], folders: set[bytes]) -> None:
    """Whether the scan comes by such a folder or not."""
    offline = [os.fsdecode(folder) for folder in folders]
    changes = list(compare(map(photo, in_order(there)), cursor(map(known, in_order(before))), offline))
    gone = {path_of(change) for change in changes if isinstance(change, Gone)}
    away = tuple(folder + b"/" for folder in folders)
    assert gone == {path for path in before - there if not path.startswith(away)}
    assert {path_of(change) for change in changes if isinstance(change, Found)} == there


@given(before=PATHS)
def test_a_root_that_is_not_there_hides_everything(before: set[bytes]) -> None:
    inside = [b"/root/" + path for path in in_order(before)]
    changes = list(compare(iter([bad(b"/root/", is_folder=True)]), cursor(map(known, inside))))
    assert [type(change) for change in changes] == [Bad]


def test_the_failure_of_a_folder_is_gone_once_it_can_be_read() -> None:
    failed = KnownFile(photo(b"/root/sub/"), None, None, "", embedded=True)
    found, gone = photo(b"/root/sub/a.jpg"), failed
    changes = list(compare(iter([found]), cursor([failed])))
    assert changes == [Gone(gone), Found(found, None)]


def test_streams_are_read_as_they_are_needed() -> None:
    """Neither side is ever held whole."""
    drawn = 0

    def endless() -> Iterable[PhotoFile]:
        nonlocal drawn
        while True:
            drawn += 1
            yield photo(b"/p/%06d.jpg" % drawn)

    changes = compare(iter(endless()), cursor([]))
    for _ in range(10):
        next(changes)
    assert drawn <= 11


@given(
    there=PATHS, before=PATHS, cuts=st.sets(st.lists(PART, min_size=1, max_size=3).map(b"/".join), max_size=6)
)
def test_what_is_unchanged_is_passed_on_and_never_gone(
    there: set[bytes], before: set[bytes], cuts: set[bytes]
) -> None:
    """Between every second pair of cuts nothing has changed."""
    edges = in_order(cuts)
    parts = [Unchanged(low, high, 1) for low, high in zip(edges[::2], edges[1::2], strict=False)]

    def inside(path: bytes) -> bool:
        return any(part.low <= path < part.high for part in parts)

    there = {path for path in there if not inside(path)}
    entries = sorted(
        [*((path, photo(path)) for path in there), *((part.low, part) for part in parts)], key=itemgetter(0)
    )
    changes = list(compare((entry for _, entry in entries), cursor(map(known, in_order(before)))))
    assert [change for change in changes if isinstance(change, Unchanged)] == parts
    others = [change for change in changes if not isinstance(change, Unchanged)]
    assert {path_of(change) for change in others if isinstance(change, Found)} == there
    gone = {path_of(change) for change in others if isinstance(change, Gone)}
    assert gone == {path for path in before - there if not inside(path)}
    assert [path_of(change) for change in others] == in_order(path_of(change) for change in others)
    assert all(
        change.known == (known(path_of(change)) if path_of(change) in before else None) for change in others
    )


def test_of_what_is_unchanged_nothing_is_asked() -> None:
    def fetch(low: bytes, high: bytes) -> list[KnownFile]:
        raise AssertionError((low, high))

    parts = [Unchanged(b"/p/", b"/p/a/", 3), Unchanged(b"/p/a/", b"/p/a0", 2), Unchanged(b"/p/a0", b"/p0", 0)]
    assert list(compare(iter(parts), KnownCursor(fetch, b"/p/", b"/p0"))) == parts


def test_between_unchanged_parts_no_more_is_asked_than_could_lie_there() -> None:
    asked = []

    def fetch(low: bytes, high: bytes) -> list[KnownFile]:
        asked.append((low, high))
        return [known(b"/p/gone/1.jpg")] if low <= b"/p/gone/1.jpg" < high else []

    parts = [Unchanged(b"/p/", b"/p/gone/", 3), Unchanged(b"/p/gone0", b"/p0", 0)]
    changes = list(compare(iter(parts), KnownCursor(fetch, b"/p/", b"/p0")))
    assert changes == [parts[0], Gone(known(b"/p/gone/1.jpg")), parts[1]]
    assert asked == [(b"/p/gone/", b"/p/gone0")]
