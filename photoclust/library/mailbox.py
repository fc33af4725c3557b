"""What a second start of the program asks of the window that is open: one small file a request.

The window deletes a request when it has seen to it; that is the answer. Whatever else lies in the folder is
no request: it is deleted and ignored, whoever wrote it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import stat
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

SUFFIX = ".json"
LARGEST = 1 << 20  # bytes of a request; some thousand paths
LONGEST_TOKEN = 1000


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        paths: Absolute, of folders and picture files.
        token: With which the desktop lets the window come to the front, "" if it gave none.
    """

    paths: tuple[str, ...] = ()
    token: str = ""


def post(folder: Path, request: Request) -> Path:
    """Lays a request into the folder, in one step.

    Returns:
        Its file, which is there until the window has seen to it.

    Raises:
        OSError: If it can't be written.
    """
    text = json.dumps({"paths": request.paths, "token": request.token})
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=folder, suffix=".part", delete=False) as part:
        try:
            part.write(text)
            part.close()
            target = folder / f"{time.time_ns()}-{os.getpid()}{SUFFIX}"
            os.replace(part.name, target)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise
    return target


def empty(folder: Path, done: Collection[str] = ()) -> list[tuple[str, Request]]:
    """Reads the requests, oldest first, and deletes those that are done or no requests at all.

    Args:
        folder: Which has only to be there as long as the library can be reached.
        done: Names of requests that were seen to.

    Returns:
        Name and request of each that is not done.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIX))
    except OSError as error:
        log.debug("the mailbox can't be read: %s", error)
        return []
    found = []
    for name in names:
        request = None if name in done else _read(folder / name)
        if request is None:
            with contextlib.suppress(OSError):  # withdrawn meanwhile, or not ours to delete
                (folder / name).unlink()
        else:
            found.append((name, request))
    return found


def _read(path: Path) -> Request | None:
    """A request; None if the file holds none. Never waits, whatever kind of file it is."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(path, "rb", opener=lambda name, _flags: os.open(name, flags)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            encoded = file.read(LARGEST + 1)
        return _request(json.loads(encoded)) if len(encoded) <= LARGEST else None
    except (OSError, ValueError, RecursionError) as error:
        log.debug("a request to the window was ignored: %s", error)
        return None


def _request(stored: Any) -> Request:
    """Checks every word of a request.

    Raises:
        ValueError: If it is none.
    """
    if not isinstance(stored, dict):
        raise ValueError("no object")  # noqa: TRY004 - a fault of the data, not of a caller
    paths, token = stored.get("paths"), stored.get("token")
    if not isinstance(paths, list) or not all(_is_path(path) for path in paths):
        raise ValueError("no paths")
    if not isinstance(token, str) or not (token.isascii() and token.isprintable()):
        raise ValueError("no token")
    return Request(tuple(paths), token[:LONGEST_TOKEN])


def _is_path(value: object) -> bool:
    """Whether it is an absolute path that the system can be asked for."""
    if not isinstance(value, str) or "\0" in value or not os.path.isabs(value):
        return False
    try:
        os.fsencode(value)
    except UnicodeEncodeError:
        return False
    return True
