"""Whatever is done to the files of shots, the library shows each shot once, and none is lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import same_look_other_content
from fixtures.raws import nef

from photoclust.library import albums, browse
from photoclust.photos.formats import RAW_SUFFIXES, suffix
from photoclust.photos.twins import shots
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions

STEMS = ("a", "b")
ENDINGS = (".jpg", ".heic", ".NEF", ".dng", ".mov")
STEPS = 14


class Folder:
    """Does something to files of a few names, and knows what the library should show.

    Args:
        path: Of the folder.
        samples: Where pictures are.
        seed: What is done depends on it alone.
    """

    def __init__(self, path: Path, samples: Path, seed: int) -> None:
        self.path = path
        self._dice = random.Random(seed)
        self._jpeg = (samples / "kitten-cropped.jpg").read_bytes()
        self._made = seed * 1000

    def change(self) -> None:
        """A few files come, go, are damaged or repaired, or all of a name are renamed."""
        for _ in range(self._dice.randint(1, 3)):
            stem, ending = self._dice.choice(STEMS), self._dice.choice(ENDINGS)
            path = self.path / f"{stem}{ending}"
            match self._dice.choice(("come", "come", "go", "damage", "rename")):
                case "come":
                    path.write_bytes(self._content(ending))
                case "go":
                    path.unlink(missing_ok=True)
                case "damage":
                    path.write_bytes(b"no picture")
                case _:
                    self._rename(stem)

    def _content(self, ending: str) -> bytes:
        self._made += 1
        jpeg = same_look_other_content(self._jpeg, self._made)
        return nef([jpeg]) if ending in {".NEF", ".dng"} else jpeg

    def _rename(self, stem: str) -> None:
        other = self._dice.choice(STEMS)
        for ending in ENDINGS:
            path = self.path / f"{stem}{ending}"
            if path.exists():
                path.rename(self.path / f"{other}{ending}")

    def photos(self) -> set[str]:
        """The names that should be shown: main files, and RAW files of those that can not be read."""
        expected: set[str] = set()
        for shot in shots(path.name for path in self.path.iterdir()):
            if self._readable(shot.main):
                expected.add(shot.main)
            else:
                expected |= {
                    name for name in shot.others if suffix(name) in RAW_SUFFIXES and self._readable(name)
                }
        return expected

    def _readable(self, name: str) -> bool:
        return (self.path / name).read_bytes() != b"no picture"


@pytest.mark.parametrize("seed", range(12))
def test_what_is_shown_is_what_lies_there(shelf: Shelf, samples: Path, seed: int) -> None:
    for path in shelf.folder.iterdir():
        path.unlink()
    folder = Folder(shelf.folder, samples, seed)
    for _ in range(STEPS):
        folder.change()
        shelf.index()
        assert set(shelf.ids()) == folder.photos()
        with shelf.library.cache() as database:
            assert Companions(database).torn() == 0
            before = Catalog(database).revision()
        assert shelf.index().unchanged == len(folder.photos())
        with shelf.library.cache() as database:
            assert Catalog(database).revision() == before, "an unchanged rescan writes nothing"


@pytest.mark.parametrize("seed", range(6))
def test_a_shot_stays_in_its_album_as_long_as_anything_is_left_of_it(
    shelf: Shelf, samples: Path, seed: int
) -> None:
    """The files of one shot come and go, in any order; one that can be shown is always there."""
    for path in shelf.folder.iterdir():
        path.unlink()
    dice = random.Random(seed)
    files = {
        "a.jpg": (samples / "kitten.jpg").read_bytes(),
        "a.NEF": nef([(samples / "dahlia.jpg").read_bytes()]),
        "a.mov": b"film",
    }
    for name, content in files.items():
        (shelf.folder / name).write_bytes(content)
    shelf.index()
    album = albums.create_album(shelf.library, "One", list(shelf.ids().values()))
    for _ in range(8):
        lying = {path.name for path in shelf.folder.iterdir()}
        name = dice.choice(sorted(files))
        if name not in lying:
            (shelf.folder / name).write_bytes(files[name])
        elif {"a.jpg", "a.NEF"} & (lying - {name}):
            (shelf.folder / name).unlink()
        shelf.index()
        (photo_id,) = albums.album_by_name(shelf.library, album.name).photo_ids
        (photo,) = browse.photos(shelf.library, [photo_id])
        shown = "a.jpg" if (shelf.folder / "a.jpg").exists() else "a.NEF"
        assert photo.path == str(shelf.folder / shown)


def test_a_run_that_ends_in_the_middle_is_made_good_by_the_next(shelf: Shelf, samples: Path) -> None:
    """The JPEG can't be read, and the run ended before the RAW file took its place."""
    for path in shelf.folder.iterdir():
        path.unlink()
    shutil.copy(samples / "horses.jpg", shelf.folder / "one.jpg")
    (shelf.folder / "one.NEF").write_bytes(nef([(samples / "dahlia.jpg").read_bytes()]))
    (shelf.folder / "one.jpg").write_bytes(b"no picture")
    shelf.index()
    assert set(shelf.ids()) == {"one.NEF"}
    with shelf.library.cache() as database, database.transaction():
        Catalog(database).remove_photos(list(shelf.ids().values()))
    assert shelf.index().reused == 1
    assert set(shelf.ids()) == {"one.NEF"}
