"""What the comparison says of each photo, and which says the best of each thing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from photoclust.core.photo import CompanionKind, PhotoId
from photoclust.gui import wording
from photoclust.library.side_by_side import Candidate

ALIKE = 0.03  # by which two measures of sharpness may differ and still say the same


class Fact(NamedTuple):
    """One thing that is said.

    Attributes:
        text: As it is shown.
        best: Whether no other photo has a better one, and some have a worse.
        why: What "best" means here, for screen readers and tool tips.
    """

    text: str
    best: bool = False
    why: str = ""


Lines = tuple[tuple[Fact, ...], ...]


def lines_of(photos: Sequence[Candidate], sharpness: Mapping[PhotoId, float] | None) -> dict[PhotoId, Lines]:
    """Three lines for each photo: picture and file; time and camera; sharpness.

    Args:
        photos: All that are compared.
        sharpness: Of those that could be measured; None while it is not known yet.
    """
    pixels = _best({one.photo.id: one.photo.metadata.width * one.photo.metadata.height for one in photos})
    size = _best({one.photo.id: one.photo.file.size for one in photos})
    raw = _best({one.photo.id: int(bool(one.companions & CompanionKind.RAW)) for one in photos})
    taken = {
        one.photo.id: -one.photo.metadata.taken.timestamp() for one in photos if one.photo.metadata.taken
    }
    first, sharpest = _best(taken), _best(sharpness or {}, ALIKE)
    lines: dict[PhotoId, Lines] = {}
    for one in photos:
        which, data = one.photo.id, one.photo.metadata
        picture = (
            Fact(f"{data.width} × {data.height}", which in pixels, _tr("most pixels")),
            Fact(wording.size(one.photo.file.size), which in size, _tr("largest file")),
            Fact(_format(one), which in raw, _tr("with RAW file")),
        )
        shot = tuple(
            fact
            for fact in (
                Fact(wording.moment(data.taken), which in first, _tr("earliest")) if data.taken else None,
                Fact(data.camera) if data.camera else None,
            )
            if fact is not None
        )
        lines[which] = (picture, shot or (Fact(_tr("No date")),), (_sharp(which, sharpness, sharpest),))
    return lines


def folder_of(path: str) -> str:
    """The folder a photo lies in, printable."""
    return wording.printable(os.path.dirname(path))


def _format(one: Candidate) -> str:
    names = {"JPEG2000": "JPEG 2000", "JXL": "JPEG XL", "MPO": "JPEG"}
    name = names.get(one.photo.metadata.format, one.photo.metadata.format)
    beside = wording.badge(one.companions)
    return f"{name} + {beside}" if beside else name


def _sharp(which: PhotoId, values: Mapping[PhotoId, float] | None, best: frozenset[PhotoId]) -> Fact:
    if values is None:
        return Fact(_tr("Sharpness …"))
    most = max(values.values(), default=0.0)
    if which not in values or most == 0.0:
        return Fact(_tr("Sharpness unknown"))
    percent = round(100 * values[which] / most)
    return Fact(_tr("Sharpness {percent} %").format(percent=percent), which in best, _tr("sharpest"))


def _best(values: Mapping[PhotoId, float], alike: float = 0.0) -> frozenset[PhotoId]:
    """Whose value is the greatest, or nearly; nobody's where all are alike."""
    if len(values) < 2:
        return frozenset()
    most = max(values.values())
    best = frozenset(which for which, value in values.items() if value >= most - alike * abs(most))
    return best if len(best) < len(values) else frozenset()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)
