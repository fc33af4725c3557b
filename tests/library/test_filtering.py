"""Which photos a filter lets through."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from fixtures.indexed import Shelf

from photoclust.core.grouping import Method
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery
from photoclust.library import albums, browse, clusterings
from photoclust.library.clustering import Clustering
from photoclust.library.filtering import keep_passing
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.library.similar import find_similar


def stems(shelf: Shelf, limits: PhotoFilter) -> set[str]:
    ids = keep_passing(shelf.library, browse.photo_ids(shelf.library), limits)
    names = {photo_id: name.removesuffix(".jpg") for name, photo_id in shelf.ids().items()}
    return {names[photo_id] for photo_id in ids}


@pytest.fixture
def known(shelf: Shelf) -> Shelf:
    shelf.index()
    return shelf


def date_of(shelf: Shelf, name: str, taken: datetime | None) -> None:
    """Gives a photo a date, as its file would have."""
    with shelf.library.cache() as database, database.transaction():
        database.execute(
            "UPDATE contents SET taken = ? WHERE fingerprint = (SELECT fingerprint FROM photos WHERE id = ?)",
            [taken and taken.isoformat(" ", "seconds"), shelf.id_of(f"{name}.jpg")],
        )


def test_nothing_is_limited_by_nothing(known: Shelf) -> None:
    assert len(stems(known, EVERYTHING)) == 6


def test_folders(known: Shelf) -> None:
    below = known.folder / "below"
    below.mkdir()
    (known.folder / "rocket.jpg").rename(below / "rocket.jpg")
    known.index()
    ids = browse.photo_ids(known.library)
    (rocket,) = keep_passing(known.library, ids, PhotoFilter(folders=(str(below),)))
    assert browse.photos(known.library, [rocket])[0].path == str(below / "rocket.jpg")
    assert len(keep_passing(known.library, ids, PhotoFilter(folders=(str(below), str(known.folder))))) == 6
    assert keep_passing(known.library, ids, PhotoFilter(folders=("/nowhere",))) == []


def test_days_are_included_at_both_ends(known: Shelf) -> None:
    for name in ("chelsea", "dahlia", "horses", "kitten", "rocket", "chelsea-mirrored"):
        date_of(known, name, None)
    date_of(known, "chelsea", datetime(2020, 5, 1, 0, 0, 0))
    date_of(known, "dahlia", datetime(2020, 5, 3, 23, 59, 59))
    date_of(known, "kitten", datetime(2020, 5, 4, 0, 0, 0))
    first, third = date(2020, 5, 1), date(2020, 5, 3)
    assert stems(known, PhotoFilter(since=first, until=third)) == {"chelsea", "dahlia"}
    assert stems(known, PhotoFilter(since=date(2020, 5, 2))) == {"dahlia", "kitten"}
    assert stems(known, PhotoFilter(until=first)) == {"chelsea"}
    assert len(stems(known, PhotoFilter(since=date.min, until=date.max))) == 3


def test_an_album(known: Shelf) -> None:
    album = albums.create_album(
        known.library, "Cats", [known.id_of("kitten.jpg"), known.id_of("chelsea.jpg")]
    )
    assert stems(known, PhotoFilter(album=album.id)) == {"kitten", "chelsea"}
    albums.delete_album(known.library, album.id)
    assert stems(known, PhotoFilter(album=album.id)) == set()


def test_unclustered(known: Shelf) -> None:
    assert len(stems(known, PhotoFilter(unclustered=True))) == 6  # nothing was grouped yet
    request = GroupingRequest(Method.AGGLOMERATIVE, k=5)
    grouping = make_groups(
        known.library, known.model, request, on_progress=ignore_progress, cancel=CancelToken()
    )
    clusterings.keep_working(known.library, Clustering(request, grouping))
    assert stems(known, PhotoFilter(unclustered=True)) == {"dahlia", "horses", "kitten", "rocket"}
    some = [known.id_of("rocket.jpg"), known.id_of("chelsea.jpg")]
    album = albums.create_album(known.library, "A", some)
    assert stems(known, PhotoFilter(unclustered=True, album=album.id)) == {"rocket"}


def test_look_alikes_are_limited_and_scored_as_without(known: Shelf) -> None:
    query = SimilarQuery.of_photos([known.id_of("kitten.jpg")])
    everything = find_similar(known.library, known.model, query)
    album = albums.create_album(known.library, "A", [known.id_of("rocket.jpg"), known.id_of("kitten.jpg")])
    limited = find_similar(known.library, known.model, query, limits=PhotoFilter(album=album.id))
    assert limited.ids.tolist() == [known.id_of("rocket.jpg")]
    scores = dict(zip(everything.ids.tolist(), everything.scores.tolist(), strict=True))
    assert limited.scores[0] == pytest.approx(scores[known.id_of("rocket.jpg")], abs=1e-6)
    assert PhotoId(known.id_of("kitten.jpg")) in limited.examples
