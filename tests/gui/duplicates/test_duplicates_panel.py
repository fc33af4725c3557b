"""The page: what it shows of the groups, and what it says when there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_groups import group
from PySide6.QtCore import QPoint, Qt

from photoclust.core.duplicates import Tier
from photoclust.core.progress import Progress
from photoclust.gui.duplicates import words
from photoclust.gui.duplicates.board import NOTHING_FOUND, Board
from photoclust.gui.duplicates.grid import SMALLEST
from photoclust.gui.duplicates.listing import list_tier
from photoclust.gui.duplicates.panel import DuplicatesPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot, look, session):
    page = DuplicatesPanel(look, session)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_photo_count(8)
    page.show()
    return page


@pytest.fixture
def shown(panel, report, facts, paths_of):
    """The page with the groups of files."""
    panel.show_listing(list_tier(Board().found(report), Tier.FILE, facts, paths_of))
    return panel


def test_before_the_first_search_there_is_one_sentence_and_one_button(panel, qtbot):
    assert panel.find_button.isVisible()
    assert not panel.tiers.isVisible()
    with qtbot.waitSignal(panel.findRequested):
        qtbot.mouseClick(panel.find_button, LEFT)


def test_an_empty_library_has_nothing_to_search(panel):
    panel.show_photo_count(0)
    assert panel.hint.isVisible()
    assert "no photos" in panel.hint.text()


def test_tiers_have_their_numbers(shown):
    texts = [shown.tiers.itemText(row) for row in range(3)]
    assert texts == ["Same file 2", "Same picture 1", "Similar shots 1"]
    assert shown.summary.text() == "2 groups · the same bytes, more than once · 3 files could go, 10 kB"
    assert shown.foot.decided.text() == "5 groups decided"
    assert shown.foot.notes.text() == "3 photos not indexed yet, so not compared"


def test_a_tier_without_groups_says_so(shown, facts, paths_of):
    shown.show_listing(list_tier(Board().found(NOTHING_FOUND), Tier.FILE, facts, paths_of))
    assert shown.hint.isVisible()
    assert not shown.trash_all.isEnabled()
    assert shown.tiers.isVisible(), "the other tiers can be looked at"


def test_a_tier_that_was_not_looked_for_says_nothing_of_what_is_there(panel, report, facts, paths_of):
    panel.choose_tier(Tier.PICTURE)
    panel.show_started()
    some = replace(report, groups=report.groups[:2])
    panel.show_listing(list_tier(Board().found(some), Tier.PICTURE, facts, paths_of, (Tier.FILE,)))
    assert [panel.tiers.itemText(row) for row in range(3)] == [
        "Same file 2",
        "Same picture",
        "Similar shots",
    ]
    assert "once the photos have been compared" in panel.hint.text()
    panel.show_idle()
    assert panel.find_button.isVisible(), "the search was stopped"


def test_another_tier_is_asked_for(shown, qtbot):
    with qtbot.waitSignal(shown.tierChosen) as chosen:
        qtbot.mouseClick(shown.tiers, LEFT, pos=shown.tiers.segment_center(1).toPoint())
    assert chosen.args == [Tier.PICTURE]


def test_a_listing_of_a_tier_that_was_left_is_late(shown, report, facts, paths_of):
    shown.show_listing(list_tier(Board().found(report), Tier.PICTURE, facts, paths_of))
    assert shown.photos.ids() == [1, 2, 3, 4, 5]


def test_what_each_photo_is(shown, panel, report, facts, paths_of):
    assert [shown.photos.kind_at(row) for row in range(5)] == [
        "Keep",
        "Same file",
        "Same file",
        "Keep",
        "Same file",
    ]
    panel.choose_tier(Tier.PICTURE)
    panel.show_listing(list_tier(Board().found(report), Tier.PICTURE, facts, paths_of))
    assert [panel.photos.kind_at(row) for row in range(2)] == ["Keep", "Same picture 98 %"]
    panel.photos.keep(2, 7)
    assert [panel.photos.kind_at(row) for row in range(2)] == ["Same picture 98 %", "Keep"]
    assert panel.photos.sections()[0].subtitle == "You chose this one"


@pytest.mark.parametrize(("score", "said"), [(0.98, "98 %"), (0.999, "99 %"), (1.0, "100 %"), (0.29, "29 %")])
def test_a_score_is_not_rounded_up_to_perfect(qapp, score, said):
    assert words.kind(Tier.PICTURE, score) == f"Same picture {said}"


def test_a_screen_reader_hears_it_too(shown):
    description = shown.photos.data(shown.photos.index(1), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert description.startswith("Same file, 200 × 200 · 2 kB")
    tip = shown.photos.data(shown.photos.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "Keep: More pixels" in tip


def test_similar_shots_never_go_all_at_once(shown, report, facts, paths_of):
    assert shown.trash_all.isEnabled()
    shown.choose_tier(Tier.SIMILAR)
    shown.show_listing(list_tier(Board().found(report), Tier.SIMILAR, facts, paths_of))
    assert shown.grid.isVisible()
    assert not shown.trash_all.isEnabled()


def test_photos_are_never_too_small_for_the_words_below(shown):
    shown.grid.set_thumbnail_size(64)
    assert shown.grid.thumbnail_size() == SMALLEST
    shown.grid.set_thumbnail_size(200)
    assert shown.grid.thumbnail_size() == 200


def test_groups_are_gone_through_by_hand(shown):
    grid = shown.grid
    assert grid.current_section() == 0
    grid.step_group(1)
    assert grid.current_id() == 1, "the first step goes to the first group"
    grid.step_group(1)
    assert (grid.current_section(), grid.current_id()) == (1, 4)
    grid.step_group(1)
    assert grid.current_section() == 1, "there is none after the last"
    grid.step_group(-1)
    assert grid.current_id() == 1


def test_after_a_decision_the_person_is_at_the_next_group(shown, report, facts, paths_of):
    shown.grid.go_to_group(0)
    shown.go_on_at(0)
    shown.show_listing(list_tier(Board().found(report).deciding([1, 2, 3]), Tier.FILE, facts, paths_of))
    assert shown.grid.current_id() == 4


def test_who_is_at_a_group_stays_there_when_others_go(shown, report, facts, paths_of):
    shown.grid.go_to_group(1)
    shown.show_listing(list_tier(Board().found(report).deciding([1, 2, 3]), Tier.FILE, facts, paths_of))
    assert shown.grid.current_id() == 4


def test_the_ring_and_the_badge_are_painted_in_the_colour_of_what_is_good(shown, look):
    cell = shown.grid.scene.item_rect(0)
    other = shown.grid.scene.item_rect(1)
    picture = shown.grid.viewport().grab().toImage()
    assert picture.pixelColor(cell.left() + 1, cell.center().y()) == look.theme.good
    assert picture.pixelColor(other.left() + 1, other.center().y()) != look.theme.good
    below = [picture.pixelColor(x, cell.bottom() + 27) for x in range(cell.left(), cell.right())]
    assert any(color != look.theme.window for color in below), "pixels and size stand below"


def test_words_below_a_photo_belong_to_it(shown):
    cell = shown.grid.scene.item_rect(1)
    assert shown.grid.scene.hit(QPoint(cell.center().x(), cell.bottom() + 20)).row == 1


def test_progress_is_told_in_words_after_a_moment(shown, qtbot):
    shown.show_started()
    assert not shown.foot.bar.isVisible(), "a search that only reads makes no fuss"
    qtbot.waitUntil(shown.foot.bar.isVisible)
    shown.foot.show_progress(Progress(250, 1000, 130.0))
    assert shown.foot.words.text() == "Comparing photos · 25 % · 3 min left"
    with qtbot.waitSignal(shown.foot.pauseToggled) as paused:
        qtbot.mouseClick(shown.foot.pause, LEFT)
    assert paused.args == [True]
    assert shown.foot.words.text().endswith("paused")
    with qtbot.waitSignal(shown.foot.cancelled):
        qtbot.mouseClick(shown.foot.cancel, LEFT)
    assert shown.grid.isVisible(), "progress never covers photos"
    shown.show_idle()
    assert not shown.foot.bar.isVisible()


def test_many_groups_are_a_matter_of_arithmetic(shown, report, facts, paths_of, qtbot):
    many = replace(report, groups=tuple(group(Tier.FILE, 2 * n + 1, 2 * n + 2) for n in range(20_000)))
    listing = list_tier(Board().found(many), Tier.FILE, facts, paths_of)
    shown.show_listing(listing)
    shown.grid.go_to_group(19_999)
    assert shown.grid.current_id() == 39_999
    assert len(shown.grid.scene.visible_items()) < 20
