"""The main job in small: a new library, a few photos in, look-alikes and groups out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from photoclust.core.grouping import Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.core.queries import SimilarQuery
from photoclust.library import albums, browse
from photoclust.library.doctor import Check
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import index_folders
from photoclust.library.models import Model, find_model
from photoclust.library.selftest.attempt import SelfTestError, attempt
from photoclust.library.session import Library
from photoclust.library.similar import find_similar
from photoclust.store.database import SQLITE_VERSION, Database

PAIRS = (
    ("chelsea.jpg", "chelsea-mirrored.jpg"),
    ("kingfisher.jpg", "kingfisher-bright.jpg"),
    ("neuschwanstein.jpg", "neuschwanstein-small.jpg"),
    ("sunken-roman-road.jpg", "sunken-roman-harbour.jpg"),
)
"""Sample photos that belong together; to each of the first the second is most alike."""

ALBUM = "Self-test"


def engine_checks_below(
    scratch: Path, directory: Path, model_folders: Sequence[Path], samples: Path
) -> Iterator[Check]:
    """Makes a library and asks everything of it.

    Args:
        scratch: A folder for the photos, which are copies.
        directory: Of the library; it does not exist yet. It stays, filled, for the window to open.
        model_folders: Where the program's own models lie.
        samples: Folder of the sample photos.
    """
    photos = scratch / "photos"
    yield attempt("database", lambda: _database(directory))
    yield attempt(
        "index", lambda: _index(Library.open(directory), find_model(model_folders), samples, photos)
    )

    def asking(question: Callable[[Library, Model], str]) -> Callable[[], str]:
        return lambda: question(Library.open(directory), find_model(model_folders))

    yield attempt("similar photos", asking(_similar))
    yield attempt("clusters by average linkage", asking(_linkage))
    yield attempt("clusters by K-means", asking(_kmeans))
    yield attempt("clusters by elbow", asking(_elbow))
    yield attempt("albums", lambda: _albums(Library.open(directory)))


def _database(directory: Path) -> str:
    library = Library.open(directory)
    with library.cache() as cache, library.albums() as kept:
        for database in (cache, kept):
            _look_at(database)
        return f"SQLite {SQLITE_VERSION}, {cache.path.name} and {kept.path.name} sound, journal wal"


def _look_at(database: Database) -> None:
    faults = database.check()
    if faults:
        raise SelfTestError(f"{database.path.name}: {'; '.join(faults)}")
    if database.journal != "wal":
        raise SelfTestError(f"{database.path.name} has the journal {database.journal}, not wal")


def _index(library: Library, model: Model, samples: Path, photos: Path) -> str:
    photos.mkdir()
    for name in (name for pair in PAIRS for name in pair):
        shutil.copy(samples / name, photos)
    summary = index_folders(
        library,
        [str(photos)],
        model,
        IndexOptions(),
        on_event=lambda _event: None,
        cancel=CancelToken(),
    )
    wanted = 2 * len(PAIRS)
    if (summary.photos, summary.embedded) != (wanted, wanted):
        raise SelfTestError(f"{summary.photos} photos and {summary.embedded} vectors of {wanted} files")
    return f"{summary.photos} photos in {summary.seconds:.1f} s"


def _similar(library: Library, model: Model) -> str:
    names = _names(library)
    ids = {name: photo_id for photo_id, name in names.items()}
    for first, second in PAIRS:
        if first not in ids:
            raise SelfTestError(f"{first} is not in the library")
        query = SimilarQuery.of_photos([ids[first]])
        best = names[find_similar(library, model, query, most=1).matches(1)[0].photo_id]
        if best != second:
            raise SelfTestError(f"most like {first} is {best}, not {second}")
    return f"each of {len(PAIRS)} finds its pair"


def _linkage(library: Library, model: Model) -> str:
    return _pairs_in(library, _grouped(library, model, GroupingRequest(Method.AGGLOMERATIVE, k=len(PAIRS))))


def _kmeans(library: Library, model: Model) -> str:
    return _pairs_in(library, _grouped(library, model, GroupingRequest(Method.KMEANS, k=len(PAIRS))))


def _elbow(library: Library, model: Model) -> str:
    grouping = _grouped(library, model, GroupingRequest(Method.ELBOW))
    if not grouping.elbow:
        raise SelfTestError("there is no curve")
    return f"{grouping.k} groups, a curve of {len(grouping.elbow)} points"


def _grouped(library: Library, model: Model, request: GroupingRequest) -> Grouping:
    return make_groups(library, model, request, on_progress=ignore_progress, cancel=CancelToken())


def _pairs_in(library: Library, grouping: Grouping) -> str:
    names = _names(library)
    found = {frozenset(names[photo_id] for photo_id in cluster.photo_ids) for cluster in grouping.clusters}
    if found != {frozenset(pair) for pair in PAIRS}:
        raise SelfTestError(f"wrong groups: {'; '.join(', '.join(sorted(group)) for group in found)}")
    return f"{len(found)} groups, each of two that belong together"


def _albums(library: Library) -> str:
    photo_ids = browse.photo_ids(library)
    albums.create_album(library, ALBUM, photo_ids)
    kept = albums.album_by_name(Library(library.directory), ALBUM)
    if not photo_ids or sorted(kept.photo_ids) != sorted(photo_ids):
        raise SelfTestError(f"{len(kept.photo_ids)} of {len(photo_ids)} photos came back")
    with library.cache() as cache, library.albums() as written:
        for database in (cache, written):
            _look_at(database)
    return f"{len(kept.photo_ids)} photos written and read; both databases sound"


def _names(library: Library) -> dict[PhotoId, str]:
    """File names by id."""
    photos = browse.photos(library, browse.photo_ids(library))
    return {photo.id: Path(photo.path).name for photo in photos}
