"""What a second look found, kept in the cache database: no pair of pictures is looked at twice.

A finding holds for two contents, whatever else is in the library. Which pairs are worth a look depends on all
of it, so it is asked again when photos come or go; of these only pairs that are new are looked at. So a later
search finds what a search from scratch would.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.library.kept import digest, keep, recall
from photoclust.library.reduced import places_among
from photoclust.store.database import Database

KIND = "second-look"

VERSION = 3
"""To be raised when the same two pictures may be judged differently."""

_MODELS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What was found of pairs of contents.

    Attributes:
        identity: Of the space in which `proposed` were proposed; empty where the search was not finished.
        fingerprints: V16 (c,), ascending.
        pairs: int32 (m, 2), places among them, the smaller first, in ascending order.
        scores: float32 (m,), how well the two correlate where they are one picture, else 0.
        proposed: bool (m,), which were worth a look in that space.
    """

    identity: bytes
    fingerprints: NDArray[np.void]
    pairs: NDArray[np.int32]
    scores: NDArray[np.float32]
    proposed: NDArray[np.bool_]

    def known(self, fingerprints: NDArray[np.void], pairs: NDArray[np.int32]) -> NDArray[np.float32]:
        """The scores of pairs among other fingerprints, nan where nothing was found yet."""
        now = places_among(fingerprints, self.fingerprints)
        there = now[self.pairs]
        kept = (there >= 0).all(axis=1)
        names, scores = _names(there[kept], len(fingerprints)), self.scores[kept]
        wanted = _names(pairs, len(fingerprints))
        found = np.full(len(pairs), np.nan, np.float32)
        if len(names):
            place = np.minimum(np.searchsorted(names, wanted), len(names) - 1)
            found = np.where(names[place] == wanted, scores[place], found)
        return found


def with_known(
    identity: bytes,
    fingerprints: NDArray[np.void],
    pairs: NDArray[np.int32],
    scores: NDArray[np.float32],
    before: Findings,
) -> Findings:
    """What is known of pairs that are proposed now, and of others whose contents are still there.

    Args:
        identity: As in `Findings`.
        fingerprints: V16 (c,), ascending.
        pairs: int32 (m, 2), proposed now, in ascending order.
        scores: float32 (m,), nan where nothing is known.
        before: What was known.
    """
    count, found = len(fingerprints), ~np.isnan(scores)
    there = places_among(fingerprints, before.fingerprints)[before.pairs]
    stayed = (there >= 0).all(axis=1)
    others = stayed & ~np.isin(_names(there, count), _names(pairs, count))
    every = np.concatenate([pairs[found], there[others].astype(np.int32)])
    order = np.argsort(_names(every, count), kind="stable")
    return Findings(
        identity,
        fingerprints,
        every[order],
        np.concatenate([scores[found], before.scores[others]])[order],
        order < int(found.sum()),
    )


def nothing_found() -> Findings:
    """Before the first search."""
    none = np.zeros(0, np.float32)
    return Findings(b"", np.zeros(0, "V16"), np.zeros((0, 2), np.int32), none, np.zeros(0, bool))


def _names(pairs: NDArray[np.int32] | Ints, count: int) -> Ints:
    """A number a pair, ascending where the pairs are."""
    return pairs[:, 0].astype(np.int64) * count + pairs[:, 1]


def recall_findings(database: Database, model_key: str) -> Findings:
    """What was kept, or nothing."""
    arrays = recall(database, KIND, _inputs(model_key))
    if arrays is None:
        return nothing_found()
    return Findings(
        arrays["identity"].tobytes(),
        arrays["fingerprints"],
        arrays["pairs"],
        arrays["scores"],
        arrays["proposed"],
    )


def keep_findings(database: Database, model_key: str, findings: Findings) -> None:
    """Keeps what was found, or where the database is busy, does not."""
    arrays = {
        "identity": np.frombuffer(findings.identity, np.uint8),
        "fingerprints": findings.fingerprints,
        "pairs": findings.pairs,
        "scores": findings.scores,
        "proposed": findings.proposed,
    }
    keep(database, KIND, _inputs(model_key), arrays, most=_MODELS)


def _inputs(model_key: str) -> bytes:
    # the model's key changes with how pictures are prepared, and with that thumbnails do
    return digest(model_key, VERSION)
