"""The log: a small file, and never a reason not to start."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoclust.config import logs

log = logging.getLogger("photoclust.some.module")


@pytest.fixture(autouse=True)
def torn_down() -> Iterator[None]:
    yield
    logs.tear_down()


def test_what_is_logged_lies_in_the_file(tmp_path: Path) -> None:
    logs.set_up(tmp_path / "made" / "here")
    log.info("a photo called %s", "Ä.jpg")
    log.debug("not this")
    text = (tmp_path / "made" / "here" / "photoclust.log").read_text("utf-8")
    assert text.endswith("INFO photoclust.some.module: a photo called Ä.jpg\n")
    assert "not this" not in text


def test_debug_says_everything_on_stderr_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(tmp_path, debug=True)
    log.debug("small print")
    assert "small print" in capsys.readouterr().err
    assert "small print" in (tmp_path / "photoclust.log").read_text("utf-8")


def test_without_debug_the_terminal_stays_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(tmp_path)
    log.info("for the file only")
    assert capsys.readouterr() == ("", "")


def test_what_libraries_say_lies_in_the_file_and_not_on_the_terminal(tmp_path: Path) -> None:
    script = (
        "import logging; from pathlib import Path; from photoclust.config import logs; "
        f"logs.set_up(Path({str(tmp_path)!r})); logging.getLogger('PIL.TiffImagePlugin').error('odd samples')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert "ERROR PIL.TiffImagePlugin: odd samples" in (tmp_path / "photoclust.log").read_text("utf-8")


@pytest.mark.expect_log
def test_without_a_folder_there_is_no_file_and_no_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    logs.set_up(None)
    log.error("for nobody")
    assert capsys.readouterr() == ("", "")
    assert not any(tmp_path.iterdir())
    logs.tear_down()
    logs.set_up(None, debug=True)
    log.error("for who asks")
    assert "for who asks" in capsys.readouterr().err


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    logs.set_up(tmp_path)
    for _ in range(400):
        log.info("x" * 10_000)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(sizes) == {"photoclust.log", "photoclust.log.1", "photoclust.log.2"}
    assert max(sizes.values()) <= logs.MEGABYTE


@pytest.mark.expect_log
@pytest.mark.parametrize("obstacle", ["the folder", "the file"])
def test_an_unwritable_log_costs_the_log_and_not_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], obstacle: str
) -> None:
    folder = tmp_path / "logs"
    if obstacle == "the folder":
        folder.write_bytes(b"in the way")
    else:
        (folder / "photoclust.log").mkdir(parents=True)
    logs.set_up(folder)
    log.info("lost, and no harm done")
    assert "Traceback" not in capsys.readouterr().err


def test_tear_down_closes_the_file(tmp_path: Path) -> None:
    logs.set_up(tmp_path)
    log.info("one")
    handlers = [handler for handler in logging.getLogger(logs.LOGGER).handlers if hasattr(handler, "stream")]
    logs.tear_down()
    assert handlers
    assert all(handler not in logging.getLogger(logs.LOGGER).handlers for handler in handlers)
    (tmp_path / "photoclust.log").unlink()
    log.info("two")
    assert not (tmp_path / "photoclust.log").exists()


def test_a_name_that_is_no_text_can_be_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(tmp_path)
    log.info("a photo called %s", "\udcff.jpg")
    assert capsys.readouterr().err == ""
    assert b"a photo called" in (tmp_path / "photoclust.log").read_bytes()


CRASH = """
import faulthandler, sys
from pathlib import Path
from photoclust.config import logs
logs.set_up(Path(sys.argv[1]))
def the_culprit():
    faulthandler._sigsegv()
if sys.argv[2:]:
    the_culprit()
logs.tear_down()
assert not faulthandler.is_enabled()
"""


def test_a_crash_of_native_code_leaves_a_traceback_of_which_the_next_start_tells(tmp_path: Path) -> None:
    def run(*words: str) -> int:
        command = [sys.executable, "-c", CRASH, str(tmp_path), *words]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def told() -> int:
        return (tmp_path / "photoclust.log").read_text("utf-8").count("an earlier run crashed in native code")

    assert run() == 0
    assert (tmp_path / logs.NATIVE).read_bytes() == b""
    assert told() == 0

    assert run("crash") != 0
    assert "the_culprit" in (tmp_path / logs.NATIVE).read_text("utf-8")

    assert run() == 0
    assert (tmp_path / "photoclust.log").read_text("utf-8").count(
        "an earlier run crashed in native code"
    ) == 1
    assert "the_culprit" in (tmp_path / logs.NATIVE_BEFORE).read_text("utf-8")
    assert run() == 0
    assert (tmp_path / "photoclust.log").read_text("utf-8").count(
        "an earlier run crashed in native code"
    ) == 1
