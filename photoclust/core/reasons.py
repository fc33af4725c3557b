"""Why something was chosen, as sentences by code: the number of groups, the photo to keep.

Like those of `core.errors`, they stand here once: the window translates the template and fills it in
afterwards, and the command line prints it as it is.
"""

from __future__ import annotations

from typing import Final

from photoclust.core.duplicates import KeeperReason, KeeperRule
from photoclust.core.grouping import Reason

REASONS: Final[dict[str, str]] = {
    "apart": "Cut at similarity {similarity:.2f}, where the groups stand apart best.",
    "all-alike": "All photos show much the same, so they are one group.",
    "too-few": "There are too few photos to tell groups apart.",
    "elbow": "Up to {k} groups, each further one made groups clearly tighter; beyond, the gain is small.",
    "elbow-flat": "Photos are so alike that more groups would not be tighter.",
}

KEEPER_REASONS: Final[dict[str, str]] = {
    "raw": "Its RAW file lies beside it",
    "raw-itself": "It is the RAW file",
    "album": "It is in the album {albums}",
    "albums": "It is in the albums {albums}",
    "pixels": "More pixels: {width} × {height} against {other_width} × {other_height}",
    "metadata": "It has its date and camera",
    "metadata-date": "It has its date",
    "metadata-camera": "It has its camera",
    "colour": "It is in colour",
    "sharp": "It is sharper",
    "bytes": "Larger file: {size} against {other_size}",
    "oldest": "Older file",
    "path": "Shortest path; nothing else decides",
    "path-first": "First by path; nothing else decides",
}
"""By rule, or by rule and what of it holds; see `keeper_template`. No full stop: more may follow."""

SIZES = ("size", "other_size")
"""Values of a `KeeperReason` that are bytes, to be written as people write sizes."""


def sentence(reason: Reason) -> str:
    """A reason in English."""
    return REASONS[reason.code].format(**reason.values)


def keeper_template(reason: KeeperReason) -> str:
    """The template, one of `KEEPER_REASONS`, that the values of a reason fill; `SIZES` are bytes there."""
    return KEEPER_REASONS[str(reason.values.get("form", reason.rule.value))]


def keeper_sentence(reason: KeeperReason) -> str:
    """Why a photo is suggested to be kept, in English."""
    sizes = {
        name: size_in_words(value) for name in SIZES if isinstance(value := reason.values.get(name), int)
    }
    return keeper_template(reason).format(**{**reason.values, **sizes})


def size_in_words(count: int) -> str:
    """Bytes as people write them: "812 bytes", "34 kB", "4.1 MB"."""
    if count < 1_000:
        return f"{count} bytes"
    if count < 999_500:
        return f"{count / 1e3:.0f} kB"
    return f"{count / 1e6:.1f} MB" if count < 999_950_000 else f"{count / 1e9:,.1f} GB"


KEEPER_RULES: Final[dict[KeeperRule, str]] = {
    KeeperRule.RAW: "Its RAW file lies beside it",
    KeeperRule.ALBUM: "It is in an album",
    KeeperRule.PIXELS: "It has more pixels",
    KeeperRule.METADATA: "It says when and with what it was taken",
    KeeperRule.COLOUR: "It is in colour",
    KeeperRule.SHARP: "It is sharper",
    KeeperRule.BYTES: "Its file is larger",
    KeeperRule.OLDEST: "Its file is older",
    KeeperRule.PATH: "Its path is shorter, or comes first",
}
"""What each rule prefers, for a list in which a person orders them."""
