"""What was in decoders when a process ended is known afterwards; what lives or ended well tells nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from photoclust.config import logs
from photoclust.core.photo import Fingerprint
from photoclust.store import journal as module
from photoclust.store.journal import PREFIX, SLOTS, Journal, Left, take_leftovers

ONE, TWO = Fingerprint(b"1" * 16), Fingerprint(b"2" * 16)

_DYING = """
import os, signal, sys
from pathlib import Path
from photoclust.store.journal import Journal
journal = Journal(Path(sys.argv[1]))
slots = [journal.enter(bytes([number]) * 16) for number in range(int(sys.argv[2]))]
journal.leave(slots[0])
os.kill(os.getpid(), signal.SIGKILL) if sys.argv[3] == "kill" else None
print("ready", flush=True)
sys.stdin.read()
"""


def die(folder: Path, count: int) -> None:
    """A process notes contents, strikes the first out, and is killed."""
    subprocess.run([sys.executable, "-c", _DYING, str(folder), str(count), "kill"], check=False)


def journals(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{PREFIX}*"))


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("count", [1, 2, SLOTS + 5])
def test_a_killed_process_leaves_what_it_was_at(tmp_path: Path, count: int) -> None:
    die(tmp_path, count)
    (left,) = take_leftovers(tmp_path).values()
    assert {one.fingerprint for one in left} == {bytes([number]) * 16 for number in range(1, count)}
    assert not any(one.crashed for one in left)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_process_that_lives_is_let_be(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _DYING, str(tmp_path), "2", "live"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert len(journals(tmp_path)) == 1
        assert take_leftovers(tmp_path) == {}
        process.kill()
    assert len(take_leftovers(tmp_path)) == 1


def test_ones_own_is_let_be_and_goes_with_its_end(tmp_path: Path) -> None:
    first, second = Journal(tmp_path), Journal(tmp_path)
    first.enter(ONE)
    assert len(journals(tmp_path)) == 2
    assert take_leftovers(tmp_path) == {}
    first.close()
    first.close()
    module.close_all()
    assert journals(tmp_path) == []
    second.leave(second.enter(TWO))  # a thread that was given up on comes back after the end


def test_the_thread_that_crashed_is_told_from_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_folder = tmp_path / "Protokoll"
    log_folder.mkdir()
    monkeypatch.setattr(logs, "native_crash_file", lambda: log_folder / logs.NATIVE)
    journal = Journal(tmp_path)
    thread = threading.Thread(target=journal.enter, args=(ONE,))
    thread.start()
    thread.join()
    journal.enter(TWO, alone=True)
    path = journal.path
    content = path.read_bytes()
    journal.close()
    path.write_bytes(content)
    assert take_leftovers(tmp_path)[path] == [
        Left(TWO, alone=True, crashed=False),
        Left(ONE, alone=False, crashed=False),
    ]
    (log_folder / logs.NATIVE_BEFORE).write_text(
        "Fatal Python error: Segmentation fault\n\n"
        f"Thread 0x{thread.ident:016x} (most recent call first):\n  File x\n\n"
        f"Current thread 0x{threading.get_ident():016x} (most recent call first):\n  File y\n"
    )
    assert take_leftovers(tmp_path)[path] == [
        Left(TWO, alone=True, crashed=True),
        Left(ONE, alone=False, crashed=False),
    ]


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"\0" * 5000, os.urandom(4099)])
def test_half_a_journal_says_what_it_can(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{PREFIX}1-0").write_bytes(content)
    assert list(take_leftovers(tmp_path)) == [tmp_path / f"{PREFIX}1-0"]


def test_none_can_be_kept_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Journal(tmp_path / "none")
