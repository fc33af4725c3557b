"""The cut of the tree in a person's hand: groups merge and split while the slider moves."""

from __future__ import annotations

import pytest
from hands import CTRL
from PySide6.QtCore import QPoint, Qt


def everything(hands):
    return sorted(name for names in hands.groups().values() for name in names)


def test_sliding_by_keys_merges_and_splits_before_the_persons_eyes(grouped):
    hands = grouped
    names, chosen = everything(hands), len(hands.groups())
    hands.choose_segment("methodBox", "Tree")
    slider = hands.find("similaritySlider")
    slider.setFocus()
    for _ in range(40):
        hands.key(Qt.Key.Key_PageUp, target=slider)
        if slider.value() == slider.maximum():
            break
    hands.wait(lambda: len(hands.groups().get("Unclustered", ())) > 20)
    hands.wait_for_rest()
    assert everything(hands) == names
    hands.key(Qt.Key.Key_Home, target=slider)
    hands.wait(lambda: len(hands.groups()) < chosen)
    hands.wait_for_rest()
    assert everything(hands) == names
    assert "Unclustered" not in hands.groups()


def test_pointing_at_the_curve_cuts_there_and_can_be_undone(grouped):
    hands = grouped
    before = hands.groups()
    plot = hands.find("cutPlot")
    hands.wait(plot.isVisible)
    hands.click(plot, QPoint(plot.width() * 9 // 10, plot.height() // 2))
    hands.wait(lambda: hands.groups() != before)
    hands.wait_for_rest()
    assert hands.find("methodBox").currentText() == "Tree"
    assert hands.find("similaritySlider").value() == pytest.approx(90, abs=2)
    hands.key(Qt.Key.Key_Z, CTRL, hands.grid)
    hands.wait(lambda: hands.groups() == before)
    hands.wait_for_rest()
    assert hands.find("methodBox").currentText() == "Auto"
