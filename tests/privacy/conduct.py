"""What of a program's system calls is no business of PhotoClust: judged call by call.

Nothing is allowed by default. What is, stands in `CALM_FAMILIES`, `HARMLESS_FILES` and the `Bounds` of a run,
each with the reason.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from privacy.calls import Call, place_of, string_of

NETWORK_CALLS = ("socket", "socketpair", "connect", "bind", "listen", "sendto", "sendmsg", "sendmmsg")
PROCESS_CALLS = ("fork", "vfork", "clone", "clone3", "execve", "execveat")
READ_CALLS = ("open", "openat", "openat2")
WRITE_CALLS = (
    *(
        "creat",
        "truncate",
        "ftruncate",
        "mkdir",
        "mkdirat",
        "mknod",
        "mknodat",
        "rmdir",
        "unlink",
        "unlinkat",
    ),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "futimesat", "utimensat", "setxattr", "lsetxattr", "fsetxattr"),
    *("removexattr", "lremovexattr", "fremovexattr"),
)
# What is done through these, strace does not see.
BLIND_CALLS = ("io_uring_setup", "ptrace", "process_vm_writev", "open_by_handle_at", "mount", "move_mount")
CALLS = (
    *NETWORK_CALLS,
    *PROCESS_CALLS,
    *READ_CALLS,
    *WRITE_CALLS,
    *BLIND_CALLS,
    *("chdir", "fchdir"),  # relative paths begin there
)

INTERNET = re.compile(r"\b(?:AF|PF)_INET6?\b")
FAMILY = re.compile(r"\b[AP]F_\w+")
CALM_FAMILIES = {
    "AF_UNIX",  # within this computer; where it connects to is looked at
    "AF_UNSPEC",  # ends a connection
}
# The resolver of libc, and c-ares, read these first; systemd's and nscd are asked through a UNIX socket.
LOOKUP_FILES = re.compile(r"/etc/resolv\.conf|/etc/hosts\b|/etc/gai\.conf|libnss_(?:dns|resolve|mdns)")
LOOKUP_WORDS = re.compile(r"io\.systemd\.Resolve|\"hosts\\0")
WRITING = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")
HARMLESS_FILES = {
    "/dev/null",  # where the chatter of native libraries is sent
}
OPEN_FILE_CALLS = {"ftruncate", "fchmod", "fchown", "fsetxattr", "fremovexattr"}  # no path, but an open file
MEMORY = "/memfd:"  # what strace calls a file that is only in memory, and goes with the process
NUMBERED = re.compile(r'"/proc/self/fd/(\d+)"')
TWO_PLACES = {"rename", "renameat", "renameat2", "link", "linkat"}  # both ends count
SECOND_PLACE = {"symlink", "symlinkat"}  # the first is a text that may say anything


@dataclass(frozen=True)
class Offence:
    """A call that should not have been.

    Attributes:
        kind: "internet", "name look-up", "socket", "write", "process" or "blind spot".
        call: The call.
    """

    kind: str
    call: Call

    def __str__(self) -> str:
        return f"{self.kind}: {self.call}"


@dataclass(frozen=True)
class Bounds:
    """What a run may do.

    Attributes:
        writable: Folders of the run's own; their parents may be made, too.
        sockets: Addresses that may be connected to, "@" before an abstract one.
        programs: What may replace the process (not: be started beside it).
        start: The folder that the program was started in.
    """

    writable: tuple[str, ...] = ()
    sockets: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    start: str = field(default_factory=os.getcwd)


def contacts(calls: Iterable[Call]) -> list[Offence]:
    """Everything that concerns the internet, or asks for a name."""
    return [offence for call in calls for offence in (*_internet(call), *_lookups(call))]


def offences(calls: Iterable[Call], bounds: Bounds) -> list[Offence]:
    """Everything that is out of bounds."""
    folder, judges = bounds.start, _judges(bounds)
    found: list[Offence] = []
    opened: dict[str, str] = {}
    for call in calls:
        if call.name in READ_CALLS and (place := place_of(call.result)) is not None:
            opened[call.result.partition("<")[0]] = place
        if call.name in {"chdir", "fchdir"} and call.result == "0":
            path = string_of(call.arguments[0]) if call.name == "chdir" else place_of(call.arguments[0])
            folder = os.path.join(folder, path or "")
        meant = _with_named_descriptors(call, opened)
        for judge in judges:
            found += [Offence(offence.kind, call) for offence in judge(meant, folder)]
    return found


def _with_named_descriptors(call: Call, opened: dict[str, str]) -> Call:
    """Reads /proc/self/fd/3 as the file that was opened as 3: so a file without a name gets one."""

    def name(argument: str) -> str:
        found = NUMBERED.fullmatch(argument)
        if found is None or found[1] not in opened:
            return argument
        return '"' + opened[found[1]].replace("\\", "\\\\").replace('"', '\\"') + '"'

    return replace(call, arguments=tuple(map(name, call.arguments))) if call.name in TWO_PLACES else call


def _judges(bounds: Bounds) -> tuple[Callable[[Call, str], Iterable[Offence]], ...]:
    processes = _Processes(bounds)
    return (
        lambda call, _folder: _internet(call),
        lambda call, _folder: _lookups(call),
        lambda call, _folder: _sockets(call, bounds),
        lambda call, folder: _writes(call, bounds, folder),
        lambda call, _folder: processes.judge(call),
        lambda call, _folder: [Offence("blind spot", call)] if call.name in BLIND_CALLS else [],
    )


def _internet(call: Call) -> Iterator[Offence]:
    if call.name in NETWORK_CALLS and INTERNET.search(_plain(call)):
        yield Offence("internet", call)


def _lookups(call: Call) -> Iterator[Offence]:
    files = call.name in READ_CALLS and LOOKUP_FILES.search(path_of(call) or "")
    if files or (call.name in NETWORK_CALLS and LOOKUP_WORDS.search(str(call))):
        yield Offence("name look-up", call)


def path_of(call: Call) -> str | None:
    """The first path among the arguments."""
    return next((text for argument in call.arguments if (text := string_of(argument)) is not None), None)


def _plain(call: Call) -> str:
    """The arguments without what was sent."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', ", ".join(call.arguments))


