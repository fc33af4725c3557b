"""Albums by name, and the rows of their photos, which are looked for only where a name is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from photoclust.analysis.arrays import Ints
from photoclust.library.albums import resolved
from photoclust.library.words.text_column import TextColumn
from photoclust.library.words.vocabulary import Inside
from photoclust.library.words.word_index import WordIndex
from photoclust.store.album_store import AlbumStore
from photoclust.store.database import Database


class AlbumShelf:
    """The albums of a library as of now.

    Args:
        cache: Its open cache database.
        albums: Its open albums database.
        index: Its photos.

    Attributes:
        names: Of all albums.
        column: The same, to be searched.
        state: The same as long as no album changes.
    """

    def __init__(self, cache: Database, albums: Database, index: WordIndex) -> None:
        self._cache = cache
        self._index = index
        self._stored = AlbumStore(albums).albums()
        self.names = [album.name for album in self._stored]
        self.state = hash(tuple((album.id, album.name, tuple(album.members)) for album in self._stored))
        self.column = TextColumn(self.names)

    def find(self, words: str) -> Iterator[tuple[int, Ints]]:
        """The albums whose names have some words: how (see `text_column`), and the rows of their photos."""
        for place, how in enumerate(self.column.find(words).tolist()):
            if how:
                yield how, self.rows(place)

    def count(self, place: int, inside: Inside | None) -> int:
        """How many photos of an album there are, of some or of all (None)."""
        rows = self.rows(place)
        return len(rows) if inside is None else int(np.count_nonzero(inside[rows]))

    def rows(self, place: int) -> Ints:
        """The rows of an album's photos."""
        album = self._stored[place]
        key = "album", album.id, tuple(album.members)
        kept = self._index.recall(key)
        if kept is None:
            kept = self._index.rows_of(resolved(self._cache, album).photo_ids)
            self._index.remember(key, kept)
        return kept
