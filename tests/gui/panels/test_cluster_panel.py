from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photoclust.core.grouping import (
    Cluster,
    ElbowPoint,
    Grouping,
    GroupOrder,
    Linkage,
    Method,
    PlaceScale,
    Reason,
    TimeScale,
)
from photoclust.core.photo import PhotoId
from photoclust.core.progress import Progress
from photoclust.gui.panels.cluster_panel import ClusterPanel
from photoclust.gui.panels.knobs import Knobs
from photoclust.library.blending import Blend
from photoclust.library.grouping import CutCurve, GroupingRequest

AUTO = Grouping(
    Method.AUTO,
    Method.AGGLOMERATIVE,
    k=3,
    similarity=0.42,
    clusters=(Cluster("x", PhotoId(1), (PhotoId(1), PhotoId(2))),),
    unclustered=(PhotoId(3),),
    silhouette=0.31,
    reason=Reason("apart", {"k": 3, "silhouette": 0.31, "similarity": 0.42}),
)
KMEANS_KNOBS = Knobs("kmeans", 12, 0.37, 5, Blend(0.15, TimeScale.WEEK, 0.25, PlaceScale.REGION))
CUTS = CutCurve(np.array([1.0, 0.8, 0.5, 0.0]), np.array([0, 2, 3, 1]), np.array([9, 5, 2, 0]))
CURVE = tuple(ElbowPoint(k, 100 / k) for k in range(1, 12))
ELBOW = Grouping(Method.ELBOW, Method.ELBOW, k=4, similarity=None, clusters=(), elbow=CURVE)


@pytest.fixture
def panel(qtbot, look):
    panel = ClusterPanel(look)
    qtbot.addWidget(panel)
    panel.set_photos(100, True)
    panel.resize(900, 300)
    panel.show()
    return panel


def choose(panel, method):
    panel.method.choose(method.value)


def test_each_method_shows_its_own_knob(panel):
    shown = {}
    for method in Method:
        choose(panel, method)
        shown[method] = (panel.similarity.isVisible(), panel.k.isVisible(), panel.plot.isVisible())
    assert shown == {
        Method.AUTO: (False, False, False),
        Method.AGGLOMERATIVE: (True, False, False),
        Method.KMEANS: (False, True, False),
        Method.ELBOW: (False, False, False),
    }


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.AUTO, GroupingRequest(Method.AUTO, time_weight=0.3, min_size=4)),
        (
            Method.AGGLOMERATIVE,
            GroupingRequest(Method.AGGLOMERATIVE, similarity=0.55, time_weight=0.3, min_size=4),
        ),
        (Method.KMEANS, GroupingRequest(Method.KMEANS, k=7, time_weight=0.3, min_size=4)),
        (Method.ELBOW, GroupingRequest(Method.ELBOW, time_weight=0.3, min_size=4)),
    ],
)
def test_the_request_carries_what_its_method_needs(panel, qtbot, method, expected):
    panel.set_knobs(Knobs(method.value, 7, 0.55, 4, Blend(0.3)))
    with qtbot.waitSignal(panel.requested) as requested:
        qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    assert requested.args == [expected]


def test_knobs_come_back_as_they_were(panel, qtbot):
    with qtbot.assertNotEmitted(panel.requested):
        panel.set_knobs(KMEANS_KNOBS)
    assert panel.knobs() == KMEANS_KNOBS


def test_an_unknown_method_in_the_settings_is_auto(panel):
    panel.set_knobs(replace(KMEANS_KNOBS, method="magic"))
    assert panel.request().method is Method.AUTO


def test_the_folder_limits_the_request(panel):
    panel.set_within(("/a",))
    assert panel.request().within == ("/a",)


def test_more_groups_than_photos_can_not_be_asked_for(panel):
    panel.set_photos(5, False)
    assert panel.k.maximum() == 5
    panel.set_photos(0, False)
    assert not panel.go.isEnabled()


def test_auto_says_what_it_chose(panel):
    panel.show_grouping(AUTO, panel.request())
    assert panel.summary.text() == (
        "1 group · 1 photo in none · Cut at similarity 0.42, where the groups stand apart best"
        " · silhouette 0.31"
    )
    choose(panel, Method.AGGLOMERATIVE)
    assert panel.request().similarity == pytest.approx(0.42), "the slider starts where auto cut"


def test_the_slider_regroups_by_itself_once_it_rests(panel, qtbot):
    requests = []
    panel.requested.connect(requests.append)
    choose(panel, Method.AGGLOMERATIVE)
    panel.show_grouping(AUTO, panel.request())
    for value in range(43, 60):
        panel.similarity.slider.setValue(value)
    assert panel.similarity.value_words.text() == "Similarity 0.59"
    qtbot.waitUntil(lambda: bool(requests))
    assert [request.similarity for request in requests] == [0.59]


