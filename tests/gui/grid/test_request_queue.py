"""The newest wish is served first, once, and only while somebody wants it."""

import threading

from photoclust.gui.grid.request_queue import RequestQueue
from photoclust.gui.grid.thumbnail_image import ThumbnailSpec

SPEC, OTHER = ThumbnailSpec(10), ThumbnailSpec(20)


def taken(queue):
    """Everything that is in the queue, in the order it is served."""
    return [queue.take() for _ in range(len(queue))]


def photos(requests):
    return [request.photo_id for request in requests]


def test_last_asked_first_served():
    queue = RequestQueue()
    for photo in (1, 2, 3):
        queue.ask(photo, SPEC, None)
    queue.ask(1, SPEC, None)  # asked again: on top again
    assert photos(taken(queue)) == [1, 3, 2]


def test_stored_thumbnails_go_before_previews():
    queue = RequestQueue()
    queue.ask(1, SPEC, None)
    queue.ask(2, SPEC, None, preview_edge=900)
    queue.ask(3, SPEC, None)
    requests = taken(queue)
    assert photos(requests) == [3, 1, 2]
    assert [request.preview_edge for request in requests] == [0, 0, 900]


def test_what_is_under_way_is_not_queued_again():
    queue = RequestQueue()
    queue.ask(1, SPEC, None)
    request = queue.take()
    queue.ask(1, SPEC, None)
    queue.ask(1, OTHER, None)
    assert len(queue) == 1
    assert queue.finish(request)
    queue.ask(1, SPEC, None)
    assert len(queue) == 2


def test_oldest_fall_out():
    queue = RequestQueue(limit=2)
    for photo in (1, 2, 3):
        queue.ask(photo, SPEC, None)
    assert photos(taken(queue)) == [3, 2]


def test_owner_keeps_only_what_it_sees():
    queue = RequestQueue()
    grid, strip = object(), object()
    for photo in (1, 2, 3):
        queue.ask(photo, SPEC, grid)
        queue.ask(photo, OTHER, strip)
    queue.ask(4, SPEC, grid, preview_edge=900)
    queue.keep_only(grid, {2})
    assert [(request.photo_id, request.spec) for request in taken(queue)] == [
        (3, OTHER),
        (2, OTHER),
        (2, SPEC),
        (1, OTHER),
    ]


def test_forgotten_answers_are_not_wanted():
    queue = RequestQueue()
    for photo in (1, 2, 3):
        queue.ask(photo, SPEC, None)
    third, second = queue.take(), queue.take()
    queue.forget({1, 3})
    assert len(queue) == 0
    assert not queue.finish(third)
    assert queue.finish(second)
    assert not queue.finish(second)


def test_forgotten_photo_can_be_asked_for_again_while_the_old_answer_is_under_way():
    queue = RequestQueue()
    queue.ask(1, SPEC, None)
    old = queue.take()
    queue.forget(None)
    queue.ask(1, SPEC, None)
    new = queue.take()
    assert not queue.finish(old)
    assert queue.finish(new)


def test_take_waits_and_close_wakes():
    queue = RequestQueue()
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(queue.take())) for _ in range(3)]
    for thread in threads:
        thread.start()
    queue.ask(1, SPEC, None)
    queue.close()
    for thread in threads:
        thread.join(5)
    assert len(seen) == 3
    assert seen.count(None) >= 2
    queue.ask(2, SPEC, None)
    assert queue.take() is None
