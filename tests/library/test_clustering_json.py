"""How a clustering was made, as JSON that other versions write and read."""

from __future__ import annotations

import json

import pytest

from photoclust.core.grouping import Cluster, ElbowPoint, Grouping, Method, Reason
from photoclust.core.photo import PhotoId
from photoclust.library.clustering_json import (
    outcome_from_json,
    outcome_to_json,
    request_from_json,
    request_to_json,
)
from photoclust.library.grouping import GroupingRequest

REQUESTS = [
    GroupingRequest(),
    GroupingRequest(Method.KMEANS, k=7, min_size=3, seed=5),
    GroupingRequest(Method.AGGLOMERATIVE, similarity=0.4, time_weight=0.3, within=("/p/\udcff", "/q")),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_a_request_comes_back(request_: GroupingRequest) -> None:
    assert request_from_json(request_to_json(request_)) == request_


def test_what_another_version_wrote_is_passed_over() -> None:
    text = json.dumps({"method": "telepathy", "k": 4, "moon": "full", "min_size": 3, "within": "nowhere"})
    assert request_from_json(text) == GroupingRequest(k=4, min_size=3)
    assert request_from_json("[]") == GroupingRequest()


def test_an_outcome_comes_back_without_its_photos() -> None:
    whole = Grouping(
        Method.ELBOW,
        Method.KMEANS,
        4,
        None,
        (Cluster("Sea", PhotoId(1), (PhotoId(1),)),),
        (PhotoId(2),),
        (ElbowPoint(2, 8.5), ElbowPoint(3, 4.25)),
        0.25,
        reason=Reason("elbow", {"k": 4}),
    )
    back = outcome_from_json(outcome_to_json(whole))
    assert (back.method, back.chosen, back.k, back.silhouette) == (Method.ELBOW, Method.KMEANS, 4, 0.25)
    assert (back.elbow, back.reason) == (whole.elbow, whole.reason)
    assert (back.clusters, back.unclustered, back.came) == ((), (), ())


def test_an_outcome_of_which_nothing_is_known() -> None:
    assert outcome_from_json("{}").method is Method.AUTO
