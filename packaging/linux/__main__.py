"""Makes the Debian package and the archive from the bundle in `dist/photoclust`.

    python packaging/linux        both, in dist/
    python packaging/linux deb    one of them; or: archive

The same bundle gives the same bytes: everything carries the time of the last commit and belongs to root.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[1:1] = [str(Path(__file__).resolve().parents[1] / name) for name in ("bundle", "bootstrap")]

import archive
import deb
from places import BUNDLE, say

BUDGET = {".deb": 110, ".gz": 150}
"""What the files may weigh, MB; see also packaging/bundle/budget.toml."""


def main() -> int:
    """Does what the command line says and returns the exit code."""
    parser = argparse.ArgumentParser(prog="packaging/linux", description="Make the installers for Linux.")
    parser.add_argument("what", nargs="*", choices=["deb", "archive", []], default=[])
    what = parser.parse_args().what or ["archive", "deb"]
    if not BUNDLE.is_dir():
        sys.exit(f"{BUNDLE} is not there; `python packaging/bundle` makes it.")
    code = 0
    for name in what:
        say(f"Packing the {'Debian package' if name == 'deb' else 'archive'}")
        file = (deb if name == "deb" else archive).make(BUNDLE)
        size = file.stat().st_size / 1e6
        print(f"{size:7.1f} MB  dist/{file.name}")
        if size > BUDGET[file.suffix]:
            print(f"{file.name}: {size:.1f} MB, may be {BUDGET[file.suffix]}", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
