"""How long a search takes, and what memory: `python -m benchmarks.search_latency [--photos N ...]`.

The vectors are made up: clusters in as many dimensions as the space of comparing has. Searches are timed from
the vector of the query on, and the whole of one in a made library of 100,000 (unless `--no-library`). Half
precision and whole numbers of 8 bits stand beside it: what they save and cost.
"""

from __future__ import annotations

import argparse
import resource
import tracemalloc
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import Spent, median, timed
from benchmarks.large_library import make_large_library
from benchmarks.photos import ROOT, model_folders
from photoclust.analysis.arrays import Vectors
from photoclust.analysis.cutoff import alike_count
from photoclust.analysis.relevance import relevance
from photoclust.analysis.space import DIMENSIONS, normalised
from photoclust.analysis.vector_index import VectorIndex, best_first
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery
from photoclust.library import browse
from photoclust.library.models import find_model
from photoclust.library.session import Library
from photoclust.library.similar import FURTHER, SimilarAnswer, find_similar

REPEATS = 9
CLUSTERS = 2_000
BLOCK = 1 << 16


def megabytes() -> float:
    """The most memory that the process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def made_up(count: int) -> Vectors:
    """Unit rows in clusters."""
    random = np.random.default_rng(0)
    centres = random.standard_normal((CLUSTERS, DIMENSIONS), np.float32)
    vectors = random.standard_normal((count, DIMENSIONS), np.float32)
    for start in range(0, count, BLOCK):
        vectors[start : start + BLOCK] += centres[np.arange(start, min(start + BLOCK, count)) % CLUSTERS]
    return normalised(vectors)


def say(name: str, work: Callable[[int], object]) -> Spent:
    """Prints the median of some runs, after one that does not count."""
    work(0)
    spent = median(timed(lambda number=number: work(number))[1] for number in range(REPEATS))  # type: ignore[misc]
    print(
        f"    {name:<58} {1000 * spent.wall:7.1f} ms  ({1000 * spent.processor:.1f} ms of processor time)",
        flush=True,
    )
    return spent


def whole(
    index: VectorIndex, examples: Vectors, less: Vectors, rows: NDArray[np.int64] | None = None
) -> None:
    """A search from the vector of the query to the ordered answer."""
    scores = relevance(index, examples, less, rows)
    best_first(scores, FURTHER)
    alike_count(scores)


def search(count: int) -> None:
    """Prints what a search among some vectors takes."""
    vectors = made_up(count)
    print(f"{count:,} vectors of {DIMENSIONS}: {vectors.nbytes / 1e6:.0f} MB")
    index, none = VectorIndex(vectors), vectors[:0]
    some = np.sort(np.random.default_rng(1).choice(count, count // 2, replace=False))
    few = some[:: max(1, len(some) // 2000)]
    say("one example: scores, order and end, exact", lambda n: whole(index, vectors[n : n + 1], none))
    say("one example, among half of the photos", lambda n: whole(index, vectors[n : n + 1], none, some))
    say("one example, among 2,000 photos", lambda n: whole(index, vectors[n : n + 1], none, few))
    say("three examples, two counterexamples", lambda n: whole(index, vectors[n : n + 3], vectors[50:52]))
    tracemalloc.start()
    whole(index, vectors[:3], vectors[50:52])
    print(f"    most memory beside the vectors: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")
    tracemalloc.stop()
    halves = vectors.astype(np.float16)
    scale = np.float32(127) / np.abs(vectors).max()
    bytes_ = np.rint(vectors * scale).astype(np.int8)
    exact = say("the product alone, single precision", lambda n: vectors @ vectors[n])
    for name, small in (("half precision", halves), ("8 bits", bytes_)):

        def rough(number: int, small: NDArray[np.generic] = small) -> None:
            """Blocks are widened, since NumPy multiplies nothing narrower quickly."""
            query = vectors[number]
            scores = np.concatenate(
                [small[at : at + BLOCK].astype(np.float32) @ query for at in range(0, count, BLOCK)]
            )
            best = np.argpartition(-scores, FURTHER)[:FURTHER]
            np.argsort(-(vectors[best] @ query))

        spent = say(f"{name}, {small.nbytes / 1e6:.0f} MB, the best done again", rough)
        print(f"        {spent.times(exact).processor:.1f} times the product in single precision")


def in_a_library() -> None:
    """Prints what a search in a library takes, and the first one after a start."""
    model = find_model(model_folders())
    folder = make_large_library(ROOT / "build" / "library-100000", 100_000)
    library = Library.open(folder)
    ids = browse.photo_ids(library)

    def ask(number: int, limits: PhotoFilter = EVERYTHING) -> SimilarAnswer:
        return find_similar(library, model, SimilarQuery.of_photos(ids[number : number + 1]), limits=limits)

    ask(0)
    library = Library.open(folder)
    print(f"a library of {len(ids):,} photos")
    _, first = timed(lambda: ask(0))
    print(f"    first search after a start: {first.wall:.2f} s ({first.processor:.2f} s of processor time)")
    say("a search, from the photo to the ordered answer", ask)
    limits = PhotoFilter(folders=("/made up/photos/0001", "/made up/photos/0002"))
    say("the same, among two folders", lambda number: ask(number, limits))
    refined = SimilarQuery(tuple(ids[:1]), more=tuple(ids[1:4]), less=tuple(ids[4:6]))
    say("the same, with three more and two less", lambda _n: find_similar(library, model, refined))
    print(f"    most memory of all: {megabytes():.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, action="append")
    parser.add_argument("--no-library", action="store_true")
    arguments = parser.parse_args()
    if not arguments.no_library:
        in_a_library()
    for count in arguments.photos or (100_000, 1_000_000):
        search(count)


if __name__ == "__main__":
    main()
