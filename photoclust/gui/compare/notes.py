"""What the line above the comparison says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from photoclust.gui import wording
from photoclust.library.side_by_side import Candidate, Difference

SAME_SHAPE = 0.01  # by which the ratio of the sides may differ


class Note(NamedTuple):
    """What stands above the photos.

    Attributes:
        title: What is shown.
        text: What there is to say of it.
    """

    title: str
    text: str


def side_by_side(photos: int, *, locked: bool) -> Note:
    """So many photos, and what can be done apart from what the legend says."""
    title = _tr("Compare {photos}").format(photos=wording.counted(photos, "photo"))
    if not locked:
        return Note(title, _tr("Each photo moves by itself"))
    return Note(title, _tr("1–{last} choose, arrows move, + and − zoom").format(last=photos))


def flip(shown: int, other: int) -> Note:
    """Photos by number, from 1."""
    return Note(_tr("Photo {shown}").format(shown=shown), _tr("F shows photo {other}").format(other=other))


def difference_of(
    numbers: tuple[int, int], pair: Sequence[Candidate | None], difference: Difference | None
) -> Note:
    """What the difference of two photos comes to, and what stands in the way of comparing them."""
    first, second = sorted(numbers)
    parts = [] if difference is None else [_amount(difference)]
    sizes = {(one.photo.metadata.width, one.photo.metadata.height) for one in pair if one is not None}
    if len(sizes) == 2:
        parts.append(_on_sizes(*sorted(sizes, reverse=True)))
    title = _tr("Photo {first} against {second}").format(first=first, second=second)
    return Note(title, " · ".join(parts))


def _amount(difference: Difference) -> str:
    if difference.none:
        return _tr("no difference at this size")
    return _tr("{share} % of pixels differ, mean {mean} of 255").format(
        share=wording.decimal(100 * difference.changed, 1), mean=wording.decimal(difference.mean, 1)
    )


def _on_sizes(one: tuple[int, int], other: tuple[int, int]) -> str:
    sizes = " ↔ ".join(f"{width} × {height}" for width, height in (one, other))
    if abs(one[0] * other[1] / (one[1] * other[0]) - 1) > SAME_SHAPE:
        return _tr("shapes differ: {sizes}, one stretched").format(sizes=sizes)
    return _tr("sizes differ: {sizes}, the smaller enlarged").format(sizes=sizes)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)
