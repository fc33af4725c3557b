from datetime import datetime

from photoclust.core.photo import Cluster, Grouping, Method, PhotoId
from photoclust.gui.sections import UNCLUSTERED_KEY, date_span, sections_of

DATES = {1: datetime(2021, 6, 3), 2: datetime(2021, 6, 5), 3: None}
GROUPING = Grouping(
    Method.AUTO,
    Method.AGGLOMERATIVE,
    k=2,
    similarity=0.4,
    clusters=(
        Cluster("Sea", PhotoId(2), (PhotoId(2), PhotoId(1))),
        Cluster("Hill", PhotoId(3), (PhotoId(3),)),
    ),
    unclustered=(PhotoId(4),),
)


def test_groups_in_order_and_the_rest_last(qapp):
    sections = sections_of(GROUPING, DATES.get)
    assert [(section.key, section.title, list(section.photo_ids)) for section in sections] == [
        (0, "Sea", [2, 1]),
        (1, "Hill", [3]),
        (UNCLUSTERED_KEY, "Unclustered", [4]),
    ]
    assert [section.cover for section in sections] == [2, 3, None]
    assert [section.subtitle for section in sections] == ["3 – 5 Jun 2021", "", ""]
    assert all([action.id for action in section.actions] == ["add-to-album", "more"] for section in sections)


def test_no_rest_no_section(qapp):
    whole = Grouping(Method.AUTO, Method.AGGLOMERATIVE, 1, 0.4, GROUPING.clusters)
    assert [section.key for section in sections_of(whole, DATES.get)] == [0, 1]


def test_photos_without_a_date_do_not_count(qapp):
    assert date_span([PhotoId(3), PhotoId(1)], DATES.get) == "3 June 2021"
    assert date_span([PhotoId(3)], DATES.get) == ""
