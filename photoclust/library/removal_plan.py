"""What getting rid of some photos would do, for a person to read before anything happens."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from photoclust.core.duplicates import RemovalItem, RemovalPlan
from photoclust.core.photo import Fingerprint, Photo, PhotoId
from photoclust.library.albums import list_albums
from photoclust.library.offered import Identity, Whereabouts, identity_of, is_readable
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database


def plan_removal(
    library: Library,
    choices: Sequence[tuple[PhotoId, Sequence[PhotoId]]],
    *,
    seen: Mapping[PhotoId, Fingerprint] | None = None,
) -> RemovalPlan:
    """Plans which files would go: photos, and the RAW files and films that belong to them.

    Args:
        library: Read only.
        choices: A photo to keep, and those that shall go for it; one that is kept anywhere goes nowhere.
        seen: `DuplicateReport.contents`: what the photos were when the person saw them. One that is another
            picture by now neither goes nor stays for others.

    Returns:
        The plan; what must not go is left out with a reason, a code of `core.errors.SENTENCES`.

    Raises:
        LibraryError: If the library can't be read.
    """
    names: dict[PhotoId, list[str]] = {}
    for album in list_albums(library):
        for photo_id in album.photo_ids:
            names.setdefault(photo_id, []).append(album.name)
    with library.cache() as cache:
        return _Planner(cache, names, choices, seen or {}).plan()


class _Planner:
    def __init__(
        self,
        cache: Database,
        names: dict[PhotoId, list[str]],
        choices: Sequence[tuple[PhotoId, Sequence[PhotoId]]],
        seen: Mapping[PhotoId, Fingerprint],
    ) -> None:
        catalog = Catalog(cache)
        ids = dict.fromkeys(one for keep, gone in choices for one in (keep, *gone))
        self._photos = {photo.id: photo for photo in catalog.photos(list(ids))}
        self._companions = Companions(cache)
        self._places = Whereabouts(catalog)
        self._names = names
        self._choices = choices
        self._seen = seen
        self._kept = {keep for keep, _ in choices}
        self._items: list[RemovalItem] = []
        self._left_out: list[tuple[str, str]] = []

    def plan(self) -> RemovalPlan:
        seen: set[PhotoId] = set()
        for keep, gone in self._choices:
            keeper = self._photos.get(keep)
            for photo in self._known(gone):
                if photo.id in seen:
                    continue
                seen.add(photo.id)
                code = self._objection(photo, keeper)
                if code or keeper is None:
                    self._left_out.append((photo.path, code))
                else:
                    self._add(photo, keeper)
        self._items.sort(key=lambda item: (os.fsencode(item.keeper), os.fsencode(item.path)))
        return RemovalPlan(tuple(self._items), tuple(self._left_out))

    def _known(self, ids: Sequence[PhotoId]) -> Iterator[Photo]:
        return (self._photos[photo_id] for photo_id in ids if photo_id in self._photos)

    def _objection(self, photo: Photo, keeper: Photo | None) -> str:
        """Why a photo must not go; "" if it may."""
        if photo.id in self._kept:
            return "removal-kept"
        if self._places.offline(photo.path):
            return "removal-offline"
        if self._places.outside(photo.path):
            return "removal-outside"
        identity, stays = self._identity(photo), self._identity(keeper)
        if identity is None:
            return "removal-changed"
        if keeper is None or stays is None or not is_readable(keeper.path):
            return "removal-keeper"
        return "removal-same-file" if identity == stays else ""

    def _identity(self, photo: Photo | None) -> Identity | None:
        """Names the file of a photo; None if it is not what the person saw."""
        if photo is None or self._seen.get(photo.id, photo.fingerprint) != photo.fingerprint:
            return None
        return identity_of(photo.file)

    def _add(self, photo: Photo, keeper: Photo) -> None:
        names = tuple(self._names.get(photo.id, ()))
        stays, content = keeper.path, photo.fingerprint
        self._items.append(RemovalItem(photo.path, photo.file.size, photo.id, stays, names, content))
        for companion in self._companions.of(photo.path):
            if identity_of(companion.file) is None:
                self._left_out.append((companion.path, "removal-changed"))
            else:
                self._items.append(
                    RemovalItem(companion.path, companion.file.size, photo.id, stays, (), content)
                )
