"""Every error that the program can raise has a sentence, and what is given fills the sentence."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from photoclust.core import errors
from photoclust.core.errors import SENTENCES, PhotoUnreadableError, UsageError, UserFacingError

PACKAGE = Path(errors.__file__).parents[1]
ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, UserFacingError)
}
WHERE_CODES_ARE_COMPUTED = {"store/database.py", "library/analyzer.py"}


class Raised(NamedTuple):
    """A place in the package that makes an error; the code is None where it is no literal."""

    where: str
    code: str | None
    given: frozenset[str]


def errors_made(path: Path) -> Iterator[Raised]:
    """All places in a module that make a `UserFacingError` or a subclass of it."""
    where = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
            first = node.args[0]
            code = first.value if isinstance(first, ast.Constant) else None
            given = frozenset(keyword.arg or "**" for keyword in node.keywords)
            yield Raised(f"{where}:{node.lineno}", code, given)


ALL = [made for path in sorted(PACKAGE.rglob("*.py")) for made in errors_made(path)]


def placeholders(code: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name is not None}


def test_the_package_is_searched() -> None:
    assert len(ALL) > 30
    assert {made.where.split(":")[0] for made in ALL if made.code is None} == WHERE_CODES_ARE_COMPUTED


@pytest.mark.parametrize("made", [made for made in ALL if made.code], ids=lambda made: made.where)
def test_what_is_given_fills_the_sentence(made: Raised) -> None:
    assert made.code in SENTENCES
    wanted = placeholders(made.code)
    assert wanted <= made.given
    assert made.given <= wanted | {"path"}  # anything else would be lost


def test_every_sentence_is_used() -> None:
    texts = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "errors.py"]
    assert [code for code in SENTENCES if not any(f'"{code}"' in text for text in texts)] == []


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_are_sentences(code: str) -> None:
    values = dict.fromkeys(placeholders(code) - {"path"}, "<value>")
    error = UserFacingError(code, path="/photos/{0} %s.jpg", **values)
    assert "{" not in error.message.replace("/photos/{0} %s.jpg", "")
    assert error.message[0].isupper() or error.message.startswith(("<value>", "/photos"))
    assert error.message.rstrip().endswith((".", "<value>"))
    assert error.code == code
    assert error.values == {**values, "path": "/photos/{0} %s.jpg"}


def test_an_error_without_a_path_has_none() -> None:
    error = UsageError("album-unknown", name="Sea")
    assert (error.path, error.values, str(error)) == (None, {"name": "Sea"}, "There is no album named Sea.")


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        PhotoUnreadableError("no-such-code")


def test_exit_codes_are_those_of_the_contract() -> None:
    codes = {name: getattr(errors, name).exit_code for name in ERRORS}
    assert codes == {
        "UserFacingError": 3,
        "PhotoUnreadableError": 3,
        "UsageError": 2,
        "ModelError": 3,
        "LibraryError": 3,
        "ExportError": 3,
    }
