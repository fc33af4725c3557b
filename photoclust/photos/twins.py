"""Which files of a folder are one shot: RAW and JPEG side by side, a Live Photo's still and its film.

By their names alone: cameras and phones give such files the same name with different endings.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from photoclust.photos.formats import RAW_SUFFIXES, is_candidate, suffix

STILLS = (".jpg", ".jpeg", ".heic", ".heif", ".hif", ".jxl", ".avif", ".tif", ".tiff", ".png", ".webp")
"""What a camera or its owner makes of a shot; of several, the RAW file and the film belong to the first."""

WITH_FILM = frozenset({".heic", ".heif", ".jpg", ".jpeg"})
FILMS = frozenset({".mov", ".mp4", ".m4v"})

ATTACHABLE = RAW_SUFFIXES | FILMS
"""Endings of the files that may belong to another one."""

_PIXEL = re.compile(r"\.raw-\d\d(\.mp)?\.(cover|original)$")
"""What Google's phones add to the names of a RAW file and of its JPEG."""


@dataclass(frozen=True, slots=True)
class Shot:
    """The files of one press of the shutter.

    Attributes:
        main: The file that stands for it: what is easiest to show.
        others: RAW files and films that belong to it, in the order of their names.
    """

    main: str
    others: tuple[str, ...] = ()


def shots(names: Iterable[str]) -> list[Shot]:
    """Groups the photos of one folder.

    Two developed pictures of one name ("a.jpg", "a.png") stay two photos: one may be an edit of the other.
    Films without a still, and files that are no photos, are in no shot.

    Args:
        names: File names, without folders.

    Returns:
        One shot for each photo that does not belong to another one, in the order of the main files' names.
    """
    return sorted(_shots(names), key=lambda shot: shot.main)


def companions(names: Collection[str]) -> dict[str, str]:
    """The files of one folder that belong to another one, each with the main file of its shot.

    Quick where there are none, as in most folders.

    Args:
        names: File names, without folders.
    """
    stems = {_stem(name) for name in names if suffix(name) in ATTACHABLE}
    if not stems:
        return {}
    alike = [name for name in names if _stem(name) in stems]
    return {other: shot.main for shot in _shots(alike) for other in shot.others}


def _shots(names: Iterable[str]) -> Iterator[Shot]:
    stems: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        stems.setdefault(_stem(name), []).append(name)
    for alike in stems.values():
        yield from _of_one_name(alike)


def _of_one_name(names: list[str]) -> list[Shot]:
    raws = [name for name in names if suffix(name) in RAW_SUFFIXES]
    films = [name for name in names if suffix(name) in FILMS]
    stills = [name for name in names if is_candidate(name) and suffix(name) not in RAW_SUFFIXES]
    stills.sort(key=_rank)
    if not stills:
        if not raws:
            return []
        raws.sort(key=lambda name: suffix(name) == ".dng")  # which may be converted from the other
        return [Shot(raws[0], tuple(raws[1:]))]
    first, rest = stills[0], stills[1:]
    own_films = films if suffix(first) in WITH_FILM else []
    developed = raws if _rank(first) < len(STILLS) else []
    alone = [Shot(name) for name in (*rest, *(raws if not developed else ()))]
    return [Shot(first, tuple(sorted((*developed, *own_films)))), *alone]


def _rank(name: str) -> int:
    ending = suffix(name)
    return STILLS.index(ending) if ending in STILLS else len(STILLS)


def _stem(name: str) -> str:
    """A name as it is compared: without its ending, in one case and one way of composing letters."""
    stem = os.path.splitext(name)[0]
    stem = stem.lower() if stem.isascii() else unicodedata.normalize("NFC", stem).casefold()
    return _PIXEL.sub("", stem) if ".raw-" in stem else stem
