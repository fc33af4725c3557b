"""A library of many photos in which some are copies of others, without as many pictures to make it of.

The shared photos are indexed. The rest are made up: each has a vector near that of a real photo, as another
shot would, and the thumbnail of yet another photo; one in five is an edited copy, with the thumbnail to it.
"""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.photos import ROOT, index, shared
from photoclust.core.photo import Fingerprint, PhotoFile, PhotoMetadata
from photoclust.library.models import Model
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.embedding_cache import EmbeddingCache

FOLDERS = "labelled-caltech101", "labelled-trashnet6", "events-exif", "large-photos"
AWAY = 0.6  # length of what is added to the vector of another shot
EDITED = 5  # one in so many is an edited copy
A_FOLDER = 1_000


def make_library_of_pictures(count: int, model: Model) -> Path:
    """Makes the library in `build`, unless it is there already, and returns its folder."""
    directory = ROOT / "build" / f"library-of-pictures-{count}"
    beside = shared()
    if directory.is_dir() or beside is None:
        return directory
    print(f"making a library of {count:,} photos in {directory}", flush=True)
    part = directory.with_name(directory.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    library = Library.open(part / "library")
    for folder in FOLDERS:
        index(library, beside / folder, model)
    _fill(library, part / "photos", directory / "photos", count, model)
    part.rename(directory)
    return directory


def _fill(library: Library, folder: Path, later: Path, count: int, model: Model) -> None:
    chance = np.random.default_rng(0)
    with library.cache() as database:
        catalog, cache = Catalog(database), EmbeddingCache(database)
        number = cache.model_id(model.key)
        assert number is not None
        stored = cache.load_contents(number)
        names = [Fingerprint(bytes(name)) for name in stored.fingerprints]
        with database.transaction():
            catalog.add_folder(str(later))
            for made in range(len(names), count):
                row = int(chance.integers(len(names)))
                edited = made % EDITED == 0
                other = names[row if edited else int(chance.integers(len(names)))]
                jpeg = cache.thumbnails([other])[other]
                noise = chance.normal(size=stored.vectors.shape[1])
                noise *= (AWAY / 3 if edited else AWAY) / np.linalg.norm(noise)
                vector = stored.vectors[row] + noise
                content = Fingerprint(hashlib.blake2b(made.to_bytes(8, "big"), digest_size=16).digest())
                file = _file(folder, later, made)
                catalog.add_content(
                    content, PhotoMetadata(4000, 3000, "JPEG"), int(chance.integers(-(1 << 63), 1 << 63))
                )
                catalog.put_photo(file, content)
                cache.put(
                    number,
                    content,
                    (vector / np.linalg.norm(vector)).astype(np.float32),
                    stored.label_ids[row],
                    stored.label_probabilities[row].astype(np.float32),
                )
                cache.put_thumbnail(content, _edited(jpeg) if edited else jpeg)
            catalog.bump_revision()


def _file(folder: Path, later: Path, number: int) -> PhotoFile:
    """A file of a few bytes, so that there is one."""
    name = Path(f"{number // A_FOLDER:03}") / f"IMG_{number:06}.jpg"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(number.to_bytes(8, "big"))
    status = path.stat()
    return PhotoFile(str(later / name), status.st_size, status.st_mtime_ns)


def _edited(jpeg: bytes) -> bytes:
    with Image.open(io.BytesIO(jpeg)) as image:
        width, height = image.size
        cut = image.crop((width // 12, height // 15, width - width // 20, height - height // 10))
        out = io.BytesIO()
        cut.save(out, "JPEG", quality=60)
        return out.getvalue()
