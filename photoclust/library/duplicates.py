"""Finds photos that are there more than once: same file, same picture, another shot of the same thing.

The three are never mixed. Files are the same by their bytes, pictures by a close look at their pixels
(`library.second_look`); what is left of both, one photo a picture, is compared as shots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from photoclust.core.duplicates import (
    DEFAULT_RULES,
    Duplicate,
    DuplicateGroup,
    DuplicateReport,
    KeeperRule,
    Tier,
)
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ProgressCallback, ignore_progress
from photoclust.embedding.models import Model
from photoclust.library.albums import list_albums
from photoclust.library.keepers import Keepers
from photoclust.library.offered import offered
from photoclust.library.session import Library
from photoclust.library.verdicts import Verdicts, verdicts
from photoclust.store.photo_table import PhotoTable


def find_duplicates(
    library: Library,
    model: Model,
    *,
    tiers: Sequence[Tier] = tuple(Tier),
    within: Sequence[str] = (),
    rules: Sequence[KeeperRule] = DEFAULT_RULES,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> DuplicateReport:
    """Finds groups of duplicates on which the person has not decided yet.

    Args:
        library: Read only.
        model: Whose vectors propose what is looked at closely.
        tiers: What is looked for. FILE alone is a matter of a second.
        within: Absolute paths of folders to limit the search to.
        rules: By which the photo to keep is suggested, in order.
        on_progress: Told how far the search is.
        cancel: Stops it.

    Raises:
        CancelledError: If that was asked for.
        LibraryError: If the library can't be read.
    """
    with library.cache() as cache:
        table, missing = offered(cache, within, cancel)
    keepers = Keepers(table, _album_names(library), lambda rows: [0.0] * len(rows), rules)
    search = _Search(table, keepers, verdicts(library))
    if Tier.FILE in tiers:
        search.files()
    return search.report(0, missing)


class _Search:
    """Collects groups, tier by tier.

    Args:
        table: The photos that may be in groups.
        keepers: Chooses the photo to keep.
        decided: What the person said before.
    """

    def __init__(self, table: PhotoTable, keepers: Keepers, decided: Verdicts) -> None:
        self._table = table
        self._keepers = keepers
        self._decided = decided
        self._hidden = 0
        self._groups: list[DuplicateGroup] = []
        # Contents are numbered in the order of their fingerprints: what comes of it depends on nothing else.
        _, contents, self._counts = np.unique(table.fingerprints, return_inverse=True, return_counts=True)
        self._by_content = np.argsort(contents, kind="stable")
        self._ends = np.cumsum(self._counts)

    def files(self) -> None:
        """Groups of the same bytes."""
        for content in np.flatnonzero(self._counts > 1).tolist():
            rows = self._rows([content])
            fingerprint = self._table.fingerprint(rows[0])
            if self._decided.covers_files(fingerprint, len(rows)):
                self._hidden += 1
                continue
            keep, reason = self._keepers.best(rows)
            others = [Duplicate(self._table.id(row), Tier.FILE, 1.0) for row in rows if row != keep]
            known = self._decided.knows_files(fingerprint)
            self._groups.append(DuplicateGroup(Tier.FILE, self._table.id(keep), reason, tuple(others), known))

    def report(self, pairs: int, missing: int) -> DuplicateReport:
        """What was found."""
        tiers = list(Tier)
        paths = dict(zip(self._table.ids.tolist(), self._table.paths, strict=True))
        groups = sorted(
            self._groups, key=lambda group: (tiers.index(group.tier), -len(group.others), paths[group.keep])
        )
        grouped = np.isin(self._table.ids, [one for group in groups for one in group.photo_ids])
        contents = {
            self._table.id(row): self._table.fingerprint(row) for row in np.flatnonzero(grouped).tolist()
        }
        return DuplicateReport(tuple(groups), self._hidden, pairs, missing, contents)

    def _rows(self, contents: Iterable[int]) -> list[int]:
        """The rows of all files of some contents."""
        return [
            int(row)
            for content in contents
            for row in self._by_content[self._ends[content] - self._counts[content] : self._ends[content]]
        ]


def _album_names(library: Library) -> dict[PhotoId, list[str]]:
    names: dict[PhotoId, list[str]] = {}
    for album in list_albums(library):
        for photo_id in album.photo_ids:
            names.setdefault(photo_id, []).append(album.name)
    return names
