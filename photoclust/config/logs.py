"""The log: a small rotating file for bug reports, and the terminal with --debug.

Beside it lies what a crash of native code leaves, of which Python itself can't tell.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import sys
from pathlib import Path
from typing import TextIO

LOGGER = "photoclust"
MEGABYTE = 1 << 20
NATIVE, NATIVE_BEFORE = "native-crash.txt", "native-crash-before.txt"

log = logging.getLogger(__name__)
_native: list[TextIO] = []
"""The file for native code; closed while a crash would be written to it, something else would get that."""


def set_up(folder: Path | None, *, debug: bool = False) -> None:
    """Starts logging to `folder/photoclust.log`; an unwritable folder costs the log, never the start.

    Args:
        folder: Made if need be; None for no file.
        debug: Also print everything to stderr.
    """
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.DEBUG if debug else logging.INFO)
    logger.propagate = False
    shape = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handlers: list[logging.Handler] = []
    try:
        handlers.append(_file_in(folder) if folder is not None else logging.NullHandler())
    except OSError as error:
        log.info("no log file in %s: %s", folder, error)
    if debug or not handlers:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(shape)
        logger.addHandler(handler)
        logging.getLogger().addHandler(handler)  # what libraries say of odd files would be printed otherwise
    if folder is not None:
        _watch_native_code(folder)


def native_crash_file() -> Path | None:
    """Where a crash of native code would leave its traceback; None if that goes elsewhere."""
    return Path(_native[0].name) if _native else None


def _watch_native_code(folder: Path) -> None:
    """Lets a crash of native code leave its traceback in a file; logs that an earlier run left one."""
    if faulthandler.is_enabled():
        return  # somebody wants it elsewhere: `python -X faulthandler`, a test
    try:
        if (folder / NATIVE).stat().st_size:
            os.replace(folder / NATIVE, folder / NATIVE_BEFORE)
            log.info("an earlier run crashed in native code; its traceback is in %s", NATIVE_BEFORE)
    except OSError as error:  # there was no earlier run, or another one is under way and holds the file
        log.debug("no traceback of native code: %s", error)
    try:
        file = open(folder / NATIVE, "a", encoding="utf-8")  # noqa: SIM115 - open until `tear_down`
    except OSError as error:
        log.debug("no file for tracebacks of native code: %s", error)
        return
    faulthandler.enable(file)
    _native.append(file)


def _file_in(folder: Path) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    return logging.handlers.RotatingFileHandler(
        folder / "photoclust.log",
        maxBytes=MEGABYTE,
        backupCount=2,
        encoding="utf-8",
        errors="backslashreplace",  # names of photos are not always valid text
    )


def tear_down() -> None:
    """Closes what `set_up` opened."""
    logger = logging.getLogger(LOGGER)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        logging.getLogger().removeHandler(handler)
        handler.close()
    while _native:
        faulthandler.disable()
        _native.pop().close()
