"""The order of the self-test, and its temporary folder."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from photoclust.config.paths import AppPaths
from photoclust.library.doctor import Check
from photoclust.library.selftest.attempt import attempt

Tell = Callable[[Check], None]


def run(paths: AppPaths, tell: Tell, give_up: Callable[[], None]) -> None:
    """Looks at everything; the person's library, settings and folders are not touched.

    Args:
        paths: Where the program's own files lie.
        tell: Called with the outcome of each check at once: should the next one kill the process, what was
            found so far has been said.
        give_up: Called when Qt is about to end the process; has to end it first.
    """
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made: list[tempfile.TemporaryDirectory[str]] = []

    def make_folder() -> str:
        made.append(tempfile.TemporaryDirectory(prefix="photoclust-self-test-", ignore_cleanup_errors=True))
        return made[0].name

    tell(attempt("temporary folder", make_folder))
    if not made:
        return
    with made[0] as name:
        scratch = Path(name)
        places = paths.below(scratch)

        def end(why: str) -> None:
            tell(Check("window", False, why))
            made[0].cleanup()
            give_up()

        tell(attempt("engine", lambda: _look_at_the_engine(places, scratch, tell)))
        tell(attempt("Qt", lambda: _look_at_the_window(places, tell, end)))


def _look_at_the_engine(paths: AppPaths, scratch: Path, tell: Tell) -> str:
    from photoclust.library.selftest.checks import engine_checks

    started = time.monotonic()
    for check in engine_checks(paths, scratch):
        tell(check)
    return f"looked at in {time.monotonic() - started:.1f} s"


def _look_at_the_window(paths: AppPaths, tell: Tell, end: Callable[[str], None]) -> str:
    from photoclust.gui.selftest.qt import hearing

    with hearing(end) as heard:
        from photoclust.gui.run import make_application
        from photoclust.gui.selftest.drawing import drawing_checks
        from photoclust.gui.selftest.window import window_check

        app = make_application(paths)
        for check in drawing_checks(paths):
            tell(check)
        tell(window_check(app, paths))
        return heard.summary(app.platformName())


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