def test_the_slider_waits_for_a_first_grouping_of_its_method(panel, qtbot):
    choose(panel, Method.AGGLOMERATIVE)
    with qtbot.assertNotEmitted(panel.requested), qtbot.waitSignal(panel.similarity.settled):
        panel.similarity.slider.setValue(70)


def test_work_under_way_can_be_stopped(panel, qtbot):
    panel.show_running()
    panel.show_running(Progress(1, 4))
    assert panel.summary.text() == "Grouping… 25 %"
    with qtbot.waitSignal(panel.stopRequested):
        qtbot.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    panel.show_idle()
    assert not panel.stop.isVisible()


def test_the_curve_is_shown_with_what_was_chosen(panel):
    choose(panel, Method.ELBOW)
    panel.show_grouping(ELBOW, panel.request())
    assert panel.plot.isVisible()
    assert panel.plot.points == CURVE
    assert panel.plot.chosen == 4
    choose(panel, Method.AUTO)
    assert not panel.plot.isVisible()


def test_everything_wraps_in_a_narrow_window(panel):
    choose(panel, Method.AGGLOMERATIVE)
    wide = panel.heightForWidth(1100)
    assert panel.heightForWidth(420) > wide
    panel.resize(420, panel.heightForWidth(420))
    for knob in (panel.go, panel.blend.time_knob, panel.blend.place_knob):
        assert knob.geometry().right() <= 420


def test_every_control_can_be_reached_by_keyboard(panel, qtbot):
    choose(panel, Method.KMEANS)
    panel.activateWindow()
    panel.method.setFocus()
    reached = []
    panel.blend.show_blend(Blend(0.2, place_weight=0.2))
    for _ in range(10):
        reached.append(panel.focusWidget().objectName())
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
    assert [name for name in reached if name][:8] == [
        "methodBox",
        "kSpin",
        "timeWeightSlider",
        "timeScaleBox",
        "placeWeightSlider",
        "placeScaleBox",
        "minSizeSpin",
        "clusterButton",
    ]


def test_groups_of_a_library_that_grows_say_so(panel):
    panel.show_more_coming(True)
    assert panel.summary.text() == "", "there are no groups yet"
    panel.show_running()
    panel.show_more_coming(False)
    panel.show_more_coming(True)
    assert panel.summary.text() == "Grouping…"
    panel.show_grouping(AUTO, panel.request())
    assert panel.summary.text().endswith(" · more photos are coming in")
    panel.show_more_coming(False)
    assert "coming" not in panel.summary.text()
    assert panel.summary.text()


def test_the_cut_follows_the_hand_where_there_is_a_tree(panel, qtbot):
    panel.show_grouping(AUTO, panel.request())
    drafts, requests = [], []
    panel.slid.connect(drafts.append)
    panel.requested.connect(requests.append)
    choose(panel, Method.AGGLOMERATIVE)
    for value in (50, 51):
        panel.similarity.slider.setValue(value)
    assert [draft.similarity for draft in drafts] == [0.5, 0.51]
    qtbot.waitUntil(lambda: bool(requests))
    assert [request.similarity for request in requests] == [0.51]


def test_without_a_tree_nothing_follows(panel, qtbot):
    choose(panel, Method.AGGLOMERATIVE)
    with qtbot.assertNotEmitted(panel.slid):
        panel.similarity.slider.setValue(50)


def test_pointing_at_the_curve_moves_the_slider_and_takes_the_cut_in_hand(panel, qtbot):
    panel.show_grouping(AUTO, panel.request())
    assert not panel.cuts.isVisible()
    panel.show_curve(CUTS)
    assert panel.cuts.isVisible()
    assert (panel.cuts.cut, panel.cuts.suggested) == (0.42, 0.42)
    with qtbot.waitSignal(panel.slid) as slid:
        qtbot.mousePress(panel.cuts, Qt.MouseButton.LeftButton, pos=panel.cuts.rect().center())
    assert slid.args[0].method is Method.AGGLOMERATIVE
    assert slid.args[0].similarity == pytest.approx(0.5, abs=0.02)


def test_orders_act_at_once_and_the_linkage_when_asked(panel, qtbot):
    panel.show_grouping(AUTO, panel.request())
    with qtbot.waitSignal(panel.requested) as requested:
        panel.orders.groups.setCurrentIndex(1)
    assert requested.args[0].group_order is GroupOrder.TIME
    choose(panel, Method.AGGLOMERATIVE)
    with qtbot.assertNotEmitted(panel.requested), qtbot.waitSignal(panel.knobsChanged) as turned:
        panel.orders.linkage.setCurrentIndex(1)
    assert turned.args[0].linkage is Linkage.WARD


def test_a_draft_is_said_in_passing(panel):
    panel.show_grouping(AUTO, panel.request())
    panel.show_draft(replace(AUTO, method=Method.AGGLOMERATIVE, similarity=0.6, silhouette=None, draft=True))
    assert panel.summary.text() == "1 group · 1 photo in none"
    assert panel.cuts.cut == 0.6
