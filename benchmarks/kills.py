"""Kills indexing at random moments, again and again: `python -m benchmarks kills --count 200`.

Meanwhile the folder is renamed, and photos are added, moved, edited and deleted. In the end nothing may be
lost and nothing be there twice, albums are whole, no picture was left out, and the doctor is content.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from benchmarks.photos import ROOT
from photoclust.config.paths import AppPaths
from photoclust.library import albums, browse
from photoclust.library.doctor import examine
from photoclust.library.session import Library, has_library
from photoclust.photos.decode import fingerprint
from photoclust.store.album_store import AlbumStore

PHOTOS = 400
SOME = 60  # photos that a change is about
JOBS = 2
IN_HAND = 64 + 4 * JOBS  # contents that a kill may cost: a batch, and what the threads look ahead
PATIENCE = 300.0

# The program as it is, and a note in a file for every picture that goes through the model.
_COUNTED = """
import os, sys
from photoclust.__main__ import main
from photoclust.embedding.embedder import MediaPipeEmbedder

notes = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
embed = MediaPipeEmbedder.embed

def embed_and_note(self, pixels):
    os.write(notes, b".")
    return embed(self, pixels)

MediaPipeEmbedder.embed = embed_and_note
sys.argv = ["photoclust", *sys.argv[2:]]
main()
"""


@dataclass
class Victim:
    """Photos, their library, and a program over them that is killed.

    Attributes:
        place: Where all of it lies.
        chance: Decides what is done, and when.
        changes: Whether anything is done to the photos.
        contents: Contents that were ever in the folder.
        kills: What was killed, by what it was at.
        deeds: What was done to the photos.
    """

    place: Path
    chance: random.Random
    changes: bool = True
    contents: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    deeds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.photos, self.library = self.place / "photos", self.place / "library"
        self.notes = self.place / "notes"
        self.notes.touch()
        self.photos.mkdir()
        self._small = [_small(path) for path in sorted((ROOT / "resources" / "samples").glob("*.jpg"))]
        for number in range(PHOTOS):
            self._new(self.photos / f"{number:04}.jpg")

    def embeddings(self) -> int:
        """Pictures that went through the model so far."""
        return self.notes.stat().st_size

    def start(self) -> subprocess.Popen[bytes]:
        words = ["index", str(self.photos), "--library", str(self.library), "--jobs", str(JOBS), "--json"]
        return subprocess.Popen(
            [sys.executable, "-c", _COUNTED, str(self.notes), *words],
            env={**os.environ, "HOME": str(self.place), "XDG_STATE_HOME": str(self.place / "state")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill_once(self) -> bool:
        """Starts it, and ends it as a power cut would; returns whether it was still at it."""
        before, process = self.embeddings(), self.start()
        if self.chance.random() < 0.75:
            deadline = time.monotonic() + PATIENCE
            while self.embeddings() == before and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
        time.sleep(self.chance.uniform(0, 0.7))
        if self.changes and self.chance.random() < 0.1:
            self._rename("rename the folder under the run")
            time.sleep(self.chance.uniform(0, 0.2))
        running = process.poll() is None
        process.kill()
        process.wait()
        at = "embedding" if self.embeddings() > before else "start, scan or recognition"
        self.kills[at if running else "too late"] += 1
        return running

    @property
    def killed(self) -> int:
        """How often it was killed while it was at something."""
        return self.kills.total() - self.kills["too late"]

    def change_something(self) -> None:
        """Does to the photos what people do."""
        deed = self.chance.choice(["rename the folder", "add", "move", "edit", "delete"])
        if deed != "rename the folder":
            self.deeds[deed] += 1
        files = sorted(self.photos.rglob("*.jpg"))
        some = self.chance.sample(files, SOME)
        if deed == "rename the folder":
            self._rename(deed)
        for path in some:
            if deed == "add":
                self._new(path.with_name(f"new {self.contents}.jpg"))
            elif deed == "move":
                folder = path.parent / f"sub {self.chance.randrange(3)}"
                folder.mkdir(exist_ok=True)
                path.rename(folder / path.name)
            elif deed == "edit":
                self._new(path)
            elif deed == "delete" and len(files) > PHOTOS:
                path.unlink()

    def check(self) -> None:
        """After every kill: the library is sound."""
        ill = [check for check in examine(self.library, AppPaths.default().models) if not check.ok]
        ill = [check for check in ill if "is offline" not in check.detail]
        assert ill == [], ill

    def _rename(self, deed: str) -> None:
        self.deeds[deed] += 1
        self.photos = self.photos.rename(self.place / f"photos {sum(self.deeds.values())}")

    def _new(self, path: Path) -> None:
        path.write_bytes(self._small[self.contents % len(self._small)] + self.contents.to_bytes(4, "big"))
        self.contents += 1


def _small(path: Path) -> bytes:
    out = io.BytesIO()
    with Image.open(path) as image:
        image.draft("RGB", (256, 256))
        image.convert("RGB").save(out, "JPEG")
    return out.getvalue()


def torment(place: Path, count: int, seed: int, *, changes: bool = True) -> Victim:
    """Kills it `count` times and looks each time whether the library is sound, then lets it end well.

    Raises:
        AssertionError: If anything was lost, is there twice, or was left out.
    """
    victim = Victim(place, random.Random(seed), changes)
    album: list[str] = []
    while victim.killed < count:
        came_in_time = victim.kill_once()
        victim.check()
        if has_library(victim.library) and not album:
            library = Library.open(victim.library)
            some = browse.photo_ids(library)[:20]
            if some:
                albums.create_album(library, "Kept", some)
                album = [Path(photo.path).name for photo in browse.photos(library, some)]
        if changes and (not came_in_time or victim.chance.random() < 0.3):
            victim.change_something()
    assert victim.start().wait(PATIENCE) == 0, "the last run left something out"
    _judge(victim, album)
    return victim


def _judge(victim: Victim, album: list[str]) -> None:
    library = Library.open(victim.library)
    listed = Counter(photo.path for photo in browse.photos(library, browse.photo_ids(library)))
    there = {str(path) for path in victim.photos.rglob("*.jpg")}
    # What was edited or deleted around a renaming is kept with the former folder, as on a drive that is out.
    offline = tuple(f"{folder.path}/" for folder in browse.folders(library) if not folder.online)
    more = {path for path in set(listed) - there if not path.startswith(offline)}
    assert there <= set(listed), f"{len(there - set(listed))} lost"
    assert more == set(), f"{len(more)} that are not there"
    assert set(listed.values()) <= {1}, "something is there twice"
    assert browse.unreadable(library) == [], f"left out: {browse.unreadable(library)[:3]}"
    checks = examine(victim.library, AppPaths.default().models)
    details = {check.name: check.detail for check in checks}
    assert f"{len(listed)} photos, {len(listed)} of them embedded" in details["photos"], details["photos"]
    if album:
        members = albums.album_by_name(library, "Kept").members
        assert len(members) == len(album), "an album lost photos"
        # What was edited and moved at once is another photo; a content that is there has its album.
        present = {fingerprint(Path(path).read_bytes()) for path in there}
        with library.albums() as database:
            (stored,) = AlbumStore(database).albums()
        pairs = zip(stored.members, members, strict=True)
        lost = [member.path for kept, member in pairs if member.missing and kept.fingerprint in present]
        assert lost == [], f"the album misses photos that are there: {lost}"
    killed = victim.kills["embedding"]
    assert victim.embeddings() <= victim.contents + killed * IN_HAND, "more was done twice than a kill costs"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="photoclust-kills-") as place:
        victim = torment(Path(place), arguments.count, arguments.seed)
        checks = {check.name: check.detail for check in examine(victim.library, AppPaths.default().models)}
        embedded = victim.embeddings()
    print(f"{arguments.count} kills: " + ", ".join(f"{n} at {at}" for at, n in victim.kills.most_common()))
    print("between them: " + ", ".join(f"{deed} {n}" for deed, n in victim.deeds.most_common()))
    print(f"{victim.contents} contents, {embedded} inferences; quarantine {checks['quarantine']}")
    print("nothing lost, nothing twice, albums whole, doctor content")


if __name__ == "__main__":
    main()
