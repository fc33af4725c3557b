"""Average linkage against SciPy's, time and memory: `python -m benchmarks.linkage [N ...]`.

Vectors are made: a few hundred overlapping groups in 1280 dimensions, about as photos lie.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Result = TypeVar("Result")
Link = Callable[[NDArray[np.float32]], NDArray[np.float64]]

DIMENSIONS = 1280
SCIPY_UP_TO = 10_000  # at 30,000 it wants 3.6 GB for the distances alone


def made_vectors(n: int) -> NDArray[np.float32]:
    """Unit rows (n, 1280) in groups of about 30."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(max(2, n // 30), DIMENSIONS)).astype(np.float32)
    vectors = centres[random.integers(0, len(centres), n)]
    vectors += 1.2 * random.normal(size=vectors.shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def ours(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    from photoclust.analysis.hierarchy import average_linkage

    return average_linkage(vectors)


def scipys(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    from scipy.cluster.hierarchy import linkage

    return np.asarray(linkage(vectors, "average", "cosine"))


def apart(work: Callable[..., Result], *arguments: object) -> Result:
    """Runs something in a process of its own, so that nothing else counts for its memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def save_vectors(file: Path, n: int) -> None:
    np.save(file, made_vectors(n))


def measured(link: Link, file: Path) -> tuple[float, float, NDArray[np.float64]]:
    """Seconds, megabytes above what the vectors take, and the heights."""
    link(made_vectors(50))  # imports and first calls
    vectors = np.load(file)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    tree = link(vectors)
    seconds = time.perf_counter() - started
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, tree[:, 2]


def main() -> None:
    print("photos    seconds   MB more   scipy s   scipy MB   scipy/ours   largest difference of heights")
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as folder:
        file = Path(folder) / "vectors.npy"
        for n in [int(word) for word in sys.argv[1:]] or [3_000, 10_000, 30_000]:
            apart(save_vectors, file, n)
            seconds, megabytes, heights = apart(measured, ours, file)
            line = f"{n:>6,}   {seconds:>8.2f}  {megabytes:>8.0f}"
            if n <= SCIPY_UP_TO:
                theirs, their_megabytes, their_heights = apart(measured, scipys, file)
                difference = np.abs(heights - their_heights.clip(0)).max()
                line += f"  {theirs:>8.2f}  {their_megabytes:>9.0f}"
                line += f"   {theirs / seconds:>10.1f}   {difference:.1e}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
