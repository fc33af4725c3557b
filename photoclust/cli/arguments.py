"""Types of arguments and arguments that several commands share."""

from __future__ import annotations

import argparse
from enum import StrEnum
from typing import Any

from photoclust.core.photo import Region


def positive(text: str) -> int:
    """A whole number of at least 1."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return number


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 1")
    return number


def region(text: str) -> Region:
    """Four whole numbers X,Y,W,H in pixels of the upright picture."""
    try:
        x, y, width, height = (int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not X,Y,W,H in pixels") from None
    if x < 0 or y < 0 or width < 1 or height < 1:
        raise argparse.ArgumentTypeError(f"{text} is no region of a picture")
    return Region(x, y, width, height)


def add_choice(parser: Any, option: str, default: StrEnum, help_text: str) -> None:
    """Adds an option that takes the values of an enumeration.

    Args:
        parser: Of the command.
        option: Such as "--order".
        default: The value without the option; its class has the others.
        help_text: For `--help`.
    """
    values = [str(value) for value in type(default)]
    parser.add_argument(option, choices=values, default=str(default), help=help_text)


def add_within(parser: Any) -> None:
    """Adds `--in FOLDER`, repeatable."""
    parser.add_argument(
        "--in",
        dest="within",
        action="append",
        default=[],
        metavar="FOLDER",
        help="only photos below this folder (repeatable)",
    )


def add_with_companions(parser: Any) -> None:
    """Adds `--with-companions`, of an export."""
    parser.add_argument(
        "--with-companions",
        action="store_true",
        help="export the RAW files and the films of Live Photos that belong to the photos as well",
    )
