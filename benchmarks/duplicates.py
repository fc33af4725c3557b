"""How well duplicates are found, and how long that takes: `python -m benchmarks.duplicates`.

- Edited copies among other photos, by tier and by variant: pairs that pixels found, pairs that are in one
  group in the end, and beside them pairs at the best threshold of a 64-bit pHash. That is computed as
  ImageHash's `phash` does (32 x 32, DCT-II, the lowest 8 x 8, signs about their median), from the same files.
- Other shots: outings in which every frame is another picture, and an edited copy of each.
- With `--speed COUNT`: the whole search in a library of so many photos, made of the shared ones.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from benchmarks.events import others
from benchmarks.photos import index, model_folders, shared, temporary_library
from photoclust.core.duplicates import Tier
from photoclust.core.photo import PhotoId
from photoclust.library import browse
from photoclust.library.duplicates import find_duplicates
from photoclust.library.models import Model, find_model
from photoclust.library.second_look import find_same_pictures
from photoclust.library.session import Library

Pairs = set[tuple[str, str]]
"""Of paths, the smaller first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one way of searching found, and what there was to be found."""

    name: str
    pairs: Pairs

    def line(self, true: Pairs, of: Collection[str] | None = None) -> str:
        """Precision and recall of pairs of which one photo is among some."""
        wanted = {pair for pair in true if of is None or pair[0] in of or pair[1] in of}
        found = {pair for pair in self.pairs if of is None or pair[0] in of or pair[1] in of}
        right = len(found & wanted)
        precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
        return f"{precision:9.4f} {recall:7.4f}"


def pairs_of(groups: Iterable[Sequence[str]]) -> Pairs:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def phash(path: str) -> int:
    """As ImageHash computes it."""
    from scipy.fft import dct

    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
        grey = np.asarray(upright.convert("L").resize((32, 32), Image.Resampling.LANCZOS), np.float64)
    low = dct(dct(grey, axis=0), axis=1)[:8, :8]
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")


def by_phash(paths: Sequence[str], true: Pairs) -> tuple[int, Pairs]:
    """The threshold at which pHash has the best F1, and the pairs that it finds there."""
    hashes = np.array([phash(path) for path in paths], np.uint64)
    bits = np.unpackbits(hashes[:, None].view(np.uint8), axis=1).astype(np.float32)
    apart = bits.sum(axis=1)[:, None] + bits.sum(axis=1) - 2 * bits @ bits.T
    best: tuple[float, int, Pairs] = (-1.0, 0, set())
    for threshold in range(0, 26, 2):
        rows, columns = np.nonzero(np.triu(apart <= threshold, 1))
        found = {
            (min(a, b), max(a, b))
            for a, b in zip((paths[row] for row in rows), (paths[column] for column in columns), strict=True)
        }
        right = len(found & true)
        best = max(best, (2 * right / (len(found) + len(true)), threshold, found), key=lambda one: one[0])
    return best[1], best[2]


def search(library: Library, model: Model) -> dict[str, Pairs]:
    """Pairs of paths by tier, and what pixels alone said before groups were made."""
    looked = find_same_pictures(library, model)
    report = find_duplicates(library, model, tiers=(Tier.FILE, Tier.PICTURE))
    photos = browse.photos(library, browse.photo_ids(library))
    paths: dict[bytes, list[str]] = {}
    for photo in photos:
        paths.setdefault(photo.fingerprint, []).append(photo.path)
    path_of: dict[PhotoId, str] = {photo.id: photo.path for photo in photos}
    same_file = pairs_of(paths.values())
    pixels = {
        (min(a, b), max(a, b)) for pair in looked.pairs for a in paths[pair.first] for b in paths[pair.second]
    }
    groups = {
        tier: pairs_of([path_of[photo_id] for photo_id in group.photo_ids] for group in report.of(tier))
        for tier in (Tier.FILE, Tier.PICTURE)
    }
    print(
        f"{len(photos):,} photos; {looked.proposed:,} pairs looked at, {len(looked.pairs):,} are one picture"
    )
    return {
        "file": groups[Tier.FILE] & same_file,
        "pixels": pixels,
        "groups": groups[Tier.PICTURE] - same_file,
    }


def copies(root: Path, model: Model) -> None:
    """Edited copies among other photos."""
    folder = root / "neardup-synth"
    rows = list(csv.DictReader((folder / "truth.csv").open(encoding="utf-8")))
    variant = {str(folder / row["file"]): row["variant"] for row in rows}
    group = {str(folder / row["file"]): row["group"] for row in rows}
    with temporary_library() as library:
        scratch = library.directory / "others"
        for photo in others(root / "labelled-caltech101"):
            place = scratch / photo.parent.name / photo.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(photo, place)  # links out of a folder are not offered as duplicates
        index(library, folder, model)
        index(library, scratch, model)
        found = search(library, model)
        paths = sorted([*group, *(str(path) for path in scratch.rglob("*.*"))])
        true = pairs_of([path for path in group if group[path] == name] for name in set(group.values()))
        exact = {pair for pair in true if Path(pair[0]).read_bytes() == Path(pair[1]).read_bytes()}
        threshold, hashed = by_phash(paths, true)
    print(f"same file:    precision, recall {Found('', found['file']).line(exact)}")
    either = found["groups"] | found["pixels"]
    strangers = {pair for pair in either if pair[0] not in group and pair[1] not in group}
    across = sum(group.get(a) != group.get(b) for a, b in either if a in group or b in group)
    ways = [
        Found("pixels", found["pixels"] - strangers - exact),
        Found("groups", found["groups"] - strangers),
        Found(f"pHash <= {threshold}", hashed - exact),
    ]
    true -= exact
    print("same picture: precision, recall of " + ", ".join(way.name for way in ways))
    for name in ["all", *sorted(set(variant.values()))]:
        of = {path for path, kind in variant.items() if kind == name} if name != "all" else None
        lines = [way.line(true, of) for way in ways]
        print(f"  {name:<10}" + "   ".join(lines))
    print(f"pairs across different base photos: {across}")
    print(f"pairs among the other photos, not counted above: {len(strangers)}")
    for pair in sorted(strangers):
        print("  " + "  ".join("/".join(Path(path).parts[-2:]) for path in pair))


def shots(root: Path, model: Model) -> None:
    """Frames of outings, and an edited copy of each."""
    with temporary_library() as library:
        scratch = library.directory / "copies"
        scratch.mkdir()
        frames = sorted(
            path for path in (root / "events-exif").glob("*/*.*") if path.parent.name != "singles"
        )
        for frame in frames:
            with Image.open(frame) as image:
                small = image.convert("RGB")
                small.thumbnail((640, 640))
                width, height = small.size
                cut = small.crop((width // 10, height // 12, width - width // 20, height - height // 14))
                cut.save(scratch / f"{frame.parent.name} {frame.stem}.jpg", quality=40)
        index(library, root / "events-exif", model)
        index(library, scratch, model)
        found = search(library, model)
    shot = {str(frame): f"{frame.parent.name} {frame.stem}" for frame in frames}
    shot |= {str(scratch / f"{name}.jpg"): name for name in shot.values()}
    true = pairs_of([path for path in shot if shot[path] == name] for name in set(shot.values()))
    for way in ("pixels", "groups"):
        pairs = {pair for pair in found[way] if pair[0] in shot and pair[1] in shot}
        print(f"  {way}: precision, recall {Found(way, pairs).line(true)}")
        for pair in sorted(pairs - true):
            print("    " + "  ".join(Path(path).name for path in pair))


def speed(count: int, model: Model) -> None:
    """The whole search, the first time and again."""
    from benchmarks.many_pictures import make_library_of_pictures

    library = Library.open(make_library_of_pictures(count, model) / "library")
    for name in ("first search", "again"):
        gaps: list[float] = []
        clock = [time.perf_counter()]

        def told(_progress: object, gaps: list[float] = gaps, clock: list[float] = clock) -> None:
            gaps.append(time.perf_counter() - clock[-1])
            clock[0] = time.perf_counter()

        began, worked = time.perf_counter(), time.process_time()
        looked = find_same_pictures(library, model, on_progress=told)
        took = time.perf_counter() - began
        print(
            f"{name}: {took:.1f} s, {time.process_time() - worked:.1f} s of processor time; "
            f"{looked.looked_at:,} of {looked.proposed:,} pairs looked at, "
            f"{len(looked.pairs):,} are one picture; "
            f"longest without progress {max(gaps, default=0):.2f} s",
            flush=True,
        )
    began = time.perf_counter()
    report = find_duplicates(library, model)
    sizes = Counter({tier.value: len(report.of(tier)) for tier in Tier})
    print(
        f"groups from that: {time.perf_counter() - began:.1f} s; {dict(sizes)}; peak memory {peak():.0f} MB"
    )


def peak() -> float:
    """Megabytes that this process has held at most."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", default="")
    parser.add_argument("--speed", type=int, metavar="COUNT", help="measure this instead; made in build/")
    arguments = parser.parse_args()
    root = shared()
    if root is None or not (root / "neardup-synth").is_dir():
        print("the shared photos are not here")
        return
    model = find_model(model_folders(), arguments.model)
    if arguments.speed:
        speed(arguments.speed, model)
        return
    print("edited copies among other photos")
    copies(root, model)
    print("frames of outings, and an edited copy of each")
    shots(root, model)


if __name__ == "__main__":
    main()
