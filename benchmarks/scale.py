"""A library of 100,000 small photos: time and memory, rescan, renamed root: `python -m benchmarks scale`.

The photos are made once, in `build/`. Each run of the indexer is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.clock import Spent, median, timed
from benchmarks.many_photos import make_many_photos
from benchmarks.photos import ROOT, model_folders
from photoclust.core.progress import CancelToken, Progress
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexEvent, index_folders
from photoclust.library.models import find_model
from photoclust.library.session import Library

ROUNDS = 5
TENTHS = 10
WALK = ["-printf", "%s %T@"]


def memory() -> float:
    """What this process has in memory now, MB (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def child(folder: str, library: Path, photos: int, model: str) -> None:
    """Indexes a folder and prints what it took, as JSON."""
    curve: list[float] = []

    def look(event: IndexEvent) -> None:
        if isinstance(event, Progress) and event.done * TENTHS >= photos * (len(curve) + 1):
            curve.append(memory())

    summary, spent = timed(
        lambda: index_folders(
            Library.open(library),
            [folder],
            find_model(model_folders(), model),
            IndexOptions(),
            on_event=look,
            cancel=CancelToken(),
        )
    )
    took = {"seconds": spent.wall, "processor": spent.processor}
    counts = {name: getattr(summary, name) for name in ("photos", "embedded", "reused", "unchanged")}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = {name: getattr(summary, name) for name in ("photos", "embedded", "reused", "unchanged")}
    print(json.dumps({**took, **counts, "peak": peak, "curve": curve}))


def index(folder: Path, library: Path, photos: int, model: str) -> dict[str, Any]:
    """Lets a child index a folder; returns what it printed."""
    command = [sys.executable, "-m", "benchmarks.scale", "--child", str(folder), "--library", str(library)]
    options = ["--count", str(photos), "--model", model]
    done = subprocess.run([*command, *options], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def walk(folder: Path) -> Spent:
    """The bare walk that a rescan is held against: `find` asks for size and time of every file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(["find", str(folder), *WALK], check=True, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def report(title: str, run: dict[str, Any]) -> None:
    what = ", ".join(f"{run[name]:,} {name}" for name in ("embedded", "reused", "unchanged"))
    each = f"{run['seconds'] / max(1, run['photos']) * 1000:.3f} ms a photo"
    print(f"{title:<16}{run['seconds']:9.2f} s, {run['processor']:.2f} s of processors, {each}")
    print(f"{'':<16}{what}; {run['peak']:.0f} MB at most", flush=True)


def rescans(folder: Path, library: Path, photos: int, model: str) -> None:
    """An unchanged library again and again, in turns with the bare walk."""
    walks, runs = [], []
    for _ in range(ROUNDS):
        walks.append(walk(folder))
        runs.append(index(folder, library, photos, model))
    bare, ours = median(walks), median(Spent(run["seconds"], run["processor"]) for run in runs)
    report("unchanged", runs[-1])
    for what, find, rescan in (
        (f"medians of {ROUNDS}", bare.wall, ours.wall),
        ("of processors", bare.processor, ours.processor),
    ):
        print(
            f"{'':<16}{what}: find {find:.3f} s, rescan {rescan:.3f} s: {rescan / find:.2f} times", flush=True
        )


def measure(photos: int, model: str, *, again: bool) -> None:
    folder = make_many_photos(ROOT / "build" / f"many-photos-{photos}", photos)
    library = ROOT / "build" / f"scale-library-{photos}"
    if not again:
        shutil.rmtree(library, ignore_errors=True)
    first = index(folder, library, photos, model)
    report("first run", first)
    curve = ", ".join(f"{megabytes:.0f}" for megabytes in first["curve"])
    print(f"{'':<16}MB after each tenth: {curve}", flush=True)
    rescans(folder, library, photos, model)
    renamed = folder.with_name(folder.name + "-renamed")
    folder.rename(renamed)
    try:
        report("root renamed", index(renamed, library, photos, model))
    finally:
        renamed.rename(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--model", default="")
    parser.add_argument("--again", action="store_true", help="begin with the library of the last time")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--library", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not sys.platform.startswith("linux"):
        print("measured on Linux only: memory from /proc, the walk by GNU find")
    elif arguments.child:
        child(arguments.child, arguments.library, arguments.count, arguments.model)
    else:
        measure(arguments.count, arguments.model, again=arguments.again)


if __name__ == "__main__":
    main()
