"""Sets PhotoClust up on a machine that has Python and nothing else, and starts it.

    python3 packaging/bootstrap setup [--dev]     make .venv, install what the lock names
    python3 packaging/bootstrap run               the same, then open the window
    python3 packaging/bootstrap lock [--upgrade]  make the lock files anew from pyproject.toml
    python3 packaging/bootstrap packages FILE     see to the Debian packages that a file names, one a line

The Makefile calls this. It needs no package and no tool besides Python: not pip, not curl, not a shell. It is
written for Python 3.8, so that an old one can say what is wrong instead of showing a syntax error.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

import environment
import interpreter
import lock
import system
from steps import say


def main() -> int:
    """Does what the command line says and returns the exit code."""
    parser = argparse.ArgumentParser(prog="packaging/bootstrap", description="Set up and start PhotoClust.")
    parser.add_argument("command", choices=["setup", "run", "lock", "packages"])
    parser.add_argument("file", nargs="?", help="packages: the file with their names")
    parser.add_argument("--dev", action="store_true", help="install what the checks and tests need, too")
    parser.add_argument("--no-apt", action="store_true", help="never install system packages, only name them")
    parser.add_argument("--upgrade", action="store_true", help="lock: take the newest versions allowed")
    arguments = parser.parse_args()

    if arguments.command == "packages":
        return see_to_packages(arguments.file, may_install=not arguments.no_apt)
    interpreter.require()
    if arguments.command == "lock":
        set_up(dev=True, may_install=not arguments.no_apt)
        return lock.write(upgrade=arguments.upgrade)
    set_up(dev=arguments.dev, may_install=not arguments.no_apt)
    return start() if arguments.command == "run" else 0


def set_up(dev: bool, may_install: bool) -> None:
    """Brings system packages and `.venv` up to date; ends the program with a sentence where it can't.

    Whatever can be done without the missing system packages is done before giving up, so that the line which
    is printed for the person is all that remains to do.
    """
    venv = environment.Environment()
    current = venv.is_current(dev)
    missing = system.missing()
    if not current and not venv.can_be_made():
        missing.append(environment.venv_package())
    # Only a first or changed setup may call apt-get: a start must neither need the network nor wait for it.
    if missing and not current and may_install and system.install(missing):
        missing = system.missing()
    if missing:
        print(system.instructions(missing), file=sys.stderr)
    if not current:
        if not venv.can_be_made():
            sys.exit("Python's venv module can't work without that package. Then type 'make' again.")
        venv.install(dev)
    if any(package.essential for package in missing):
        sys.exit("The Python packages are in place; Qt can't load without those system packages.")


def see_to_packages(file: str, may_install: bool) -> int:
    """Installs the Debian packages that a file names; prints the line to type where it can't."""
    with open(file, encoding="utf-8") as lines:
        names = [line.strip() for line in lines if line.strip()]
    missing = system.not_installed(names)
    if missing and may_install and system.install(missing):
        missing = system.not_installed(names)
    if missing:
        print(system.instructions(missing), file=sys.stderr)
    return 1 if missing else 0


def start() -> int:
    """Opens the window, or shows what it would show where there is no display."""
    program = environment.Environment().script("photoclust")
    if has_display():
        command = [program]
    else:
        say("There is no display: PhotoClust shows itself on its sample photos.")
        say("To open the window, type 'make run' on a desktop.")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        command = [program, "--demo", str(environment.ROOT / "photoclust-demo.png")]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # signals and the exit code are the program's own
    return subprocess.call(command)


def has_display() -> bool:
    """Whether a window would be seen by anybody."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform:
        return platform not in ("offscreen", "minimal")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
