"""What a person decided on duplicates, as a list to look through and to take back from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from photoclust.core.duplicates import VerdictKind
from photoclust.core.photo import Fingerprint
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.verdict_store import VerdictStore

SHOWN_FILES = 20
"""Of one content: more of them tell nobody more."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict.

    Attributes:
        id: For `verdicts.take_back`.
        kind: What was said.
        when: Local time.
        files: Of which contents it was said, and of how many files of each.
        paths: Where they lie now; none of those that are no more.
    """

    id: int
    kind: VerdictKind
    when: datetime
    files: Mapping[Fingerprint, int]
    paths: Sequence[str]


def decisions(library: Library) -> list[Decision]:
    """All that was decided, the latest first.

    Raises:
        LibraryError: If the library can't be read.
    """
    with library.albums() as albums:
        stored = VerdictStore(albums).all()
    with library.cache() as cache:
        catalog = Catalog(cache)
        return [
            Decision(
                verdict.id,
                verdict.kind,
                datetime.fromisoformat(verdict.decided).astimezone(),
                verdict.files,
                [
                    path
                    for content in verdict.files
                    for _id, path in catalog.files_of(content, limit=SHOWN_FILES)
                ],
            )
            for verdict in reversed(stored)
        ]


def say_again(library: Library, decision: Decision) -> int:
    """Puts back a decision that was taken back, as of the day on which it was made; returns its new id.

    Raises:
        LibraryError: If the library can't be written.
    """
    when = decision.when.astimezone(UTC).isoformat(timespec="seconds")
    with library.albums() as albums:
        with albums.transaction():
            verdict_id = VerdictStore(albums).add(decision.kind, when, decision.files)
        library.keeper.changed(albums)
    return verdict_id
