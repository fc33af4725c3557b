"""Finds contents that are one picture: embeddings propose, pixels decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.local_features import find_features
from photoclust.analysis.resampling import fitted, resampled
from photoclust.core.photo import Fingerprint, Match
from photoclust.core.progress import CancelToken, ProgressCallback, ignore_progress
from photoclust.embedding.models import Model
from photoclust.library.looked_at import Findings
from photoclust.library.looking import Looker, correlation, ways_on
from photoclust.library.pair_search import PairSearch
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.embedding_cache import EmbeddingCache

_QUERY_EDGE = 384  # pixels of a query's longer side: as large as thumbnails are
_SUPPORTED = 8  # matches that agree by which a picture is likelier than one without, though pixels disagree


class Sight(IntEnum):
    """What is seen of a picture in another, the surest first."""

    SAME = 0
    """One contains the other, or is part of it."""
    SHARES = 1
    """They share much."""
    OTHER = 2


@dataclass(frozen=True, slots=True)
class PicturePair:
    """Two contents that are one picture.

    Attributes:
        first: The one whose fingerprint comes first.
        second: The other.
        score: How well they correlate, laid on each other; 1 is perfect.
    """

    first: Fingerprint
    second: Fingerprint
    score: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search found.

    Attributes:
        pairs: In the order of their fingerprints.
        looked_at: Pairs that were looked at for it; those that had been looked at before are not among them.
        missing: Contents of the library that could not be compared: no embedding or thumbnail yet. Ascending.
        proposed: Pairs that were worth a look, whenever that was.
    """

    pairs: tuple[PicturePair, ...]
    looked_at: int
    missing: tuple[Fingerprint, ...]
    proposed: int


def find_same_pictures(
    library: Library,
    model: Model,
    *,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Looked:
    """All pairs of contents in the library that are one picture.

    What was found is kept: the next search looks only at pairs that are new. A search that is cancelled
    leaves what it found for the next one.

    Args:
        library: What is found is kept in its cache.
        model: Whose vectors propose.
        on_progress: Told how many pairs are done.
        cancel: Pauses or stops the search, within a third of a second.

    Raises:
        CancelledError: If the search was stopped.
        LibraryError: If the library can't be read.
    """
    token = cancel or CancelToken()
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
        cache = EmbeddingCache(database)
        number = cache.model_id(model.key)
        missing = cache.incomplete(number if number is not None else -1)
        search = PairSearch(database, model.key, comparison, on_progress, token)
        findings = search.run()
        return Looked(_pairs(findings), search.looked_at, tuple(missing), int(findings.proposed.sum()))


def rerank(
    library: Library,
    query: NDArray[np.uint8],
    matches: Sequence[Match],
    *,
    most: int = 50,
    cancel: CancelToken | None = None,
) -> list[Match]:
    """Puts those matches first in which a picture is found, point by point and pixel by pixel.

    Args:
        library: Read only.
        query: Grey picture, uint8 (h, w), of any size.
        matches: Best first.
        most: How many of them are looked at; the rest stay behind as they are.
        cancel: Stops it, within a third of a second.

    Returns:
        The same matches: first those that contain the query or are part of it, then those that share much
        with it, then the others; among each in the order in which they came.

    Raises:
        CancelledError: If it was stopped.
        LibraryError: If the library can't be read.
    """
    looked, rest = list(matches[:most]), list(matches[most:])
    sights = see(library, query, looked, cancel=cancel)
    order = sorted(range(len(looked)), key=lambda place: sights[place])
    return [looked[place] for place in order] + rest


def see(
    library: Library, query: NDArray[np.uint8], looked: Sequence[Match], *, cancel: CancelToken | None = None
) -> list[Sight]:
    """Looks whether a picture is found in photos; arguments and exceptions as for `rerank`."""
    token = cancel or CancelToken()
    with library.cache() as database, Looker(EmbeddingCache(database).thumbnails, token) as looker:
        photos = Catalog(database).photos([match.photo_id for match in looked])
        content_of = {photo.id: photo.fingerprint for photo in photos}
        contents = sorted(set(content_of.values()))
        if min(query.shape) < 2 or not contents:
            return [Sight.OTHER] * len(looked)
        grey = _shrunk(query)
        seen = [
            (content, features)
            for content, features in zip(contents, looker.features(contents), strict=True)
            if features is not None
        ]
        ways = ways_on(find_features(grey), [features for _, features in seen])
        greys = looker.greys([content for content, _ in seen])
        sights = {}
        for (content, _), found, other in zip(seen, ways, greys, strict=True):
            token.checkpoint()
            support = max((way.support for way in found), default=0)
            same = other is not None and correlation(grey, other, found) > 0
            shares = Sight.SHARES if support >= _SUPPORTED else Sight.OTHER
            sights[content] = Sight.SAME if same else shares
    none = Fingerprint(b"")
    return [sights.get(content_of.get(match.photo_id, none), Sight.OTHER) for match in looked]


def _shrunk(query: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if max(query.shape) <= _QUERY_EDGE:
        return query
    small = resampled(query.astype(np.float32), fitted(query.shape, _QUERY_EDGE), 0.5)
    return np.clip(np.rint(small), 0, 255).astype(np.uint8)


def _pairs(findings: Findings) -> tuple[PicturePair, ...]:
    same = findings.proposed & (findings.scores > 0)
    names = [Fingerprint(bytes(name)) for name in findings.fingerprints]
    return tuple(
        PicturePair(names[first], names[second], float(score))
        for (first, second), score in zip(
            findings.pairs[same].tolist(), findings.scores[same].tolist(), strict=True
        )
    )
