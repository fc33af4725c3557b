"""The log: a small rotating file for bug reports, and the terminal with --debug."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path

LOGGER = "photoclust"
MEGABYTE = 1 << 20


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
        logging.getLogger(__name__).info("no log file in %s: %s", folder, error)
    if debug or not handlers:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(shape)
        logger.addHandler(handler)


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
        handler.close()
