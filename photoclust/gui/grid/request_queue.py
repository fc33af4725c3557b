"""What thumbnails are wanted, the newest wish first; shared by the GUI thread and the workers."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.thumbnail_image import ThumbnailSpec

Key = tuple[PhotoId, ThumbnailSpec]


@dataclass(frozen=True, slots=True)
class Request:
    """A wish that a worker has taken up.

    Attributes:
        number: Tells it from an earlier wish for the same.
        photo_id: Of which photo.
        spec: In which shape.
        preview_edge: 0 for the stored thumbnail, which is quick; else a sharper picture decoded from the
            original, with this long edge in pixels.
    """

    number: int
    photo_id: PhotoId
    spec: ThumbnailSpec
    preview_edge: int = 0


@dataclass(slots=True)
class _Wish:
    owner: object
    preview_edge: int


class RequestQueue:
    """A bounded stack of wishes without doubles. Stored thumbnails go before sharper pictures. Thread-safe.

    Args:
        limit: Wishes kept; the oldest are dropped. More than any screen can show at once.
    """

    def __init__(self, limit: int = 8192) -> None:
        self._limit = limit
        self._condition = threading.Condition()
        self._numbers = itertools.count(1)
        self._quick: OrderedDict[Key, _Wish] = OrderedDict()
        self._sharp: OrderedDict[Key, _Wish] = OrderedDict()
        self._under_way: dict[Key, Request] = {}
        self._closed = False

    def __len__(self) -> int:
        with self._condition:
            return len(self._quick) + len(self._sharp)

    def ask(self, photo_id: PhotoId, spec: ThumbnailSpec, owner: object, preview_edge: int = 0) -> None:
        """Puts a wish on top; one that is under way is not put again."""
        key = (photo_id, spec)
        with self._condition:
            if key in self._under_way or self._closed:
                return
            stack = self._sharp if preview_edge else self._quick
            stack[key] = _Wish(owner, preview_edge)
            stack.move_to_end(key)
            if len(stack) > self._limit:
                stack.popitem(last=False)
            self._condition.notify()

    def keep_only(self, owner: object, photo_ids: Set[PhotoId]) -> None:
        """Drops an owner's wishes for other photos than these."""
        self._drop(lambda key, wish: wish.owner is owner and key[0] not in photo_ids)

    def forget(self, photo_ids: Set[PhotoId] | None) -> None:
        """Drops all wishes for some photos (all if None), also those under way: their answer is stale."""
        self._drop(lambda key, _wish: photo_ids is None or key[0] in photo_ids)
        with self._condition:
            for key in [key for key in self._under_way if photo_ids is None or key[0] in photo_ids]:
                del self._under_way[key]

    def take(self) -> Request | None:
        """Waits for a wish and takes it; None once the queue is closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._quick or self._sharp or self._closed)
            if self._closed:
                return None
            (photo_id, spec), wish = (self._quick or self._sharp).popitem(last=True)
            request = Request(next(self._numbers), photo_id, spec, wish.preview_edge)
            self._under_way[photo_id, spec] = request
            return request

    def finish(self, request: Request) -> bool:
        """Ends a request; False if its answer is not wanted any more."""
        key = (request.photo_id, request.spec)
        with self._condition:
            if self._under_way.get(key) is not request:
                return False
            del self._under_way[key]
            return not self._closed

    def close(self) -> None:
        """Drops everything; `take` returns None from now on."""
        with self._condition:
            self._closed = True
            self._quick.clear()
            self._sharp.clear()
            self._under_way.clear()
            self._condition.notify_all()

    def _drop(self, unwanted: Callable[[Key, _Wish], bool]) -> None:
        with self._condition:
            for stack in (self._quick, self._sharp):
                for key in [key for key, wish in stack.items() if unwanted(key, wish)]:
                    del stack[key]
