"""How well look-alikes are found on labelled photos: `python -m benchmarks.retrieval [FOLDER ...]`.

A folder holds one folder a class. Printed for each:

- mAP and precision at 10, every photo a query;
- where the list ends (`analysis.cutoff`): precision, recall and F1, beside the best single threshold of all,
  chosen with hindsight, and beside that of the first folder where another was measured before;
- feedback: of the first ten photos that nobody judged yet, the person says "more" to those of the class and
  "less" to the others, once and twice. mAP and P@10 before and after are over photos that were not judged;
  to move judged ones to the front would be no art. Beside it a lazy person who judges four, and other ways;
- regions: a random part of a photo with 40 % of its area is the query; how often its photo comes first, in
  the first ten, and after the second look.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from benchmarks.clock import median, timed
from benchmarks.photos import index, model_folders, shared, temporary_library
from benchmarks.quality import SETS, retrieval
from photoclust.analysis.arrays import Vectors
from photoclust.analysis.cutoff import alike_count
from photoclust.analysis.relevance import mean_query, relevance
from photoclust.analysis.vector_index import VectorIndex
from photoclust.core.photo import PhotoId
from photoclust.core.queries import SimilarQuery
from photoclust.library import browse
from photoclust.library.closer_look import look_closer
from photoclust.library.models import Model, find_model
from photoclust.library.session import Library
from photoclust.library.similar import find_similar

MODEL = "efficientnet_lite0"
QUERIES = 600
JUDGED = 10
SHARE = 0.4
Classes = NDArray[np.int64]
Way = Callable[[Vectors, list[int], list[int]], Vectors]
Judge = Callable[[NDArray[np.int64], NDArray[np.bool_]], tuple[list[int], list[int]]]


def some_queries(count: int) -> list[int]:
    """Rows drawn by lot, always the same."""
    return np.random.RandomState(0).permutation(count)[:QUERIES].tolist()


# ---- where the list ends


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of all other photos, best first, and which of them are of the query's class."""

    scores: Vectors
    hits: NDArray[np.bool_]

    def quality(self, count: int) -> tuple[float, float, float]:
        """Precision, recall and F1 of the first `count`."""
        right = float(self.hits[:count].sum())
        precision = right / count if count else 1.0
        recall = right / max(1, int(self.hits.sum()))
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def rankings(vectors: Vectors, classes: Classes) -> list[Ranking]:
    found = []
    for query in some_queries(len(classes)):
        scores = vectors @ vectors[query]
        order = np.argsort(-scores, kind="stable")
        order = order[order != query]
        found.append(Ranking(scores[order], (classes == classes[query])[order]))
    return found


def cut(vectors: Vectors, classes: Classes, carried: float | None) -> float:
    """Prints how good the end of the list is; returns the best single threshold."""
    every = rankings(vectors, classes)

    def line(name: str, counts: list[int]) -> float:
        each = [ranking.quality(count) for ranking, count in zip(every, counts, strict=True)]
        precision, recall, together = np.mean(each, axis=0)
        print(f"    {name:<44} precision {precision:.3f}  recall {recall:.3f}  F1 {together:.3f}")
        return float(together)

    def at(threshold: float) -> list[int]:
        return [int((ranking.scores > threshold).sum()) for ranking in every]

    line("cut by the query's own scores", [alike_count(ranking.scores) for ranking in every])
    levels = np.arange(0.05, 0.96, 0.01)
    means = [np.mean([r.quality(n)[2] for r, n in zip(every, at(level), strict=True)]) for level in levels]
    best = float(levels[int(np.argmax(means))])
    line(f"best threshold of all, with hindsight: {best:.2f}", at(best))
    if carried is not None:
        line(f"the threshold of the set before: {carried:.2f}", at(carried))
    return best


# ---- feedback


def both(vectors: Vectors, more: list[int], less: list[int]) -> Vectors:
    """What the program does."""
    return relevance(VectorIndex(vectors), vectors[more], vectors[less])


def mean_alone(vectors: Vectors, more: list[int], less: list[int]) -> Vectors:
    return vectors @ mean_query(vectors[more], vectors[less])


def rocchio(vectors: Vectors, more: list[int], less: list[int]) -> Vectors:
    """With the weights of the textbook: 1, 0.75, 0.15."""
    query = vectors[more[0]].copy()
    if more[1:]:
        query += 0.75 * vectors[more[1:]].mean(axis=0)
    if less:
        query -= 0.15 * vectors[less].mean(axis=0)
    return vectors @ query


def nearest_alone(vectors: Vectors, more: list[int], less: list[int]) -> Vectors:
    scores: Vectors = (vectors @ vectors[more].T).max(axis=1)
    return scores - 0.5 * np.maximum(0, vectors @ vectors[less].T).max(axis=1) if less else scores


def ridge(vectors: Vectors, more: list[int], less: list[int]) -> Vectors:
    """Ridge regression on what was judged and 200 photos drawn by lot, in its dual form."""
    lot = [row for row in np.random.RandomState(1).permutation(len(vectors))[:200] if row not in more]
    rows = vectors[[*more, *less, *lot]]
    wanted = np.array([1.0] * len(more) + [-1.0] * (len(less) + len(lot)))
    counts = np.array([len(more)] * len(more) + [max(1, len(less))] * len(less) + [len(lot)] * len(lot))
    weights = np.linalg.solve(rows @ rows.T + 3 * np.diag(counts), wanted)
    return np.asarray(vectors @ (rows.T @ weights), np.float32)


