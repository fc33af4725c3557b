"""What is said of removals: before, after, and of what did not go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from photoclust.core.duplicates import Removal, RemovalFailure, RemovalPlan
from photoclust.gui import messages, wording
from photoclust.gui.duplicates.words import CONTEXT

SHOWN: Final = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def of_plan(plan: RemovalPlan) -> str:
    """What a removal would do, in a few lines."""
    lines = []
    if plan.items:
        files = wording.counted(len(plan.items), "file")
        lines.append(
            _tr("{files}, {size}, would go to the system's trash. Nothing is deleted for good.").format(
                files=files, size=wording.size(plan.size)
            )
        )
        if plan.albums:
            text = _tr("What stays will take over the places in these albums: {albums}.")
            lines.append(text.format(albums=", ".join(plan.albums)))
    else:
        lines.append(_tr("There is nothing that could go to the trash."))
    lines += [_tr("Left out: {file}").format(file=line) for line in _reasons(plan.left_out)]
    return "\n".join(lines)


def of_removal(removal: Removal) -> str:
    """What a removal did."""
    files = wording.counted(removal.count, "file")
    text = (
        _tr("{files}, {size}, is in the trash.")
        if removal.count == 1
        else _tr("{files}, {size}, are in the trash.")
    )
    said = text.format(files=files, size=wording.size(removal.size))
    if not removal.count:
        said = _tr("Nothing went to the trash.")
    return " ".join([said, *of_failures(removal.failures)])


def of_return(before: int, removal: Removal) -> str:
    """What bringing files back did.

    Args:
        before: How many files were in the trash for it.
        removal: What is left there.
    """
    back = before - removal.count
    files = wording.counted(back, "file")
    text = _tr("{files} is back where it was.") if back == 1 else _tr("{files} are back where they were.")
    said = text.format(files=files) if back else _tr("No file came back.")
    return " ".join([said, *of_failures(removal.failures)])


def of_failures(failures: Sequence[RemovalFailure]) -> list[str]:
    """Sentences that name the files that did not go; the first ones of many."""
    return _some([_failure(failure) for failure in failures])


def _failure(failure: RemovalFailure) -> str:
    return messages.sentence_of(failure.code, failure.path, failure.values)


def _reasons(left_out: Sequence[tuple[str, str]]) -> list[str]:
    return _some([messages.sentence_of(code, path, {"path": path}) for path, code in left_out])


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    if more <= 0:
        return lines
    return [*lines[:SHOWN], _tr("And {files} more.").format(files=wording.counted(more, "file"))]
