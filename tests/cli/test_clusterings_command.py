"""Clusterings that are saved, shown again and deleted on the command line; and what the window pinned."""

from __future__ import annotations

from pathlib import Path

from fixtures.program import Program

from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.library import browse, clusterings, hand
from photoclust.library.grouping import GroupingRequest
from photoclust.library.models import find_model
from photoclust.library.regrouping import regroup
from photoclust.library.session import Library


def test_saved_listed_shown_deleted(filled: Program) -> None:
    made = filled("cluster", "--k", "9", "--save", "Nine of them", "--json")
    assert made.code == 0
    (item,) = filled("clusterings", "list", "--json").json["clusterings"]
    assert list(item) == ["name", "saved"]
    assert item["name"] == "Nine of them"
    assert filled("clusterings", "show", "Nine of them", "--json").json == made.json
    assert filled("clusterings", "show", "Nine of them").out == filled("cluster", "--k", "9").out
    assert filled("clusterings", "delete", "Nine of them", "--json").json == {"deleted": "Nine of them"}
    assert filled("clusterings", "list").out == "No clusterings saved yet.\n"


def test_a_name_that_is_taken_or_unknown(filled: Program) -> None:
    filled("cluster", "--save", "Trips")
    again = filled("cluster", "--save", "Trips", "--json")
    assert (again.code, again.error["code"]) == (2, "clustering-exists")
    for action in ("show", "delete"):
        answer = filled("clusterings", action, "trips", "--json")
        assert (answer.code, answer.error["code"]) == (2, "clustering-unknown")


def test_pinned_groups_are_left_alone_where_that_is_asked_for(filled: Program, samples: Path) -> None:
    library = Library.open(filled.paths.library)
    model = find_model(filled.paths.models)
    ids = browse.ids_at(library, [str(samples / "rocket.jpg"), str(samples / "cow.jpg")])
    clustering = regroup(
        library, model, GroupingRequest(), None, on_progress=ignore_progress, cancel=CancelToken()
    )
    pair: list[PhotoId] = list(ids.values())
    clustering = hand.new_group(clustering, pair, "Odd pair")
    key = next(group.key for group in clustering.clusters if group.name == "Odd pair")
    clusterings.keep_working(library, hand.pin(clustering, [key], True))
    plain = filled("cluster", "--json").json
    assert "Odd pair" not in [cluster["name"] for cluster in plain["clusters"]]
    first, *others = filled("cluster", "--keep-pinned", "--json").json["clusters"]
    assert (first["name"], first["pinned"], sorted(first["photos"])) == ("Odd pair", True, sorted(ids))
    assert not any(cluster["pinned"] for cluster in others)
