"""What the window keeps in memory of the photos it has listed; filled by workers, read by the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photoclust.core.briefs import Briefs, ascending
from photoclust.core.photo import PhotoId

Read = Callable[[NDArray[np.int64]], Briefs]


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """One state of the book.

    Attributes:
        briefs: Of all photos that were ever listed.
        fresh: Whose were read since the catalog changed; ascending int64.
        edition: How often it changed.
    """

    briefs: Briefs
    fresh: NDArray[np.int64]
    edition: int


class PhotoBook:
    """Briefs of photos. A worker makes the next page beside the one that is read, and turns it in one step.

    So the window neither copies what came nor waits for a lock while that is put together.
    """

    def __init__(self) -> None:
        self._turning = threading.Lock()  # held to compare and to assign, no longer
        self._page = _Page(Briefs.of([], [], [], []), np.empty(0, np.int64), 0)

    @property
    def briefs(self) -> Briefs:
        """All that is known now."""
        return self._page.briefs

    @property
    def edition(self) -> int:
        """Which state of the catalog is the newest."""
        return self._page.edition

    def forget(self) -> None:
        """The catalog changed: everything is to be read again, and known as it was until then."""
        with self._turning:
            edition = self._page.edition + 1
            self._page = replace(self._page, fresh=np.empty(0, np.int64), edition=edition)

    def learn(self, ids: Iterable[PhotoId], read: Read, edition: int) -> None:
        """Reads what is not known of some photos. Off the GUI thread.

        Args:
            ids: The photos.
            read: Gives the briefs of photos, without those that are no more.
            edition: As it was before anything was read for whom these photos are: what comes late is
                read again by the next.
        """
        known = self._page.fresh if self._page.edition == edition else np.empty(0, np.int64)
        unknown = ascending(ids)
        unknown = unknown[~np.isin(unknown, known)]
        if not len(unknown):
            return
        found = read(unknown)
        while not self._turn(found, edition):
            pass  # somebody else turned a page meanwhile

    def _turn(self, found: Briefs, edition: int) -> bool:
        now = self._page
        if now.edition == edition:
            fresh = ascending(np.concatenate([now.fresh, found.ids]))
            new = replace(now, briefs=now.briefs.updated(found), fresh=fresh)
        else:  # read before the catalog changed: no news for whoever read it since
            new = replace(now, briefs=now.briefs.updated(found.without(now.fresh)))
        with self._turning:
            if self._page is now:
                self._page = new
                return True
        return False
