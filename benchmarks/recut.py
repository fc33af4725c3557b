"""Groups of a large library: made, found after a restart, and cut again by the slider: `benchmarks recut`.

The library is made once, in `build/`; its vectors lie about as photos do. Each part is a process of its own,
so that nothing else counts for its memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.clock import Spent, timed
from benchmarks.large_library import make_large_library
from benchmarks.photos import ROOT, model_folders
from photoclust.core.grouping import Grouping, Method
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.core.queries import SimilarQuery
from photoclust.library import browse
from photoclust.library.grouping import GroupingRequest, cut_curve, make_groups
from photoclust.library.models import find_model
from photoclust.library.session import Library
from photoclust.library.similar import find_similar

STEPS = 40
SLIDER = (0.9, 0.1)


def megabytes() -> float:
    """Most that this process ever had in memory (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def group(
    library: Library, method: Method = Method.AUTO, *, draft: bool = False, **request: object
) -> Grouping:
    return make_groups(
        library,
        find_model(model_folders()),
        GroupingRequest(method, **request),  # type: ignore[arg-type]
        draft=draft,
        on_progress=ignore_progress,
        cancel=CancelToken(),
    )


def say(what: str, spent: Spent, more: str = "") -> None:
    print(f"{what:<44}{spent.wall:9.2f} s, {spent.processor:8.2f} s of processors  {more}", flush=True)


def first_time(folder: Path) -> None:
    """Everything is made: neighbours, dendrogram, cut, names."""
    grouping, spent = timed(lambda: group(Library.open(folder)))
    say("auto, first time", spent, f"{len(grouping.clusters):,} groups; {megabytes():.0f} MB at most")


def after_restart(folder: Path) -> None:
    """What was kept is read."""
    library, model = Library.open(folder), find_model(model_folders())
    query = SimilarQuery.of_photos(browse.photo_ids(library)[:1])
    _, spent = timed(lambda: find_similar(library, model, query))
    say("restarted: the first search", spent, f"{megabytes():.0f} MB at most")
    _, spent = timed(lambda: find_similar(library, model, query))
    say("the second search", spent)
    _, spent = timed(lambda: group(library, draft=True))
    say("restarted: auto, dendrogram from the cache", spent, f"{megabytes():.0f} MB at most")


def slider(folder: Path) -> None:
    """Cuts again and again, with new sections each time."""
    library = Library.open(folder)
    group(library, Method.AGGLOMERATIVE, similarity=SLIDER[0], draft=True)
    seconds, counts = [], []
    for similarity in np.linspace(*SLIDER, STEPS).tolist():
        started = time.process_time()
        grouping = group(library, Method.AGGLOMERATIVE, similarity=similarity, draft=True)
        seconds.append(time.process_time() - started)
        counts.append(len(grouping.clusters))
    print(
        f"slider, {STEPS} steps: median {1000 * np.median(seconds):.0f} ms, "
        f"most {1000 * max(seconds):.0f} ms of processors; {min(counts):,} to {max(counts):,} groups"
    )
    model = find_model(model_folders())
    _, spent = timed(
        lambda: cut_curve(
            library, model, GroupingRequest(), on_progress=ignore_progress, cancel=CancelToken()
        )
    )
    say("the curve of all cuts", spent)


def by_kmeans(folder: Path) -> None:
    """K-means with a number, and with one that the elbow says."""
    library = Library.open(folder)
    group(library, Method.KMEANS, k=2)  # the vectors are in memory from now on
    _, spent = timed(lambda: group(library, Method.KMEANS, k=200, draft=True))
    say("K-means, k = 200", spent)
    grouping, spent = timed(lambda: group(library, Method.ELBOW, draft=True))
    say("elbow", spent, f"k = {grouping.k}, {len(grouping.elbow or ())} points; {megabytes():.0f} MB at most")


PARTS: tuple[Callable[[Path], None], ...] = (first_time, after_restart, slider, by_kmeans)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--part", choices=[part.__name__ for part in PARTS], action="append")
    arguments = parser.parse_args()
    for photos in arguments.photos:
        print(f"{photos:,} photos", flush=True)
        measure(photos, [part for part in PARTS if not arguments.part or part.__name__ in arguments.part])


def measure(photos: int, parts: Sequence[Callable[[Path], None]]) -> None:
    """Makes the library if need be, and lets each part have a process of its own."""
    key = find_model(model_folders()).key.replace("/", "-")  # another model knows nothing of its vectors
    folder = make_large_library(ROOT / "build" / f"recut-library-{photos}-{key}", photos)
    if first_time in parts:
        with Library.open(folder).cache() as database, database.transaction():
            database.execute("DELETE FROM results")
    for part in parts:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.apply(part, (folder,))


if __name__ == "__main__":
    main()
