"""The watches see what they are for: programs that do on purpose what must not be, watched like ours."""

from __future__ import annotations

import importlib.util
import marshal
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT, need
from household import Household
from watching import Watch

OFFENDER = ROOT / "tests" / "privacy" / "offender.py"
CHANGED = "functools.pyc"  # of the bundle's standard library: every start of the program imports it


def verdict(
    watch: Watch, program: Sequence[str], household: Household, scratch: Path
) -> tuple[str, list[str]]:
    """What a program printed, and what the watch says of it."""
    scratch.mkdir(exist_ok=True)
    done = subprocess.run(
        watch.command(program, scratch),
        env=household.environment(),
        cwd=household.home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, watch.verdict(Path(program[0]), household, "", scratch)


@pytest.mark.parametrize(
    ("offence", "kinds"),
    [
        ("innocent", set()),
        ("python", {"internet"}),
        ("python6", {"internet"}),
        ("native", {"internet"}),
        ("datagram", {"internet"}),
        ("lookup", {"name look-up", "socket"}),  # the sockets of resolvers, where they ask by one
        ("netlink", {"socket"}),
        ("neighbour", {"socket"}),
        ("child", {"process"}),
        ("fork", {"process"}),
        ("program", {"process"}),
        ("write", {"write"}),
        ("touch", {"write"}),
        ("remove", {"write"}),
        ("move", {"write"}),
    ],
)
def test_an_offender_is_found(
    watch: Watch, household: Household, tmp_path: Path, offence: str, kinds: set[str]
) -> None:
    photo = sorted(household.photos.iterdir())[0]
    command = [sys.executable, str(OFFENDER), offence, str(photo)]
    output, wrong = verdict(watch, command, household, tmp_path / "watch")
    assert output == "done\n"
    if watch.name == "observed":
        found = {line.partition(":")[0] for line in wrong if ": " in line}
        assert found <= kinds
        assert bool(found) == bool(kinds)
    else:  # the kernel counts packets only, and those of IPv6 only where there is an address
        assert bool(wrong) == (offence in {"python", "native", "datagram"})


def test_writing_in_its_own_folders_is_no_offence(watch: Watch, household: Household, tmp_path: Path) -> None:
    command = [sys.executable, str(OFFENDER), "write", str(household.temporary / "mine")]
    assert verdict(watch, command, household, tmp_path / "watch") == ("done\n", [])


OFFENCES = {
    "connects": "import _socket\n_socket.socket(2, 1).connect_ex(('127.0.0.1', 9))",
    "connects by IPv6": "import _socket\n_socket.socket(10, 1).connect_ex(('::1', 9))",
    "starts a child": "import posix\nnumber = posix.fork()\nif not number:\n    posix._exit(0)",
    "touches a photo": "import posix\nposix.utime({photo!r})",
}


@pytest.mark.parametrize("offence", OFFENCES)
def test_a_bundle_that_offends_is_found(
    program: Path, watch: Watch, household: Household, tmp_path: Path, offence: str
) -> None:
    """The shipped program itself, with a single module of its library exchanged."""
    library = program.resolve().parent / "_internal" / "base_library.zip"
    need(None if library.is_file() else f"{program} is no bundle")
    code = OFFENCES[offence].format(photo=str(sorted(household.photos.iterdir())[0]))
    variant = with_code(program.resolve(), tmp_path / "bundle", code)
    _output, wrong = verdict(watch, [str(variant), "doctor"], household, tmp_path / "watch")
    seen = {"connects"} if watch.name != "observed" else OFFENCES
    assert bool(wrong) == (offence in seen), wrong


def with_code(program: Path, target: Path, code: str) -> Path:
    """A copy of the bundle (by links where the disk allows it) that runs `code` at each start."""
    shutil.copytree(program.parent, target, copy_function=link_or_copy, symlinks=True)
    library = target / "_internal" / "base_library.zip"
    changed = target / "changed.zip"
    with zipfile.ZipFile(library) as before, zipfile.ZipFile(changed, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            after.writestr(entry, with_prefix(content, code) if entry.filename == CHANGED else content)
    os.replace(changed, library)  # a new file: the original may be the same as the link
    return target / program.name


def with_prefix(compiled: bytes, code: str) -> bytes:
    """A compiled module that runs `code`, then what it was before."""
    header, module = compiled[:16], compiled[16:]
    assert header[:4] == importlib.util.MAGIC_NUMBER, "the bundle has another Python than the tests"
    source = f"{code}\nimport marshal\nexec(marshal.loads({module!r}), globals())\n"
    return header + marshal.dumps(compile(source, "offence", "exec"))


def link_or_copy(source: str, target: str) -> None:
    """A second name for a file, or a copy on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
