"""File URLs as paths: desktops and file managers hand over either.

A file name is bytes, and not always text: what stands percent-encoded in a URL becomes surrogate escapes.
"""

from __future__ import annotations

import os
from urllib.parse import unquote_to_bytes


def path_of(url: str) -> str | None:
    """The path that a file URL names, None for anything else.

    Args:
        url: A host name in it is passed over; query and fragment are no part of the path.
    """
    scheme, _, rest = url.partition(":")
    if scheme.lower() != "file" or not rest.startswith("/"):
        return None
    host, path = "", rest
    if rest.startswith("//"):
        host, _, path = rest.removeprefix("//").partition("/")
        path = f"/{path}"
    encoded = os.fsencode(path.partition("#")[0].partition("?")[0])
    path = os.fsdecode(unquote_to_bytes(encoded))
    if os.name == "nt":
        path = os.path.normpath(path[1:] if path[2:3] == ":" else f"//{host}{path}")
    return None if "\0" in path else path


def absolute(word: str) -> str:
    """A path or file URL of a command line as an absolute path."""
    return path_of(word) or os.path.abspath(word)