WAYS: dict[str, Way] = {
    "half mean, half nearest (the program's)": both,
    "mean alone": mean_alone,
    "nearest alone": nearest_alone,
    "Rocchio 1, 0.75, 0.15": rocchio,
    "ridge regression": ridge,
}


def ten(order: NDArray[np.int64], right: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    first = order[:JUDGED]
    return first[right[first]].tolist(), first[~right[first]].tolist()


def four(order: NDArray[np.int64], right: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """Two that are right, far down in the first twenty, and the first two that are wrong."""
    first = order[:20]
    return first[right[first]][-2:].tolist(), first[~right[first]][:2].tolist()


def figures(scores: Vectors, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Average precision and precision at 10 over the photos that are left."""
    order = np.argsort(-scores, kind="stable")
    hits = right[order[left[order]]]
    ranks = np.flatnonzero(hits) + 1
    return float(np.mean(np.arange(1, len(ranks) + 1) / ranks)), float(hits[:10].mean())


def feedback(vectors: Vectors, classes: Classes, judge: Judge, way: Way) -> list[NDArray[np.float64]]:
    """For each of two rounds: mAP and P@10 before, mAP and P@10 after."""
    rounds: list[list[tuple[float, ...]]] = [[], []]
    for query in some_queries(len(classes)):
        right = classes == classes[query]
        plain = vectors @ vectors[query]
        more, less, scores = [query], [], plain
        left = np.ones(len(classes), bool)
        left[query] = False
        for number in range(2):
            order = np.argsort(-scores, kind="stable")
            liked, refused = judge(order[left[order]], right)
            more, less = [*more, *liked], [*less, *refused]
            left[[*liked, *refused]] = False
            if not right[left].any():
                break
            scores = way(vectors, more, less)
            rounds[number].append((*figures(plain, left, right), *figures(scores, left, right)))
    return [np.mean(each, axis=0) for each in rounds]


# ---- regions


def random_part(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """A part with 40 % of the area, up to a third wider or higher than the whole is."""
    stretch = np.exp(random.uniform(-np.log(4 / 3), np.log(4 / 3)) / 2)
    width, height = (
        round(edge * min(1, SHARE**0.5 * by))
        for edge, by in zip(image.size, (stretch, 1 / stretch), strict=True)
    )
    left, top = random.integers(image.width - width + 1), random.integers(image.height - height + 1)
    return image.crop((left, top, left + width, top + height))


def regions(library: Library, model: Model, tries: int) -> None:
    """Prints how often a part finds its photo."""
    random = np.random.default_rng(0)
    photos = browse.photos(library, browse.photo_ids(library))
    places, after, spent = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "part.png"
        for number in random.permutation(len(photos))[:tries].tolist():
            with Image.open(photos[number].path) as image:
                random_part(ImageOps.exif_transpose(image).convert("RGB"), random).save(file)
            answer = find_similar(library, model, SimilarQuery(paths=(str(file),)))
            places.append(answer.ids.tolist().index(photos[number].id))
            closer, took = timed(lambda answer=answer: look_closer(library, model, answer))  # type: ignore[misc]
            spent.append(took)
            after.append(closer.ids.tolist().index(photos[number].id))
    first, near = np.array(places), np.array(after)
    print(f"    parts of {SHARE:.0%} of the area, {len(places)} tries among {len(photos)} photos")
    for name, found in (("by embedding", first), ("after the second look", near)):
        shares = [f"in {most} {(found < most).mean():.3f}" for most in (10, 50)]
        print(f"        {name}: first {(found == 0).mean():.3f}, {', '.join(shares)}")
    print(f"        the second look takes {median(spent).processor:.2f} s of processor time")


def measure(folder: Path, tries: int, carried: float | None) -> float:
    """Prints everything for one folder; returns its best threshold."""
    model = find_model(model_folders(), MODEL)
    with temporary_library() as library:
        index(library, folder, model)
        with library.cache() as database:
            comparison = library.comparisons.completed(database, model.key)
        photos = browse.photos(library, [PhotoId(int(number)) for number in comparison.ids])
        classes = np.unique([Path(photo.path).parent.name for photo in photos], return_inverse=True)[1]
        vectors = comparison.space.vectors
        print(f"{folder.name}, {MODEL}: {len(classes)} photos, {classes.max() + 1} classes")
        mean, at_10 = retrieval(vectors, classes, vectors)
        print(f"    whole photo: mAP {mean:.3f}  P@10 {at_10:.3f}")
        best = cut(vectors, classes, carried)
        for name, judge in (("ten judged a round", ten), ("four judged a round", four)):
            print(f"    feedback, {name}: mAP and P@10 of the rest, before -> after one round | two rounds")
            for way_name, way in WAYS.items():
                each = feedback(vectors, classes, judge, way)
                told = [f"mAP {a:.3f} -> {c:.3f}  P@10 {b:.3f} -> {d:.3f}" for a, b, c, d in each]
                print(f"        {way_name:<40} {' | '.join(told)}", flush=True)
        regions(library, model, tries)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--tries", type=int, default=250, help="parts of photos that are looked for")
    arguments = parser.parse_args()
    beside = shared()
    folders = arguments.folders or [beside / name for name in SETS if beside and (beside / name).is_dir()]
    if not folders:
        print("no labelled photos: name a folder that holds a folder for each class")
    best: float | None = None
    for folder in folders:
        best = measure(folder, arguments.tries, best)


if __name__ == "__main__":
    main()
