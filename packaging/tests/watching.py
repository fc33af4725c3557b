"""Runs a program under watch, and says afterwards what it did that it should not have."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from household import Household
from privacy.conduct import CALLS, offences
from privacy.watchers import EmptyNetwork, Strace

COUNTERS = "counters"  # a table that nobody wants to read in a message
TAIL, WIDEST = 20, 300  # lines of a log in a message, and their letters


class Watch(Protocol):
    """A way to watch; `scratch` is a folder for its own use, the same for all calls about one run."""

    name: str

    def missing(self) -> str | None:
        """Why it can't be used here; None if it can."""
        ...

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        """The command that runs `program` under watch."""
        ...

    def verdict(self, program: Path, household: Household, display: str, scratch: Path) -> list[str]:
        """Everything that was wrong, one a line."""
        ...


class Alone:
    """No network at all: nothing is tried, and everything works."""

    name = "without a network"

    def __init__(self) -> None:
        self._network = EmptyNetwork()

    def missing(self) -> str | None:
        return self._network.missing()

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        return self._network.command(program, scratch)

    def verdict(self, program: Path, household: Household, display: str, scratch: Path) -> list[str]:
        return self._network.contacts(scratch)


class Observed:
    """Every system call that opens, connects, writes or starts; nothing but the computer itself in reach."""

    name = "observed"

    def __init__(self) -> None:
        self._network = EmptyNetwork(loopback=True)
        self._strace = Strace(CALLS)

    def missing(self) -> str | None:
        return self._network.missing() or self._strace.missing()

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        return self._network.command(self._strace.command(program, scratch), scratch)

    def verdict(self, program: Path, household: Household, display: str, scratch: Path) -> list[str]:
        found = offences(self._strace.calls(scratch), household.bounds(program, display))
        return [*self._network.contacts(scratch), *map(str, found)]


WATCHES: tuple[Watch, ...] = (Alone(), Observed())


@dataclass(frozen=True)
class Run:
    """A program that is running under watch.

    Attributes:
        process: Of the watcher; it ends with the program, with its exit code.
        scratch: Folder of the watcher.
        complaints: What the program prints on stderr goes here.
    """

    process: subprocess.Popen[bytes]
    scratch: Path
    complaints: Path


def findings(wrong: Sequence[str], scratch: Path, artifacts: Path, name: str) -> str:
    """A message: what was wrong, and the ends of what was written down; all of it is kept as artifacts."""
    parts = [line[:WIDEST] for line in wrong]
    for log in sorted(scratch.iterdir()):
        kept = artifacts / f"{name} {log.name}.log"
        shutil.copyfile(log, kept)
        lines = log.read_text("utf-8", "replace").splitlines()[-TAIL:] if log.name != COUNTERS else []
        parts += [f"--- the end of {kept}", *(line[:WIDEST] for line in lines)]
    return "\n".join(parts)


@contextmanager
def started(
    watch: Watch,
    program: Sequence[str],
    household: Household,
    display: str,
    scratch: Path,
) -> Iterator[Run]:
    """Starts a program, and ends it with the block if it has not ended by then."""
    scratch.mkdir()
    complaints = scratch / "stderr"
    with complaints.open("wb") as errors, (scratch / "stdout").open("wb") as output:
        process = subprocess.Popen(
            watch.command(program, scratch),
            env=household.environment(display),
            cwd=household.home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        try:
            yield Run(process, scratch, complaints)
        finally:
            if process.poll() is None:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and the watchers around it: they are a session of their own."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
