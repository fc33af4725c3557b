"""A desktop to start programs on: a display that nobody sees and a window manager."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waiting import wait_until
from Xlib import display

SCREEN = (1440, 960)


@contextmanager
def desktop(scratch: Path) -> Iterator[str]:
    """Runs Xvfb and openbox while the block runs; gives the display's name, for example ":5"."""
    reader, writer = os.pipe()
    size = "x".join(map(str, (*SCREEN, 24)))
    with (scratch / "display.log").open("wb") as log:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        os.close(writer)
        manager = None
        try:
            with os.fdopen(reader) as told:
                name = f":{int(told.readline())}"  # Xvfb chooses a free number, and says it when it is ready
            manager = subprocess.Popen(
                ["openbox", "--sm-disable"],
                env={**os.environ, "DISPLAY": name},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            wait_until(lambda: _managed(name), "openbox manages the windows")
            yield name
        finally:
            for process in (manager, server):
                if process is not None:
                    process.terminate()
                    process.wait(timeout=30)


def _managed(name: str) -> bool:
    connection = display.Display(name)
    try:
        atom = connection.get_atom("_NET_SUPPORTING_WM_CHECK")
        return connection.screen().root.get_full_property(atom, 0) is not None
    finally:
        connection.close()
