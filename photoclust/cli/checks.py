"""Says what was looked at and how it is: one line a check, or one JSON object."""

from __future__ import annotations

from photoclust.cli.context import DONE, WORLD
from photoclust.cli.output import Output
from photoclust.library.doctor import Check


class Report:
    """A list of checks that grows.

    Args:
        output: Where it goes. People see each line at once, scripts get all in one object at the end.
        good: What stands before a check that is all right.
        bad: What stands before one that is not.
    """

    def __init__(self, output: Output, *, good: str = "ok", bad: str = "FAILED") -> None:
        self._output = output
        self._good, self._bad = good, bad
        self._checks: list[Check] = []

    def add(self, check: Check) -> None:
        """Says the outcome of one check."""
        self._checks.append(check)
        if not self._output.as_json:
            word = self._good if check.ok else self._bad
            self._output.result({}, [f"{word}  {check.name}: {check.detail}"])

    @property
    def failed(self) -> list[str]:
        """Names of the checks that are not all right."""
        return [check.name for check in self._checks if not check.ok]

    def finish(self) -> int:
        """Ends the list; returns the exit code."""
        if self._output.as_json:
            checks = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in self._checks]
            self._output.result({"ok": not self.failed, "checks": checks}, [])
        elif self.failed:
            names = "; ".join(self.failed)
            self._output.message(f"{len(self.failed)} of {len(self._checks)} checks failed: {names}")
        return WORLD if self.failed else DONE
