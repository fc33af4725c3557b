"""A process that ends at any moment of a removal, or of bringing it back, loses nothing.

The end is played: at the n-th step (a transaction begins or is committed, a file is about to move or has
moved) everything stops, and no more of the process gets to the disk. Then the library is opened again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fixtures.indexed import Shelf
from fixtures.trash import FolderTrash, RememberingTrash

from photoclust.core.duplicates import RemovalPlan
from photoclust.library import albums
from photoclust.library.removal import plan_removal, removals, remove, restore
from photoclust.library.session import Library
from photoclust.store.database import Database


class Killed(BaseException):
    """The process is no more."""


class Life:
    """Ends at a step.

    Args:
        last: The number of the step that is not made any more, from 1; None lives on.
    """

    def __init__(self, last: int | None = None) -> None:
        self.steps = 0
        self._last = last

    def step(self) -> None:
        self.steps += 1
        if self._last is not None and self.steps >= self._last:
            raise Killed

    @contextmanager
    def lived(self) -> Iterator[None]:
        """Within it, every transaction is a step."""
        execute = Database.execute

        def step(database: Database, statement: str, values: Sequence[Any] = ()) -> Any:
            if statement in {"BEGIN IMMEDIATE", "COMMIT"}:
                self.step()
            return execute(database, statement, values)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "execute", step)
            yield


class MortalTrash(RememberingTrash):
    """Moving a file is a step, and having moved it is one."""

    def __init__(self, folder: Path, life: Life) -> None:
        super().__init__(folder)
        self._life = life

    def put(self, path: str) -> str:
        self._life.step()
        place = super().put(path)
        self._life.step()
        return place

    def take_out(self, where: str, path: str) -> None:
        self._life.step()
        super().take_out(where, path)
        self._life.step()


State = tuple[dict[str, tuple[bytes, int]], list[list[tuple[object, ...]]]]


def state(shelf: Shelf) -> State:
    """All files with their times, all photos and what belongs to them, all albums; nothing is remembered."""
    with shelf.library.albums() as mine, shelf.library.cache() as cache:
        rows = [
            [tuple(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for database, table in (
                *((cache, "photos"), (cache, "companions"), (mine, "album_members")),
                *((mine, "removals"), (mine, "removal_files"), (mine, "removal_albums")),
            )
        ]
    files = {
        str(path.relative_to(shelf.folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in shelf.folder.rglob("*")
        if path.is_file()
    }
    return files, rows


@pytest.fixture
def copies(shelf: Shelf) -> Shelf:
    """Copies of the same and of other bytes, in albums, one with a RAW file."""
    shutil.copy2(shelf.folder / "kitten.jpg", shelf.folder / "kitten-2.jpg")
    (shelf.folder / "kitten-2.dng").write_bytes(b"a RAW file that nobody opens")
    shelf.index()
    for name, members in {
        "Trip": ["horses.jpg", "chelsea-mirrored.jpg", "kitten-2.jpg"],
        "Cats": ["chelsea-mirrored.jpg", "chelsea.jpg", "kitten.jpg"],
    }.items():
        albums.create_album(shelf.library, name, [shelf.id_of(member) for member in members])
    return shelf


def planned(shelf: Shelf) -> RemovalPlan:
    pairs = {"chelsea.jpg": "chelsea-mirrored.jpg", "kitten.jpg": "kitten-2.jpg"}
    return plan_removal(
        shelf.library, [(shelf.id_of(keep), [shelf.id_of(gone)]) for keep, gone in pairs.items()]
    )


def steps_of(work: Callable[[MortalTrash], object], trash: Path) -> int:
    """How many steps it takes when nothing comes between."""
    life = Life()
    with life.lived():
        work(MortalTrash(trash, life))
    return life.steps


def killed_at(step: int, work: Callable[[MortalTrash], object], trash: Path) -> None:
    life = Life(step)
    with life.lived(), pytest.raises(Killed):
        work(MortalTrash(trash, life))


def bring_all_back(shelf: Shelf, trash: FolderTrash) -> None:
    """After a restart."""
    shelf.library = Library.open(shelf.library.directory)
    for removal in removals(shelf.library):
        left = restore(shelf.library, removal.id, trash)
        assert (left.count, left.failures) == (0, ())


def test_a_removal_that_ends_at_any_step(copies: Shelf, tmp_path: Path) -> None:
    before, trash = state(copies), tmp_path / "trash"

    def work(mortal: MortalTrash) -> None:
        remove(copies.library, planned(copies), mortal)

    steps = steps_of(work, trash)
    assert len(RememberingTrash(trash).names) == 3
    bring_all_back(copies, RememberingTrash(trash))
    assert state(copies) == before
    for step in range(1, steps + 1):
        killed_at(step, work, trash)
        copies.library = Library.open(copies.library.directory)
        there = ("chelsea-mirrored.jpg", "kitten-2.jpg", "kitten-2.dng")
        gone = sorted(name for name in there if not (copies.folder / name).exists())
        assert RememberingTrash(trash).names == gone
        assert sum(removal.count for removal in removals(copies.library)) == len(gone)
        bring_all_back(copies, RememberingTrash(trash))
        assert state(copies) == before, f"killed at step {step} of {steps}"
        assert RememberingTrash(trash).names == []


def test_what_went_is_handed_on_after_the_end_too(copies: Shelf, tmp_path: Path) -> None:
    """The albums are right also if nobody brings anything back."""
    trash = tmp_path / "trash"

    def work(mortal: MortalTrash) -> None:
        remove(copies.library, planned(copies), mortal)

    steps = steps_of(work, trash)
    bring_all_back(copies, RememberingTrash(trash))
    keepers = {"chelsea-mirrored.jpg": "chelsea.jpg", "kitten-2.jpg": "kitten.jpg"}
    for step in range(1, steps + 1):
        killed_at(step, work, trash)
        copies.library = Library.open(copies.library.directory)
        removals(copies.library)
        copies.index()
        trip = albums.album_by_name(copies.library, "Trip")
        expected = ["horses.jpg", "chelsea-mirrored.jpg", "kitten-2.jpg"]
        assert [Path(member.path).name for member in trip.members] == [
            name if (copies.folder / name).exists() else keepers[name] for name in expected
        ]
        assert not any(member.missing for member in trip.members)
        bring_all_back(copies, RememberingTrash(trash))


def test_bringing_back_that_ends_at_any_step(copies: Shelf, tmp_path: Path) -> None:
    before, trash = state(copies), tmp_path / "trash"

    def work(mortal: MortalTrash) -> None:
        (removal,) = removals(copies.library)
        restore(copies.library, removal.id, mortal)

    remove(copies.library, planned(copies), RememberingTrash(trash))
    steps = steps_of(work, trash)
    assert state(copies) == before
    for step in range(1, steps + 1):
        remove(copies.library, planned(copies), RememberingTrash(trash))
        killed_at(step, work, trash)
        bring_all_back(copies, RememberingTrash(trash))
        assert state(copies) == before, f"killed at step {step} of {steps}"


def test_a_trash_that_cannot_search_says_what_it_lost(copies: Shelf, tmp_path: Path) -> None:
    """The one file that moved right before the end is in the trash; where, only the person can tell."""
    trash = FolderTrash(tmp_path / "trash")

    class Last(FolderTrash):
        def put(self, path: str) -> str:
            super().put(path)
            raise Killed

    with pytest.raises(Killed):
        remove(copies.library, planned(copies), Last(trash.folder))
    copies.library = Library.open(copies.library.directory)
    (removal,) = removals(copies.library)
    assert removal.count == 1
    left = restore(copies.library, removal.id, trash)
    assert [(failure.code, Path(failure.path).name) for failure in left.failures] == [
        ("restore-lost", "chelsea-mirrored.jpg")
    ]
    place = next(path for path in trash.folder.iterdir() if path.suffix != ".from")
    place.rename(copies.folder / "chelsea-mirrored.jpg")
    assert restore(copies.library, removal.id, trash).count == 0
    assert removals(copies.library) == []
