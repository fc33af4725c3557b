import numpy as np
import pytest

from photoclust.gui.grouper import Grouper
from photoclust.gui.mapper import LANE, Mapper
from photoclust.library import mapping
from photoclust.library.grouping import GroupingRequest


@pytest.fixture
def mapper(session):
    return Mapper(session)


def test_the_map_is_made_once_and_told_every_time(mapper, session, qtbot):
    with qtbot.waitSignals([mapper.started, mapper.progressed, mapper.mapped], timeout=60_000):
        mapper.want()
    with qtbot.assertNotEmitted(mapper.progressed), qtbot.waitSignal(mapper.mapped, timeout=60_000) as told:
        mapper.want()
    assert len(told.args[0]) == 41
    assert all(session.paths_of(told.args[0].ids.tolist()))


def test_who_wants_it_while_it_is_made_gets_it_once_more(mapper, qtbot):
    made = []
    mapper.mapped.connect(made.append)
    mapper.want()
    mapper.want()
    mapper.want()
    qtbot.waitUntil(lambda: len(made) == 2, timeout=60_000)
    assert np.array_equal(made[0].points, made[1].points)


def test_it_can_be_paused_and_stopped(mapper, session, qtbot, monkeypatch):
    monkeypatch.setattr(mapping, "project", endless)
    with qtbot.waitSignal(mapper.progressed, timeout=60_000):
        mapper.want()
    mapper.pause(True)
    qtbot.wait(150)
    with qtbot.assertNotEmitted(mapper.progressed, wait=300):
        pass
    with qtbot.waitSignal(mapper.progressed, timeout=10_000):
        mapper.pause(False)
    with qtbot.waitSignal(mapper.stopped):
        mapper.stop()
    assert not session.background.busy(LANE)
    with qtbot.assertNotEmitted(mapper.stopped):
        mapper.stop()


def endless(vectors, *, checkpoint, on_layout):
    import time

    for step in range(100_000):
        checkpoint()
        on_layout(step / 100_000, np.zeros((len(vectors), 2), np.float32))
        time.sleep(0.01)


def test_groups_that_come_before_or_after_colour_it(mapper, session, qtbot):
    grouper = Grouper(session)
    grouper.grouped.connect(lambda grouping, _request: mapper.colour(grouping))
    with qtbot.waitSignal(grouper.grouped, timeout=60_000):
        grouper.group(GroupingRequest())
    with qtbot.waitSignal(mapper.coloured, timeout=60_000) as coloured:
        mapper.want()
    assert len(coloured.args[0].colors) == 41
    assert coloured.args[0].labels
    with qtbot.waitSignal(mapper.coloured, timeout=60_000):
        grouper.group(GroupingRequest(min_size=3))


def test_what_can_not_be_done_is_told(mapper, session, qtbot):
    session.use_model("no-such-model")
    with qtbot.waitSignals([mapper.stopped, session.failed], timeout=60_000):
        mapper.want()
