"""What removals and their undoing share: one at a time, and what a sudden end left half done is finished."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from photoclust.core.duplicates import Removal, RemovalFailure
from photoclust.core.errors import UsageError
from photoclust.core.locks import try_lock
from photoclust.library.albums import MemberPlaces
from photoclust.library.folders import is_below
from photoclust.library.offered import identity_of
from photoclust.library.session import Library
from photoclust.store.album_places import AlbumPlaces, Position
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.removal_store import RemovalStore, State, StoredFile

LOCK = "removing.lock"


@contextmanager
def alone(library: Library) -> Iterator[None]:
    """Lets nobody else move files to the trash of this library or back, in no process.

    Raises:
        UsageError: If somebody is at it.
    """
    try:
        lock = try_lock(library.directory / LOCK)
    except OSError:  # no locks here; then it is up to the person to do one thing at a time
        yield
        return
    if lock is None:
        raise UsageError("removal-underway")
    with lock:
        yield


def is_unsettled(file: StoredFile) -> bool:
    """Whether a file is on its way, or is back although nobody wrote that down."""
    return file.state is not State.GONE or (not is_in_trash(file) and identity_of(file.file) is not None)


def settle(cache: Database, albums: Database) -> None:
    """Finishes what a process left half done that came to a sudden end while it moved files.

    A file that was on its way and is at its path never went. One that is not went to the trash, though it was
    not written down any more where it lies there; its keeper takes its places in albums now. One that is back
    at its path, by the hand of the person perhaps, gets them back.

    Args:
        cache: An open cache database.
        albums: An open album database; nobody else is moving files.
    """
    store = RemovalStore(albums)
    for file in [file for number, _ in store.all() for file in store.files(number) if is_unsettled(file)]:
        if file.state is State.PLANNED:
            continue
        if file.state is State.GONE:
            note_back(cache, albums, file)
        elif os.path.lexists(file.path):
            with albums.transaction():
                store.set_state(file.id, State.PLANNED)
        else:
            note_gone(cache, albums, file, None, held_places(cache, albums, file))
    with albums.transaction():
        store.forget_planned()
    with cache.transaction():
        Catalog(cache).bump_revision()


def held_places(cache: Database, albums: Database, file: StoredFile) -> list[Position]:
    """The places in albums of a photo; a companion has none.

    Args:
        cache: An open cache database.
        albums: An open album database.
        file: The photo. It may be that the catalog has forgotten it already.
    """
    if file.main is not None:
        return []
    photo, companions, members = Catalog(cache).photo_at(file.path), Companions(cache), MemberPlaces(cache)
    own = {None} if photo is None else {photo.id}
    beside = companions.at(file.path)
    paths = [file.path, *(one.path for one in companions.of(file.path))]
    paths += [beside.main] if beside is not None else []
    return [
        place
        for place in AlbumPlaces(albums).positions(file.fingerprint, paths)
        if members.photo_of(place.member)[0] in own
    ]


def note_gone(
    cache: Database, albums: Database, file: StoredFile, place: str | None, held: Sequence[Position]
) -> None:
    """Writes down that a file went: its keeper takes its places in albums, and the catalog forgets it.

    Args:
        cache: An open cache database. Who calls says to it that the set of photos changed.
        albums: An open album database.
        file: Which.
        place: Where it lies in the trash, None if nobody knows.
        held: The places in albums that it had before it went.
    """
    with albums.transaction():
        RemovalStore(albums).set_state(file.id, State.GONE, place)
        for position in held:
            AlbumPlaces(albums).hand_on(file, position)
    with cache.transaction():
        if file.main is not None:
            Companions(cache).remove(file.path)
        elif (photo := Catalog(cache).photo_at(file.path)) is not None:
            Catalog(cache).remove_photos([photo.id])


def note_back(cache: Database, albums: Database, file: StoredFile) -> None:
    """Writes down that a file is back: the catalog knows it again, and it has its places in albums.

    Args:
        cache: An open cache database. Who calls says to it that the set of photos changed.
        albums: An open album database.
        file: Which.
    """
    catalog, companions, companion = Catalog(cache), Companions(cache), file.companion
    with cache.transaction():
        if any(is_below(file.path, folder) for folder in catalog.folders()):
            if companion is not None:
                companions.put(companion)
                companions.join(companion.main)
            elif catalog.bring_back(file.photo_id, file.file, file.fingerprint):
                companions.join(file.path)
    with albums.transaction():
        AlbumPlaces(albums).give_back(file)
        RemovalStore(albums).forget_file(file.id)


def as_removal(
    number: int, begun: str, files: Sequence[StoredFile], failures: Sequence[RemovalFailure] = ()
) -> Removal:
    """What a person is told of a removal: those of its files that are in the trash now."""
    there = [file for file in files if is_in_trash(file)]
    return Removal(
        id=number,
        when=datetime.fromisoformat(begun).astimezone(),
        count=len(there),
        size=sum(file.file.size for file in there),
        failures=tuple(failures),
    )


def is_in_trash(file: StoredFile) -> bool:
    """Whether a file is in the trash, as far as can be seen."""
    if file.state is State.PLANNED:
        return False
    return os.path.lexists(file.place) if file.place is not None else not os.path.lexists(file.path)
