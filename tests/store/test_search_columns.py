from __future__ import annotations

from datetime import datetime

import numpy as np
from fixtures.catalogs import content, put

from photoclust.core.photo import Companion, CompanionKind, PhotoFile, PhotoMetadata
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.search_columns import search_columns


def test_what_is_known_of_each_photo(cache: Database) -> None:
    moment = datetime(2024, 3, 31, 2, 30)
    with cache.transaction():
        catalog = Catalog(cache)
        put(catalog, "/p/gone.jpg")
        ids = [put(catalog, "/p/b.jpg"), put(catalog, "/p/a\udcff.jpg", taken=moment)]
        metadata = PhotoMetadata(640, 480, "JPEG", camera="Canon", latitude=1.5, longitude=-2.5)
        catalog.add_content(content("/p/b.jpg"), metadata, 1)
        gone = catalog.photo_at("/p/gone.jpg")
        assert gone is not None
        catalog.remove_photos([gone.id])
        for main in ("/p/b", "/p/gone"):
            file = PhotoFile(f"{main}.NEF", 1, 1)
            Companions(cache).put(Companion(file, f"{main}.jpg", CompanionKind.RAW))
    known = search_columns(cache)
    assert known.ids.tolist() == ids
    assert known.paths == ["/p/b.jpg", "/p/a\udcff.jpg"]
    assert known.taken.astype(object).tolist() == [None, moment]
    assert known.cameras == ["Canon", ""]
    np.testing.assert_equal(known.latitude, [1.5, np.nan])
    np.testing.assert_equal(known.longitude, [-2.5, np.nan])
    assert (known.companion_ids.tolist(), known.companion_paths) == ([ids[0]], ["/p/b.NEF"])


def test_an_empty_library(cache: Database) -> None:
    known = search_columns(cache)
    assert (len(known.ids), known.paths, len(known.taken), len(known.latitude)) == (0, [], 0, 0)
    assert len(known.companion_ids) == 0
