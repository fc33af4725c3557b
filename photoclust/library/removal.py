"""Gets rid of photos, by way of the trash, so that all of it can be taken back, after a restart too.

Of each file three things are done in this order: it is written down that it goes; it goes; it is written
down where it lies, and its keeper takes its places in albums, in one transaction. So whenever the process
ends, at most one file is in doubt, and looking at its path tells where it is (`library.settling`).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime

from photoclust.core.duplicates import Removal, RemovalFailure, RemovalPlan
from photoclust.core.errors import CancelledError, UsageError, UserFacingError
from photoclust.core.photo import CompanionKind, PhotoFile, PhotoId
from photoclust.core.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from photoclust.library.offered import identity_of, is_readable
from photoclust.library.removal_plan import plan_removal
from photoclust.library.restoring import restore
from photoclust.library.session import Library
from photoclust.library.settling import alone, as_removal, held_places, is_unsettled, note_gone, settle
from photoclust.library.trash import SearchableTrash, Trash
from photoclust.store.album_store import StoredMember
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.removal_store import RemovalStore, State, StoredFile

__all__ = ["SearchableTrash", "Trash", "plan_removal", "removals", "remove", "restore"]


def remove(
    library: Library,
    plan: RemovalPlan,
    trash: Trash,
    *,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Removal:
    """Moves the files of a plan to the trash. What can't go stays, is listed, and the rest goes on.

    Right before a file goes, it and its keeper are looked at once more. Who cancels keeps what went so far.

    Args:
        library: Its keepers take the places in albums, and it forgets the photos.
        plan: From `plan_removal`.
        trash: Where they go.
        on_progress: Told after each file.
        cancel: Stops before the next file.

    Returns:
        What went, and what did not.

    Raises:
        UsageError: If files are being moved already.
        LibraryError: If the library can't be written; then the file in hand may be in the trash, and
            `restore` finds it.
    """
    with alone(library), library.cache() as cache, library.albums() as albums:
        settle(cache, albums)
        return _Run(library, cache, albums, trash).remove(plan, on_progress, cancel)


def removals(library: Library) -> list[Removal]:
    """Removals of which there is still something in the trash, latest first.

    Finishes what a sudden end left half done, so that albums are right whether or not anything is restored.

    Raises:
        LibraryError: If the library can't be used.
    """
    with library.albums() as albums:
        store = RemovalStore(albums)
        if any(is_unsettled(file) for number, _ in store.all() for file in store.files(number)):
            with contextlib.suppress(UsageError), alone(library), library.cache() as cache:
                settle(cache, albums)
        found = [as_removal(number, begun, store.files(number)) for number, begun in store.all()]
    return [removal for removal in found if removal.count]


class _Run:
    """One removal."""

    def __init__(self, library: Library, cache: Database, albums: Database, trash: Trash) -> None:
        self._library = library
        self._cache = cache
        self._albums = albums
        self._store = RemovalStore(albums)
        self._trash = trash
        self._keepers: dict[str, PhotoFile] = {}
        self._failures: list[RemovalFailure] = []
        self._stay: set[PhotoId] = set()

    def remove(self, plan: RemovalPlan, on_progress: ProgressCallback, cancel: CancelToken | None) -> Removal:
        begun = datetime.now(UTC).isoformat(timespec="seconds")
        with self._albums.transaction():
            number, files = self._store.begin(begun, list(self._files(plan)))
        try:
            for done, file in enumerate(files):
                if _stopped(cancel):
                    break
                self._move(file)
                on_progress(Progress(done + 1, len(files)))
        finally:
            gone = self._store.files(number)
            with self._albums.transaction():
                self._store.forget_planned()
            with self._cache.transaction():
                Catalog(self._cache).bump_revision()
            self._library.keeper.changed(self._albums)
        return as_removal(number, begun, gone, self._failures)

    def _files(self, plan: RemovalPlan) -> Iterator[StoredFile]:
        """The files of a plan as they are in the catalog, the photos before what belongs to them."""
        catalog, companions = Catalog(self._cache), Companions(self._cache)
        photos = {photo.id: photo for photo in catalog.photos([item.photo_id for item in plan.items])}
        belonging: list[StoredFile] = []
        for item in plan.items:
            photo, keeper = photos.get(item.photo_id), catalog.photo_at(item.keeper)
            companion = companions.at(item.path)
            if keeper is None or (photo is not None and keeper.id == photo.id):
                self._failures.append(RemovalFailure(item.path, "removal-keeper"))
                continue
            if photo is None or item.content not in {photo.fingerprint, None}:
                self._failures.append(RemovalFailure(item.path, "removal-changed"))
                continue
            self._keepers[keeper.path] = keeper.file
            stays = StoredMember(keeper.fingerprint, keeper.path)
            if item.path == photo.path:
                yield StoredFile(photo.file, photo.id, photo.fingerprint, None, CompanionKind.NONE, stays)
            elif companion is not None and companion.main == photo.path:
                file, main, kind = companion
                belonging.append(StoredFile(file, photo.id, photo.fingerprint, main, kind, stays))
            else:
                self._failures.append(RemovalFailure(item.path, "removal-changed"))
        yield from belonging

    def _move(self, file: StoredFile) -> None:
        if file.photo_id in self._stay:  # what belongs to a photo stays with it
            return
        objection = self._objection(file)
        if objection:
            self._keep(file, RemovalFailure(file.path, objection))
            return
        held = held_places(self._cache, self._albums, file)
        with self._albums.transaction():
            self._store.set_state(file.id, State.MOVING)
        place: str | None = None
        failure: RemovalFailure | None = None
        try:
            place = self._trash.put(file.path) or None
            if place is not None and not os.path.lexists(
                file.keeper.path
            ):  # they were one file after all, reached in two ways
                self._trash.take_out(place, file.path)
                failure = RemovalFailure(file.path, "removal-same-file")
        except UserFacingError as error:
            failure = RemovalFailure(file.path, error.code, error.values)
        if failure is not None and os.path.lexists(file.path):
            self._keep(file, failure)
            return
        note_gone(self._cache, self._albums, file, place, held)

    def _objection(self, file: StoredFile) -> str:
        """Why a file must not go just now; "" if it may."""
        keeper = self._keepers[file.keeper.path]
        stays, goes = identity_of(keeper), identity_of(file.file)
        if stays is None or not is_readable(keeper.path):
            return "removal-keeper"
        if goes is None:
            return "removal-changed"
        return "removal-same-file" if stays == goes else ""

    def _keep(self, file: StoredFile, failure: RemovalFailure) -> None:
        """Notes that a file is where it was."""
        with self._albums.transaction():
            self._store.set_state(file.id, State.PLANNED)
        self._failures.append(failure)
        if file.main is None:
            self._stay.add(file.photo_id)


def _stopped(cancel: CancelToken | None) -> bool:
    """Waits while the work is paused; says whether it was cancelled."""
    try:
        if cancel is not None:
            cancel.checkpoint()
    except CancelledError:
        return True
    return False
