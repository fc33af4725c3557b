"""What a person decided on groups of duplicates; by content, so it stays whatever becomes of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from photoclust.core.duplicates import VerdictKind
from photoclust.core.errors import UsageError
from photoclust.core.photo import Fingerprint, PhotoId
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.verdict_store import StoredVerdict, VerdictStore


def decide(library: Library, photo_ids: Sequence[PhotoId], kind: VerdictKind) -> int:
    """Remembers what a person said of a group. It is not offered again until something new joins it.

    Args:
        library: Written to.
        photo_ids: Of the group, the one to keep among them.
        kind: What was said.

    Returns:
        The verdict's id, for `take_back`.

    Raises:
        UsageError: If fewer than two of the photos are still there.
        LibraryError: If the library can't be written.
    """
    with library.cache() as cache:
        photos = Catalog(cache).photos(list(dict.fromkeys(photo_ids)))
    if len(photos) < 2:
        raise UsageError("duplicates-gone")
    with library.albums() as database:
        with database.transaction():
            now = datetime.now(UTC).isoformat(timespec="seconds")
            verdict_id = VerdictStore(database).add(kind, now, Counter(photo.fingerprint for photo in photos))
        library.keeper.changed(database)
    return verdict_id


def take_back(library: Library, verdict_id: int) -> None:
    """Forgets a verdict; one that is no more is none.

    Raises:
        LibraryError: If the library can't be written.
    """
    with library.albums() as database:
        with database.transaction():
            VerdictStore(database).remove(verdict_id)
        library.keeper.changed(database)


def verdicts(library: Library) -> Verdicts:
    """All that was decided, as of now."""
    with library.albums() as database:
        return Verdicts(VerdictStore(database).all())


class Verdicts:
    """What was decided, to be asked of groups."""

    def __init__(self, stored: Iterable[StoredVerdict]) -> None:
        self._files: dict[Fingerprint, dict[int, int]] = {}
        self._distinct: dict[Fingerprint, frozenset[int]] = {}
        for verdict in stored:
            for fingerprint, count in verdict.files.items():
                self._files.setdefault(fingerprint, {})[verdict.id] = count
                if verdict.kind is VerdictKind.DISTINCT and len(verdict.files) > 1:
                    marks = self._distinct.get(fingerprint, frozenset())
                    self._distinct[fingerprint] = marks | {verdict.id}

    def apart(self, contents: Iterable[Fingerprint]) -> frozenset[int]:
        """The verdicts by which a picture, given by its contents, is another one than others.

        Two pictures that have a verdict in common were said to be distinct.
        """
        return frozenset[int]().union(*(self._distinct.get(content, ()) for content in contents))

    def covers_files(self, content: Fingerprint, files: int) -> bool:
        """Whether so many files of one content were decided on together."""
        return any(count >= files for count in self._files.get(content, {}).values())

    def knows_files(self, content: Fingerprint) -> bool:
        """Whether any files of one content were decided on together."""
        return self.covers_files(content, 2)

    def covers(self, pictures: Collection[Collection[Fingerprint]]) -> bool:
        """Whether one verdict is about all of some pictures, each given by its contents."""
        return any(count == len(pictures) for count in self._counted(pictures).values())

    def knows(self, pictures: Collection[Collection[Fingerprint]]) -> bool:
        """Whether any verdict is about two of them."""
        return any(count > 1 for count in self._counted(pictures).values())

    def _counted(self, pictures: Iterable[Collection[Fingerprint]]) -> Counter[int]:
        """In how many of the pictures each verdict has a say."""
        return Counter(
            verdict_id
            for contents in pictures
            for verdict_id in {one for content in contents for one in self._files.get(content, {})}
        )
