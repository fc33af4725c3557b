from dataclasses import replace

import pytest

from photoclust.core.grouping import Cluster, Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.gui.panels.groups_line import GroupsLine
from photoclust.library.clustering import Clustering
from photoclust.library.grouping import GroupingRequest

GROUPS = tuple(Cluster(f"G{n}", PhotoId(n), (PhotoId(n),), key=n) for n in (1, 2, 3))
PLAIN = Clustering(GroupingRequest(), Grouping(Method.AUTO, Method.AGGLOMERATIVE, 3, 0.4, GROUPS, came=()))


def hidden(count):
    groups = tuple(replace(group, hidden=place < count) for place, group in enumerate(GROUPS))
    return replace(PLAIN, grouping=replace(PLAIN.grouping, clusters=groups))


@pytest.fixture
def line(qtbot):
    line = GroupsLine()
    qtbot.addWidget(line)
    line.show_clustering(PLAIN)
    return line


def test_with_nothing_to_say_it_offers_to_save(line, qtbot):
    assert not line.note.isVisible()
    assert not line.hidden.isVisible()
    with qtbot.waitSignal(line.menuRequested):
        line.saved.click()


def test_where_it_came_from_and_what_changed_since(line):
    grouping = replace(PLAIN.grouping, came=(PhotoId(7), PhotoId(8)))
    line.show_clustering(replace(PLAIN, title="Trips", gone=1, grouping=grouping))
    assert line.note.text() == "“Trips” · 2 photos new · 1 photo gone"


def test_hidden_groups_are_shown_and_left_out_again(line, qtbot):
    line.show_clustering(hidden(2))
    assert line.hidden.text() == "2 hidden groups: show"
    with qtbot.waitSignal(line.hiddenToggled) as toggled:
        line.hidden.click()
    assert toggled.args == [True]
    assert line.hidden.text() == "2 hidden groups: leave out"
    with qtbot.waitSignal(line.hiddenToggled) as toggled:
        line.show_clustering(PLAIN)  # there are none any more
    assert toggled.args == [False]
