"""Any removals, some of which fail, of photos in any albums: nothing is lost, and all of it can be undone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fixtures.plain_photos import PlainPhotos
from fixtures.trash import FolderTrash
from hypothesis import given, settings
from hypothesis import strategies as st

from photoclust.library import albums
from photoclust.library.removal import plan_removal, remove, restore
from photoclust.library.session import Library

PHOTOS = 8

contents_of = st.lists(st.sampled_from("abcd"), min_size=PHOTOS, max_size=PHOTOS)
albums_of = st.lists(st.lists(st.integers(0, PHOTOS - 1), max_size=6, unique=True), min_size=1, max_size=3)
choice = st.tuples(st.integers(0, PHOTOS - 1), st.lists(st.integers(0, PHOTOS - 1), max_size=4))
removals_of = st.lists(
    st.tuples(st.lists(choice, max_size=3), st.sets(st.integers(0, PHOTOS - 1), max_size=2)),
    min_size=1,
    max_size=3,
)


NAMES = [f"{number}.jpg" for number in range(PHOTOS)]


@settings(max_examples=25)
@given(contents=contents_of, members=albums_of, rounds=removals_of)
def test_nothing_is_lost(
    contents: list[str],
    members: list[list[int]],
    rounds: list[tuple[list[tuple[int, list[int]]], set[int]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = PlainPhotos(Path(folder), dict(zip(NAMES, contents, strict=True)))
        trash, ids = FolderTrash(Path(folder, "trash")), home.ids()
        for number, of in enumerate(members):
            albums.create_album(home.library, f"Album {number}", [ids[NAMES[place]] for place in of])
        before: list[object] = []
        done: list[int] = []
        for choices, refused in rounds:
            before.append((home.ids(), home.rows(), home.files()))
            ids = home.ids()
            wanted = [
                (ids[NAMES[keep]], [ids[name] for one in gone if (name := NAMES[one]) in ids])
                for keep, gone in choices
                if NAMES[keep] in ids
            ]
            trash.refused = {NAMES[number] for number in refused}
            plan = plan_removal(home.library, wanted)
            removal = remove(home.library, plan, trash)
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
                left = restore(home.library, removal_id, trash)
                assert (left.count, left.failures) == (0, ())
            assert (home.ids(), home.rows(), home.files()) == expected
        assert trash.names == []


def known(library: Library) -> list[int]:
    with library.albums() as database:
        return [row[0] for row in database.rows("SELECT id FROM removals")]
