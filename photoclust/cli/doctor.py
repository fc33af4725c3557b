"""`photoclust doctor`: is everything all right."""

from __future__ import annotations

from typing import Any

from photoclust.cli.context import DONE, WORLD, Arguments, Context
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
    fine = all(check.ok for check in checks)
    context.output.result(
        {
            "ok": fine,
            "checks": [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks],
        },
        [f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.detail}" for check in checks],
    )
    return DONE if fine else WORLD
