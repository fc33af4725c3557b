from dataclasses import replace
from datetime import datetime

from photoclust.core.briefs import Briefs
from photoclust.core.grouping import Cluster, Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.gui.sections import UNCLUSTERED_KEY, date_span, group_of, sections_of, takes_photos

BRIEFS = Briefs.of([1, 2, 3], ["", "", ""], [datetime(2021, 6, 3), datetime(2021, 6, 5), None], [0, 0, 0])
GROUPING = Grouping(
    Method.AUTO,
    Method.AGGLOMERATIVE,
    k=2,
    similarity=0.4,
    clusters=(
        Cluster("Sea", PhotoId(2), (PhotoId(2), PhotoId(1)), key=7),
        Cluster("Hill", PhotoId(3), (PhotoId(3),), key=3),
    ),
    unclustered=(PhotoId(4),),
)


def keys_and_titles(grouping, **how):
    return [(section.key, section.title) for section in sections_of(grouping, BRIEFS.spans_of, **how)]


def test_groups_in_order_and_the_rest_last(qapp):
    sections = sections_of(GROUPING, BRIEFS.spans_of)
    assert [(section.key, section.title, list(section.photo_ids)) for section in sections] == [
        (7, "Sea", [2, 1]),
        (3, "Hill", [3]),
        (UNCLUSTERED_KEY, "Unclustered", [4]),
    ]
    assert [section.cover for section in sections] == [2, 3, None]
    assert [section.subtitle for section in sections] == ["3 – 5 Jun 2021", "", ""]
    *groups, rest = sections
    for section in groups:
        assert [action.id for action in section.actions] == ["add-to-album", "split", "more"]
    assert [action.id for action in rest.actions] == ["add-to-album", "more"]


def test_no_rest_no_section(qapp):
    whole = replace(GROUPING, unclustered=())
    assert keys_and_titles(whole) == [(7, "Sea"), (3, "Hill")]


def test_what_is_suggested_follows_its_group_and_what_came_is_first(qapp):
    sea, hill = GROUPING.clusters
    offered = replace(sea, pinned=True, suggested=(PhotoId(8), PhotoId(9)))
    sections = sections_of(replace(GROUPING, clusters=(offered, hill), came=(PhotoId(5),)), BRIEFS.spans_of)
    assert [section.title for section in sections] == [
        "New",
        "Sea",
        "May belong to “Sea”",
        "Hill",
        "Unclustered",
    ]
    assert sections[1].note == "pinned"
    assert list(sections[2].photo_ids) == [8, 9]
    assert [group_of(section.key) for section in sections] == [None, 7, 7, 3, None]
    assert [takes_photos(section.key) for section in sections] == [False, True, False, True, True]
    assert len({section.key for section in sections}) == 5


def test_hidden_groups_are_shown_at_the_end_or_not_at_all(qapp):
    sea, hill = GROUPING.clusters
    grouping = replace(GROUPING, clusters=(replace(sea, hidden=True), hill))
    assert keys_and_titles(grouping) == [(3, "Hill"), (UNCLUSTERED_KEY, "Unclustered")]
    assert keys_and_titles(grouping, show_hidden=True)[-1] == (7, "Sea")


def test_photos_without_a_date_do_not_count(qapp):
    spans = BRIEFS.spans_of([[PhotoId(3), PhotoId(1)], [PhotoId(3)]])
    assert [date_span(span) for span in spans] == ["3 June 2021", ""]


def test_where_it_was_taken_stands_beside_the_dates(qapp):
    sea, hill = GROUPING.clusters
    placed = (
        replace(sea, place="Lisbon, Portugal"),
        replace(hill, name="Sintra, Portugal 2", place="Sintra, Portugal"),
    )
    sections = sections_of(replace(GROUPING, clusters=placed, unclustered=()), BRIEFS.spans_of)
    assert [section.subtitle for section in sections] == ["3 – 5 Jun 2021 · Lisbon, Portugal", ""]
