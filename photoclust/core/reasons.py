"""Why a method chose the number of groups, as sentences by code.

Like those of `core.errors`, they stand here once: the window translates the template and fills it in
afterwards, and the command line prints it as it is.
"""

from __future__ import annotations

from typing import Final

from photoclust.core.grouping import Reason

REASONS: Final[dict[str, str]] = {
    "apart": "Cut at similarity {similarity:.2f}, where the groups stand apart best.",
    "all-alike": "All photos show much the same, so they are one group.",
    "too-few": "There are too few photos to tell groups apart.",
    "elbow": "Up to {k} groups, each further one made groups clearly tighter; beyond, the gain is small.",
    "elbow-flat": "Photos are so alike that more groups would not be tighter.",
}


def sentence(reason: Reason) -> str:
    """A reason in English."""
    return REASONS[reason.code].format(**reason.values)
