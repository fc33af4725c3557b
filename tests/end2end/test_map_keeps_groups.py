"""The map is coloured by the groups that the person worked on, and does not make others."""

from __future__ import annotations

from photoclust.gui.places import CLUSTERS, MAP


def test_going_to_the_map_first_leaves_the_work_of_the_last_time_alone(start, person):
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    hands.window.browser.go(CLUSTERS)
    hands.wait(lambda: len(hands.groups()) >= 5)
    hands.wait_for_rest()
    hands.window.group_editor.merge([section.key for section in hands.grid.model().sections()[:3]])
    hands.wait(hands.window.changes.stack.canUndo)
    hands.wait_for_rest()
    by_hand = hands.groups()
    hands.window.browser.go(MAP)
    hands.window.close()
    again = start()
    again.wait(lambda: again.window.grouper.clustering_of(()) is not None)
    again.wait_for_rest()
    again.window.browser.go(CLUSTERS)
    again.wait(lambda: again.groups() == by_hand)
