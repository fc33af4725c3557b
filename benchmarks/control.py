"""How soon indexing stops and rests: `python -m benchmarks control`.

Runs over large photos, the formats of cameras and phones, and small photos are cancelled and paused at random
moments. A cancel counts until the call has returned, with what was done by then in the database; a pause
until indexing rests: its own thread waits, and no other begins anything. Fails where one takes longer than
`LIMIT`.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.photos import model_folders, shared, temporary_library
from photoclust.core.errors import CancelledError
from photoclust.core.progress import CancelToken
from photoclust.library.indexing import IndexOptions, index_folders
from photoclust.library.models import Model, find_model

SETS = {"large-photos": 120, "formats-phone-raw": 90, "labelled-caltech101": 3_000}
"""Name -> how many files; where there are fewer, they come again under other contents."""

LIMIT = 0.5  # seconds
BREATH = 0.3  # seconds that a pause lasts
SOONEST, LATEST = 0.02, 1.5  # seconds after the start at which something is said


class Watched(CancelToken):
    """Notes when the thread of the run came to rest."""

    def __init__(self) -> None:
        super().__init__()
        self.owner = threading.get_ident()
        self.rests: list[float] = []

    def checkpoint(self) -> None:
        if self.paused and threading.get_ident() == self.owner:
            self.rests.append(time.perf_counter())
        super().checkpoint()


def fill(source: Path, folder: Path, count: int) -> None:
    """Copies files of a set, each another content."""
    files = sorted(path for path in source.rglob("*") if path.is_file() and path.suffix.lower() != ".txt")
    folder.mkdir()
    for number in range(count):
        file = files[number % len(files)]
        (folder / f"{number:05}{file.suffix}").write_bytes(file.read_bytes() + number.to_bytes(4, "big"))


def interrupted(
    folder: Path, model: Model, moment: float, act: Callable[[Watched], None]
) -> tuple[Watched, float]:
    """A run during which something is done at a moment; returns its token and when the run was over."""
    token = Watched()
    timer = threading.Timer(moment, act, [token])
    with temporary_library() as library:
        timer.start()
        with contextlib.suppress(CancelledError):
            index_folders(
                library, [str(folder)], model, IndexOptions(), on_event=lambda _: None, cancel=token
            )
        ended = time.perf_counter()
    timer.join()
    return token, ended


def cancel(folder: Path, model: Model, moment: float) -> float | None:
    """Seconds from a cancel to the end of the call; None where the run was over before."""
    said: list[float] = []

    def act(token: Watched) -> None:
        said.append(time.perf_counter())
        token.cancel()

    _, ended = interrupted(folder, model, moment, act)
    return ended - said[0] if said and said[0] < ended else None


def pause(folder: Path, model: Model, moment: float) -> float | None:
    """Seconds from a pause to the rest of the run's thread; None where it was over before."""
    said: list[float] = []

    def act(token: Watched) -> None:
        said.append(time.perf_counter())
        token.pause()
        time.sleep(LIMIT + BREATH)
        token.cancel()

    token, ended = interrupted(folder, model, moment, act)
    if not said or said[0] > ended:
        return None
    rests = [rest for rest in token.rests if rest > said[0]]
    return rests[0] - said[0] if rests else LIMIT + BREATH


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="cancels and pauses for each set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default="efficientnet_lite0")
    arguments = parser.parse_args()
    source = shared()
    if source is None:
        print("the shared test photos are not here: set PHOTOCLUST_TEST_DATA")
        return
    chance = random.Random(arguments.seed)
    model = find_model(model_folders(), arguments.model)
    late = 0
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as place:
        for name, count in SETS.items():
            folder = Path(place) / name
            fill(source / name, folder, count)
            for title, act in (("cancel", cancel), ("pause", pause)):
                moments = [chance.uniform(SOONEST, LATEST) for _ in range(arguments.count)]
                taken = [seconds for moment in moments if (seconds := act(folder, model, moment)) is not None]
                late += sum(seconds > LIMIT for seconds in taken)
                median, worst = (
                    f"{value * 1000:4.0f} ms" for value in (statistics.median(taken), max(taken))
                )
                print(f"{name:<22}{title:<8}{len(taken):4} times: median {median}, worst {worst}", flush=True)
    if late:
        sys.exit(f"{late} took longer than {LIMIT} s")


if __name__ == "__main__":
    main()
