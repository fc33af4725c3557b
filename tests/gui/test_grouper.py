import pytest

from photoclust.core.grouping import Method
from photoclust.gui.grouper import Grouper, members_of
from photoclust.library.grouping import GroupingRequest


@pytest.fixture
def grouper(session):
    return Grouper(session)


@pytest.mark.parametrize(
    "request_",
    [
        GroupingRequest(Method.AUTO),
        GroupingRequest(Method.AGGLOMERATIVE, similarity=0.3),
        GroupingRequest(Method.KMEANS, k=8),
        GroupingRequest(Method.ELBOW),
    ],
    ids=lambda request: request.method.value,
)
def test_every_photo_is_in_one_group_or_in_none(grouper, session, request_, qtbot):
    with qtbot.waitSignals([grouper.started, grouper.countsChanged, grouper.grouped], timeout=30_000):
        grouper.group(request_)
    grouping = grouper.grouping_of(())
    members = members_of(grouping)
    assert len(members) == len(set(members)) == 41
    assert all(session.paths_of(members))
    assert bool(grouping.elbow) == (request_.method is Method.ELBOW)


def test_a_newer_request_replaces_the_older(grouper, qtbot):
    answers = []
    grouper.grouped.connect(lambda _grouping, request: answers.append(request))
    for similarity in (0.2, 0.3, 0.4):
        grouper.group(GroupingRequest(Method.AGGLOMERATIVE, similarity=similarity))
    qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
    assert [request.similarity for request in answers] == [0.4]


def test_stopping_keeps_the_last_grouping(grouper, qtbot):
    grouper.group(GroupingRequest())
    qtbot.waitSignal(grouper.grouped, timeout=15_000).wait()
    before = grouper.grouping_of(())
    grouper.group(GroupingRequest(Method.ELBOW))
    with qtbot.waitSignal(grouper.stopped):
        grouper.stop()
    assert grouper.grouping_of(()) is before
    with qtbot.assertNotEmitted(grouper.stopped):
        grouper.stop()


def test_what_can_not_be_done_is_told(grouper, session, qtbot):
    with qtbot.waitSignals([grouper.stopped, session.failed], timeout=15_000):
        grouper.group(GroupingRequest(Method.KMEANS, k=10_000))


def test_another_model_makes_the_groups_void(grouper, session, qtbot):
    grouper.group(GroupingRequest())
    qtbot.waitSignal(grouper.grouped, timeout=15_000).wait()
    with qtbot.waitSignal(grouper.countsChanged) as counts:
        session.use_model("efficientnet_lite2")
    assert counts.args == [None, None]
    assert grouper.grouping_of(()) is None


def test_a_draft_shows_a_cut_and_keeps_nothing(grouper, qtbot):
    with qtbot.waitSignal(grouper.curved, timeout=15_000) as curved:
        grouper.group(GroupingRequest())
    curve = curved.args[0]
    assert (curve.groups[0], curve.unclustered[-1]) == (0, 0)
    before = grouper.grouping_of(())
    request = GroupingRequest(Method.AGGLOMERATIVE, similarity=0.6)
    with qtbot.waitSignal(grouper.drafted, timeout=15_000) as drafted, qtbot.assertNotEmitted(grouper.made):
        grouper.draft(request)
    draft, answered = drafted.args
    assert (answered, draft.draft, draft.similarity) == (request, True, 0.6)
    assert sorted(members_of(draft)) == sorted(members_of(before))
    assert grouper.grouping_of(()) is before


def test_a_newer_draft_replaces_the_older(grouper, qtbot):
    with qtbot.waitSignal(grouper.grouped, timeout=15_000):
        grouper.group(GroupingRequest())
    shown = []
    grouper.drafted.connect(lambda draft, _request: shown.append(draft.similarity))
    for similarity in (0.2, 0.3, 0.4):
        grouper.draft(GroupingRequest(Method.AGGLOMERATIVE, similarity=similarity))
    qtbot.waitUntil(lambda: bool(shown), timeout=15_000)
    assert shown == [0.4]
