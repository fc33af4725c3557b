"""Makes the program as it is shipped, in `dist/photoclust`, and looks at what came out.

    python packaging/bundle           build, list, hold against the budget
    python packaging/bundle sizes     what takes the room in the bundle that is there
    python packaging/bundle test ...  runs pytest inside the bundle, for example on tests/end2end

Run it with the Python of `.venv`; `make package` does, and builds the installers from what this makes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

import budget
import contents
import inside
import preflight
import slim
import tools
from places import APPLICATION, BUNDLE, CONTENTS, ROOT, WORK, epoch, say, version

sys.path.append(str(ROOT / "packaging"))

from licences import folder as licence_folder
from licences.run import run as write_licences


def main() -> int:
    """Does what the command line says and returns the exit code."""
    parser = argparse.ArgumentParser(prog="packaging/bundle", description="Make the program to be shipped.")
    parser.add_argument("command", nargs="?", choices=["build", "sizes", "test"], default="build")
    arguments, rest = parser.parse_known_args()
    if arguments.command == "test":
        return inside.pytest(rest)
    if rest:
        parser.error(f"unknown: {' '.join(rest)}")
    if arguments.command == "sizes":
        print(budget.table(budget.measure(BUNDLE)))
        return 0
    return build()


def build() -> int:
    """Builds and checks; anything that is wrong is a line, and the exit code is 1."""
    wrong = preflight.problems()
    if wrong:
        print("\n".join(["The bundle can't be made:", *wrong]), file=sys.stderr)
        return 1
    to_type = tools.get()
    if to_type is not None:
        print(to_type, file=sys.stderr)
        return 1
    start = time.monotonic()
    say("Freezing the program with PyInstaller")
    # Sets are walked in the order of hashes: a fixed seed makes the same bytes of the same sources.
    environ = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(epoch())}
    words = ["--noconfirm", "--log-level", "WARN", "--distpath", ROOT / "dist", "--workpath", WORK]
    command = [sys.executable, "-m", "PyInstaller", *words, ROOT / "packaging" / "photoclust.spec"]
    code = subprocess.call([str(word) for word in command], env=environ, cwd=ROOT)
    if code:
        return code
    slim.strip(BUNDLE)
    contents.write(BUNDLE)
    say("Writing the licences and the bill of materials")
    wrong = write_licences(CONTENTS, BUNDLE)
    if wrong:
        print("\n".join(["The bundle may not be shipped:", *wrong]), file=sys.stderr)
        return 1
    system = {"linux": "linux-x86_64", "win32": "windows-x86_64", "darwin": "macos-arm64"}[sys.platform]
    licence_folder.publish(BUNDLE, BUNDLE.parent, f"photoclust-{version()}-{system}")
    if APPLICATION.is_dir():
        licence_folder.copy_into_application(BUNDLE, APPLICATION)
    parts = budget.measure(BUNDLE)
    print(budget.table(parts))
    over = budget.overruns(parts)
    if over:
        print("\n".join(over), file=sys.stderr)
        return 1
    say(f"Made {BUNDLE.relative_to(ROOT)} in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
