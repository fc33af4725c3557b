"""One check of the self-test: whatever goes wrong in it becomes a line."""

from __future__ import annotations

import logging

import pytest

from photoclust.core.errors import ModelError
from photoclust.library.doctor import Check
from photoclust.library.selftest.attempt import SelfTestError, attempt


def raising(error: BaseException) -> str:
    raise error


def test_what_was_found_is_the_detail() -> None:
    assert attempt("sky", lambda: "blue") == Check("sky", True, "blue")


@pytest.mark.parametrize("error", [SelfTestError("it is green"), ModelError("model-damaged", path="/m")])
def test_what_is_wrong_is_the_detail(error: Exception) -> None:
    assert attempt("sky", lambda: raising(error)) == Check("sky", False, str(error))


def test_the_unexpected_is_told_with_its_kind_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    check = attempt("sky", lambda: raising(KeyError("in\nthe air")))
    assert check == Check("sky", False, r"KeyError: 'in\nthe air'")
    (record,) = caplog.records
    assert (record.levelno, record.exc_info is not None) == (logging.ERROR, True)
    assert "sky" in record.getMessage()


@pytest.mark.expect_log
def test_an_error_without_words_has_its_kind() -> None:
    assert attempt("sky", lambda: raising(MemoryError())).detail == "MemoryError"


def test_the_detail_is_one_line() -> None:
    assert "\n" not in attempt("sky", lambda: raising(SelfTestError("a\n b"))).detail


def test_an_interrupt_is_no_finding() -> None:
    with pytest.raises(KeyboardInterrupt):
        attempt("sky", lambda: raising(KeyboardInterrupt()))
