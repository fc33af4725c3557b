"""Any removals, some of which fail, of photos in any albums: nothing is lost, and all of it can be undone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fixtures.catalogs import content
from fixtures.trash import FolderTrash
from hypothesis import given, settings
from hypothesis import strategies as st

from photoclust.core.photo import PhotoFile, PhotoId, PhotoMetadata
from photoclust.library import albums, browse
from photoclust.library.removal import plan_removal, remove, restore
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog

PHOTOS = 8

contents_of = st.lists(st.sampled_from("abcd"), min_size=PHOTOS, max_size=PHOTOS)
albums_of = st.lists(st.lists(st.integers(0, PHOTOS - 1), max_size=6, unique=True), min_size=1, max_size=3)
choice = st.tuples(st.integers(0, PHOTOS - 1), st.lists(st.integers(0, PHOTOS - 1), max_size=4))
removals_of = st.lists(
    st.tuples(st.lists(choice, max_size=3), st.sets(st.integers(0, PHOTOS - 1), max_size=2)),
    min_size=1,
    max_size=3,
)


class Home:
    """Real files that nobody decodes, in a library, and albums of them."""

    def __init__(self, folder: Path, contents: list[str], members: list[list[int]]) -> None:
        self.photos = folder / "photos"
        self.photos.mkdir()
        self.trash = FolderTrash(folder / "trash")
        self.library = Library.open(folder / "library")
        with self.library.cache() as cache, cache.transaction():
            catalog = Catalog(cache)
            catalog.add_folder(str(self.photos))
            for name, what in zip(self.names, contents, strict=True):
                path = self.photos / name
                path.write_bytes(what.encode())
                status = path.stat()
                catalog.add_content(content(what), PhotoMetadata(1, 1, "JPEG"), 0)
                catalog.put_photo(PhotoFile(str(path), status.st_size, status.st_mtime_ns), content(what))
        ids = self.ids()
        for number, of in enumerate(members):
            albums.create_album(self.library, f"Album {number}", [ids[self.names[place]] for place in of])

    @property
    def names(self) -> list[str]:
        return [f"{number}.jpg" for number in range(PHOTOS)]

    def ids(self) -> dict[str, PhotoId]:
        photos = browse.photos(self.library, browse.photo_ids(self.library))
        return {os.path.basename(photo.path): photo.id for photo in photos}

    def rows(self) -> list[tuple[object, ...]]:
        with self.library.albums() as database:
            found = database.rows("SELECT * FROM album_members ORDER BY album_id, position, fingerprint")
        return [tuple(row) for row in found]

    def files(self) -> dict[str, tuple[bytes, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(self.photos.iterdir())
        }


@settings(max_examples=25)
@given(contents=contents_of, members=albums_of, rounds=removals_of)
def test_nothing_is_lost(
    contents: list[str],
    members: list[list[int]],
    rounds: list[tuple[list[tuple[int, list[int]]], set[int]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder), contents, members)
        before: list[object] = []
        done: list[int] = []
        for choices, refused in rounds:
            before.append((home.ids(), home.rows(), home.files()))
            ids = home.ids()
            wanted = [
                (ids[home.names[keep]], [ids[name] for one in gone if (name := home.names[one]) in ids])
                for keep, gone in choices
                if home.names[keep] in ids
            ]
            home.trash.refused = {home.names[number] for number in refused}
            plan = plan_removal(home.library, wanted)
            removal = remove(home.library, plan, home.trash)
            done.append(removal.id)
            # What was planned went, or was named; what was to be kept is there.
            stayed = {failure.path for failure in removal.failures}
            for item in plan.items:
                assert os.path.exists(item.keeper)
                assert os.path.exists(item.path) == (item.path in stayed)
            assert removal.count == len(plan.items) - len(stayed)
            assert home.ids().keys() == home.files().keys()
            for album in albums.list_albums(home.library):
                assert not any(member.missing for member in album.members)
        for removal_id in reversed(done):
            expected = before.pop()
            if any(one == removal_id for one in known(home.library)):
                left = restore(home.library, removal_id, home.trash)
                assert (left.count, left.failures) == (0, ())
            assert (home.ids(), home.rows(), home.files()) == expected
        assert home.trash.names == []


def known(library: Library) -> list[int]:
    with library.albums() as database:
        return [row[0] for row in database.rows("SELECT id FROM removals")]
