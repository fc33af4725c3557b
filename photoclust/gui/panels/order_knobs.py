"""What the similarity of two groups is, and what comes first among groups and in them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photoclust.core.grouping import GroupOrder, Linkage, MemberOrder
from photoclust.gui.panels.choice_box import choice_box, show_choice


class OrderKnobs(QObject):
    """Three choices, for the panel to lay out.

    Attributes:
        linkage: Of the dendrogram.
        groups: Their order.
        members: The order of the photos in a group.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.linkage = choice_box(
            "linkageBox",
            self.tr("Linkage: what the similarity of two groups is"),
            (
                (self.tr("average"), Linkage.AVERAGE),
                (self.tr("Ward"), Linkage.WARD),
                (self.tr("complete"), Linkage.COMPLETE),
                (self.tr("single"), Linkage.SINGLE),
            ),
        )
        self.groups = choice_box(
            "groupOrderBox",
            self.tr("Order of the groups"),
            (
                (self.tr("Largest first"), GroupOrder.SIZE),
                (self.tr("Latest first"), GroupOrder.TIME),
                (self.tr("Look-alikes together"), GroupOrder.LIKENESS),
            ),
        )
        self.members = choice_box(
            "memberOrderBox",
            self.tr("Order of the photos in a group"),
            (
                (self.tr("Typical first"), MemberOrder.LIKENESS),
                (self.tr("Earliest first"), MemberOrder.TIME),
            ),
        )

    def choices(self) -> tuple[Linkage, GroupOrder, MemberOrder]:
        """What they say now."""
        return (
            Linkage(self.linkage.currentData()),
            GroupOrder(self.groups.currentData()),
            MemberOrder(self.members.currentData()),
        )

    def show_choices(self, linkage: Linkage, groups: GroupOrder, members: MemberOrder) -> None:
        """Makes them current; nothing is said."""
        show_choice(self.linkage, linkage)
        show_choice(self.groups, groups)
        show_choice(self.members, members)
