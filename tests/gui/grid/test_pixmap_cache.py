"""The cache keeps to its budget and throws out what was used longest ago."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPixmap

from photoclust.gui.grid.pixmap_cache import PixmapCache
from photoclust.gui.grid.thumbnail_image import ThumbnailSpec

SMALL, LARGE, ROUND = ThumbnailSpec(10), ThumbnailSpec(20), ThumbnailSpec(20, 10)
BYTES = {spec: spec.pixels**2 * 4 for spec in (SMALL, LARGE, ROUND)}


def pixmap(spec):
    result = QPixmap(spec.pixels, spec.pixels)
    result.fill("red")
    return result


def test_least_recently_used_goes_first(qapp):
    cache = PixmapCache(3 * BYTES[SMALL])
    for photo in (1, 2, 3):
        cache.put(photo, SMALL, pixmap(SMALL))
    assert cache.get(1, SMALL) is not None  # used again
    cache.put(4, SMALL, pixmap(SMALL))
    assert [photo for photo in range(1, 5) if cache.get(photo, SMALL)] == [1, 3, 4]
    assert cache.used == 3 * BYTES[SMALL]


def test_one_that_is_over_the_budget_is_kept_alone(qapp):
    cache = PixmapCache(1)
    cache.put(1, SMALL, pixmap(SMALL))
    cache.put(2, LARGE, pixmap(LARGE))
    assert cache.get(1, SMALL) is None
    assert cache.get(2, LARGE) is not None


def test_stand_in_is_the_largest_of_the_same_form(qapp):
    cache = PixmapCache(10**6)
    assert cache.stand_in(1, ThumbnailSpec(15)) is None
    cache.put(1, ROUND, pixmap(ROUND))
    assert cache.stand_in(1, ThumbnailSpec(15)) is None
    cache.put(1, LARGE, pixmap(LARGE))
    cache.put(1, SMALL, pixmap(SMALL))
    assert cache.stand_in(1, ThumbnailSpec(15)).width() == 20
    assert cache.stand_in(1, ThumbnailSpec(30, 15)).width() == 20
    assert cache.stand_in(2, ThumbnailSpec(15)) is None


def test_forget_and_clear(qapp):
    cache = PixmapCache(10**6)
    for photo in (1, 2):
        for spec in (SMALL, LARGE):
            cache.put(photo, spec, pixmap(spec))
    cache.forget([1, 99])
    assert cache.get(1, SMALL) is cache.get(1, LARGE) is cache.stand_in(1, SMALL) is None
    assert cache.used == BYTES[SMALL] + BYTES[LARGE]
    cache.clear()
    assert (len(cache), cache.used) == (0, 0)
    assert cache.stand_in(2, SMALL) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "get", "forget"]), st.integers(0, 5), st.sampled_from(list(BYTES)))
    ),
    st.integers(0, 6000),
)
def test_against_a_plain_list(qapp, steps, budget):
    cache = PixmapCache(budget)
    order: list[tuple[int, ThumbnailSpec]] = []  # least recently used first
    for action, photo, spec in steps:
        key = (photo, spec)
        if action == "put":
            cache.put(photo, spec, pixmap(spec))
            order = [*(other for other in order if other != key), key]
            while len(order) > 1 and sum(BYTES[kind] for _, kind in order) > budget:
                order.pop(0)
        elif action == "get":
            assert (cache.get(photo, spec) is not None) == (key in order)
            if key in order:
                order = [*(other for other in order if other != key), key]
        else:
            cache.forget([photo])
            order = [other for other in order if other[0] != photo]
        assert len(cache) == len(order)
        assert cache.used == sum(BYTES[kind] for _, kind in order)
