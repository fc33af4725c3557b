"""`make bench`: all measurements, one after another, each in a process of its own.

Machines are noisy: only ratios measured in one run mean something.
"""

from __future__ import annotations

import subprocess
import sys

ALL = ("indexing", "linkage", "quality", "grid", "startup")


def main() -> int:
    """Runs the named measurements, or all; returns 1 if one of them failed."""
    names = sys.argv[1:] or ALL
    failed = 0
    for name in names:
        print(f"== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
