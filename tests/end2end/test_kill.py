"""Kill -9 in the middle of indexing, again and again: nothing committed is lost, and little is done twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fixtures.pictures import encoded, same_look_other_content
from PIL import Image

from photoclust.config.paths import AppPaths
from photoclust.embedding.models import find_model
from photoclust.library.doctor import examine
from photoclust.library.indexing import LOOK_AHEAD
from photoclust.library.recorder import BATCH
from photoclust.library.session import Library, has_library
from photoclust.store.embedding_cache import EmbeddingCache

PHOTOS = 400
KILLS = int(os.environ.get("PHOTOCLUST_TEST_KILLS", "20"))
JOBS = 2
PATIENCE = 120.0  # seconds

# The program as it is, and a note in a file for every picture that goes through the model.
COUNTED = """
import os, sys
from photoclust.app import main
from photoclust.embedding.embedder import MediaPipeEmbedder

notes = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
embed = MediaPipeEmbedder.embed

def embed_and_note(self, pixels):
    os.write(notes, b".")
    return embed(self, pixels)

MediaPipeEmbedder.embed = embed_and_note
sys.exit(main(sys.argv[2:]))
"""


class Run:
    """Indexing in a process that can be killed."""

    def __init__(self, folder: Path, library: Path, notes: Path) -> None:
        self._notes = notes
        self.before = self.embeddings()
        words = ["index", str(folder), "--library", str(library), "--jobs", str(JOBS), "--json"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", COUNTED, str(notes), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def embeddings(self) -> int:
        """Pictures that went through the model so far, in all runs."""
        return self._notes.stat().st_size if self._notes.exists() else 0

    def wait_until_it_embeds(self) -> None:
        """Returns when the first picture goes through the model, or when there is nothing left to do."""
        deadline = time.monotonic() + PATIENCE
        while self.embeddings() == self.before and self.process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def kill(self) -> bool:
        """Ends it as a power cut would; returns whether it was still running."""
        running = self.process.poll() is None
        self.process.kill()
        self.process.communicate()
        return running

    def finish(self) -> int:
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """Many small photos, each a content of its own; to some of them belongs a RAW file."""
    made = tmp_path / "photos"
    made.mkdir()
    small = []
    for path in sorted(samples.glob("*.jpg")):
        with Image.open(path) as image:
            image.draft("RGB", (256, 256))
            small.append(encoded(image.convert("RGB")))
    for number in range(PHOTOS):
        content = same_look_other_content(small[number % len(small)], number)
        (made / f"{number:04}.jpg").write_bytes(content)
        if number % 5 == 0:
            (made / f"{number:04}.{'CR2' if number % 2 else 'nef'}").write_bytes(b"raw")
    return made


def committed(library: Path) -> int:
    """Embeddings that are in the library."""
    if not has_library(library):  # killed before it was made
        return 0
    with Library(library).cache() as database:
        cache = EmbeddingCache(database)
        return cache.count(cache.model_id(find_model(AppPaths.default().models).key) or -1)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "kill"), reason="needs SIGKILL")
def test_many_kills(folder: Path, library_dir: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("PHOTOCLUST_TEST_SEED", random.SystemRandom().randrange(10**6)))
    print(f"PHOTOCLUST_TEST_SEED={seed}")  # noqa: T201 - shown when the test fails
    chance = random.Random(seed)
    notes = tmp_path / "notes"
    kept, killed_at_work = 0, 0
    for number in range(KILLS):
        run = Run(folder, library_dir, notes)
        if number % 4:
            run.wait_until_it_embeds()
        time.sleep(chance.uniform(0, 0.7))
        killed_at_work += run.kill() and run.embeddings() > run.before
        now = committed(library_dir)
        assert now >= kept, f"kill {number} lost {kept - now} embeddings"
        kept = now
        ill = [check for check in examine(library_dir, AppPaths.default().models) if not check.ok]
        assert ill == [], f"after kill {number}"

    last = Run(folder, library_dir, notes)
    assert last.finish() == 0
    assert committed(library_dir) == PHOTOS
    assert killed_at_work >= 3, "too few kills came in the middle of the work to prove anything"
    done_twice = last.embeddings() - PHOTOS
    print(f"{killed_at_work} kills at work, {done_twice} embeddings done twice")  # noqa: T201
    assert 0 <= done_twice <= killed_at_work * (BATCH + LOOK_AHEAD * JOBS)
