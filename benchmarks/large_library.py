"""A library of many photos that never were: rows, vectors and thumbnails, written by the store itself."""

from __future__ import annotations

import io
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from photoclust.config.paths import AppPaths
from photoclust.core.photo import Fingerprint, PhotoFile, PhotoMetadata
from photoclust.library.models import find_model
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.embedding_cache import EmbeddingCache

DIMENSIONS = 1280
LABELS = 20
PICTURES = 200
PHOTOS_A_FOLDER = 500
KINDS = 400  # clusters that the vectors form


def make_large_library(directory: Path, photos: int) -> Path:
    """Makes a library, unless it is there already, and returns its folder.

    Args:
        directory: Of the library; about 7 kB a photo.
        photos: How many.
    """
    if directory.is_dir():
        return directory
    print(f"making a library of {photos:,} photos in {directory}", flush=True)
    part = directory.with_name(directory.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    _fill(Library.open(part), photos)
    part.rename(directory)
    return directory


def _fill(library: Library, photos: int) -> None:
    random = np.random.default_rng(0)
    model = find_model(AppPaths.default().models)
    pictures = [_picture(random) for _ in range(PICTURES)]
    centres = random.normal(size=(KINDS, DIMENSIONS))
    root = "/made up/photos"
    with library.cache() as database, database.transaction():
        catalog, cache = Catalog(database), EmbeddingCache(database)
        catalog.add_folder(root)
        model_id = cache.add_model(model.key)
        for number in range(photos):
            fingerprint = Fingerprint(number.to_bytes(16, "big"))
            taken = datetime(2005, 1, 1) + timedelta(minutes=97 * number)
            metadata = PhotoMetadata(4000, 3000, "JPEG", taken, "Canon EOS 80D", "f/4 1/250 s ISO 200")
            catalog.add_content(fingerprint, metadata, int(random.integers(1 << 62)))
            path = f"{root}/{number // PHOTOS_A_FOLDER:04}/IMG_{number:06}.jpg"
            catalog.put_photo(PhotoFile(path, 3_000_000 + number, 10**18 + number), fingerprint)
            vector = centres[number % KINDS] + random.normal(size=DIMENSIONS)
            labels = random.choice(1000, LABELS, replace=False).astype(np.uint16)
            chances = np.sort(random.dirichlet(np.full(LABELS, 0.5)))[::-1].astype(np.float32)
            unit = (vector / np.linalg.norm(vector)).astype(np.float32)
            cache.put(model_id, fingerprint, unit, labels, chances)
            cache.put_thumbnail(fingerprint, pictures[number % PICTURES])
        catalog.bump_revision()


def _picture(random: np.random.Generator) -> bytes:
    """A thumbnail of noise, JPEG of 384 px."""
    coarse = random.integers(0, 256, (3, 4, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(coarse).resize((384, 288), Image.Resampling.BICUBIC).save(out, "JPEG", quality=60)
    return out.getvalue()
