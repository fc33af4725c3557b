"""All checks of the self-test that need no window, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from photoclust.config.paths import AppPaths
from photoclust.library.doctor import Check, versions
from photoclust.library.selftest.attempt import attempt
from photoclust.library.selftest.codecs import codec_checks
from photoclust.library.selftest.engine import engine_checks_below
from photoclust.library.selftest.models import model_checks


def engine_checks(paths: AppPaths, scratch: Path) -> Iterator[Check]:
    """Looks at everything below the window, one thing after another.

    Args:
        paths: Where the program's own files lie; the library is made in `paths.library`, which has to be
            below `scratch`.
        scratch: A temporary folder, empty.
    """
    bundled = paths.models[-1:]  # not the person's own, before which they would give way
    vectors = paths.resources / "selftest"
    yield attempt("versions", versions)
    yield from model_checks(bundled, paths.samples, vectors)
    yield from codec_checks(vectors)
    yield from engine_checks_below(scratch, paths.library, bundled, paths.samples)
