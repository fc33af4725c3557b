"""What a row of the table of actions says (`gui.actions`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Needs(Flag):
    """What has to be there before an action can be used."""

    NOTHING = 0
    PHOTOS = auto()
    """The library has photos."""
    SHOWN = auto()
    """The grid shows photos."""
    SELECTION = auto()
    """Photos are selected."""
    COMPARABLE = auto()
    """Two to six photos are selected."""
    ALBUM = auto()
    """An album is shown."""
    GROUPS = auto()
    """Groups are shown."""
    DUPLICATES = auto()
    """Duplicates are shown."""
    LOOK_ALIKES = auto()
    """What is like something is shown."""
    IDLE = auto()
    """No indexing run is under way."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One row of the table.

    Attributes:
        name: How code calls it; also the QAction's objectName, with "Action" appended.
        text: What the menu says.
        menu: Name of the menu, or "" for keys that a pane handles itself: listed, but in no menu.
        keys: Shortcut in portable text, "" for none.
        needs: Conditions, all of which must hold.
        group: Name of an exclusive group; its members are checkable.
        checkable: A switch.
        gap: A separator stands before it.
    """

    name: str
    text: str
    menu: str
    keys: str = ""
    needs: Needs = Needs.NOTHING
    group: str = ""
    checkable: bool = False
    gap: bool = False
