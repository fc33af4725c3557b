"""Kill -9 while files move to the trash, and while they come back: all of it comes back in the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fixtures.plain_photos import PlainPhotos
from fixtures.trash import RememberingTrash

from photoclust.library import albums
from photoclust.library.removal import removals, restore
from photoclust.library.session import Library

PAIRS = 40

# Photos named keep-N stay, those named copy-N go. A word for each file, for whoever wants to kill in between.
WORK = """
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[4])
from fixtures.trash import RememberingTrash
from photoclust.library import browse
from photoclust.library.removal import plan_removal, removals, remove, restore
from photoclust.library.session import Library

library, trash = Library.open(Path(sys.argv[1])), RememberingTrash(Path(sys.argv[2]))

def told(progress):
    print(progress.done, flush=True)

if sys.argv[3] == "there":
    photos = {Path(photo.path).stem: photo.id for photo in browse.photos(library, browse.photo_ids(library))}
    gone = [name for name in photos if name.startswith("copy")]
    choices = [(photos[name.replace("copy", "keep")], [photos[name]]) for name in gone]
    remove(library, plan_removal(library, choices), trash, on_progress=told)
else:
    for removal in removals(library):
        restore(library, removal.id, trash, on_progress=told)
"""


def killed(home: PlainPhotos, trash: Path, way: str, after: int) -> None:
    """Lets a process of its own work until it has said so many words."""
    tests = Path(__file__).resolve().parents[1]
    words = [str(home.library.directory), str(trash), way, str(tests)]
    with subprocess.Popen([sys.executable, "-c", WORK, *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(after):
            assert process.stdout.readline()
        process.kill()


def test_again_and_again(tmp_path: Path) -> None:
    names = {f"{kind}-{number}.jpg": f"{number}" for number in range(PAIRS) for kind in ("keep", "copy")}
    home, trash = PlainPhotos(tmp_path, names), tmp_path / "trash"
    ids = home.ids()
    albums.create_album(home.library, "Copies", [ids[name] for name in names if name.startswith("copy")])
    before = home.ids(), home.rows(), home.files()
    for after in (1, 7, 25):
        killed(home, trash, "there", after)
        home.library = Library.open(home.library.directory)
        gone = names.keys() - home.files().keys()
        assert len(gone) >= after
        assert sum(removal.count for removal in removals(home.library)) == len(gone)
        assert sorted(RememberingTrash(trash).names) == sorted(gone)
        (album,) = albums.list_albums(home.library)
        assert len(album.members) == PAIRS
        assert not any(member.missing for member in album.members)
        killed(home, trash, "back", after // 2)
        home.library = Library.open(home.library.directory)
        with home.library.albums() as mine, home.library.cache() as cache:
            assert (mine.check(), cache.check()) == ([], [])
        for removal in removals(home.library):
            assert restore(home.library, removal.id, RememberingTrash(trash)).failures == ()
        assert (home.ids(), home.rows(), home.files()) == before
