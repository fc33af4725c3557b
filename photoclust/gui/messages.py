"""How the program speaks of the world's trouble: a `UserFacingError` becomes one translated sentence.

Our own mistakes (anything else that is raised) are for `bug_reporter`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from photoclust.core.errors import SENTENCES, UserFacingError
from photoclust.gui import wording


def sentence(error: UserFacingError) -> str:
    """The error's sentence in the person's language, with the file's name where the sentence has none."""
    return sentence_of(error.code, error.path, error.values)


def sentence_of(code: str, path: str | None, values: Mapping[str, object]) -> str:
    """The same, of what is left of an error that was written down."""
    text = said(code, values)
    if path is not None and "{path}" not in SENTENCES[code]:
        text = f"{wording.name_of(path)}: {text}"
    return text


def said(code: str, values: Mapping[str, object]) -> str:
    """A sentence of `core.errors.SENTENCES` in the person's language, filled in."""
    shown = {
        key: wording.printable(value) if isinstance(value, str) else value for key, value in values.items()
    }
    return QCoreApplication.translate("errors", SENTENCES[code]).format(**shown)


def show_alone(error: UserFacingError) -> None:
    """Shows trouble where there is no window to show it in, and returns when it was read."""
    box = QMessageBox(QMessageBox.Icon.Information, "PhotoClust", sentence(error))
    box.setObjectName("troubleBox")
    box.exec()
