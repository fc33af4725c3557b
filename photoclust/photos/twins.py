"""Which files of a folder are one shot: RAW and JPEG side by side, a Live Photo's still and its film.

By their names alone: cameras and phones give such files the same name with different endings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from photoclust.photos.formats import RAW_SUFFIXES, SUFFIXES, suffix

STILLS = (".jpg", ".jpeg", ".heic", ".heif", ".hif", ".jxl", ".avif", ".tif", ".tiff", ".png", ".webp")
"""What a camera or its owner makes of a shot; of several, the RAW file and the film belong to the first."""

_RANKS = {ending: rank for rank, ending in enumerate(STILLS)}

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
    found = [shot for alike in _alike(set(names)) for shot in _of_one_name(alike)]
    return sorted(found, key=lambda shot: shot.main)


def companions(names: Collection[str]) -> dict[str, str]:
    """The files of one folder that belong to another one, each with the main file of its shot.

    Quick where there are none, as in most folders.

    Args:
        names: File names, without folders, each once.
    """
    if not any(suffix(name) in ATTACHABLE for name in names):
        return {}
    found: dict[str, str] = {}
    for alike in _alike(names):
        if len(alike) > 1:
            for shot in _of_one_name(alike):
                found.update(dict.fromkeys(shot.others, shot.main))
    return found


def _alike(names: Iterable[str]) -> Iterable[list[str]]:
    stems: dict[str, list[str]] = {}
    for name in names:
        stems.setdefault(_stem(name), []).append(name)
    return stems.values()


def _of_one_name(names: Iterable[str]) -> list[Shot]:
    raws, films, stills = [], [], []
    for name in sorted(names):
        ending = suffix(name)
        if ending in RAW_SUFFIXES:
            raws.append((ending == ".dng", name))  # which may be converted from the other
        elif ending in FILMS:
            films.append(name)
        elif ending in SUFFIXES:
            stills.append((_RANKS.get(ending, len(STILLS)), name))
    if not stills:
        in_order = [name for _, name in sorted(raws)]
        return [Shot(in_order[0], tuple(in_order[1:]))] if raws else []
    rank, first = min(stills)
    others = films if suffix(first) in WITH_FILM else []
    alone = [name for _, name in stills if name != first]
    if rank < len(STILLS):
        others = sorted([*others, *(name for _, name in raws)])
    else:
        alone += [name for _, name in raws]
    return [Shot(first, tuple(others)), *map(Shot, alone)]


def _stem(name: str) -> str:
    """A name as it is compared: without its ending, in one case and one way of composing letters."""
    dot = name.rfind(".")
    stem = name[:dot] if dot > 0 else name
    stem = stem.lower() if stem.isascii() else unicodedata.normalize("NFC", stem).casefold()
    return _PIXEL.sub("", stem) if ".raw-" in stem else stem
