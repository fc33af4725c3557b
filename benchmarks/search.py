"""How well and how fast words find photos: `python -m benchmarks search [--speed | --words]`.

30 words that a person would type, of things that labelled-caltech101 has pictures of, chosen before anything
was measured; some are no class of the model, and of some the set has drawings only: they are named as misses.
The pictures are looked at under other names, so that only what they show counts. Beside the search stands the
plain way: every class whose line contains the word, photos by the sum of their probabilities, from 0.1 on.
Then answers and suggestions in a made library of 100,000 photos.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.large_library import make_large_library
from benchmarks.photos import ROOT, index, model_folders, shared, temporary_library
from photoclust.config.paths import AppPaths
from photoclust.core.photo import PhotoId
from photoclust.library import browse
from photoclust.library.models import Model, find_model
from photoclust.library.places import Gazetteer
from photoclust.library.session import Library
from photoclust.library.textsearch import search, suggest

TODAY = date(2026, 11, 28)
SET = "labelled-caltech101"
MODELS = ("efficientnet_lite0", "efficientnet_lite2")
PLAIN_FOUND = 0.1
TIMES = 5

WORDS = {
    "airplane": "airplanes",
    "ant": "ant",
    "beaver": "beaver",
    "boat": "ketch schooner ferry",
    "butterfly": "butterfly",
    "camera": "camera",
    "car": "car_side",
    "chair": "chair windsor_chair",
    "crab": "crab",
    "crocodile": "crocodile crocodile_head",
    "cup": "cup",
    "dog": "dalmatian",
    "dolphin": "dolphin",
    "elephant": "elephant",
    "flamingo": "flamingo flamingo_head",
    "flower": "sunflower lotus water_lilly",
    "guitar": "electric_guitar",
    "helicopter": "helicopter",
    "kangaroo": "kangaroo",
    "lamp": "lamp chandelier",
    "laptop": "laptop",
    "lobster": "lobster",
    "motorbike": "Motorbikes",
    "people": "Faces",
    "phone": "cellphone",
    "piano": "grand_piano",
    "pizza": "pizza",
    "strawberry": "strawberry",
    "umbrella": "umbrella",
    "watch": "watch",
}
"""What is typed -> the folders whose photos show it."""

QUESTIONS = ("dog", "cat", "animals", "dog 2019", "summer", "canon", "img", "img_0123", "-dog 2019", "xyzzy")
BEGINNINGS = ("d", "ca", "dog", "20", "summ", "dog 20", "0012", "xyzzy")


@contextmanager
def nameless(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder of links to all photos below another, under numbers, and the class of each."""
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as made:
        classes = {}
        photos = sorted(
            path for path in folder.glob("*/*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"}
        )
        for number, photo in enumerate(photos):
            link = Path(made) / f"{number:05}{photo.suffix}"
            link.symlink_to(photo)
            classes[str(link)] = photo.parent.name
        yield Path(made), classes


class Shown:
    """The photos of a library and what they show."""

    def __init__(self, library: Library, model: Model, classes: dict[str, str]) -> None:
        self.library, self.model = library, model
        with library.cache() as database:
            self.comparison = library.comparisons.completed(database, model.key)
        photos = browse.photos(library, [PhotoId(number) for number in self.comparison.ids.tolist()])
        self.classes = {photo.id: classes[photo.path] for photo in photos}

    def found(self, word: str) -> list[PhotoId]:
        return [match.photo_id for match in search(self.library, self.model, word, today=TODAY).matches]

    def plainly(self, word: str) -> list[PhotoId]:
        """Classes whose line contains the word, the sum of their probabilities."""
        numbers = [place for place, line in enumerate(self.model.words()) if word in line.casefold()]
        fits = np.isin(self.comparison.label_ids, np.array(numbers, np.uint16))
        scores = (self.comparison.label_probabilities * fits).sum(axis=1)
        best = np.argsort(-scores, kind="stable")
        return [PhotoId(int(self.comparison.ids[row])) for row in best if scores[row] >= PLAIN_FOUND]

    def judged(self, found: list[PhotoId], right: set[str]) -> tuple[float, float, float]:
        """Precision at 10 (places left empty are wrong), precision and recall of all that is found."""
        hits = [self.classes[photo_id] in right for photo_id in found]
        there = sum(name in right for name in self.classes.values())
        return sum(hits[:10]) / 10, sum(hits) / max(1, len(hits)), sum(hits) / there


