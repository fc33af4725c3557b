"""Indexing against the least it could take: `python -m benchmarks pipeline`.

The floor is libjpeg-turbo decoding the same bytes, which are in memory already, at the scale that indexing
needs, and the model looking at one picture each, in as many threads as there are cores. Indexing does this,
reads and hashes the files, makes thumbnails, perceptual hashes and model input, reads metadata and writes its
database. (Of progressive JPEGs it decodes less than the floor does, so large photos are measured without them
as well.) The naive way decodes everything at full size in one thread.

What a run takes before its first photo and after its last (the models are loaded, the library is opened), a
tenth of a second, is not in the floor; so it is measured on a few photos, taken off, and printed for itself.

Floor and indexing take turns, and a ratio is the median of those of the rounds, each made in one breath: on a
busy machine that of the processor time is the one to trust.
"""

from __future__ import annotations

import argparse
import io
import itertools
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import simplejpeg
from PIL import Image

from benchmarks.clock import Spent, median, timed
from benchmarks.indexing import naive
from benchmarks.photos import index, model_folders, shared, temporary_library
from photoclust.embedding.embedder import MediaPipeEmbedder
from photoclust.library.index_options import default_jobs
from photoclust.library.models import Model, find_model
from photoclust.photos.decode import THUMBNAIL_EDGE

MODELS = ("mobilenet_v3_small", "efficientnet_lite0", "efficientnet_lite2")
LARGE, SMALL = "large-photos", "labelled-caltech101"
BASELINE = f"{LARGE}, none progressive"
COUNTS = {LARGE: 232, BASELINE: 224, SMALL: 1_500}
AIMS = {LARGE: 1.15, BASELINE: 1.15, SMALL: 1.3}
WARM_UP = 8
SCALES = (8, 4, 2, 1)  # the denominators for which libjpeg-turbo has quick code


def is_baseline(file: Path) -> bool:
    with Image.open(file) as image:
        return not image.info.get("progressive")


def copies(source: Path, name: str, target: Path, count: int) -> list[bytes]:
    """Fills a folder with as many JPEGs of a set, each another content, and returns these.

    Where there are not enough, photos come again with other bytes behind their end, which look the same.
    """
    folder = source / (LARGE if name == BASELINE else name)
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg"})
    if name == BASELINE:
        files = [file for file in files if is_baseline(file)]
    files = files[:: max(1, len(files) // count)]
    target.mkdir()
    made = []
    for number, file in zip(range(count), itertools.cycle(files), strict=False):
        made.append(file.read_bytes() + number.to_bytes(4, "big"))
        (target / f"{number:05}.jpg").write_bytes(made[-1])
    return made


def least_size(content: bytes, edge: int) -> tuple[int, int]:
    """Width and height at the least scale that is enough for thumbnail and model."""
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
    for scale in SCALES:
        size = -(-width // scale), -(-height // scale)
        if max(size) >= THUMBNAIL_EDGE and min(size) >= edge:
            return size
    return width, height


def floor(contents: Sequence[bytes], model: Model, jobs: int) -> Spent:
    """Decodes and infers, and nothing else. Header, model and input are ready before the clock starts."""
    import mediapipe

    embedders = [MediaPipeEmbedder(model) for _ in range(jobs)]
    edge = embedders[0].input_edge
    sizes = [least_size(content, edge) for content in contents]
    grey = np.full((edge, edge, 3), 127, np.uint8)
    picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=grey)
    numbers = itertools.count()

    def work(embedder: MediaPipeEmbedder) -> None:
        infer = embedder._embedder.embed  # without what PhotoClust makes of the answer
        while (number := next(numbers)) < len(contents):
            width, height = sizes[number]
            simplejpeg.decode_jpeg(contents[number], min_width=width, min_height=height)
            infer(picture)

    def all_cores() -> None:
        threads = [threading.Thread(target=work, args=(embedder,)) for embedder in embedders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    for embedder in embedders:
        embedder.embed(grey)
    _, spent = timed(all_cores)
    for embedder in embedders:
        embedder.close()
    return spent / len(contents)


def indexing(folder: Path, model: Model, jobs: int) -> tuple[int, Spent]:
    """Indexes the folder into an empty library; returns the number of its photos and what the run took."""
    with temporary_library() as library:
        summary, spent = timed(lambda: index(library, folder, model, jobs))
    return summary.embedded, spent


def by_photos(folder: Path, few: Path, model: Model, jobs: int) -> tuple[Spent, Spent]:
    """What a photo takes, and a run besides."""
    (small, short), (count, long) = indexing(few, model, jobs), indexing(folder, model, jobs)
    each = (long - short) / (count - small)
    return each, short - each * small


def line(title: str, spent: Spent, note: str = "") -> None:
    wall, processor = spent.wall * 1000, spent.processor * 1000
    print(f"    {title:<10}{wall:8.2f} ms a photo, {processor:8.2f} ms of processors{note}", flush=True)


def measure(name: str, source: Path, place: Path, models: Sequence[Model], rounds: int) -> None:
    jobs = default_jobs()
    folder, few = place / name, place / f"{name}-few"
    contents = copies(source, name, folder, COUNTS[name])
    copies(source, name, few, WARM_UP)
    taken: dict[str, list[tuple[Spent, Spent, Spent]]] = {model.name: [] for model in models}
    for model in models:
        indexing(few, model, jobs)
    for _ in range(rounds):
        for model in models:
            least = floor(contents, model, jobs)
            taken[model.name].append((least, *by_photos(folder, few, model, jobs)))
    for model in models:
        floors, ours, starts = zip(*taken[model.name], strict=True)
        ratio = median(mine.times(least) for least, mine in zip(floors, ours, strict=True))
        print(f"{name}, {len(contents)} photos, {model.name}, {jobs} threads, medians of {rounds}:")
        line("floor", median(floors))
        share = f"{ratio.wall:.2f} times the floor, {ratio.processor:.2f} of processors"
        start = f"besides, {median(starts).processor:.2f} s of processors a run"
        line("indexing", median(ours), f": {share}; aim {AIMS[name]}; {start}")
        if name == LARGE:
            plain = naive(folder, model)
            line("naive", plain, f": {plain.wall / median(ours).wall:.1f} times indexing")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=tuple(COUNTS))
    parser.add_argument("--model", action="append", choices=MODELS)
    arguments = parser.parse_args()
    source = shared()
    if source is None:
        print("the shared test photos are not here: set PHOTOCLUST_TEST_DATA")
        return
    models = [find_model(model_folders(), name) for name in arguments.model or MODELS]
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as place:
        for name in [arguments.only] if arguments.only else COUNTS:
            measure(name, source, Path(place), models, arguments.rounds)


if __name__ == "__main__":
    main()
