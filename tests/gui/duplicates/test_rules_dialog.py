"""Rules put in order, by hand and by keyboard, and kept as one word of the settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from photoclust.core.duplicates import DEFAULT_RULES, KeeperRule
from photoclust.gui.duplicates import rule_order
from photoclust.gui.duplicates.rules_dialog import RulesDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot, look):
    opened = RulesDialog(DEFAULT_RULES)
    qtbot.addWidget(opened)
    opened.open()
    return opened


def test_every_rule_has_words(dialog):
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(set(texts)) == len(KeeperRule)
    assert dialog.rules() == DEFAULT_RULES


def test_rules_move_by_keys_and_buttons_and_stop_at_the_ends(dialog, qtbot):
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, alt)
    assert dialog.rules() == DEFAULT_RULES
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down, alt)
    qtbot.mouseClick(dialog.down, LEFT)
    first, second, third, *rest = DEFAULT_RULES
    assert dialog.rules() == (second, third, first, *rest)
    qtbot.mouseClick(dialog.up, LEFT)
    assert dialog.rules() == (second, first, third, *rest)
    with qtbot.waitSignal(dialog.rulesChosen) as chosen:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert chosen.args == [(second, first, third, *rest)]


def test_the_order_as_delivered_comes_back_and_an_unchanged_one_is_no_news(dialog, qtbot):
    qtbot.mouseClick(dialog.down, LEFT)
    qtbot.mouseClick(dialog.reset, LEFT)
    with qtbot.assertNotEmitted(dialog.rulesChosen):
        qtbot.mouseClick(dialog.ok, LEFT)


def test_cancelled_it_changes_nothing(dialog, qtbot):
    qtbot.mouseClick(dialog.down, LEFT)
    with qtbot.assertNotEmitted(dialog.rulesChosen):
        qtbot.mouseClick(dialog.leave, LEFT)


@given(st.permutations(DEFAULT_RULES))
def test_any_order_survives_the_settings(rules):
    assert rule_order.from_setting(rule_order.as_setting(rules)) == tuple(rules)


@pytest.mark.parametrize(
    ("text", "first"),
    [("", KeeperRule.RAW), ("nonsense,,sharp", KeeperRule.SHARP), ("path,path", KeeperRule.PATH)],
)
def test_rules_of_another_version_are_passed_over_and_missing_ones_follow(text, first):
    rules = rule_order.from_setting(text)
    assert rules[0] is first
    assert sorted(rules) == sorted(KeeperRule)
