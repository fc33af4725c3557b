"""Albums: named sets of photos that follow their photos wherever the files go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoclust.core.errors import UsageError
from photoclust.core.photo import Album, AlbumId, AlbumMember, Fingerprint, Photo, PhotoId
from photoclust.library.session import Library
from photoclust.store.album_store import AlbumStore, StoredAlbum, StoredMember
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database


@dataclass(frozen=True, slots=True)
class DeletedAlbum:
    """All of a deleted album, so that it can be brought back."""

    album: StoredAlbum


def list_albums(library: Library) -> list[Album]:
    """All albums by name, each member with the file that has its content now."""
    with library.albums() as albums, library.cache() as cache:
        places = MemberPlaces(cache)
        return [_resolve(places, album) for album in AlbumStore(albums).albums()]


def resolved(cache: Database, album: StoredAlbum) -> Album:
    """An album with the files that have its contents now.

    Args:
        cache: The open cache database.
        album: As it is stored.
    """
    return _resolve(MemberPlaces(cache), album)


def album_by_name(library: Library, name: str) -> Album:
    """The album of that name.

    Raises:
        UsageError: If there is none.
    """
    for album in list_albums(library):
        if album.name == _tidy(name):
            return album
    raise UsageError("album-unknown", name=name)


def create_album(library: Library, name: str, photo_ids: Sequence[PhotoId] = ()) -> Album:
    """Makes an album of some photos.

    Raises:
        UsageError: If the name is blank or taken.
    """
    members = _members(library, photo_ids)
    with library.albums() as database:
        store = AlbumStore(database)
        with database.transaction():
            album_id = store.create(_free_name(store, name))
            store.add(album_id, members)
        library.keeper.changed(database)
    return _album(library, album_id)


def rename_album(library: Library, album_id: AlbumId, name: str) -> None:
    """Gives an album another name.

    Raises:
        UsageError: If the name is blank or taken by another album.
    """
    with library.albums() as database:
        store = AlbumStore(database)
        with database.transaction():
            store.rename(album_id, _free_name(store, name, own=album_id))
        library.keeper.changed(database)


def delete_album(library: Library, album_id: AlbumId) -> DeletedAlbum:
    """Deletes an album, not its photos. `restore_album` brings it back.

    Raises:
        UsageError: If it is no more.
    """
    with library.albums() as database:
        store = AlbumStore(database)
        with database.transaction():
            for album in store.albums():
                if album.id == album_id:
                    store.delete(album_id)
                    return DeletedAlbum(album)
    raise UsageError("album-unknown", name=str(album_id))


def restore_album(library: Library, deleted: DeletedAlbum) -> Album:
    """Brings a deleted album back as it was.

    Raises:
        UsageError: If its name was given to another album meanwhile.
    """
    with library.albums() as database:
        store = AlbumStore(database)
        with database.transaction():
            store.create(_free_name(store, deleted.album.name), deleted.album.id)
            store.add(deleted.album.id, deleted.album.members)
        library.keeper.changed(database)
    return _album(library, deleted.album.id)


def add_photos(library: Library, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
    """Appends photos to an album; returns how many were not in it before.

    Raises:
        UsageError: If the album is no more.
    """
    members = _members(library, photo_ids)
    with library.albums() as database:
        store = AlbumStore(database)
        with database.transaction():
            if all(album.id != album_id for album in store.albums()):
                raise UsageError("album-unknown", name=str(album_id))
            added = store.add(album_id, members)
        library.keeper.changed(database)
        return added


def remove_photos(library: Library, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
    """Takes photos out of an album; returns how many were in it."""
    gone = set(photo_ids)
    with library.albums() as database, library.cache() as cache:
        store, places = AlbumStore(database), MemberPlaces(cache)
        with database.transaction():
            stored = next((album for album in store.albums() if album.id == album_id), None)
            if stored is None:
                return 0
            leaving = [member.fingerprint for member in stored.members if places.photo_of(member)[0] in gone]
            removed = store.remove(album_id, leaving)
        library.keeper.changed(database)
        return removed


def follow_photos(library: Library, cache: Database) -> None:
    """Notes where the members of all albums are now: one edited today is then found when it moves tomorrow.

    Args:
        library: Its albums are written to, if there is anything to note.
        cache: The open cache database of the library, up to date with the files.
    """
    places = MemberPlaces(cache)
    with library.albums() as database:
        store = AlbumStore(database)
        moves: list[tuple[AlbumId, Fingerprint, StoredMember]] = []
        twice: list[tuple[AlbumId, Fingerprint]] = []
        for album in store.albums():
            seen: set[PhotoId] = set()
            for member in album.members:
                photo = _as_it_is_now(places, member)
                if photo is None:
                    continue
                if photo.id in seen:  # a RAW file and its JPEG were members
                    twice.append((album.id, member.fingerprint))
                elif (now := StoredMember(photo.fingerprint, photo.path)) != member:
                    moves.append((album.id, member.fingerprint, now))
                seen.add(photo.id)
        if moves or twice:
            with database.transaction():
                for album_id, fingerprint in twice:
                    store.remove(album_id, [fingerprint])
                for album_id, old, now in moves:
                    store.follow(album_id, old, now)


def _as_it_is_now(places: MemberPlaces, member: StoredMember) -> Photo | None:
    photo_id, _ = places.photo_of(member)
    photos = places.catalog.photos([photo_id]) if photo_id is not None else []
    return photos[0] if photos else None


def _album(library: Library, album_id: AlbumId) -> Album:
    return next(album for album in list_albums(library) if album.id == album_id)


def _free_name(store: AlbumStore, name: str, own: AlbumId | None = None) -> str:
    name = _tidy(name)
    if not name:
        raise UsageError("album-name-empty")
    if store.id_of(name) not in {None, own}:
        raise UsageError("album-exists", name=name)
    return name


def _tidy(name: str) -> str:
    """One line of valid text: a terminal may hand over bytes that are none."""
    return " ".join(name.encode("utf-8", "surrogatepass").decode("utf-8", "replace").split())


def _members(library: Library, photo_ids: Sequence[PhotoId]) -> list[StoredMember]:
    with library.cache() as database:
        photos = Catalog(database).photos(photo_ids)
    return [StoredMember(photo.fingerprint, photo.path) for photo in photos]


def _resolve(places: MemberPlaces, album: StoredAlbum) -> Album:
    members: dict[object, AlbumMember] = {}  # by photo: a RAW file and its JPEG may both be members, for now
    for member in album.members:
        photo_id, path = places.photo_of(member)
        members.setdefault(photo_id or member, AlbumMember(photo_id, path))
    return Album(album.id, album.name, tuple(members.values()))


class MemberPlaces:
    """Says where the members of albums are now.

    Args:
        cache: The open cache database.

    Attributes:
        catalog: Of that.
    """

    def __init__(self, cache: Database) -> None:
        self.catalog = Catalog(cache)
        self._companions = Companions(cache)

    def photo_of(self, member: StoredMember) -> tuple[PhotoId | None, str]:
        """The photo of a member and its path; None and the last known one where it is missing.

        In this order: its content at the path it had; the photo that the file at this path belongs to; its
        content elsewhere; an edited file at its path; the RAW file that was left of the shot.
        """
        places = self.catalog.files_of(member.fingerprint)
        for photo_id, path in places:
            if path == member.path:
                return photo_id, path
        joined = self._companions.photo_of(member.path)
        if joined is None and places:
            return places[0]
        if joined is None and (edited := self.catalog.photo_at(member.path)) is not None:
            return edited.id, member.path
        left = joined if joined is not None else self._companions.stand_in(member.path)
        photos = self.catalog.photos([left]) if left is not None else []
        return (photos[0].id, photos[0].path) if photos else (None, member.path)
