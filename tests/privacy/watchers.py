"""Three ways to notice that a program uses the internet, each seeing what another misses.

- `AuditHook`: Python's own events, on every system; blind to native code and to programs not run by Python.
- `Strace`: the system calls of all processes and threads, native ones included; Linux with strace.
- `EmptyNetwork`: a network namespace without any interface up. The kernel counts the packets that found no
  way out, and the program has to do its work all the same. Linux with unprivileged namespaces.

A watcher puts its own program before a command, and reads afterwards what that wrote down.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from privacy.calls import Call, parse
from privacy.conduct import NETWORK_CALLS, READ_CALLS, contacts

TIMEOUT = 240  # seconds; strace makes everything slower


@dataclass(frozen=True)
class Watched:
    """What a watched program did.

    Attributes:
        exit_code: Its exit code.
        output: What it printed on stdout.
        errors: What it printed on stderr.
        contacts: Every use of the network, as the watcher saw it; empty is good.
    """

    exit_code: int
    output: str
    errors: str
    contacts: list[str]


class Watcher(Protocol):
    """Watches a program and tells what it did on the network.

    `scratch` is a folder for the watcher's own use, the same for all calls about one run.
    """

    name: str

    def missing(self) -> str | None:
        """Why this watcher can't be used here; None if it can."""
        ...

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        """The command that runs `program` under watch, with its exit code and streams."""
        ...

    def environment(self, scratch: Path) -> dict[str, str]:
        """Variables that the command needs."""
        ...

    def contacts(self, scratch: Path) -> list[str]:
        """After the program ended: every use of the network."""
        ...


def watch(watcher: Watcher, program: Sequence[str], scratch: Path) -> Watched:
    """Runs a program to its end under watch."""
    done = _run(watcher.command(program, scratch), os.environ | watcher.environment(scratch))
    return Watched(done.returncode, done.stdout, done.stderr, watcher.contacts(scratch))


class AuditHook:
    """See `hook/sitecustomize.py`; for programs that are run by Python."""

    name = "audit hook"

    def missing(self) -> str | None:
        return None

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        return list(program)

    def environment(self, scratch: Path) -> dict[str, str]:
        return {
            "PYTHONPATH": str(Path(__file__).parent / "hook"),
            "PHOTOCLUST_NETWORK_REPORT": str(scratch / "events"),
        }

    def contacts(self, scratch: Path) -> list[str]:
        watching, *seen = (scratch / "events").read_text().splitlines()
        assert watching == "watching"
        return [line for line in seen if line != "watching"]


class Strace:
    """System calls that concern the internet, or a resolver of names; or all calls of some names.

    Args:
        calls: Which are written down.
    """

    name = "strace"

    def __init__(self, calls: Sequence[str] = (*NETWORK_CALLS, *READ_CALLS)) -> None:
        # "?": a call that this machine or this strace does not know is no fault.
        self._trace = "trace=" + ",".join(f"?{call}" for call in calls)

    def missing(self) -> str | None:
        if shutil.which("strace") is None:
            return "strace is not installed"
        works = _run([*self._strace(os.devnull), "true"], os.environ).returncode == 0
        return None if works else "strace may not trace here"

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        return [*self._strace(str(scratch / "calls")), *program]

    def environment(self, scratch: Path) -> dict[str, str]:
        return {}

    def contacts(self, scratch: Path) -> list[str]:
        return [str(offence) for offence in contacts(self.calls(scratch))]

    def calls(self, scratch: Path) -> list[Call]:
        """After the program ended: everything it did."""
        calls = list(parse((scratch / "calls").read_text("utf-8", "surrogateescape").splitlines()))
        assert any(call.name in READ_CALLS for call in calls), "strace saw nothing at all"
        return calls

    def _strace(self, log: str) -> list[str]:
        return [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-y",
            "-qq",
            "-e",
            self._trace,
            "-e",
            "signal=none",
            "-o",
            log,
        ]


class EmptyNetwork:
    """A network in which nothing is reachable; a look at its counters afterwards.

    Args:
        loopback: The computer itself is reachable, as everywhere. Then IPv6 is counted, too: without any
            address the kernel refuses it before it counts.
    """

    name = "empty network"
    # As anybody, or as root where user namespaces are barred.
    COMMANDS = (("unshare", "--user", "--map-root-user", "--net"), ("unshare", "--net"))
    # A new namespace starts at zero. $0 is the report.
    COUNT = '"$@"; code=$?; cat /proc/net/snmp /proc/net/snmp6 >"$0" 2>/dev/null; exit $code'
    RAISE = str(Path(__file__).parent / "loopback.py")

    def __init__(self, *, loopback: bool = False) -> None:
        self._loopback = loopback

    def missing(self) -> str | None:
        if shutil.which("unshare") is None:
            return "unshare is not installed"
        return None if self._command() is not None else "no network namespace may be made here"

    def command(self, program: Sequence[str], scratch: Path) -> list[str]:
        raised = [sys.executable, self.RAISE] if self._loopback else []
        counted = ["sh", "-c", self.COUNT, str(scratch / "counters"), *program]
        return [*(self._command() or ()), *raised, *counted]

    def environment(self, scratch: Path) -> dict[str, str]:
        return {}

    def contacts(self, scratch: Path) -> list[str]:
        found = counters((scratch / "counters").read_text())
        sent = {name: count for name, count in found.items() if name in PACKETS}
        assert sent, "the kernel counts nothing"
        return [f"{count} packets ({name})" for name, count in sent.items() if count]

    def _command(self) -> tuple[str, ...] | None:
        for command in self.COMMANDS:
            if _run([*command, "true"], os.environ).returncode == 0:
                return command
        return None


PACKETS = ("IpOutRequests", "IpOutNoRoutes", "Ip6OutRequests", "Ip6OutNoRoutes")


def counters(text: str) -> dict[str, int]:
    """The counters of /proc/net/snmp (a line of names above a line of values) and snmp6 (one a line)."""
    found: dict[str, int] = {}
    names: list[str] = []
    for line in text.splitlines():
        first, *rest = line.split()
        if not first.endswith(":"):
            found[first] = int(rest[0])
        elif names and names[0] == first:
            found |= {first[:-1] + name: int(value) for name, value in zip(names[1:], rest, strict=True)}
            names = []
        else:
            names = [first, *rest]
    return found


WATCHERS: tuple[Watcher, ...] = (AuditHook(), Strace(), EmptyNetwork())


def _run(command: Sequence[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=TIMEOUT,
        check=False,
    )
