"""What is looked for, as values that are refined."""

from __future__ import annotations

from datetime import date

import pytest

from photoclust.core.photo import AlbumId, PhotoId, Region
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery

ONE, TWO, THREE = PhotoId(1), PhotoId(2), PhotoId(3)
PART = Region(0, 0, 10, 10)


def test_a_query_needs_an_example() -> None:
    with pytest.raises(ValueError, match="example"):
        SimilarQuery(less=(ONE,))


def test_a_region_belongs_to_one_picture() -> None:
    assert SimilarQuery((ONE,), region=PART).region == PART
    for examples in ((ONE, TWO), ()):
        with pytest.raises(ValueError, match="one picture"):
            SimilarQuery(examples, more=(THREE,), region=PART)
    with pytest.raises(ValueError, match="one picture"):
        SimilarQuery((ONE,), ("/a.jpg",), region=PART)


def test_what_is_said_last_of_a_photo_counts() -> None:
    query = SimilarQuery((ONE,)).with_more([TWO, TWO, THREE]).with_less([TWO])
    assert (query.more, query.less) == ((THREE,), (TWO,))
    query = query.with_more([TWO])
    assert (query.more, query.less) == ((THREE, TWO), ())
    assert query.named == (ONE, THREE, TWO)


def test_examples_stay_examples() -> None:
    query = SimilarQuery((ONE,))
    assert query.with_more([ONE]) == query == query.with_less([ONE])


def test_parts_can_be_taken_away_until_no_example_is_left() -> None:
    query = SimilarQuery((ONE,), ("/a.jpg",), more=(TWO,), less=(THREE,))
    assert query.without(THREE) == SimilarQuery((ONE,), ("/a.jpg",), more=(TWO,))
    assert query.without("/a.jpg") == SimilarQuery((ONE,), more=(TWO,), less=(THREE,))
    assert SimilarQuery((ONE,), less=(THREE,)).without(ONE) is None
    assert SimilarQuery((ONE,), more=(TWO,)).without(ONE) == SimilarQuery(more=(TWO,))


def test_a_region_goes_alone_or_with_its_picture() -> None:
    query = SimilarQuery((ONE,), region=PART, more=(TWO,))
    assert query.without(PART) == SimilarQuery((ONE,), more=(TWO,))
    assert query.without(ONE) == SimilarQuery(more=(TWO,))
    assert query.without(TWO) == SimilarQuery((ONE,), region=PART)


@pytest.mark.parametrize(
    "limits",
    [
        PhotoFilter(folders=("/a",)),
        PhotoFilter(album=AlbumId(0)),
        PhotoFilter(since=date(2020, 1, 1)),
        PhotoFilter(until=date(2020, 1, 1)),
        PhotoFilter(unclustered=True),
    ],
)
def test_a_filter_is_true_when_it_limits_anything(limits: PhotoFilter) -> None:
    assert limits
    assert not EVERYTHING
    assert hash(limits) != hash(EVERYTHING)
