"""The perceptual hashes of contents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.store.database import Database


def perceptual_hashes(database: Database, fingerprints: NDArray[np.void]) -> NDArray[np.uint64]:
    """What contents look like, as 64 bits each.

    Args:
        database: An open cache database.
        fingerprints: V16 (n,), of contents in it.

    Returns:
        uint64 (n,); 0 for those that are no more.
    """
    known = dict(database.stream("SELECT fingerprint, perceptual_hash FROM contents"))
    hashes = [known.get(bytes(fingerprint), 0) for fingerprint in fingerprints]
    return np.array(hashes, np.int64).view(np.uint64)
