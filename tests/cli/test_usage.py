"""Words of the command line: where they may stand, what they may be, and what is said when they can't."""

from __future__ import annotations

import io
import signal
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.program import Program

import photoclust as package
from photoclust.cli.main import COMMANDS
from photoclust.config.settings import Settings


class TestCommonOptions:
    @pytest.mark.parametrize("place", ["before", "after", "in between"])
    def test_they_may_stand_anywhere(self, photoclust: Program, tmp_path: Path, place: str) -> None:
        options = ["--library", str(tmp_path / "L"), "--json"]
        words = {
            "before": [*options, "albums", "list"],
            "after": ["albums", "list", *options],
            "in between": ["albums", *options, "list"],
        }[place]
        answer = photoclust(*words)
        assert (answer.code, answer.error["code"]) == (3, "no-library")
        assert answer.error["path"] == str(tmp_path / "L")

    def test_values_may_be_joined(self, photoclust: Program, tmp_path: Path) -> None:
        answer = photoclust("albums", "list", f"--library={tmp_path / 'L'}", "--json")
        assert answer.error["path"] == str(tmp_path / "L")

    def test_a_relative_library(
        self, photoclust: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        answer = photoclust("albums", "list", "--library", "L", "--json")
        assert answer.error["path"] == str(tmp_path / "L")

    def test_a_folder_named_like_an_option(
        self, photoclust: Program, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shelf.folder.rename(shelf.folder.with_name("--json"))
        monkeypatch.chdir(shelf.folder.parent)
        answer = photoclust("index", "--json", "--", "--json")
        assert answer.code == 0
        assert answer.json["embedded"] == 6

    @pytest.mark.parametrize(
        "words",
        [
            ["index"],
            ["doctor", "--jobs", "0"],
            ["doctor", "--jobs", "many"],
            ["doctor", "--library"],
            ["doctor", "--unknown"],
            ["doctor", "--lib", "x"],
            ["similar"],
            ["similar", "a.jpg", "--top", "0"],
            ["albums", "destroy"],
        ],
        ids=" ".join,
    )
    def test_wrong_ones(self, photoclust: Program, words: list[str]) -> None:
        answer = photoclust(*words, "--json")
        assert (answer.code, answer.error["code"], answer.err) == (2, "usage", "")
        assert "--help" in answer.error["message"]
        people = photoclust(*words)
        assert (people.code, people.out) == (2, "")
        assert people.err.startswith("photoclust: ")
        assert people.err.count("\n") == 1

    def test_a_fault_in_front_of_the_window(self, photoclust: Program) -> None:
        answer = photoclust("--unknown", "--json")
        assert (answer.code, answer.error["code"]) == (2, "usage")


@pytest.mark.parametrize("command", [*COMMANDS, None])
def test_help(photoclust: Program, command: str | None) -> None:
    answer = photoclust(*([command] if command else []), "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("usage: photoclust")
    for option in ("--library", "--model", "--jobs", "--json", "--quiet", "--debug", "--version"):
        assert option in answer.out
    if command is None:
        assert all(name in answer.out for name in COMMANDS)


def test_version(photoclust: Program) -> None:
    answer = photoclust("--version")
    assert (answer.code, answer.out) == (0, f"PhotoClust {package.version()}\n")


def test_debug_logs_to_stderr_and_leaves_the_result_alone(photoclust: Program, shelf: Shelf) -> None:
    (shelf.folder / "bad.jpg").write_bytes(b"no picture")
    answer = photoclust("index", shelf.folder, "--json", "--debug")
    assert answer.json["photos"] == 6
    assert "bad.jpg" in answer.err
    assert "bad.jpg" not in photoclust("index", shelf.folder, "--json").err


class TestDoctor:
    def test_the_contract(self, filled: Program) -> None:
        answer = filled("doctor", "--json")
        assert (answer.code, answer.err) == (0, "")
        assert list(answer.json) == ["ok", "checks"]
        assert answer.json["ok"] is True
        checks = {check["name"]: check for check in answer.json["checks"]}
        assert all(list(check) == ["name", "ok", "detail"] for check in checks.values())
        assert {"versions", "model", "library", "cache database", "albums database"} <= set(checks)
        assert checks["settings"]["detail"] == str(filled.paths.config)
        assert checks["log"]["detail"] == str(filled.paths.logs)

    def test_what_is_wrong(self, filled: Program) -> None:
        (filled.paths.library / "cache.sqlite").write_bytes(b"no database" * 999)
        answer = filled("doctor", "--json")
        assert (answer.code, answer.json["ok"]) == (3, False)
        people = filled("doctor")
        assert "BAD  cache database: " in people.out
        assert people.err.startswith("1 of ")
        assert people.err.endswith(" checks failed: cache database\n")

    def test_without_a_library(self, photoclust: Program) -> None:
        assert photoclust("doctor", "--json").code == 0


class TestResettingTheSettings:
    def test_they_are_set_aside_and_the_library_stays(self, filled: Program) -> None:
        before = sorted(filled.paths.library.iterdir())
        Settings(theme="dark").save(filled.paths.config)
        answer = filled("--reset-settings")
        kept = filled.paths.config / "settings.json.old"
        assert (answer.code, answer.err) == (0, "")
        assert str(kept) in answer.out
        assert answer.out.count("\n") == 1
        assert kept.exists()
        assert Settings.load(filled.paths.config) == Settings()
        assert sorted(filled.paths.library.iterdir()) == before

    def test_for_scripts(self, photoclust: Program) -> None:
        path = str(photoclust.paths.config / "settings.json")
        assert photoclust("--reset-settings", "--json").json == {"settings": path, "kept": None}
        Settings().save(photoclust.paths.config)
        answer = photoclust("--json", "--reset-settings")
        assert (answer.code, answer.json) == (0, {"settings": path, "kept": f"{path}.old"})

    def test_there_are_none(self, photoclust: Program) -> None:
        answer = photoclust("--reset-settings")
        assert (answer.code, answer.err) == (0, "")
        assert "nothing to forget" in answer.out

    def test_they_can_not_be_renamed(self, photoclust: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        Settings().save(photoclust.paths.config)
        monkeypatch.setattr(Path, "rename", refuse)
        answer = photoclust("--reset-settings", "--json")
        assert (answer.code, answer.error["code"]) == (3, "settings-stay")
        assert answer.error["path"] == str(photoclust.paths.config / "settings.json")

    @pytest.mark.parametrize(
        "words", [["folder"], ["--self-test"], ["--demo", "x.png"]], ids=["folder", "self-test", "demo"]
    )
    def test_not_with_anything_else(self, photoclust: Program, words: list[str]) -> None:
        Settings().save(photoclust.paths.config)
        answer = photoclust("--reset-settings", *words, "--json")
        assert (answer.code, answer.error["code"]) == (2, "usage")
        assert (photoclust.paths.config / "settings.json").exists()

    def test_not_for_a_command(self, photoclust: Program) -> None:
        Settings().save(photoclust.paths.config)
        assert photoclust("doctor", "--reset-settings", "--json").error["code"] == "usage"
        assert (photoclust.paths.config / "settings.json").exists()


def test_the_help_says_what_stands_instead_of_the_window(photoclust: Program) -> None:
    said = " ".join(photoclust("--help").out.split())
    assert "--self-test" in said
    assert "without opening the window" in said


class TestInterrupting:
    """Ctrl-C, pressed while the progress bar is drawn."""

    class Terminal(io.StringIO):
        def __init__(self, presses: int) -> None:
            super().__init__()
            self._presses = presses

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            while self._presses:
                self._presses -= 1
                signal.raise_signal(signal.SIGINT)
            return super().write(text)

    @pytest.mark.parametrize("presses", [1, 2])
    def test_it_stops_keeps_what_is_done_and_says_so(
        self, photoclust: Program, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, presses: int
    ) -> None:
        before = signal.getsignal(signal.SIGINT)
        terminal = self.Terminal(presses)
        monkeypatch.setattr("sys.stderr", terminal)
        answer = photoclust("index", shelf.folder)
        assert (answer.code, answer.out) == (130, "")
        assert terminal.getvalue().endswith("photoclust: stopped; what was done is kept.\n")
        assert signal.getsignal(signal.SIGINT) is before
        assert photoclust("index", shelf.folder, "--json").json["photos"] == 6

    def test_with_json(self, photoclust: Program, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stderr", self.Terminal(1))
        answer = photoclust("index", shelf.folder, "--json")
        assert (answer.code, answer.error["code"]) == (130, "interrupted")
