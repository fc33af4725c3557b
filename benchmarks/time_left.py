"""How right the time left is: `python -m benchmarks.time_left [FOLDER ...]`.

Real runs; the estimate is compared with what was then left, after a tenth, a quarter and half of the time.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.photos import ROOT, model_folders, shared, temporary_library
from photoclust.core.progress import CancelToken, Progress
from photoclust.library.indexing import IndexEvent, IndexOptions, index_folders
from photoclust.library.models import find_model

SETS = ("labelled-caltech101", "large-photos", "formats-phone-raw")
SHARES = (0.1, 0.25, 0.5, 0.75)


def measure(folders: list[Path], model_name: str) -> None:
    """Indexes folders in one run and prints how wrong the estimates were."""
    told: list[tuple[float, float]] = []

    def listen(event: IndexEvent) -> None:
        if isinstance(event, Progress) and event.seconds_left is not None:
            told.append((time.perf_counter(), event.seconds_left))

    with temporary_library() as library:
        model = find_model(model_folders(), model_name)
        began = time.perf_counter()
        words = [str(folder) for folder in folders]
        index_folders(library, words, model, IndexOptions(), on_event=listen, cancel=CancelToken())
        ended = time.perf_counter()
    print(f"{' + '.join(folder.name for folder in folders)}: {ended - began:.1f} s")
    for share in SHARES:
        moment = began + share * (ended - began)
        after = [(at, left) for at, left in told if at >= moment]
        if after:
            at, left = after[0]
            print(f"    after {share:4.0%}: {left:6.1f} s said, {ended - at:6.1f} s were left, "
                  f"{(left - (ended - at)) / (ended - at):+.0%}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--model", default="efficientnet_lite0")
    arguments = parser.parse_args()
    beside = shared()
    found = [beside / name for name in SETS if beside and (beside / name).is_dir()]
    if arguments.folders:
        measure(arguments.folders, arguments.model)
    else:
        for folders in ([folder] for folder in found or [ROOT / "resources" / "samples"]):
            measure(folders, arguments.model)
        measure(found, arguments.model)


if __name__ == "__main__":
    main()
