"""What Qt says while it is looked at, above all its last words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

log = logging.getLogger(__name__)


@dataclass
class Heard:
    """What Qt said so far, one line each."""

    lines: list[str] = field(default_factory=list)

    def summary(self, platform: str) -> str:
        """For the list."""
        remarks = f"; it remarked: {' / '.join(self.lines)}" if self.lines else ""
        return f"{qVersion()} on {platform}{remarks}"


@contextmanager
def hearing(on_fatal: Callable[[str], None]) -> Iterator[Heard]:
    """Takes Qt's messages while the block runs.

    Args:
        on_fatal: Called with what Qt says before it aborts, as it does where it finds no platform plugin that
            works: an abort can't be caught, only preceded.
    """
    heard = Heard()

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        heard.lines.append(" ".join(text.split()))
        if kind == QtMsgType.QtFatalMsg:
            on_fatal(" ".join(heard.lines))
        log.debug("Qt: %s", text)

    before = qInstallMessageHandler(hear)
    try:
        yield heard
    finally:
        qInstallMessageHandler(before)
