"""What capture time does for outings: `python -m benchmarks.events`.

The outings of `events-exif` (a folder each) among its single photos and 500 others, which have no date.
Printed for each weight of time: ARI of the best cut of the dendrogram over all photos and over those of the
outings, how many of the outings' photos lie in a cluster of their outing, ARI of the cut that PhotoClust
chooses, and how many of the photos without a date it leaves out of all clusters.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.photos import index, model_folders, shared, temporary_library
from photoclust.analysis import hierarchy
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.library import browse
from photoclust.library.blending import Blend, blended
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.library.models import Model, find_model
from photoclust.library.session import Library
from photoclust.store.circumstances import Circumstances, circumstances

WEIGHTS = (0.0, 0.15, 0.3, 0.5)
OTHERS = 500
SINGLES = "singles"


def others(folder: Path) -> list[Path]:
    """As many photos of each class as make up `OTHERS`."""
    classes = sorted(path for path in folder.iterdir() if path.is_dir())
    share = -(-OTHERS // len(classes))
    return [photo for each in classes for photo in islice(sorted(each.iterdir()), share)][:OTHERS]


def build(library: Library, root: Path, model: Model) -> None:
    """Indexes the events and the other photos."""
    scratch = library.directory / "photos"
    for photo in others(root / "labelled-caltech101"):
        place = scratch / photo.parent.name / photo.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(photo)
    index(library, root / "events-exif", model)
    index(library, scratch, model)


def truth_of(
    library: Library, ids: NDArray[np.int64], events: Path
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The group of each photo, and whether it is of an outing. A single photo is a group of its own."""
    paths = [Path(photo.path) for photo in browse.photos(library, [PhotoId(int(number)) for number in ids])]
    outing = np.array([events in path.parents and path.parent.name != SINGLES for path in paths])
    alone = [events in path.parents and path.parent.name == SINGLES for path in paths]
    names = [str(path) if single else str(path.parent) for path, single in zip(paths, alone, strict=True)]
    return np.unique(names, return_inverse=True)[1].astype(np.int64), outing


def ari(truth: NDArray[np.int64], labels: NDArray[np.int32]) -> float:
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(truth, labels))


def purity(truth: NDArray[np.int64], labels: NDArray[np.int32], outing: NDArray[np.bool_]) -> float:
    """Share of the outings' photos that lie in a cluster of which their outing is the largest part."""
    right = 0
    for cluster in np.unique(labels[outing]):
        members = truth[labels == cluster]
        largest = np.bincount(members).argmax()
        right += int((truth[outing & (labels == cluster)] == largest).sum())
    return right / int(outing.sum())


def measure(
    library: Library,
    model: Model,
    ids: NDArray[np.int64],
    vectors: NDArray[np.float32],
    known: Circumstances,
    events: Path,
) -> None:
    truth, outing = truth_of(library, ids, events)
    undated = np.isnan(known.taken)
    print(f"{len(ids)} photos, {outing.sum()} of outings, {undated.sum()} without a date")
    print("time   best cut: ARI of all, of outings, purity   chosen: ARI, of the best   undated left out")
    for weight in WEIGHTS:
        mixed = blended(vectors, known, Blend(time_weight=weight))
        tree = hierarchy.average_linkage(mixed)
        cuts = [hierarchy.cut_into(tree, k) for k in range(2, len(ids), 2)]
        scores = [ari(truth, labels) for labels in cuts]
        best = cuts[int(np.argmax(scores))]
        request = GroupingRequest(time_weight=weight)
        grouping = make_groups(library, model, request, on_progress=ignore_progress, cancel=CancelToken())
        chosen = np.zeros(len(ids), np.int32)
        for number, cluster in enumerate(grouping.clusters):
            chosen[np.searchsorted(ids, cluster.photo_ids)] = number
        loose = np.searchsorted(ids, grouping.unclustered)
        chosen[loose] = len(grouping.clusters) + np.arange(len(loose))
        own = ari(truth, chosen)
        print(
            f"{weight:<5}  {max(scores):19.3f} {ari(truth[outing], best[outing]):12.3f} "
            f"{purity(truth, best, outing):8.3f}   {own:11.3f} {own / max(scores):12.2f}   "
            f"{undated[loose].sum():4d} of {undated.sum()}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="")
    arguments = parser.parse_args()
    root = shared()
    if root is None or not (root / "events-exif").is_dir():
        print("the shared photos are not here")
        return
    model = find_model(model_folders(), arguments.model)
    with temporary_library() as library:
        build(library, root, model)
        with library.cache() as database:
            comparison = library.comparisons.completed(database, model.key)
            known = circumstances(database, comparison.ids)
        measure(library, model, comparison.ids, comparison.space.vectors, known, root / "events-exif")


if __name__ == "__main__":
    main()
