"""`make bench`: all measurements, one after another, each in a process of its own.

Machines are noisy: only ratios measured in one run mean something.
"""

from __future__ import annotations

import subprocess
import sys

ALL = (
    "pipeline",
    "indexing",
    "linkage",
    "recut",
    "quality",
    "retrieval",
    "search_latency",
    "search",
    "events",
    "duplicates",
    "map",
    "grid",
    "beats",
    "compare",
    "startup",
)


def main() -> int:
    """Runs the named measurements, or all, with the options that follow; returns 1 if one of them failed."""
    words = sys.argv[1:]
    first_option = next((at for at, word in enumerate(words) if word.startswith("-")), len(words))
    names, options = words[:first_option] or ALL, words[first_option:]
    failed = 0
    for name in names:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *options]
        failed += subprocess.run(command, check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
