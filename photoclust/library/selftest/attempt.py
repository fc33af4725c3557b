"""One check of the self-test: looks, and turns whatever goes wrong into a line."""

from __future__ import annotations

import logging
from collections.abc import Callable

from photoclust.core.errors import UserFacingError
from photoclust.library.doctor import Check

log = logging.getLogger(__name__)


class SelfTestError(Exception):
    """What was looked at is not as it must be; the text says how."""


def attempt(name: str, look: Callable[[], str]) -> Check:
    """Looks at one thing.

    Args:
        name: Of the check, for people and scripts.
        look: Returns what it found, as detail; raises if that is wrong.

    Returns:
        The outcome. An exception that nobody expected is one as well: a library that can't be imported or a
        file that is not there is what a self-test is for. It is logged with its traceback.
    """
    try:
        return Check(name, True, look())
    except (SelfTestError, UserFacingError) as fault:
        return Check(name, False, _in_one_line(str(fault)))
    except Exception as error:
        log.exception("self-test: %s", name)
        return Check(name, False, _in_one_line(f"{type(error).__name__}: {error}").removesuffix(":"))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
