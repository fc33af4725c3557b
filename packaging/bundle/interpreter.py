"""The bundle as a Python of its own: the frozen modules, with what tests need from elsewhere.

Used like `python`: `photoclust-interpreter -m MODULE ...`, `-c CODE ...`, `FILE ...`. It is built beside the
program from the very same modules and libraries, and never shipped. PHOTOCLUST_TEST_SITES names folders to
import from what the bundle does not have: pytest and its kin; PHOTOCLUST_TEST_QT names the PySide6 whose
QtTest they take (Qt's libraries themselves are the bundle's, being loaded already). Whatever the program
itself imports must be in the bundle, so the standard library outside of it serves only those folders'
modules, never ours or those of our libraries.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import runpy
import sys
import types
from collections.abc import Sequence

SITES = [folder for folder in os.environ.get("PHOTOCLUST_TEST_SITES", "").split(os.pathsep) if folder]
STDLIB = os.environ.get("PHOTOCLUST_TEST_STDLIB", "")
QT = os.environ.get("PHOTOCLUST_TEST_QT", "")


class ForTestsOnly(importlib.abc.MetaPathFinder):
    """Finds standard modules and QtTest outside the bundle, for whoever was not imported from the bundle."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """As the base class says."""
        if not self._asked_by_a_test():
            return None
        if name == "PySide6.QtTest":
            return importlib.machinery.PathFinder.find_spec(name, [QT])
        places = [STDLIB, os.path.join(STDLIB, "lib-dynload")] if path is None else list(path)
        return importlib.machinery.PathFinder.find_spec(name, places)

    @staticmethod
    def _asked_by_a_test() -> bool:
        """Whether the statement that imports stands in a file outside the bundle."""
        frame: types.FrameType | None = sys._getframe(2)
        while frame is not None:
            file = frame.f_code.co_filename
            if "importlib" not in file and file != __file__:
                return os.path.isabs(file) and not file.startswith(sys._MEIPASS)  # type: ignore[attr-defined]
            frame = frame.f_back
        return False


def main() -> None:
    """Runs what the command line says, as `python` would."""
    sys.path += SITES
    if STDLIB:
        sys.meta_path.append(ForTestsOnly())
    words = sys.argv[1:]
    while words and words[0] in {"-I", "-P", "-u", "-B"}:
        words.pop(0)
    if not words:
        sys.exit("photoclust-interpreter: -m MODULE, -c CODE or FILE")
    if words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    elif words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        sys.modules["__main__"].__dict__["__file__"] = None
        exec(compile(words[1], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


main()
