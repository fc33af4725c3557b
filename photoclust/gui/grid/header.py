"""Where the parts of a section's header lie: cover, title, count, subtitle, note, and its actions."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from photoclust.gui import wording
from photoclust.gui.grid.photo_model import Section, SectionAction
from photoclust.gui.theme import Measure, font

COVER = 24  # diameter
PILL_HEIGHT = 18
ACTION_GAP = 20  # between the texts of two actions
LEAST_TITLE = 120  # before an action may take room from the title
LEAST_SUBTITLE = 80  # one that may be cut is left out below it
ARROW = " ▾"


class HeaderFonts:
    """The fonts of a header and what they measure; made anew when the application's font changes."""

    def __init__(self) -> None:
        self.title = font(Measure.TITLE, bold=True)
        self.body = font()
        self.caption = font(Measure.CAPTION)
        self.count = font(Measure.CAPTION, tabular=True)
        self._metrics: dict[int, QFontMetrics] = {}

    def width(self, text: str, of: QFont) -> int:
        return self._metrics_of(of).horizontalAdvance(text)

    def elided(self, text: str, of: QFont, width: int) -> str:
        return self._metrics_of(of).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _metrics_of(self, of: QFont) -> QFontMetrics:
        if id(of) not in self._metrics:
            self._metrics[id(of)] = QFontMetrics(of)
        return self._metrics[id(of)]


@dataclass(slots=True)
class TextPart:
    """A piece of text, already shortened to its rectangle."""

    text: str
    rect: QRect
    font: QFont


@dataclass(slots=True)
class HeaderParts:
    """A header, arranged. Parts for which there is no room are None or left out.

    Attributes:
        rect: All of it.
        cover: The circle's square.
        title: Always there.
        count: The pill; its rectangle is the grey, not the text.
        subtitle: Behind the count.
        note: Behind the subtitle.
        actions: From left to right, with the place of each in `Section.actions`.
    """

    rect: QRect
    cover: QRect | None
    title: TextPart
    count: TextPart
    subtitle: TextPart | None = None
    note: TextPart | None = None
    actions: list[tuple[int, TextPart]] = field(default_factory=list)

    def action_at(self, point: QPoint) -> int | None:
        """The number of the action at a point, with some room around its text."""
        room = ACTION_GAP // 2
        for number, part in self.actions:
            if part.rect.adjusted(-room, 0, room, 0).contains(point):
                return number
        return None

    def action_rect(self, number: int) -> QRect | None:
        return next((part.rect for place, part in self.actions if place == number), None)


def arrange(section: Section, shown: int, rect: QRect, fonts: HeaderFonts) -> HeaderParts:
    """Lays a header out from both ends; in a narrow one the subtitle goes first, then actions from the left.

    Args:
        section: What it says.
        shown: How many of its photos are shown; with fewer than it has, the count says "8 of 42".
        rect: Where it is.
        fonts: What it is written in.
    """
    left, right = rect.left() + Measure.LARGE, rect.right() + 1 - Measure.LARGE
    cover = None
    if section.cover is not None:
        cover = QRect(left, rect.top() + (rect.height() - COVER) // 2, COVER, COVER)
        left += COVER + Measure.SMALL

    actions: list[tuple[int, TextPart]] = []
    for number in reversed(range(len(section.actions))):
        text = _action_text(section.actions[number])
        width = fonts.width(text, fonts.body)
        if right - width - left < LEAST_TITLE:
            break
        actions.insert(0, (number, TextPart(text, _row(rect, right - width, width), fonts.body)))
        right -= width + ACTION_GAP

    count = _count_text(len(section.photo_ids), shown)
    count_width = fonts.width(count, fonts.count) + 2 * Measure.SMALL
    title_room = max(0, right - left - count_width - Measure.SMALL)
    title = fonts.elided(section.title, fonts.title, title_room)
    title_width = fonts.width(title, fonts.title)
    title_part = TextPart(title, _row(rect, left, title_width), fonts.title)
    left += title_width + Measure.SMALL
    pill = QRect(left, rect.top() + (rect.height() - PILL_HEIGHT) // 2, count_width, PILL_HEIGHT)
    parts = HeaderParts(rect, cover, title_part, TextPart(count, pill, fonts.count), actions=actions)
    left += count_width + Measure.SMALL
    for name, text, written_in in (
        ("subtitle", section.subtitle, fonts.body),
        ("note", section.note, fonts.caption),
    ):
        cut = name == "subtitle" and section.shortened and right - left >= LEAST_SUBTITLE
        words = fonts.elided(text, written_in, right - left) if cut else text
        width = fonts.width(words, written_in)
        if words and left + width <= right:
            setattr(parts, name, TextPart(words, _row(rect, left, width), written_in))
            left += width + Measure.SMALL
    return parts


def _action_text(action: SectionAction) -> str:
    return action.text + ARROW if action.menu else action.text


def _row(rect: QRect, left: int, width: int) -> QRect:
    return QRect(left, rect.top(), width, rect.height())


def _count_text(count: int, shown: int) -> str:
    if shown >= count:
        return wording.number(count)
    some = QCoreApplication.translate("PhotoGrid", "{shown} of {count}")
    return some.format(shown=wording.number(shown), count=wording.number(count))
