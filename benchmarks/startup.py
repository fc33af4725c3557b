"""Where the time of a start goes: `python -m benchmarks.startup [--program PATH] [--photos N] [--starts N]`.

From the moment the program is called to its window painted, to the window answering, to the photos in sight:
for an empty library, and for one of 100,000 photos made of noise, which is kept in `build/`. Measured are
this source tree and, with --program, a frozen one from outside; `photoclust.gui.startup_report` notes the
milestones. Where there is no display the windows are Qt's offscreen ones.

Medians over starts that follow each other, so with everything in the system's file cache. --cold drops that
cache before each start (Linux, as root).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.large_library import make_large_library
from benchmarks.photos import ROOT
from photoclust.gui.startup_report import VARIABLE
from photoclust.library.session import Library

MILESTONES = ("imported", "built", "painted", "answered", "photo", "screenful", "closed")
PATIENCE = 120  # seconds


def start(program: Sequence[str], library: Path, home: Path) -> dict[str, float]:
    """Starts the program once; returns the seconds from its call to each milestone."""
    report = home / "report.json"
    report.unlink(missing_ok=True)
    folders = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environ = {**os.environ, **folders, "HOME": str(home), VARIABLE: str(report)}
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    called = time.monotonic()
    subprocess.run([*program, "--library", str(library)], env=environ, timeout=PATIENCE, check=True)
    closed = time.monotonic()
    times = {**json.loads(report.read_text("utf-8")), "closed": closed}
    return {milestone: moment - called for milestone, moment in times.items()}


def measure(program: Sequence[str], library: Path, starts: int, *, cold: bool) -> dict[str, float]:
    """Medians over some starts, milliseconds. One before them warms the cache and writes the settings."""
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as home:
        start(program, library, Path(home))
        runs = []
        for _ in range(starts):
            if cold:
                os.sync()
                Path("/proc/sys/vm/drop_caches").write_text("3")
            runs.append(start(program, library, Path(home)))
    return {
        milestone: 1000 * statistics.median(run[milestone] for run in runs)
        for milestone in MILESTONES
        if milestone in runs[0]
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--program", metavar="PATH", type=Path, help="a frozen program, measured as well")
    options.add_argument("--photos", type=int, default=100_000, help="in the large library")
    options.add_argument("--starts", type=int, default=7)
    options.add_argument("--cold", action="store_true", help="with an empty file cache")
    arguments = options.parse_args()
    programs = {"source": [sys.executable, "-m", "photoclust"]}
    if arguments.program is not None:
        programs["frozen"] = [str(arguments.program.absolute())]
    large = make_large_library(ROOT / "build" / f"library-{arguments.photos}", arguments.photos)
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as folder:
        empty = Library.open(Path(folder) / "library").directory
        print(f"{'ms after the call, median of ' + str(arguments.starts):34}", end="")
        print("".join(f"{name:>11}" for name in MILESTONES), flush=True)
        for name, program in programs.items():
            for what, library in (("empty", empty), (f"{arguments.photos:,} photos", large)):
                times = measure(program, library, arguments.starts, cold=arguments.cold)
                cells = (f"{times[item]:11.0f}" if item in times else f"{'-':>11}" for item in MILESTONES)
                print(f"{f'{name}, {what}':34}" + "".join(cells), flush=True)


if __name__ == "__main__":
    main()