def words(model_name: str, folder: Path) -> None:
    """Prints a table of the words, and their means."""
    model = find_model(model_folders(), model_name)
    with nameless(folder) as (photos, classes), temporary_library() as library:
        index(library, photos, model)
        shown = Shown(library, model, classes)
        print(f"\n{model_name}, {len(shown.classes)} photos of {len(set(classes.values()))} kinds")
        print(f"{'':12}        plain way             PhotoClust")
        print(f"{'word':12} {'P@10':>6} {'P':>6} {'R':>6}   {'P@10':>6} {'P':>6} {'R':>6} {'found':>6}")
        rows = []
        misses = []
        for word, right in WORDS.items():
            found = shown.found(word)
            ways = (shown.plainly(word), found)
            plain, ours = (shown.judged(way, set(right.split())) for way in ways)
            rows.append((*plain, *ours))
            print(f"{word:12} {_figures(plain)}   {_figures(ours)} {len(found):6}")
            if ours[0] < 0.5:
                misses.append(f"{word} ({ours[0]:.1f})")
        means = np.mean(rows, axis=0)
        print(f"{'mean':12} {_figures(means[:3])}   {_figures(means[3:])}")
        print(f"misses (P@10 below 0.5): {', '.join(misses) or 'none'}", flush=True)


def _figures(values: tuple[float, float, float] | NDArray[np.float64]) -> str:
    return " ".join(f"{value:6.2f}" for value in values)


def speed(photos: int) -> None:
    """Prints how long answers take, the first and the median of the others."""
    library = Library.open(make_large_library(ROOT / "build" / f"library-{photos}", photos))
    library.words.gazetteer = Gazetteer(AppPaths.default().places)
    model = find_model(AppPaths.default().models)
    with library.cache() as database:
        _, vectors = _timed(lambda: library.comparisons.get(database, model.key), 1)
        before = _megabytes()
        _, names = _timed(lambda: library.words.get(database), 1)
    _, words = _timed(lambda: suggest(library, model, "d", TODAY), 1)
    memory = f"{_megabytes() - before:.0f} MB more for them"
    print(
        f"\n{photos:,} photos; once: vectors {vectors:.1f} s, names, dates and places {names:.1f} s, ", end=""
    )
    print(f"words that occur {words:.1f} s; {memory}")
    for text in QUESTIONS:
        first, again = _timed(lambda text=text: search(library, model, text, today=TODAY), TIMES)
        found = len(search(library, model, text, today=TODAY).matches)
        times = f"first {first * 1000:4.0f} ms, then {again * 1000:4.0f} ms"
        print(f"    answer   {text:10} {times}, {found:,} found")
    for text in BEGINNINGS:
        first, again = _timed(lambda text=text: suggest(library, model, text, TODAY), TIMES)
        print(f"    suggest  {text:10} first {first * 1000:4.0f} ms, then {again * 1000:4.0f} ms", flush=True)


def _timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Seconds of the first call, and the median of all."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return seconds[0], float(np.median(seconds))


def _megabytes() -> float:
    """Memory of this process just now; 0 where the system does not tell it so."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 / 1e6 if statm.exists() else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="append", choices=MODELS)
    parser.add_argument("--photos", type=int, default=100_000, help="of the made library")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--words", action="store_true", help="only how well words find photos")
    only.add_argument("--speed", action="store_true", help="only how fast")
    arguments = parser.parse_args()
    beside = shared()
    if beside is None or not (beside / SET).is_dir():
        print(f"no photos to look for: {SET} of the shared test photos is not there")
    elif not arguments.speed:
        for model in arguments.model or MODELS:
            words(model, beside / SET)
    if not arguments.words:
        speed(arguments.photos)


if __name__ == "__main__":
    main()
