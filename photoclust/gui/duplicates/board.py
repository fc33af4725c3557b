"""What the library found, and what the person said of it since: which groups are still to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from photoclust.core.duplicates import DuplicateGroup, DuplicateReport, KeeperReason, Tier
from photoclust.core.photo import PhotoId

Members = frozenset[PhotoId]
NOTHING_FOUND = DuplicateReport((), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A group as it is shown.

    Attributes:
        number: Its place in the report; names it until the library is asked again.
        tier: As in the report.
        keep: The photo that stays: the suggested one, or the one that the person chose.
        reason: Why that is suggested; None if it was chosen by hand.
        members: All photos in the order in which they are shown; choosing another keeper moves none.
        kinds: What each of them is to the suggested keeper; None for that one.
        scores: How alike they are; 1 for the suggested keeper.
        reopened: As in the report.
    """

    number: int
    tier: Tier
    keep: PhotoId
    reason: KeeperReason | None
    members: tuple[PhotoId, ...]
    kinds: tuple[Tier | None, ...]
    scores: tuple[float, ...]
    reopened: bool

    @property
    def others(self) -> tuple[PhotoId, ...]:
        """Those that don't stay."""
        return tuple(member for member in self.members if member != self.keep)


@dataclass(frozen=True, slots=True)
class Board:
    """Never changed: each of its methods answers with another one, so that any thread may read it.

    Attributes:
        report: What the library found.
        chosen: Photos that the person chose to keep.
        decided: Groups, by their members, on which the person decided since.
        gone: Photos that went to the trash since.
    """

    report: DuplicateReport = NOTHING_FOUND
    chosen: Members = frozenset()
    decided: frozenset[Members] = frozenset()
    gone: Members = frozenset()

    def found(self, report: DuplicateReport) -> Board:
        """The library was asked again: it knows what went, and what came back."""
        return replace(self, report=report, gone=frozenset())

    def choosing(self, group: OpenGroup, photo_id: PhotoId) -> Board:
        """Another photo of a group is to be kept."""
        return replace(self, chosen=self.chosen.difference(group.members) | {photo_id})

    def deciding(self, members: Iterable[PhotoId]) -> Board:
        """A group was decided on."""
        return replace(self, decided=self.decided | {frozenset(members)})

    def undeciding(self, members: Iterable[PhotoId]) -> Board:
        """That was taken back."""
        return replace(self, decided=self.decided - {frozenset(members)})

    def without(self, ids: Iterable[PhotoId]) -> Board:
        """Photos went to the trash."""
        return replace(self, gone=self.gone.union(ids))

    def open(self, tier: Tier) -> Iterator[OpenGroup]:
        """The groups of a tier that are still to be decided, in the order of the report."""
        for number, group in enumerate(self.report.groups):
            if group.tier is tier and (shown := self._shown(number, group)) is not None:
                yield shown

    def decided_count(self) -> int:
        """On how many groups the person has decided, before and since."""
        here = sum(frozenset(group.photo_ids) in self.decided for group in self.report.groups)
        return self.report.decided + here

    def _shown(self, number: int, group: DuplicateGroup) -> OpenGroup | None:
        members: Sequence[PhotoId] = group.photo_ids
        kinds: Sequence[Tier | None] = (None, *(other.tier for other in group.others))
        scores: Sequence[float] = (1.0, *(other.score for other in group.others))
        if self.decided and frozenset(members) in self.decided:
            return None
        if self.gone and not self.gone.isdisjoint(members):
            left = [place for place, member in enumerate(members) if member not in self.gone]
            if len(left) < 2:
                return None
            members = [members[place] for place in left]
            kinds, scores = [kinds[place] for place in left], [scores[place] for place in left]
        by_hand = next((member for member in members if member in self.chosen), None)
        keep = by_hand if by_hand is not None else group.keep if group.keep in members else members[0]
        reason = group.reason if keep == group.keep else None
        return OpenGroup(
            number, group.tier, keep, reason, tuple(members), tuple(kinds), tuple(scores), group.reopened
        )
