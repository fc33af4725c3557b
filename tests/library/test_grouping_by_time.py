"""Capture time as a part of likeness."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import same_look_other_content

from photoclust.core.grouping import Grouping, Method, TimeScale
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.store.catalog import Catalog
from photoclust.store.circumstances import circumstances

PHOTOS = 8


def group(shelf: Shelf, weight: float, **request: object) -> Grouping:
    return make_groups(
        shelf.library,
        shelf.model,
        GroupingRequest(time_weight=weight, min_size=1, **request),  # type: ignore[arg-type]
        on_progress=ignore_progress,
        cancel=CancelToken(),
    )


def set_dates(shelf: Shelf, dates: dict[PhotoId, datetime]) -> None:
    with shelf.library.cache() as database:
        for photo_id, moment in dates.items():
            database.execute(
                "UPDATE contents SET taken = ? "
                "WHERE fingerprint = (SELECT fingerprint FROM photos WHERE id = ?)",
                [moment.isoformat(" "), photo_id],
            )
        Catalog(database).bump_revision()


@pytest.fixture
def scene(shelf: Shelf) -> list[PhotoId]:
    """Photos that look exactly alike."""
    content = (shelf.folder / "kitten.jpg").read_bytes()
    for path in shelf.folder.iterdir():
        path.unlink()
    for number in range(PHOTOS):
        (shelf.folder / f"{number}.jpg").write_bytes(same_look_other_content(content, number))
    shelf.index()
    return [shelf.id_of(f"{number}.jpg") for number in range(PHOTOS)]


def test_weight_on_time_parts_what_looks_alike(shelf: Shelf, scene: list[PhotoId]) -> None:
    odd, even = set(scene[1::2]), set(scene[::2])
    noon = datetime(2024, 7, 1, 12)
    dates = {photo_id: noon + timedelta(days=number % 2) for number, photo_id in enumerate(scene)}
    set_dates(shelf, dates)
    grouping = group(shelf, 0.5, method=Method.AGGLOMERATIVE, k=2)
    assert {frozenset(cluster.photo_ids) for cluster in grouping.clusters} == {
        frozenset(odd),
        frozenset(even),
    }


def test_photos_without_a_date_are_grouped_all_the_same(indexed: Shelf) -> None:
    grouping = group(indexed, 0.5)
    assert len({photo_id for cluster in grouping.clusters for photo_id in cluster.photo_ids}) == 41


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone can't be set here")
@pytest.mark.usefixtures("berlin")
def test_the_cameras_clock_knows_no_summer_time(shelf: Shelf, scene: list[PhotoId]) -> None:
    """Two pictures two hours apart are two hours apart, wherever the computer stands."""
    moments = [datetime(2024, 3, 31, 1, 30), datetime(2024, 3, 31, 3, 30), datetime(1911, 1, 1)]
    set_dates(shelf, dict(zip(scene, moments, strict=False)))
    with shelf.library.cache() as database:
        first, second, old, *undated = circumstances(database, np.array(scene, np.int64)).taken
    assert second - first == 2 * 3600
    assert first - old == (moments[0] - moments[2]).total_seconds()
    assert np.isnan(undated).all()


def test_the_scale_says_what_is_near(shelf: Shelf, scene: list[PhotoId]) -> None:
    noon = datetime(2024, 7, 1, 12)
    set_dates(shelf, {photo_id: noon + timedelta(days=3 * number) for number, photo_id in enumerate(scene)})
    cut: dict[str, object] = {"method": Method.AGGLOMERATIVE, "similarity": 0.7}
    days = group(shelf, 0.5, time_scale=TimeScale.DAY, **cut)
    season = group(shelf, 0.5, time_scale=TimeScale.SEASON, **cut)
    assert (len(days.clusters), len(season.clusters)) == (PHOTOS, 1)


def test_weight_on_places_parts_what_looks_alike(shelf: Shelf, scene: list[PhotoId]) -> None:
    with shelf.library.cache() as database:
        for number, photo_id in enumerate(scene):
            database.execute(
                "UPDATE contents SET latitude = ?, longitude = ? "
                "WHERE fingerprint = (SELECT fingerprint FROM photos WHERE id = ?)",
                [38.71 if number % 2 else 41.15, -9.13 if number % 2 else -8.61, photo_id],
            )
    grouping = group(shelf, 0.0, place_weight=0.5, method=Method.AGGLOMERATIVE, k=2)
    assert {frozenset(cluster.photo_ids) for cluster in grouping.clusters} == {
        frozenset(scene[1::2]),
        frozenset(scene[::2]),
    }


def burst_cut(shelf: Shelf, similarity: float) -> list[frozenset[PhotoId]]:
    grouping = group(shelf, 0.0, method=Method.AGGLOMERATIVE, similarity=similarity)
    return [frozenset(cluster.photo_ids) for cluster in grouping.clusters]


def test_a_burst_stays_in_one_group(shelf: Shelf) -> None:
    """Mirrored, the cat is near to itself; a second apart, it is a burst however high the cut."""
    shelf.index()
    burst = {shelf.id_of("chelsea.jpg"), shelf.id_of("chelsea-mirrored.jpg")}
    assert not any(burst <= cluster for cluster in burst_cut(shelf, 1.0))
    set_dates(shelf, {photo: datetime(2024, 7, 1, 12, 0, second) for second, photo in enumerate(burst)})
    assert any(burst <= cluster for cluster in burst_cut(shelf, 1.0))


def test_as_many_groups_as_were_asked_for_even_of_bursts(shelf: Shelf, scene: list[PhotoId]) -> None:
    set_dates(shelf, dict.fromkeys(scene, datetime(2024, 7, 1, 12)))
    grouping = group(shelf, 0.0, method=Method.AGGLOMERATIVE, k=PHOTOS)
    assert len(grouping.clusters) == PHOTOS
