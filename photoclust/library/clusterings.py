"""Keeps clusterings: the one that is worked on, and those that the person saved under a name.

They lie beside the albums, and follow their photos by the same rules. A photo that is gone keeps its place in
a group for as long as that group lives: it is back when the photo is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from photoclust.core.errors import UsageError
from photoclust.library import hand
from photoclust.library.clustering import Clustering
from photoclust.library.clustering_json import outcome_to_json, request_from_json, request_to_json
from photoclust.library.clustering_rows import as_clustering, as_groups, followed
from photoclust.library.session import Library
from photoclust.library.whereabouts import Whereabouts
from photoclust.store.catalog import Catalog
from photoclust.store.clustering_store import ClusteringStore, StoredClustering
from photoclust.store.database import Database


@dataclass(frozen=True, slots=True)
class SavedClustering:
    """A clustering that the person saved.

    Attributes:
        name: Unique.
        saved: When it was last saved, in the time zone of the computer.
    """

    name: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class DeletedClustering:
    """All of a deleted clustering, so that it can be brought back."""

    stored: StoredClustering

    @property
    def name(self) -> str:
        return self.stored.name


def working(library: Library, within: tuple[str, ...] = ()) -> Clustering | None:
    """The clustering that is worked on, fitted to the photos of today.

    Args:
        library: Read only.
        within: What it is limited to: one folder, or () for the whole library.

    Returns:
        None where nothing was grouped yet.
    """
    return _read(library, "", _folder(within))


def keep_working(library: Library, clustering: Clustering) -> None:
    """Writes the clustering that is worked on, in the place of what was there."""
    _write(library, clustering, "", _folder(clustering.request.within))


def put_back(library: Library, clustering: Clustering) -> Clustering:
    """Makes an earlier clustering the one that is worked on, fitted to the photos of today."""
    clustering = fitted(library, clustering)
    keep_working(library, clustering)
    return clustering


def fitted(library: Library, clustering: Clustering) -> Clustering:
    """A clustering over the photos of today that its request is about."""
    with library.cache() as cache:
        return hand.fit(clustering, Catalog(cache).photo_ids(clustering.request.within))


def list_saved(library: Library) -> list[SavedClustering]:
    """The saved clusterings by name."""
    with library.albums() as database:
        return [
            SavedClustering(name, datetime.fromisoformat(changed).astimezone())
            for name, changed in ClusteringStore(database).names()
        ]


def saved(library: Library, name: str) -> Clustering:
    """A saved clustering, fitted to the photos of today.

    Raises:
        UsageError: If there is none of that name.
    """
    found = _read(library, _tidy(name), "")
    if found is None:
        raise UsageError("clustering-unknown", name=name)
    return replace(found, title=_tidy(name))


def save(library: Library, clustering: Clustering, name: str, *, replacing: bool = False) -> Clustering:
    """Saves a clustering under a name.

    Args:
        library: Written to.
        clustering: Of today's photos.
        name: White space is tidied.
        replacing: One of that name may be there, and is replaced.

    Returns:
        The clustering under its name.

    Raises:
        UsageError: If the name is blank, or taken.
    """
    name = _tidy(name)
    if not name:
        raise UsageError("clustering-name-empty")
    if not replacing and any(other.name == name for other in list_saved(library)):
        raise UsageError("clustering-exists", name=name)
    clustering = replace(clustering, title=name)
    _write(library, clustering, name, "")
    return clustering


def delete_saved(library: Library, name: str) -> DeletedClustering:
    """Deletes a saved clustering; what it returns brings it back with `restore_saved`.

    Raises:
        UsageError: If there is none of that name.
    """
    with library.albums() as database:
        store = ClusteringStore(database)
        with database.transaction():
            stored = store.read(_tidy(name))
            if stored is None:
                raise UsageError("clustering-unknown", name=name)
            store.delete(stored.name)
        library.keeper.changed(database)
    return DeletedClustering(stored)


def restore_saved(library: Library, deleted: DeletedClustering) -> None:
    """Brings a deleted clustering back as it was; one that was saved under its name meanwhile makes room."""
    with library.albums() as database:
        with database.transaction():
            ClusteringStore(database).write(deleted.stored)
        library.keeper.changed(database)


def follow_photos(library: Library, cache: Database) -> None:
    """Notes where the photos of all clusterings are now, as `albums.follow_photos` does for albums.

    Args:
        library: Written to, if there is anything to note.
        cache: Its open cache database, up to date with the files.
    """
    revision = Catalog(cache).revision()
    if library.followed == revision:
        return
    with library.albums() as database:
        store, places = ClusteringStore(database), None
        for name, folder in store.names_and_folders():
            places = places or Whereabouts(cache)
            stored = store.read(name, folder)
            if stored is None or followed(stored, places) == stored:
                continue
            with database.transaction():
                now = store.read(name, folder)  # once more: the person may be at work on it
                if now is not None:
                    store.write(followed(now, places))
    library.followed = revision


def _folder(within: tuple[str, ...]) -> str:
    return within[0] if within else ""


def _tidy(name: str) -> str:
    """One line of valid text: a terminal may hand over bytes that are none."""
    return " ".join(name.encode("utf-8", "surrogatepass").decode("utf-8", "replace").split())


def _read(library: Library, name: str, folder: str) -> Clustering | None:
    with library.albums() as database:
        stored = ClusteringStore(database).read(name, folder)
    if stored is None:
        return None
    request = request_from_json(stored.request)
    with library.cache() as cache:
        places = Whereabouts(cache)
        present = Catalog(cache).photo_ids(request.within)
    return hand.fit(as_clustering(stored, places), present)


def _write(library: Library, clustering: Clustering, name: str, folder: str) -> None:
    with library.cache() as cache:
        places = Whereabouts(cache)
    with library.albums() as database:
        store = ClusteringStore(database)
        with database.transaction():
            store.write(
                StoredClustering(
                    *(name, folder, clustering.title),
                    request_to_json(clustering.request),
                    outcome_to_json(clustering.grouping),
                    clustering.touched,
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    as_groups(clustering, places, store.read(name, folder)),
                )
            )
        library.keeper.changed(database)
