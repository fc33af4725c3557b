"""Says what the bundle is made of, and refuses what may not be shipped.

    python packaging/licences CONTENTS_JSON BUNDLE_DIR

Reads what `packaging/bundle` wrote down, and writes THIRD_PARTY_LICENSES.txt, the bill of materials and a
word on the LGPL into the bundle. Each thing that is wrong is one sentence on stderr, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# Run as a script this folder comes first; the package is found beside it.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from licences.run import run  # noqa: E402


def main() -> int:
    """Does what the command line says and returns the exit code."""
    parser = argparse.ArgumentParser(prog="packaging/licences", description="Write the licences of a bundle.")
    parser.add_argument("contents", type=Path, help="build/bundle/contents.json")
    parser.add_argument("bundle", type=Path, help="dist/photoclust")
    arguments = parser.parse_args()
    wrong = run(arguments.contents, arguments.bundle)
    if wrong:
        print("\n".join(["The bundle may not be shipped:", *wrong]), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
