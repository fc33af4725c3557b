"""Finds photos that are there more than once: same file, same picture, another shot of the same thing.

The three are never mixed. Files are the same by their bytes, pictures by a close look at their pixels
(`library.second_look`); what is left of both, one photo a picture, is compared as shots.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from photoclust.analysis.arrays import blocks
from photoclust.analysis.similar_shots import are_similar_shots, trusted_times
from photoclust.core.duplicates import DEFAULT_RULES, DuplicateReport, KeeperRule, Tier
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ProgressCallback, ignore_progress
from photoclust.embedding.models import Model
from photoclust.library.albums import list_albums
from photoclust.library.comparison import Comparison
from photoclust.library.duplicate_groups import DuplicateGroups, Links, names_of
from photoclust.library.keepers import Keepers
from photoclust.library.looked_at import Findings, recall_findings
from photoclust.library.offered import offered
from photoclust.library.picture_facts import PictureFacts
from photoclust.library.second_look import Looked, find_same_pictures
from photoclust.library.session import Library
from photoclust.library.verdicts import verdicts
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
    token = cancel or CancelToken()
    with library.cache() as cache:
        table, missing = offered(cache, within, token)
        keepers = Keepers(table, _album_names(library), PictureFacts(cache, table, token), rules)
        groups, pairs = DuplicateGroups(table, keepers, verdicts(library)), 0
        if Tier.FILE in tiers:
            groups.add_files()
        if Tier.PICTURE in tiers or Tier.SIMILAR in tiers:
            looked = find_same_pictures(library, model, on_progress=on_progress, cancel=token)
            pairs = looked.proposed
            missing += groups.files_of(looked.missing)
            groups.add_pictures(_same_pictures(looked, groups), wanted=Tier.PICTURE in tiers)
        if Tier.SIMILAR in tiers:
            comparison = library.comparisons.get(cache, model.key)
            groups.add_shots(_similar_shots(comparison, recall_findings(cache, model.key), groups))
    return _report(table, groups, pairs, missing)


def _same_pictures(looked: Looked, groups: DuplicateGroups) -> Links:
    firsts = groups.numbers_of([pair.first for pair in looked.pairs])
    seconds = groups.numbers_of([pair.second for pair in looked.pairs])
    scores = np.array([pair.score for pair in looked.pairs], np.float64)
    known = (firsts >= 0) & (seconds >= 0)
    return Links(np.column_stack([firsts, seconds])[known], scores[known])


def _similar_shots(comparison: Comparison, findings: Findings, groups: DuplicateGroups) -> Links:
    """Of the pairs that were worth a close look, those that are shots of one thing."""
    row_of = np.full(len(groups.fingerprints), -1)
    numbers = groups.numbers_of(names_of(comparison.fingerprints))[comparison.contents]
    row_of[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
    pairs = groups.numbers_of(names_of(findings.fingerprints))[findings.pairs[findings.proposed]]
    pairs = pairs[(pairs >= 0).all(axis=1)]
    pairs = pairs[(row_of[pairs] >= 0).all(axis=1)]
    vectors, similarities = comparison.space.plain, np.empty(len(pairs), np.float32)
    for part in blocks(len(pairs), 2 * vectors.shape[1]):
        first, second = row_of[pairs[part]].T
        similarities[part] = np.einsum("ij,ij->i", vectors[first], vectors[second])
    alike = are_similar_shots(pairs, similarities, trusted_times(groups.taken))
    return Links(pairs[alike], similarities[alike].astype(np.float64))


def _report(table: PhotoTable, groups: DuplicateGroups, pairs: int, missing: int) -> DuplicateReport:
    tiers = list(Tier)
    row_of = {int(photo_id): row for row, photo_id in enumerate(table.ids)}
    ordered = sorted(
        groups.found,
        key=lambda group: (
            tiers.index(group.tier),
            -len(group.others),
            os.fsencode(table.paths[row_of[group.keep]]),
        ),
    )
    contents = {one: table.fingerprint(row_of[one]) for group in ordered for one in group.photo_ids}
    return DuplicateReport(tuple(ordered), groups.hidden, pairs, missing, contents)


def _album_names(library: Library) -> dict[PhotoId, list[str]]:
    names: dict[PhotoId, list[str]] = {}
    for album in list_albums(library):
        for photo_id in album.photo_ids:
            names.setdefault(photo_id, []).append(album.name)
    return names
