"""Folders in, embeddings out: scan, recognise, decode, embed, commit."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photoclust.core.photo import Unreadable
from photoclust.core.progress import CancelToken
from photoclust.embedding.models import Model
from photoclust.library import albums, clusterings
from photoclust.library.events import IndexEvent, PhotoFailed, PhotosChanged
from photoclust.library.folders import add_folders, known_folders, remember_folders
from photoclust.library.guard import quarantine
from photoclust.library.index_options import IndexOptions, default_jobs
from photoclust.library.index_run import LOOK_AHEAD, IndexRun
from photoclust.library.recorder import Recorder
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog

__all__ = [
    "LOOK_AHEAD",
    "IndexEvent",
    "IndexOptions",
    "IndexSummary",
    "PhotoFailed",
    "PhotosChanged",
    "index_folders",
]


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """The outcome of a run.

    Attributes:
        photos: Readable photos in the folders now.
        embedded: Contents that went through the model.
        reused: Files whose content was known: moved, renamed or copied.
        unchanged: Files that were not opened.
        removed: Photos forgotten because their files are gone.
        unreadable: What could not be read, with reasons.
        seconds: Duration.
    """

    photos: int
    embedded: int
    reused: int
    unchanged: int
    removed: int
    unreadable: tuple[Unreadable, ...]
    seconds: float


def index_folders(
    library: Library,
    folders: Sequence[str],
    model: Model,
    options: IndexOptions,
    *,
    on_event: Callable[[IndexEvent], None],
    cancel: CancelToken,
) -> IndexSummary:
    """Adds folders to the library and brings it up to date with what lies in them.

    A run that is cancelled or killed loses at most the batch in hand; the next one goes on there.

    Args:
        library: Written to.
        folders: Paths; none means all folders of the library.
        model: Makes the embeddings.
        options: How to work.
        on_event: Called in this thread, with progress at most 30 times a second.
        cancel: Pauses and stops the run within half a second, whatever it is at.

    Raises:
        UserFacingError: If a folder does not exist, or the model or the database can't be used.
        CancelledError: If the person said stop; what was done by then is kept.
    """
    started = time.monotonic()
    with library.cache() as database:
        database.while_waiting = cancel.checkpoint
        choose = known_folders if options.only_known else add_folders
        chosen = choose(Catalog(database), folders)
        remember_folders(library, database)
        if options.again:
            with database.transaction():
                quarantine(database).reopen()
        run = IndexRun(library, database, model, on_event, cancel, options.time_limit, again=options.again)
        courtesy = options.courtesy()
        removed = run.index(chosen, options.jobs or default_jobs(courtesy), courtesy)
        catalog = Catalog(database)
        remember_folders(library, database)
        albums.follow_photos(library, database)
        clusterings.follow_photos(library, database)
        return IndexSummary(
            photos=catalog.count(chosen) if chosen else 0,
            embedded=run.recorder.embedded,
            reused=run.recorder.reused,
            unchanged=run.unchanged,
            removed=removed,
            unreadable=tuple(_all_unreadable(catalog, chosen, run.recorder)),
            seconds=time.monotonic() - started,
        )


def _all_unreadable(catalog: Catalog, folders: Sequence[str], recorder: Recorder) -> list[Unreadable]:
    remembered = catalog.unreadable(folders) if folders else []
    return sorted([*remembered, *recorder.unreadable], key=lambda item: item.path)
