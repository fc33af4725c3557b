"""An open library: where its two databases lie, and the vectors that are kept in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from photoclust.core.errors import UserFacingError
from photoclust.library.comparison import ComparisonCache
from photoclust.library.guard import Guard, take_in_leftovers
from photoclust.library.phrases import PhraseCache
from photoclust.library.query_pictures import QueryPictures
from photoclust.library.repair import Keeper, make_sound, note_folders
from photoclust.library.trees import TreeCache
from photoclust.library.words.word_index import WordIndexCache
from photoclust.store.database import Database
from photoclust.store.schema import ALBUMS, CACHE


class Library:
    """Names a library and opens its databases for whoever asks. Any thread may use it.

    It holds no connection: those belong to the thread that opens them and are closed there.

    Attributes:
        directory: The folder with both databases.
        comparisons: The vectors in memory, shared by grouping and search.
        trees: The last dendrograms.
        pictures: The last ones that were asked for.
        phrases: The vectors that descriptions are compared with, under an image-and-text model.
        words: Names, dates and places, for the search by words.
        guard: Stands between the library and the decoders.
        keeper: Copies the albums.
        followed: The catalog's revision up to which the clusterings know where their photos are; -1 at first.
        notices: What was put right when it was opened, to be said to the person.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.comparisons = ComparisonCache()
        self.trees = TreeCache()
        self.pictures = QueryPictures()
        self.phrases = PhraseCache()
        self.words = WordIndexCache()
        self.guard = Guard(directory)
        self.keeper = Keeper()
        self.followed = -1
        self.notices: tuple[UserFacingError, ...] = ()

    @classmethod
    def open(cls, directory: Path, *, create: bool = True) -> Self:
        """Opens the library in a folder, making, migrating or repairing its databases where need be.

        Args:
            directory: Absolute path.
            create: Make a new library where there is none.

        Raises:
            LibraryError: If there is none, or it can't be used; see `store.database.Database`.
        """
        library = cls(directory)
        library.notices = tuple(make_sound(directory))
        with library.cache(create=create) as cache, library.albums() as albums:
            note_folders(cache, albums)
            take_in_leftovers(directory, cache)
            library.keeper.opened(albums)
            return library

    def cache(self, *, create: bool = False) -> Database:
        """A new connection to what can be made again: catalog, embeddings, thumbnails."""
        return Database(self.directory, CACHE, create=create)

    def albums(self) -> Database:
        """A new connection to what can't: albums."""
        return Database(self.directory, ALBUMS)


def has_library(directory: Path) -> bool:
    """Whether a folder holds a library, sound or not."""
    return (directory / CACHE.file).exists()
