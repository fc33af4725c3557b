"""What strace wrote down, as calls: `strace -f -y -o FILE`, one line a call, or two where threads mix.

1234 openat(AT_FDCWD</home/me>, "a.jpg", O_RDONLY|O_CLOEXEC) = 3</home/me/a.jpg>
1234 connect(4<socket:[99]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20 <unfinished ...>
1235 +++ exited with 0 +++
1234 <... connect resumed>)            = 0
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

UNFINISHED = " <unfinished ...>"
_LINE = re.compile(r"(?P<pid>\d+) +(?P<rest>.*)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. (?P<name>[\w?]+) resumed>(?P<rest>.*)", re.DOTALL)
_START = re.compile(r"(?P<name>[\w?]+)\((?P<rest>.*)", re.DOTALL)
_STRING = re.compile(r'@?"(?P<inside>(?:[^"\\]|\\.)*)"(?:\.\.\.)?')
_PLACE = re.compile(r"(?:-?\d+|AT_FDCWD)<(?P<inside>[^<>]*)>")
_ESCAPE = re.compile(rb"\\(x[0-9a-f]{2}|[0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"v": b"\v", b"f": b"\f", b"a": b"\a", b"b": b"\b"}
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}


@dataclass(frozen=True)
class Call:
    """One system call.

    Attributes:
        pid: Of the thread.
        name: For example "openat".
        arguments: As strace shows them.
        result: What stands behind the equals sign; "?" if the call never returned.
    """

    pid: int
    name: str
    arguments: tuple[str, ...]
    result: str

    def __str__(self) -> str:
        return f"{self.pid} {self.name}({', '.join(self.arguments)}) = {self.result}"


def parse(lines: Iterable[str]) -> Iterator[Call]:
    """The calls, in the order in which they ended; those that never did come last.

    Raises:
        ValueError: If a line is none of strace's, or a call is resumed that was not begun.
    """
    begun: dict[int, str] = {}
    for line in lines:
        found = _LINE.fullmatch(line.rstrip("\n"))
        if found is None:
            raise ValueError(f"not a line of strace: {line!r}")
        pid, rest = int(found["pid"]), found["rest"]
        if rest.startswith(("+++ ", "--- ", "strace: ")):
            continue
        if resumed := _RESUMED.fullmatch(rest):
            if not begun.get(pid, "").startswith(f"{resumed['name']}("):
                raise ValueError(f"resumed, but not begun: {line!r}")
            rest = begun.pop(pid) + resumed["rest"]
        if rest.endswith(UNFINISHED):
            begun[pid] = rest.removesuffix(UNFINISHED)
        else:
            yield _call(pid, rest)
    for pid, rest in begun.items():
        yield _call(pid, rest)


def _call(pid: int, text: str) -> Call:
    found = _START.fullmatch(text)
    if found is None:
        raise ValueError(f"not a call: {text!r}")
    arguments, behind = _split(found["rest"])
    result = behind.partition("=")[2].strip() or "?"
    return Call(pid, found["name"], tuple(arguments), result)


def _split(text: str) -> tuple[list[str], str]:
    """The arguments up to the closing parenthesis, and what stands behind that."""
    arguments, closing, start, at = [], [")"], 0, 0
    while at < len(text):
        letter = text[at]
        if closing[-1] == ">" and letter != ">":
            pass  # a path: nothing in it means anything, and "<" and ">" would be octals
        elif letter == '"' and (string := _STRING.match(text, at)) is not None:
            at = string.end()
            continue
        elif letter == closing[-1]:
            closing.pop()
            if not closing:
                return _stripped([*arguments, text[start:at]]), text[at + 1 :]
        elif letter == "," and len(closing) == 1:
            arguments.append(text[start:at])
            start = at + 1
        elif letter in _PAIRS and not (letter == "<" and text[at + 1 : at + 2] == "<"):
            closing.append(_PAIRS[letter])
        elif letter == "<":
            at += 1  # 1<<3
        at += 1
    return _stripped([*arguments, text[start:]]), ""


def _stripped(arguments: list[str]) -> list[str]:
    return [argument.strip() for argument in arguments] if any(map(str.strip, arguments)) else []


def string_of(argument: str) -> str | None:
    """The text in quotation marks in an argument; None if there is none."""
    found = _STRING.search(argument)
    return _decoded(found["inside"]) if found is not None else None


def place_of(argument: str) -> str | None:
    """The path that strace's -y puts behind a file descriptor; None for one that is no file."""
    found = _PLACE.match(argument)
    if found is None or not found["inside"].startswith("/"):
        return None
    return _decoded(found["inside"]).removesuffix(" (deleted)")


def _decoded(text: str) -> str:
    def byte(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if code[:1] == b"x" and len(code) == 3:
            return bytes([int(code[1:], 16)])
        return bytes([int(code, 8)]) if code[:1].isdigit() else _LETTERS.get(code, code)

    return os.fsdecode(_ESCAPE.sub(byte, text.encode("utf-8", "surrogateescape")))
