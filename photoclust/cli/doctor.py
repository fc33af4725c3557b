"""`photoclust doctor`: is everything all right."""

from __future__ import annotations

from typing import Any

from photoclust.cli.checks import Report
from photoclust.cli.context import Arguments, Context
from photoclust.library.doctor import Check, examine


def add_arguments(_parser: Any) -> None:
    """Takes none of its own."""


def run(context: Context, _arguments: Arguments) -> int:
    """Looks whether everything is all right."""
    checks = examine(context.directory, context.paths.models, context.model_name)
    checks += [
        Check("settings", True, str(context.paths.config)),
        Check("log", True, str(context.paths.logs)),
    ]
    report = Report(context.output, good="ok ", bad="BAD")
    for check in checks:
        report.add(check)
    return report.finish()
