"""One search for contents that are one picture: what is known, what is proposed, and the difference."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.hash_proposals import propose_by_hash
from photoclust.analysis.proposals import propose
from photoclust.core.errors import CancelledError
from photoclust.core.photo import Fingerprint
from photoclust.core.progress import CancelToken, Progress, ProgressCallback
from photoclust.library.comparison import Comparison
from photoclust.library.kept import digest
from photoclust.library.looked_at import Findings, keep_findings, recall_findings, with_known
from photoclust.library.looking import KEPT, Looker, in_parts
from photoclust.photos.perceptual_hash import turned_hashes
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.hashes import perceptual_hashes

_PAIRS = 256  # looked at between two words on progress: a tenth of a second
_PICTURES = 32  # and new pictures: two tenths
_KEEP_SECONDS = 60.0  # after which findings are written down, so that little is lost

Pairs = NDArray[np.int32]
Scores = NDArray[np.float32]


class PairSearch:
    """Looks at all pairs that are worth it and were not looked at before.

    Args:
        database: An open cache database.
        model_key: `Model.key`.
        comparison: The library's vectors under that model.
        on_progress: Told how many pairs are done.
        cancel: Pauses or stops it.

    Attributes:
        looked_at: Pairs that it looked at.
    """

    def __init__(
        self,
        database: Database,
        model_key: str,
        comparison: Comparison,
        on_progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        self.looked_at = 0
        self._database = database
        self._model_key = model_key
        self._comparison = comparison
        self._tell = on_progress
        self._cancel = cancel
        self._worked = 0.0  # seconds, without pauses
        self._last = time.monotonic()

    def run(self) -> Findings:
        """What is known in the end. It is kept, also where the search is cancelled.

        Raises:
            CancelledError: If it is stopped.
        """
        before = recall_findings(self._database, self._model_key)
        frame, fingerprints = self._comparison.space.frame, self._comparison.fingerprints
        identity = digest(self._model_key, fingerprints, frame.mean, frame.label_mean, frame.basis)
        if before.identity == identity:
            return before
        pairs = self._proposed()
        scores = before.known(fingerprints, pairs)
        try:
            self._look(pairs, scores, before)
        except CancelledError:
            self._keep(b"", pairs, scores, before)
            raise
        return self._keep(b"" if np.isnan(scores).any() else identity, pairs, scores, before)

    def _proposed(self) -> Pairs:
        """By vectors whatever was done to a picture, by hashes where it was turned."""
        self._tell(Progress(0))
        near = propose(self._vectors(), checkpoint=self._checkpoint)
        hashes = perceptual_hashes(self._database, self._comparison.fingerprints)
        turned = propose_by_hash(hashes, turned_hashes(hashes), checkpoint=self._checkpoint)
        count = max(1, len(self._comparison.fingerprints))
        both = np.concatenate([near, turned]).astype(np.int64)
        names = np.unique(both[:, 0] * count + both[:, 1])  # numbers sort much quicker than rows
        return np.column_stack([names // count, names % count]).astype(np.int32)

    def _vectors(self) -> NDArray[np.float32]:
        """One a content, not averaged with others: what is drawn together by that is no copy."""
        rows = np.empty(len(self._comparison.fingerprints), np.int64)
        rows[self._comparison.contents] = np.arange(len(self._comparison))
        vectors: NDArray[np.float32] = self._comparison.space.plain[rows]
        return vectors

    def _look(self, pairs: Pairs, scores: Scores, before: Findings) -> None:
        """Fills in the scores that are not known; those of pictures that are not there stay unknown."""
        todo = np.flatnonzero(np.isnan(scores))
        count = len(self._comparison.fingerprints)
        todo = todo[_near_each_other(pairs[todo], count)]
        names = [Fingerprint(bytes(name)) for name in self._comparison.fingerprints]
        written = 0.0
        with Looker(EmbeddingCache(self._database).thumbnails, self._cancel) as looker:
            for part in in_parts(pairs[todo], _PAIRS, _PICTURES):
                self._checkpoint()
                some = [(names[first], names[second]) for first, second in pairs[todo[part]].tolist()]
                row_of = dict(zip(some, todo[part].tolist(), strict=True))
                for pair, score in looker.look(some):
                    if score is not None:
                        scores[row_of[pair]] = score
                        self.looked_at += 1
                self._say(int(part[-1]) + 1, len(todo))
                if self._worked - written > _KEEP_SECONDS:
                    self._keep(b"", pairs, scores, before)
                    written = self._worked

    def _keep(self, identity: bytes, pairs: Pairs, scores: Scores, before: Findings) -> Findings:
        findings = with_known(identity, self._comparison.fingerprints, pairs, scores, before)
        keep_findings(self._database, self._model_key, findings)
        return findings

    def _checkpoint(self) -> None:
        """Waits while paused, and does not count that."""
        self._worked += time.monotonic() - self._last
        self._cancel.checkpoint()
        self._last = time.monotonic()

    def _say(self, done: int, total: int) -> None:
        self._checkpoint()
        self._tell(Progress(done, total, self._worked * (total - done) / done))


def _near_each_other(pairs: Pairs, count: int) -> NDArray[np.int64]:
    """An order of pairs in which one that shares a picture with another is not far from it.

    Where all features can be kept, that of the pairs; else by the reverse Cuthill-McKee order of the graph
    that they are (George, Liu 1981, "Computer Solution of Large Sparse Positive Definite Systems").
    """
    place = np.arange(count)
    if count > KEPT and len(pairs):
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import reverse_cuthill_mckee

        ones = np.ones(2 * len(pairs), np.int8)
        ends = np.concatenate([pairs, pairs[:, ::-1]]).T
        order = reverse_cuthill_mckee(csr_array((ones, ends), (count, count)), symmetric_mode=True)
        place[order] = np.arange(count)
    return np.lexsort((pairs[:, 1], place[pairs[:, 0]]))
