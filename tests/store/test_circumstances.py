from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from fixtures.catalogs import content, put

from photoclust.core.photo import PhotoMetadata
from photoclust.store.catalog import Catalog
from photoclust.store.circumstances import circumstances, has_places
from photoclust.store.database import Database

SKIPPED = datetime(2024, 3, 31, 2, 30)  # an hour that central Europe's clocks skip


def seconds(moment: datetime) -> float:
    return moment.replace(tzinfo=UTC).timestamp()


def test_time_and_place_row_by_row(cache: Database) -> None:
    with cache.transaction():
        catalog = Catalog(cache)
        ids = [
            put(catalog, "/p/a.jpg", taken=SKIPPED),
            put(catalog, "/p/b.jpg"),
            put(catalog, "/p/c.jpg", taken=SKIPPED.replace(year=1969)),
        ]
        metadata = PhotoMetadata(640, 480, "JPEG", latitude=1.5, longitude=-2.5)
        catalog.add_content(content("/p/b.jpg"), metadata, 1)
    known = circumstances(cache, np.array(ids))
    expected = [seconds(SKIPPED), np.nan, seconds(SKIPPED.replace(year=1969))]
    np.testing.assert_equal(known.taken, expected)
    np.testing.assert_equal(known.latitude, [np.nan, 1.5, np.nan])
    np.testing.assert_equal(known.longitude, [np.nan, -2.5, np.nan])


def test_copies_share_what_is_known_and_others_are_left_out(cache: Database) -> None:
    with cache.transaction():
        catalog = Catalog(cache)
        put(catalog, "/p/a.jpg", "one", taken=SKIPPED)
        copy = put(catalog, "/p/b.jpg", "one", taken=SKIPPED)
    assert circumstances(cache, np.array([copy])).taken.tolist() == [seconds(SKIPPED)]
    assert circumstances(cache, np.empty(0, np.int64)).taken.shape == (0,)


def test_whether_any_photo_has_a_place(cache: Database) -> None:
    with cache.transaction():
        catalog = Catalog(cache)
        photo = put(catalog, "/p/a.jpg")
        assert not has_places(cache)
        metadata = PhotoMetadata(640, 480, "JPEG", latitude=0.0, longitude=-2.5)
        catalog.add_content(content("/p/a.jpg"), metadata, 1)
        assert has_places(cache)
        catalog.remove_photos([photo])
        assert not has_places(cache)
