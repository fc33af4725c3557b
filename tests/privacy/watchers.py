"""Three ways to notice that a program uses the internet, each seeing what another misses.

- `AuditHook`: Python's own events, on every system; blind to native code.
- `Strace`: the system calls of all processes and threads, native ones included; Linux with strace.
- `EmptyNetwork`: a network namespace without any interface up. The kernel counts the packets that found no
  way out (IPv4), and the program has to do its work all the same. Linux with unprivileged namespaces.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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
    """Runs a program and tells what it did on the network."""

    name: str

    def missing(self) -> str | None:
        """Why this watcher can't be used here; None if it can."""
        ...

    def watch(self, arguments: list[str], scratch: Path) -> Watched:
        """Runs `python ARGUMENTS`; `scratch` is a folder for the watcher's own use."""
        ...


class AuditHook:
    """See `hook/sitecustomize.py`."""

    name = "audit hook"

    def missing(self) -> str | None:
        return None

    def watch(self, arguments: list[str], scratch: Path) -> Watched:
        report = scratch / "events"
        environ = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent / "hook"),
            "PHOTOCLUST_NETWORK_REPORT": str(report),
        }
        done = _run([sys.executable, *arguments], environ)
        watching, *contacts = report.read_text().splitlines()
        assert watching == "watching"
        return _watched(done, [line for line in contacts if line != "watching"])


class Strace:
    """System calls that concern the internet, or a resolver of names."""

    name = "strace"
    COMMAND = (
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=%network,open,openat",
        "-e",
        "signal=none",
    )
    # The resolver of libc, and c-ares, read these first; systemd's and nscd are asked through a UNIX socket.
    SIGNS = re.compile(
        r"AF_INET6?\b|/etc/resolv\.conf|/etc/hosts\b|libnss_(?:dns|resolve|mdns)|io\.systemd\.Resolve|\"hosts\\0"
    )

    def missing(self) -> str | None:
        if shutil.which("strace") is None:
            return "strace is not installed"
        works = _run([*self.COMMAND, "-o", os.devnull, "true"], dict(os.environ)).returncode == 0
        return None if works else "strace may not trace here"

    def watch(self, arguments: list[str], scratch: Path) -> Watched:
        log = scratch / "calls"
        done = _run([*self.COMMAND, "-o", str(log), sys.executable, *arguments], dict(os.environ))
        lines = log.read_text(errors="replace").splitlines()
        assert any("openat(" in line for line in lines), "strace saw nothing at all"
        return _watched(done, [line for line in lines if self.SIGNS.search(line)])


class EmptyNetwork:
    """A network in which nothing is reachable; a look at its counters afterwards."""

    name = "empty network"
    # As anybody, or as root where user namespaces are barred.
    COMMANDS = (("unshare", "--user", "--map-root-user", "--net"), ("unshare", "--net"))
    # A new namespace starts at zero. $0 is the report.
    COUNT = '"$@"; code=$?; cat /proc/net/snmp >"$0"; exit $code'

    def missing(self) -> str | None:
        if shutil.which("unshare") is None:
            return "unshare is not installed"
        return None if self._command() is not None else "no network namespace may be made here"

    def watch(self, arguments: list[str], scratch: Path) -> Watched:
        report = scratch / "counters"
        command = [*(self._command() or ()), "sh", "-c", self.COUNT, str(report), sys.executable, *arguments]
        done = _run(command, dict(os.environ))
        names, values = (
            line.split()[1:] for line in report.read_text().splitlines() if line.startswith("Ip:")
        )
        counters = dict(zip(names, map(int, values), strict=True))
        sent = {name: counters[name] for name in ("OutRequests", "OutNoRoutes") if counters[name]}
        return _watched(done, [f"{count} IPv4 packets ({name})" for name, count in sent.items()])

    def _command(self) -> tuple[str, ...] | None:
        for command in self.COMMANDS:
            if _run([*command, "true"], dict(os.environ)).returncode == 0:
                return command
        return None


WATCHERS: tuple[Watcher, ...] = (AuditHook(), Strace(), EmptyNetwork())


def _run(command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
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


def _watched(done: subprocess.CompletedProcess[str], contacts: list[str]) -> Watched:
    return Watched(done.returncode, done.stdout, done.stderr, contacts)
