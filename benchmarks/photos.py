"""The photos that are measured on, and libraries made of them for the length of a run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoclust.config.paths import AppPaths
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken
from photoclust.library import browse
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexSummary, index_folders
from photoclust.library.models import Model, find_model
from photoclust.library.session import Library

ROOT = Path(__file__).resolve().parent.parent


def shared() -> Path | None:
    """The shared test photos (`PHOTOCLUST_TEST_DATA`, or beside the repository), if any."""
    places = [Path(os.environ.get("PHOTOCLUST_TEST_DATA", ROOT.parent / "shared"))]
    return next((place / "photos" for place in places if (place / "photos").is_dir()), None)


def model_folders() -> list[Path]:
    """The program's models, and MobileNetV3-small where the shared data has it."""
    beside = shared()
    return [*([beside.parent / "models"] if beside else []), *AppPaths.default().models]


@contextmanager
def temporary_library() -> Iterator[Library]:
    """An empty library that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as folder:
        yield Library.open(Path(folder))


def index(library: Library, folder: Path, model: Model, jobs: int | None = None) -> IndexSummary:
    """Indexes a folder without saying anything."""
    return index_folders(
        library,
        [str(folder)],
        model,
        IndexOptions(jobs=jobs),
        on_event=lambda _event: None,
        cancel=CancelToken(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Photos whose class is the folder they lie in; row i of everything is one photo.

    Attributes:
        raw: float32 (n, d), unit rows as the model made them.
        label_ids: uint16 (n, m), the likeliest classes of the model; m may be 0.
        label_probabilities: float32 (n, m).
        vectors: float32 (n, d), in the space where PhotoClust compares.
        plain: float32 (n, d), the same before each was averaged with its neighbours.
        common: Mean cosine of two photos as the model made them.
        classes: int64 (n,).
    """

    raw: NDArray[np.float32]
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float32]
    vectors: NDArray[np.float32]
    plain: NDArray[np.float32]
    common: float
    classes: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(np.unique(self.classes))


def load_labelled(folder: Path, model_name: str) -> Labelled:
    """Indexes a folder of class folders in a temporary library and reads its vectors back."""
    from photoclust.store.embedding_cache import EmbeddingCache

    model = find_model(model_folders(), model_name)
    with temporary_library() as library:
        index(library, folder, model)
        with library.cache() as database:
            cache = EmbeddingCache(database)
            number = cache.model_id(model.key)
            raw = cache.load(number if number is not None else -1)
            comparison = library.comparisons.completed(database, model.key)
        paths = browse.photos(library, [PhotoId(int(photo_id)) for photo_id in raw.ids])
    names = [Path(photo.path).parent.name for photo in paths]
    return Labelled(
        raw.vectors,
        raw.label_ids,
        raw.label_probabilities,
        comparison.space.vectors,
        comparison.space.plain,
        comparison.space.frame.common,
        np.unique(names, return_inverse=True)[1],
    )
