"""A header shows what there is room for, from the most to the least important."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect

from photoclust.gui.grid.header import HeaderFonts, arrange
from photoclust.gui.grid.photo_model import Section, SectionAction

ACTIONS = (
    SectionAction("add", "Add to album"),
    SectionAction("split", "Split"),
    SectionAction("more", "More", True),
)
SECTION = Section(7, "Water and evening sky", tuple(range(1042)), "Jun 2021 – Aug 2024", "pinned", 1, ACTIONS)


@pytest.fixture
def fonts(qapp):
    return HeaderFonts()


def parts_of(fonts, width, section=SECTION, shown=1042):
    return arrange(section, shown, QRect(0, 100, width, 40), fonts)


def everything(parts):
    return [
        part.rect
        for part in (
            parts.title,
            parts.count,
            parts.subtitle,
            parts.note,
            *(part for _, part in parts.actions),
        )
        if part is not None
    ]


def test_wide_header_has_everything_in_order(fonts):
    parts = parts_of(fonts, 1000)
    assert parts.cover == QRect(16, 108, 24, 24)
    assert parts.title.text == "Water and evening sky"
    assert parts.count.text == "1,042"
    assert parts.subtitle.text == "Jun 2021 – Aug 2024"
    assert parts.note.text == "pinned"
    assert [(number, part.text) for number, part in parts.actions] == [
        (0, "Add to album"),
        (1, "Split"),
        (2, "More ▾"),
    ]
    assert parts.actions[-1][1].rect.right() + 1 == 1000 - 16


@pytest.mark.parametrize("width", range(120, 1001, 20))
def test_nothing_overlaps_and_nothing_sticks_out(fonts, width):
    rects = everything(parts_of(fonts, width))
    assert rects == sorted(rects, key=QRect.left)
    for first, second in pairwise(rects):
        assert first.right() < second.left()
    assert rects[0].left() >= 16
    assert rects[-1].right() < width


def test_narrow_header_loses_the_subtitle_first_then_actions_and_keeps_the_last(fonts):
    seen = [parts_of(fonts, width) for width in range(1000, 200, -10)]
    assert [bool(parts.subtitle) for parts in seen] == sorted(
        (bool(parts.subtitle) for parts in seen), reverse=True
    )
    counts = [len(parts.actions) for parts in seen]
    assert counts == sorted(counts, reverse=True)
    for parts in seen:
        if len(parts.actions) < 3:
            assert parts.subtitle is None
        assert [number for number, _ in parts.actions] == [0, 1, 2][3 - len(parts.actions) :]
    assert parts_of(fonts, 270).actions[0][1].text == "More ▾"
    assert parts_of(fonts, 200).title.text.endswith("…")


def test_header_without_cover_begins_at_the_margin(fonts):
    parts = parts_of(fonts, 800, Section(7, "Castle", (1, 2)))
    assert parts.cover is None
    assert parts.title.rect.left() == 16
    assert parts.subtitle is parts.note is None
    assert parts.actions == []


def test_collapsed_section_says_how_many_are_shown(fonts):
    assert parts_of(fonts, 800, shown=8).count.text == "8 of 1,042"


def test_actions_are_hit_with_some_room_around_their_text(fonts):
    parts = parts_of(fonts, 1000)
    for number in range(3):
        rect = parts.action_rect(number)
        assert parts.action_at(rect.center()) == number
        assert parts.action_at(QPoint(rect.left() - 6, rect.center().y())) == number
        assert parts.action_at(QPoint(rect.center().x(), 99)) is None
    assert parts.action_at(parts.title.rect.center()) is None
    assert parts.action_rect(9) is None
