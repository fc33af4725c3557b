"""One holder at a time; a lock dies with its process, and an old file blocks nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from photoclust.core.locks import try_lock

HOLD = """
import sys
from pathlib import Path
from photoclust.core.locks import try_lock
lock = try_lock(Path(sys.argv[1]))
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_nobody_gets_a_lock_that_is_held(path: Path) -> None:
    with try_lock(path) as lock:
        assert lock is not None
        assert try_lock(path) is None
    with try_lock(path) as again:
        assert again is not None


def test_an_old_file_is_no_lock(path: Path) -> None:
    path.write_bytes(b"")
    with try_lock(path) as lock:
        assert lock is not None


def test_a_lock_dies_with_its_process(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        assert try_lock(path) is None
        process.kill()
        process.wait()
    with try_lock(path) as lock:
        assert lock is not None


def test_where_there_is_no_folder_there_is_no_lock(path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        try_lock(path / "missing")
