"""How good retrieval and clustering are on labelled photos: `python -m benchmarks.quality [FOLDER ...]`.

A folder holds one folder a class. Printed for each: what every step into the space of comparing is worth (mAP
and precision at 10 of the search for look-alikes, ARI of clusterings with the true k), and ARI (NMI) of every
way to cluster, beside the plain way (uncentred vectors).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.photos import Labelled, load_labelled, shared
from photoclust.analysis import auto_cut, hierarchy
from photoclust.analysis.arrays import Vectors
from photoclust.analysis.elbow import elbow
from photoclust.analysis.kmeans import kmeans
from photoclust.analysis.space import make_frame, mean_of, normalised

SEEDS = 3
SETS = ("labelled-caltech101", "labelled-trashnet6")
MODELS = ("efficientnet_lite0", "efficientnet_lite2", "mobilenet_v3_small")


def retrieval(vectors: Vectors, classes: NDArray[np.int64], queries: Vectors) -> tuple[float, float]:
    """Mean average precision and mean precision at 10, every photo a query, itself left out."""
    precision, hits_at_10 = [], []
    for row, own in enumerate(classes):
        scores = vectors @ queries[row]
        scores[row] = -np.inf
        hits = (classes == own)[np.argsort(-scores, kind="stable")[:-1]]
        ranks = np.flatnonzero(hits) + 1
        precision.append(np.mean(np.arange(1, len(ranks) + 1) / ranks))
        hits_at_10.append(hits[:10].mean())
    return float(np.mean(precision)), float(np.mean(hits_at_10))


def agreement(classes: NDArray[np.int64], labels: NDArray[np.int32]) -> tuple[float, float]:
    """Adjusted Rand index and normalised mutual information of a partition with the classes."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    ari = adjusted_rand_score(classes, labels)
    return float(ari), float(normalized_mutual_info_score(classes, labels))


def steps(photos: Labelled) -> Iterator[tuple[str, Vectors, Vectors]]:
    """Each step into the space: its name, the queries and what they are compared with."""
    yield "raw", photos.raw, photos.raw
    centred = normalised(photos.raw - mean_of(photos.raw))
    yield "centred", centred, centred
    beside = photos.label_ids, photos.label_probabilities
    frame = make_frame(photos.raw, *beside)
    if photos.label_ids.shape[1]:
        joined = frame.join(photos.raw, *beside)
        yield "with labels", joined, joined
    placed = frame.place(photos.raw, *beside)
    yield f"in {placed.shape[1]} directions", placed, placed
    yield "with neighbours", photos.vectors, photos.vectors
    yield "with neighbours, query from outside", frame.place_query(photos.raw, *beside), photos.vectors


def ablation(photos: Labelled) -> None:
    """Prints what every step into the space of comparing is worth."""
    k, classes = photos.count, photos.classes
    for name, queries, vectors in steps(photos):
        mean, at_10 = retrieval(vectors, classes, queries)
        line = f"    {name:<36} mAP {mean:.3f}  P@10 {at_10:.3f}"
        if queries is vectors:
            apart = [agreement(classes, kmeans(vectors, k, seed=seed).labels)[0] for seed in range(SEEDS)]
            linked = agreement(classes, hierarchy.cut_into(hierarchy.average_linkage(vectors), k))[0]
            line += f"  K-means ARI {np.mean(apart):.3f}  linkage ARI {linked:.3f}"
        print(line, flush=True)


def show(name: str, scores: list[tuple[float, float]], note: str = "") -> None:
    ari, nmi = np.mean(scores, axis=0)
    print(f"    {name:<34} ARI {ari:.3f}  NMI {nmi:.3f}  {note}")


def clusterings(photos: Labelled) -> None:
    """Prints how well each method finds the classes."""
    k, classes = photos.count, photos.classes
    for name, vectors in (("raw ", photos.raw), ("", photos.vectors)):
        found = [agreement(classes, kmeans(vectors, k, seed=seed).labels) for seed in range(SEEDS)]
        show(f"{name}kmeans, k = {k}, {SEEDS} seeds", found)
        tree = hierarchy.average_linkage(vectors)
        show(f"{name}agglomerative, k = {k}", [agreement(classes, hierarchy.cut_into(tree, k))])
    cuts = [agreement(classes, hierarchy.cut_into(tree, cut)) for cut in range(2, min(len(classes), 4 * k))]
    best = int(np.argmax([ari for ari, _ in cuts]))
    show("agglomerative, best cut of all", [cuts[best]], f"k = {best + 2}")
    chosen = auto_cut.choose_cut(photos.plain, tree, 2, common=photos.common).k
    share = agreement(classes, hierarchy.cut_into(tree, chosen))[0] / cuts[best][0]
    show(
        "auto",
        [agreement(classes, hierarchy.cut_into(tree, chosen))],
        f"k = {chosen}, {share:.2f} of the best",
    )
    bend = elbow(photos.vectors)
    show("elbow", [agreement(classes, bend.clusters.labels)], f"k = {bend.k}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--model", action="append", choices=MODELS)
    arguments = parser.parse_args()
    beside = shared()
    folders = arguments.folders or [beside / name for name in SETS if beside and (beside / name).is_dir()]
    if not folders:
        print("no labelled photos: name a folder that holds a folder for each class")
    for folder in folders:
        for model in arguments.model or MODELS:
            photos = load_labelled(folder, model)
            print(f"{folder.name}, {model}: {len(photos.classes)} photos, {photos.count} classes")
            ablation(photos)
            clusterings(photos)


if __name__ == "__main__":
    main()