def _sockets(call: Call, bounds: Bounds) -> Iterator[Offence]:
    if call.name not in NETWORK_CALLS:
        return
    families = set(FAMILY.findall(_plain(call)))
    if INTERNET.search(" ".join(families)):
        return  # said already
    if families - CALM_FAMILIES or call.name == "listen":
        yield Offence("socket", call)
    elif call.name in {"connect", "bind"} or (families and call.name.startswith("send")):
        address = next((text for text in call.arguments if "sun_path" in text), "")
        name = ("@" if 'sun_path=@"' in address else "") + (string_of(address) or "")
        if call.name == "bind" or name not in bounds.sockets:
            yield Offence("socket", call)


def _writes(call: Call, bounds: Bounds, folder: str) -> Iterator[Offence]:
    for path in written_paths(call, folder):
        harmless = path in HARMLESS_FILES or path.startswith(MEMORY)
        if not harmless and not _may_write(path, call.name, bounds):
            yield Offence("write", call)
            return


def _may_write(path: str, name: str, bounds: Bounds) -> bool:
    if any(path == place or path.startswith(f"{place}/") for place in bounds.writable):
        return True
    return name in {"mkdir", "mkdirat"} and any(place.startswith(f"{path}/") for place in bounds.writable)


def written_paths(call: Call, folder: str) -> list[str]:
    """What a call writes to, as absolute paths; empty if it writes nothing.

    Args:
        call: Any call.
        folder: Where relative paths begin.
    """
    if call.name in READ_CALLS:
        if not WRITING.search(_plain(call)):
            return []
    elif call.name not in WRITE_CALLS:
        return []
    paths, base, places = [], folder, []
    for argument in call.arguments:
        if (text := string_of(argument)) is not None:
            paths.append(os.path.normpath(os.path.join(base, text)))
            base = folder
        elif (place := place_of(argument)) is not None:
            places.append(place)
            base = place
    if call.name in OPEN_FILE_CALLS or not paths:  # not paths: utimensat(3</a/file>, NULL, ...)
        return places[:1]
    if call.name in READ_CALLS and (opened := place_of(call.result)) is not None:
        paths.append(opened)  # where links led to
    if call.name in SECOND_PLACE:
        return paths[1:]
    return paths if call.name in TWO_PLACES or call.name in READ_CALLS else paths[:1]


class _Processes:
    """Threads are fine; a further process is not, nor another program in the place of this one."""

    def __init__(self, bounds: Bounds) -> None:
        self._programs = set(bounds.programs)
        self._first: int | None = None

    def judge(self, call: Call) -> Iterator[Offence]:
        if call.name in {"execve", "execveat"}:
            first = self._first is None
            if first:
                self._first = call.pid  # strace itself starts the program with it
            allowed = call.pid == self._first and path_of(call) in self._programs
            if not first and not allowed:
                yield Offence("process", call)
        elif call.name in PROCESS_CALLS and "CLONE_THREAD" not in _plain(call):
            yield Offence("process", call)
