"""Photos that are there more than once: tiers, groups, verdicts, and what getting rid of some would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from photoclust.core.photo import Fingerprint, PhotoId


class Tier(StrEnum):
    """How much two photos are the same; strictest first. The values stand in the album database."""

    FILE = "file"
    """The same bytes."""
    PICTURE = "picture"
    """One shot, edited: re-encoded, resized, cropped, turned, mirrored, bordered, captioned, made grey."""
    SIMILAR = "similar"
    """Another shot of the same thing: the next frame of a burst, a re-take."""


class KeeperRule(StrEnum):
    """What speaks for keeping one photo of a group; a person orders them. Values stand in the settings."""

    RAW = "raw"
    """Its RAW file lies beside it."""
    ALBUM = "album"
    """It is in an album."""
    PIXELS = "pixels"
    """It has more pixels."""
    METADATA = "metadata"
    """It says when and with what it was taken."""
    COLOUR = "colour"
    """It is in colour."""
    SHARP = "sharp"
    """It is sharper."""
    BYTES = "bytes"
    """Its file is larger: less was lost in packing it."""
    OLDEST = "oldest"
    """Its file is older."""
    PATH = "path"
    """Its path is shorter, or comes first: no reason but the order."""


DEFAULT_RULES = tuple(KeeperRule)
"""The order until a person chooses another."""


@dataclass(frozen=True, slots=True)
class KeeperReason:
    """Why a photo is suggested to be kept.

    Attributes:
        rule: The first rule that told the photos apart; PATH where none did.
        values: What fills the sentence of the rule, see `core.reasons`.
    """

    rule: KeeperRule
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A member of a group beside the one that is suggested to be kept.

    Attributes:
        photo_id: Which.
        tier: What it is to the kept one, or to the member that links it there.
        score: FILE: 1. PICTURE: how well the aligned pictures correlate. SIMILAR: cosine similarity.
    """

    photo_id: PhotoId
    tier: Tier
    score: float


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Photos that are the same, at least by `tier`.

    Attributes:
        tier: The weakest link: FILE groups hold equal files only, SIMILAR ones no two files of one picture.
        keep: The photo that is suggested to be kept.
        reason: Why that one.
        others: The rest, the strictest tier first, then best score first.
        reopened: Whether the person has decided on the group before and a new member reopened it.
    """

    tier: Tier
    keep: PhotoId
    reason: KeeperReason
    others: tuple[Duplicate, ...]
    reopened: bool = False

    @property
    def photo_ids(self) -> tuple[PhotoId, ...]:
        """All members, the one to keep first."""
        return (self.keep, *(other.photo_id for other in self.others))


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """What a search for duplicates found.

    Attributes:
        groups: The open ones, by tier, then largest first, then by path of the kept photo.
        decided: How many more groups there are on which the person has decided.
        pairs: How many pairs of pictures were worth a close look, and got it now or at an earlier search.
        missing: Photos that could not be compared: they have no embedding or thumbnail yet, or changed since
            they were indexed.
        contents: What each photo of the groups was when it was compared. `plan_removal` wants to know: one
            that was edited since then is no duplicate any more.
    """

    groups: tuple[DuplicateGroup, ...]
    decided: int
    pairs: int
    missing: int
    contents: Mapping[PhotoId, Fingerprint] = field(default_factory=dict, compare=False, repr=False)

    def of(self, tier: Tier) -> tuple[DuplicateGroup, ...]:
        """The groups of one tier."""
        return tuple(group for group in self.groups if group.tier is tier)


class VerdictKind(StrEnum):
    """What a person said of a group. The values stand in the album database."""

    DISTINCT = "distinct"
    """These are not duplicates."""
    KEEP_ALL = "keep-all"
    """They are, and all of them stay."""


@dataclass(frozen=True, slots=True)
class RemovalItem:
    """A file that a removal would put into the trash, or has put there.

    Attributes:
        path: Absolute path.
        size: Bytes.
        photo_id: The photo whose file it is, or to which it belongs (RAW file, film).
        keeper: Absolute path of the photo that stays for it.
        albums: Names of the albums in which the keeper takes its place.
        content: Of the photo, as it was when this was planned.
    """

    path: str
    size: int
    photo_id: PhotoId
    keeper: str
    albums: tuple[str, ...] = ()
    content: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """What getting rid of some photos would do; nothing has happened yet.

    Attributes:
        items: By keeper, then path.
        left_out: Photos that stay though they were asked for, with a sentence's code: changed on disk since
            they were looked at, the last file of their group, outside the library's folders.
    """

    items: tuple[RemovalItem, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Bytes that would be free."""
        return sum(item.size for item in self.items)

    @property
    def albums(self) -> tuple[str, ...]:
        """All albums that would change, by name."""
        return tuple(sorted({album for item in self.items for album in item.albums}))


@dataclass(frozen=True, slots=True)
class RemovalFailure:
    """A file that did not go, or did not come back, and why: a code of `core.errors` and its values."""

    path: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """Files that went to the trash together, as the album database remembers them.

    Attributes:
        id: Names it.
        when: Local time.
        count: Files that are in the trash for it now.
        size: Their bytes.
        failures: What did not go; empty when read back later.
    """

    id: int
    when: datetime
    count: int
    size: int
    failures: tuple[RemovalFailure, ...] = ()
