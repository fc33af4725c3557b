"""Carries out an export plan."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from photoclust.core.errors import ExportError
from photoclust.core.progress import CancelToken, Progress, ProgressCallback
from photoclust.library.export import ExportEntry, ExportMode, ExportPlan

PART = ".part"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did.

    Attributes:
        copied: Files written or linked.
        present: Files that lay there already.
        skipped: Paths of originals that are not in the export, and why.
        target: The folder or zip file.
    """

    copied: int
    present: int
    skipped: tuple[tuple[str, str], ...]
    target: str


def run_export(plan: ExportPlan, *, on_progress: ProgressCallback, cancel: CancelToken) -> ExportReport:
    """Carries out a plan. What can't be read is skipped and listed; the rest goes on.

    Raises:
        ExportError: If the target can't be written, or the disk is full; whole files stay.
        CancelledError: If the person said stop; whole files stay, half a zip file does not.
    """
    skipped = [(path, "the file is gone") for path in plan.missing]
    try:
        if plan.mode is ExportMode.ZIP:
            failed = _zip(plan, on_progress, cancel)
        else:
            failed = _write_files(plan, on_progress, cancel)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise ExportError("disk-full", path=plan.target) from error
        detail = error.strerror or str(error)
        raise ExportError("export-target", path=plan.target, detail=detail) from error
    return ExportReport(
        len(plan.entries) - len(failed), len(plan.present), tuple(skipped + failed), plan.target
    )


_Failures = list[tuple[str, str]]


def _write_files(plan: ExportPlan, on_progress: ProgressCallback, cancel: CancelToken) -> _Failures:
    write = _WRITERS[plan.mode]
    os.makedirs(plan.target, exist_ok=True)

    def put(entry: ExportEntry) -> None:
        target = os.path.join(plan.target, entry.target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        write(entry.source, target)

    return _each(plan, put, on_progress, cancel)


def _zip(plan: ExportPlan, on_progress: ProgressCallback, cancel: CancelToken) -> _Failures:
    os.makedirs(os.path.dirname(plan.target), exist_ok=True)
    with _in_one_step(plan.target) as part:
        # Photos are compressed already: storing them is as small and much faster.
        with zipfile.ZipFile(part, "x", zipfile.ZIP_STORED, strict_timestamps=False) as archive:

            def put(entry: ExportEntry) -> None:
                archive.write(entry.source, entry.target)

            failed = _each(plan, put, on_progress, cancel)
        with open(part, "rb+") as written:
            os.fsync(written.fileno())
    return failed


def _each(
    plan: ExportPlan,
    put: Callable[[ExportEntry], None],
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> _Failures:
    failed: _Failures = []
    for done, entry in enumerate(plan.entries):
        cancel.checkpoint()
        on_progress(Progress(done, len(plan.entries)))
        try:
            put(entry)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
                raise
            failed.append((entry.source, error.strerror or str(error)))
    on_progress(Progress(len(plan.entries), len(plan.entries)))
    return failed


@contextmanager
def _in_one_step(target: str) -> Iterator[str]:
    """Gives a name to write to, and renames the file once it is whole; a file that came meanwhile stays.

    The name is nobody else's: that of the target may be as long as the disk allows, and a crash may have left
    a part of it.
    """
    part = os.path.join(os.path.dirname(target), f"photoclust-{secrets.token_hex(8)}{PART}")
    try:
        yield part
        _rename(part, target)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _rename(part: str, target: str) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    os.rename(part, target)


def _copy(source: str, target: str) -> None:
    with _in_one_step(target) as part:
        with open(source, "rb") as original, open(part, "xb") as copy:
            shutil.copyfileobj(original, copy, BLOCK)
            copy.flush()
            os.fsync(copy.fileno())
        with suppress(OSError):  # memory cards and network drives keep no modes; the photo counts
            shutil.copystat(source, part)


def _hard_link(source: str, target: str) -> None:
    os.link(os.path.realpath(source), target)  # a relative link would lead nowhere from there


_WRITERS: dict[ExportMode, Callable[[str, str], None]] = {
    ExportMode.COPY: _copy,
    ExportMode.HARDLINK: _hard_link,
    ExportMode.SYMLINK: os.symlink,
}
