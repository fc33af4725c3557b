"""How right the time left is: `python -m benchmarks time_left`.

What each photo of the shared sets takes is measured once, as processor time in one thread, since a busy
machine would change its mind in the middle. Libraries are put together of these, small and large, of one kind
and mixed, in the order of their paths and in any; their work is played through on two threads, and the
estimate is compared with what was then left: after a tenth, a quarter, half and three quarters of the work.
`--real` indexes in earnest instead, and depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.photos import model_folders, shared, temporary_library
from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import PhotoFile
from photoclust.core.progress import CancelToken, Progress
from photoclust.core.time_left import TimeLeft
from photoclust.embedding.embedder import Embedder, MediaPipeEmbedder
from photoclust.library.indexing import IndexEvent, IndexOptions, index_folders
from photoclust.library.models import find_model
from photoclust.library.scout import GUESSES, kind_of
from photoclust.photos.decode import decode, read_file
from photoclust.photos.scan import scan

SMALL, LARGE, FORMATS = "labelled-caltech101", "large-photos", "formats-phone-raw"
LIBRARIES: dict[str, dict[str, int]] = {
    "small": {SMALL: 3_000},
    "200 small": {SMALL: 200},
    "50 small": {SMALL: 50},
    "large": {LARGE: 100},
    "formats": {FORMATS: 100},
    "malformed": {"nasty": 2_000},
    "all three": {SMALL: 3_000, LARGE: 100, FORMATS: 100},
    "500 of three": {SMALL: 430, LARGE: 29, FORMATS: 41},
    "100 of three": {SMALL: 60, LARGE: 20, FORMATS: 20},
    "30 of three": {SMALL: 14, LARGE: 8, FORMATS: 8},
}
"""Name -> how many of which set."""

SHARES = (0.1, 0.25, 0.5, 0.75)
SEEDS = 5
THREADS = 2
ENOUGH = 0.2
START = 0.15  # seconds until the first photo is begun


class Item(NamedTuple):
    """A file and what it takes, seconds of a processor."""

    file: PhotoFile
    seconds: float


def costs(folder: Path, embedder: Embedder) -> list[Item]:
    """What indexing takes for each file of a folder, in the order of their paths."""
    items = []
    for file in scan(str(folder)):
        if isinstance(file, PhotoFile):
            began = time.process_time()
            try:
                photo = decode(file.path, read_file(file.path), embedder.input_edge)
                embedder.embed(photo.model_input)
            except PhotoUnreadableError:
                pass  # takes its time as well
            items.append(Item(file, time.process_time() - began))
    return items


def play(items: Sequence[Item]) -> Iterator[tuple[float, float, float | None]]:
    """Plays work through; yields the share that is done, the seconds left, and what they are said to be."""
    now = 0.0
    time_left = TimeLeft(GUESSES, THREADS, lambda: now)
    free = [START] * THREADS
    done = []
    for file, seconds in items:
        time_left.expect(kind_of(file), file.size)
        thread = free.index(min(free))
        done.append((free[thread] + seconds, free[thread], file))
        free[thread] += seconds
    done.sort()
    whole, finished = sum(seconds for _, seconds in items), 0.0
    for number, (now, began, file) in enumerate(done):
        finished += now - began
        time_left.finished(kind_of(file), file.size, now - began)
        under_way = sum(now - other for end, other, _ in done[number + 1 :][:100] if other < now < end)
        if max(free) > now:
            yield finished / whole, max(free) - now, time_left.seconds(under_way)


def errors(items: Sequence[Item]) -> tuple[list[float], float]:
    """Relative errors after each of `SHARES`, and how often between 10 and 90 % it was near enough."""
    told = [(share, (said - left) / left) for share, left, said in play(items) if said is not None]
    at = [next((abs(error) for share, error in told if share >= mark), float("nan")) for mark in SHARES]
    middle = [abs(error) <= ENOUGH for share, error in told if SHARES[0] <= share <= 1 - SHARES[0]]
    return at, statistics.fmean(middle) if middle else 0.0


def put_together(sets: dict[str, list[Item]], wanted: dict[str, int], seed: int) -> list[Item]:
    """So many of each set, chosen by chance, in the order of their paths."""
    chance = random.Random(seed)
    parts = [sorted(chance.sample(sets[name], min(count, len(sets[name])))) for name, count in wanted.items()]
    return [item for part in parts for item in part]


def simulated(source: Path, model_name: str) -> None:
    names = {name for wanted in LIBRARIES.values() for name in wanted if (source / name).is_dir()}
    with MediaPipeEmbedder(find_model(model_folders(), model_name)) as embedder:
        sets = {name: costs(source / name, embedder) for name in sorted(names)}
    print(f"{'':28}{'seconds':>8}" + "".join(f"{share:>7.0%}" for share in SHARES) + "   within 20 %")
    for title, wanted in LIBRARIES.items():
        if not wanted.keys() <= sets.keys():
            continue
        for order in ("by path", "any order"):
            rows = []
            for seed in range(SEEDS):
                items = put_together(sets, wanted, seed)
                if order != "by path":
                    random.Random(seed).shuffle(items)
                rows.append(errors(items))
            marks = [statistics.median(row[0][number] for row in rows) for number in range(len(SHARES))]
            length = sum(seconds for _, seconds in items) / THREADS
            near = statistics.fmean(share for _, share in rows)
            print(
                f"{title:<18}{order:<10}{length:8.1f}"
                + "".join(f"{mark:7.0%}" for mark in marks)
                + f"{near:14.0%}"
            )


def real(folders: list[Path], model_name: str) -> None:
    """Indexes folders in one run and prints how wrong the estimates were."""
    told: list[tuple[float, float]] = []

    def listen(event: IndexEvent) -> None:
        if isinstance(event, Progress) and event.seconds_left is not None:
            told.append((time.perf_counter(), event.seconds_left))

    with temporary_library() as library:
        model = find_model(model_folders(), model_name)
        began = time.perf_counter()
        words = [str(folder) for folder in folders]
        index_folders(library, words, model, IndexOptions(), on_event=listen, cancel=CancelToken())
        ended = time.perf_counter()
    print(f"{' + '.join(folder.name for folder in folders)}: {ended - began:.1f} s")
    for share in SHARES:
        moment = began + share * (ended - began)
        at, left = next(((at, left) for at, left in told if at >= moment), (ended, 0.0))
        if ended > at:
            print(f"    after {share:4.0%}: {left:6.1f} s said, {ended - at:6.1f} s were left, "
                  f"{(left - (ended - at)) / (ended - at):+.0%}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="to index in earnest")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--model", default="efficientnet_lite0")
    arguments = parser.parse_args()
    source = shared()
    if arguments.folders:
        real(arguments.folders, arguments.model)
    elif source is None:
        print("the shared test photos are not here: set PHOTOCLUST_TEST_DATA, or name folders")
    elif arguments.real:
        real([source / name for name in (SMALL, LARGE, FORMATS)], arguments.model)
    else:
        simulated(source, arguments.model)


if __name__ == "__main__":
    main()
