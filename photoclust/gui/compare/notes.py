"""What the line above the comparison says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from photoclust.gui import wording
from photoclust.library.side_by_side import Candidate, Difference

SAME_SHAPE = 0.01  # by which the ratio of the sides may differ


def on_keys(photos: int, *, locked: bool) -> str:
    """What can be done, apart from what the legend says."""
    if not locked:
        return _tr("Each photo moves by itself")
    return _tr("1–{last} choose a photo, arrows move, + and − zoom").format(last=photos)


def on_flip(shown: int, other: int) -> str:
    """Photos by number, from 1."""
    return _tr("Photo {shown}; F shows photo {other} in its place").format(shown=shown, other=other)


def on_difference(
    numbers: tuple[int, int], pair: Sequence[Candidate | None], difference: Difference | None
) -> str:
    """What the difference of two photos comes to, and what stands in the way of comparing them."""
    first, second = sorted(numbers)
    parts = [_tr("{first} against {second}").format(first=first, second=second)]
    if difference is not None:
        parts.append(_amount(difference))
    sizes = {(one.photo.metadata.width, one.photo.metadata.height) for one in pair if one is not None}
    if len(sizes) == 2:
        parts.append(_on_sizes(*sorted(sizes, reverse=True)))
    return " · ".join(parts)


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
