"""What can be done in the room of duplicates: its part of the table of actions."""

from __future__ import annotations

from typing import Final

from photoclust.gui.action_spec import ActionSpec, Needs
from photoclust.gui.wording import QT_TRANSLATE_NOOP

_MENU: Final = "duplicates"
_HERE: Final = Needs.DUPLICATES

TABLE: Final = (
    ActionSpec(
        "find-duplicates", QT_TRANSLATE_NOOP("actions", "&Find duplicates"), _MENU, needs=Needs.PHOTOS
    ),
    ActionSpec("keep-this", QT_TRANSLATE_NOOP("actions", "&Keep this photo"), _MENU, "K", _HERE, gap=True),
    ActionSpec("compare-group", QT_TRANSLATE_NOOP("actions", "&Compare group"), _MENU, "C", _HERE),
    ActionSpec("not-duplicates", QT_TRANSLATE_NOOP("actions", "Not &duplicates"), _MENU, "D", _HERE),
    ActionSpec("keep-all", QT_TRANSLATE_NOOP("actions", "Keep &all"), _MENU, "A", _HERE),
    ActionSpec(
        "trash-others", QT_TRANSLATE_NOOP("actions", "&Move the others to the trash…"), _MENU, "T", _HERE
    ),
    ActionSpec("next-group", QT_TRANSLATE_NOOP("actions", "&Next group"), _MENU, "N", _HERE, gap=True),
    ActionSpec("previous-group", QT_TRANSLATE_NOOP("actions", "&Previous group"), _MENU, "P", _HERE),
    ActionSpec(
        "trash-all",
        QT_TRANSLATE_NOOP("actions", "A&ll of this tier by my rules…"),
        _MENU,
        "",
        _HERE,
        gap=True,
    ),
    ActionSpec("show-decided", QT_TRANSLATE_NOOP("actions", "&Show decided groups…"), _MENU),
    ActionSpec("keeper-rules", QT_TRANSLATE_NOOP("actions", "Keeper &rules…"), _MENU),
)
